using System.Text;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>
/// The typed table of a feed, made from its contract: one parent partitioned by generation, a history of replaced rows,
/// and the views that readers use. It grows with the contract; a column is never taken away.
/// </summary>
sealed class CleanTable(FeedContract contract)
{
    public string Schema => contract.Role == FeedRole.Reference ? "reference" : "clean";

    /// <summary>Qualified name of the parent table.</summary>
    public string Name => contract.Shadow ?? $"{Schema}.{contract.TableName}";

    public string History => $"{Name}_history";

    /// <summary>Columns of the table in the order of <see cref="CleanRow"/>.</summary>
    public static IReadOnlyList<string> ColumnNames(FeedContract contract) =>
        [.. CleanColumns.Of(contract).Select(c => c.Name)];

    /// <summary>The rows of a generation, for <see cref="CleanRow"/> to read.</summary>
    public string SelectRows(int generation) =>
        $"select {Join(RowColumns(contract, withMap: true))} from {Name} where generation = {generation}";

    /// <summary>The same, and behind each the personal id of the citizen that it is linked with.</summary>
    /// <param name="generation">Generation of the rows.</param>
    /// <param name="table">Table that holds them, when it is no partition yet.</param>
    public string SelectWithLinks(int generation, string? table = null) =>
        $"""
        select {Join(RowColumns(contract, withMap: true))}, (select k.personal_id from core.link k
          where k.feed = {Quote(contract.Feed)} and k.record_id = t.record_id and k.ended_run is null)
        from {table ?? Name} t where generation = {generation}
        """;

    /// <summary>Makes or extends the tables and views so that they fit the contract.</summary>
    /// <exception cref="ContractChanged">What is published cannot be kept beside what the contract asks
    /// for.</exception>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Its transaction, or null.</param>
    /// <param name="renewMasks">Also where only masks are others, for which readers' views are locked.</param>
    public async Task Ensure(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, bool renewMasks = true)
    {
        var inOrder = await ColumnsOf(connection, Schema, contract.TableName, transaction);
        if (inOrder.Count == 0)
        {
            await connection.ExecuteAsync(CreateStatements(), transaction: transaction);
            return;
        }

        if (Change(inOrder) is { } change)
        {
            // Nothing of the feed was ever published: its tables hold nothing, and are made as the contract is now.
            if (await connection.ExecuteScalarAsync<bool>(
                "select exists (select from core.generation where feed = @Feed)", new { contract.Feed }, transaction))
            {
                throw change;
            }

            await connection.ExecuteAsync(DropStatements() + CreateStatements(), transaction: transaction);
            return;
        }

        var missing = Missing(inOrder);
        if (missing.Count > 0 || renewMasks && await MasksOtherwise(connection, transaction))
        {
            var shown = await ColumnsOf(connection, "api", "clean_" + contract.TableName, transaction);
            var all = inOrder.Select(c => c.Column).Concat(missing.Select(c => c.Name));
            await connection.ExecuteAsync(ExtendStatements(missing, shown, Join(all)), transaction: transaction);
        }
    }

    /// <summary>The contract masks other columns than the view does that readers have.</summary>
    async Task<bool> MasksOtherwise(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        var view = await connection.ExecuteScalarAsync<string?>(
            "select pg_get_viewdef(to_regclass(@View))", new { View = $"api.clean_{contract.TableName}" }, transaction);
        return view is not null && !new CleanViews(contract).MasksAs(view);
    }

    /// <summary>For a dry run, whose locks last until its end: where the contract has gained columns, a copy of what
    /// readers see stands for the table, and readers go on.</summary>
    /// <returns>The contract to go on with.</returns>
    public async Task<FeedContract> EnsureUnlocked(
        NpgsqlConnection connection, NpgsqlTransaction dry, long runId, int? generation)
    {
        var inOrder = await ColumnsOf(connection, Schema, contract.TableName, dry);
        var missing = inOrder.Count > 0 && Change(inOrder) is null ? Missing(inOrder) : [];
        if (missing.Count == 0 || generation is null)
        {
            await Ensure(connection, dry, renewMasks: false);
            return contract;
        }

        var shadow = $"{Stage(runId)}_shadow";
        await connection.ExecuteAsync(
            $"""
            create table {shadow} (like {Name});
            {string.Concat(missing.Select(c => AddColumn(shadow, c.Name, c.Type)))}
            create table {shadow}_history (like {shadow}, ended_run bigint not null);
            create unique index on {shadow} (record_id, generation);
            insert into {shadow} select * from {Name} where generation = {generation};
            analyze {shadow}
            """, transaction: dry, commandTimeout: 0);
        return contract with { Shadow = shadow };
    }

    static async Task<List<(string Column, string Type)>> ColumnsOf(
        NpgsqlConnection connection, string schema, string table, NpgsqlTransaction? transaction) =>
        (await connection.QueryAsync<(string Column, string Type)>(
            SqlFile.Text("publishing/table_columns"), new { schema, table }, transaction)).AsList();

    List<CleanColumn> Missing(List<(string Column, string Type)> existing) =>
        CleanColumns.Of(contract).FindAll(c => !existing.Exists(e => e.Column == c.Name));

    static string AddColumn(string table, string name, string type) =>
        $"alter table {table} add column {name} {type.Replace(" not null", "")};\n";

    /// <summary>Statement that makes an empty run table which can become a partition.</summary>
    /// <param name="runId">Run whose table it is.</param>
    /// <param name="generation">Generation of its rows.</param>
    /// <param name="logged">False for rows that are merged into another table and then dropped.</param>
    /// <param name="unitMap">Map of the unit codes in all rows; 0 when each row states its own, or none is
    /// known.</param>
    /// <remarks>What all rows have alike is a default, and not sent with each.</remarks>
    public string CreateStage(long runId, int generation, bool logged, byte unitMap) =>
        $"""
        create {(logged ? "" : "unlogged ")}table {Stage(runId)} (like {Name});
        alter table {Stage(runId)} add constraint run_{runId}_generation check (generation = {generation});
        {Defaults(Stage(runId), runId, generation, unitMap)};
        alter table {Stage(runId)} set (autovacuum_enabled = off{(logged ? ", fillfactor = 95" : "")})
        """;

    /// <summary>Statement that gives a table what the rows of a run have alike.</summary>
    public string Defaults(string table, long runId, int generation, byte unitMap) =>
        $"alter table {table} alter generation set default {generation}, alter run_id set default {runId}"
        + (contract.HasUnits && unitMap > 0 ? $", alter unit_map set default {unitMap}" : "");

    /// <summary>Table that holds the rows of a run until it is published.</summary>
    public static string Stage(long runId) => $"stage.run_{runId}";

    /// <summary>Copies into a run's table that was made in the same transaction.</summary>
    /// <param name="runId">Run whose table it is.</param>
    /// <param name="withMap">Every row states its map of units; otherwise the table's default holds.</param>
    public string CopyIn(long runId, bool withMap) =>
        $"copy {Stage(runId)} ({Join(RowColumns(contract, withMap))}) from stdin (format binary, freeze true)";

    /// <summary>Column list for statements that move whole rows.</summary>
    public string ColumnList => Join(ColumnNames(contract));

    /// <summary>Columns that <see cref="CleanRow"/> reads and writes, in its order; the others are
    /// <see cref="Defaults"/>.</summary>
    /// <param name="contract">Contract of the feed.</param>
    /// <param name="withMap">Every row states its map of units, as one that is read does.</param>
    public static IReadOnlyList<string> RowColumns(FeedContract contract, bool withMap) =>
        [.. ColumnNames(contract).Where(c => c is not ("generation" or "run_id") && (withMap || c != "unit_map"))];

    /// <summary>What a row says, as SQL for a text of JSON; not where it came from.</summary>
    public static string Content(string row)
    {
        var origin = Join(CleanColumns.ReservedNames.Where(c => c != "faults").Select(Quote));
        return $"jsonb_strip_nulls(to_jsonb({row}) - array[{origin}])::text";
    }

    /// <summary>The same list for rows that go into another generation.</summary>
    public string ColumnListFor(int generation) => Join(ColumnNames(contract)
        .Select(c => c == "generation" ? $"{generation}" : c));

    /// <summary>"a = excluded.a, …" for every column that is not the key.</summary>
    public string SetExcluded => Join(ColumnNames(contract)
        .Where(c => c is not ("record_id" or "generation")).Select(c => $"{c} = excluded.{c}"));

    /// <summary>What the contract asks for and the tables cannot give; null when they can grow.</summary>
    ContractChanged? Change(List<(string Column, string Type)> inOrder)
    {
        var existing = inOrder.ToDictionary(c => c.Column, c => c.Type);
        foreach (var column in CleanColumns.Of(contract))
        {
            var wanted = column.Type.Split(' ')[0];
            if (existing.TryGetValue(column.Name, out var type) && type != wanted)
            {
                return new("contract-changed-type", $"{column.Name}: {type} → {wanted}");
            }
        }

        if (existing.ContainsKey("slice") != contract.Extent.IsSliced
            || existing.ContainsKey("row_order") != contract.Extent.IsDelta)
        {
            return new("contract-changed-extent",
                $"{ContractChanged.Extent(existing.ContainsKey("slice"), existing.ContainsKey("row_order"))} → "
                + ContractChanged.Extent(contract.Extent.IsSliced, contract.Extent.IsDelta));
        }

        return existing.ContainsKey("subject_id") == contract.SubjectIsKey
            ? new("contract-changed-subject", string.Join(", ", contract.Subject))
            : null;
    }

    string DropStatements() =>
        $"""
        set local lock_timeout = '100ms';
        drop function api_full.clean_{contract.TableName}_at(uuid);
        drop view api.clean_{contract.TableName}, api_full.clean_{contract.TableName};
        drop table {Name}, {History};

        """;

    string CreateStatements()
    {
        var sql = new StringBuilder();
        var columns = string.Join(",\n  ", CleanColumns.Of(contract).Select(c => $"{c.Name} {c.Type}"));
        sql.AppendLine($"create table {Name} (\n  {columns}\n) partition by list (generation);");
        sql.AppendLine($"create unique index on {Name} (record_id, generation);");
        if (!contract.SubjectIsKey)
        {
            sql.AppendLine($"create index on {Name} (subject_id);");
        }

        sql.AppendLine($"create table {History} (like {Name}, ended_run bigint not null);");
        sql.AppendLine($"create index on {History} (record_id);");
        AppendComments(sql);
        new CleanViews(contract).Append(sql, [], ColumnList);
        return sql.ToString();
    }

    /// <param name="missing">Columns to add.</param>
    /// <param name="shown">Columns of the views.</param>
    /// <param name="all">Every column that the table will have, in its own order.</param>
    string ExtendStatements(
        List<CleanColumn> missing, List<(string Name, string Type)> shown, string all)
    {
        // Who waits for this lock makes every later reader wait behind it, so it is asked for often, and shortly.
        var sql = new StringBuilder("set local lock_timeout = '100ms';\n");
        foreach (var (name, type, _) in missing)
        {
            sql.Append(AddColumn(Name, name, type)).Append(AddColumn(History, name, type));
        }

        AppendComments(sql);
        new CleanViews(contract).Append(sql, shown, all);
        return sql.ToString();
    }

    void AppendComments(StringBuilder sql)
    {
        var rows = $"{contract.Title}: the clean rows of feed {contract.Feed}, by generation.";
        var history = $"Replaced and vanished rows of feed {contract.Feed}, until retention ends.";
        sql.AppendLine($"comment on table {Name} is {Quote(rows)};");
        sql.AppendLine($"comment on table {History} is {Quote(history)};");
        sql.AppendLine($"comment on column {History}.ended_run is 'Run whose publish ended this version.';");
        foreach (var (name, _, note) in CleanColumns.Of(contract))
        {
            sql.AppendLine($"comment on column {Name}.{name} is {Quote(note)};");
            sql.AppendLine($"comment on column {History}.{name} is {Quote(note)};");
        }
    }

    static string Join(IEnumerable<string> parts) => string.Join(", ", parts);

    /// <summary>A text as an SQL literal; only for names and notes of contracts, never for data.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
