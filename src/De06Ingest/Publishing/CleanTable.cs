using System.Text;
using System.Text.RegularExpressions;
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
    /// <summary>System columns that every clean table has, or has when the contract calls for them.</summary>
    static readonly (string Name, string Type, string Note)[] SystemColumns =
    [
        ("generation", "integer not null", "Generation of the row; readers see the current one."),
        ("record_id", "text collate \"C\" not null", "Key of the record: its parts joined by \"|\"."),
        ("row_hash", "bigint not null", "Fingerprint of the row as it came; an equal one is not read again."),
        ("run_id", "bigint not null", "Run that wrote this version."),
        ("line_no", "bigint not null", "Line of the extract of that run."),
        ("slice", "text collate \"C\" not null", "Period and unit of the extract that the row belongs to."),
        ("subject_id", "text collate \"C\" not null", "Who the record is about."),
        ("row_order", "bigint not null", "Sequence or time that orders the versions of the record."),
        ("citizen_ref", "uuid", "Keyed pseudonym of the citizen."),
        ("unmatched", "text",
            "Why no citizen was found: id-missing, id-malformed, not-in-reference, id-of-another, no-reference."),
        ("duplicate_of", "text collate \"C\"", "Earlier record of the same subject; this one is not compared."),
        ("faults", "text[]", "Cells that could not be read: column:code:raw. Personal data."),
        ("unit_map", "smallint", "Map that the row's unit codes are on, a number of core.unit_map."),
    ];

    /// <summary>Names that a contract's column may not take.</summary>
    public static IReadOnlySet<string> ReservedNames { get; } = SystemColumns.Select(c => c.Name).ToHashSet();

    public string Schema => contract.Role == FeedRole.Reference ? "reference" : "clean";

    /// <summary>Qualified name of the parent table.</summary>
    public string Name => contract.Shadow ?? $"{Schema}.{contract.TableName}";

    /// <summary>A statement over the clean table, put to its stand-in where there is one.</summary>
    public string Read(string sql) => contract.Shadow is null
        ? sql
        : Regex.Replace(sql, $@"\b{Schema}\.{contract.TableName}\b", contract.Shadow);

    public string History => $"{Name}_history";

    /// <summary>Columns of the table in the order of <see cref="CleanRow"/>.</summary>
    public static IReadOnlyList<string> ColumnNames(FeedContract contract) =>
        [.. Columns(contract).Select(c => c.Name)];

    /// <summary>All columns of the current generation, for a re-check.</summary>
    public string SelectForRecheck(int generation) =>
        $"select {Join(ColumnNames(contract))} from {Name} where generation = {generation}";

    /// <summary>The same, and behind them the personal id of the citizen that a row is linked with.</summary>
    /// <param name="generation">Generation of the rows.</param>
    /// <param name="table">Table that holds them, when it is no partition yet.</param>
    public string SelectWithLinks(int generation, string? table = null) =>
        $"""
        select {Join(ColumnNames(contract))}, (select k.personal_id from core.link k
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
        return view is not null && !Masked(view).SetEquals(
            ViewColumns(masked: true).SelectMany(c => Masked(c.Expression)));
    }

    static HashSet<string> Masked(string sql) =>
        [.. Regex.Matches(sql, @"\bapi\.mask_\w+\(t\.(\w+)").Select(m => m.Groups[1].Value)];

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

    List<(string Name, string Type, string Note)> Missing(List<(string Column, string Type)> existing) =>
        Columns(contract).FindAll(c => !existing.Exists(e => e.Column == c.Name));

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
        $"copy {Stage(runId)} ({Join(SentColumns(contract, withMap))}) from stdin (format binary, freeze true)";

    /// <summary>Column list for statements that move whole rows.</summary>
    public string ColumnList => Join(ColumnNames(contract));

    /// <summary>Columns that <see cref="CleanRow"/> sends; the others are <see cref="Defaults"/>.</summary>
    public static IEnumerable<string> SentColumns(FeedContract contract, bool withMap) =>
        ColumnNames(contract).Where(c => c is not ("generation" or "run_id") && (withMap || c != "unit_map"));

    /// <summary>What a row says, as SQL for a text of JSON; not where it came from.</summary>
    public static string Content(string row)
    {
        var origin = Join(ReservedNames.Where(c => c != "faults").Select(Quote));
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
        foreach (var column in Columns(contract))
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
        var columns = string.Join(",\n  ", Columns(contract).Select(c => $"{c.Name} {c.Type}"));
        sql.AppendLine($"create table {Name} (\n  {columns}\n) partition by list (generation);");
        sql.AppendLine($"create unique index on {Name} (record_id, generation);");
        if (!contract.SubjectIsKey)
        {
            sql.AppendLine($"create index on {Name} (subject_id);");
        }

        sql.AppendLine($"create table {History} (like {Name}, ended_run bigint not null);");
        sql.AppendLine($"create index on {History} (record_id);");
        AppendComments(sql);
        AppendViews(sql, [], ColumnList);
        return sql.ToString();
    }

    /// <param name="missing">Columns to add.</param>
    /// <param name="shown">Columns of the views.</param>
    /// <param name="all">Every column that the table will have, in its own order.</param>
    string ExtendStatements(
        List<(string Name, string Type, string Note)> missing, List<(string Name, string Type)> shown, string all)
    {
        // Who waits for this lock makes every later reader wait behind it, so it is asked for often, and shortly.
        var sql = new StringBuilder("set local lock_timeout = '100ms';\n");
        foreach (var (name, type, _) in missing)
        {
            sql.Append(AddColumn(Name, name, type)).Append(AddColumn(History, name, type));
        }

        AppendComments(sql);
        AppendViews(sql, shown, all);
        return sql.ToString();
    }

    void AppendComments(StringBuilder sql)
    {
        var rows = $"{contract.Title}: the clean rows of feed {contract.Feed}, by generation.";
        var history = $"Replaced and vanished rows of feed {contract.Feed}, until retention ends.";
        sql.AppendLine($"comment on table {Name} is {Quote(rows)};");
        sql.AppendLine($"comment on table {History} is {Quote(history)};");
        sql.AppendLine($"comment on column {History}.ended_run is 'Run whose publish ended this version.';");
        foreach (var (name, _, note) in Columns(contract))
        {
            sql.AppendLine($"comment on column {Name}.{name} is {Quote(note)};");
            sql.AppendLine($"comment on column {History}.{name} is {Quote(note)};");
        }
    }

    /// <param name="sql">Statements so far.</param>
    /// <param name="shown">Columns that the views have already: they keep their place, and one that the contract no
    /// longer has stays as null, because columns are only ever added.</param>
    /// <param name="all">Columns of the table, in its own order.</param>
    void AppendViews(StringBuilder sql, List<(string Name, string Type)> shown, string all)
    {
        var current =
            $"generation = (select c.generation from core.feed_current c where c.feed = {Quote(contract.Feed)})";
        AppendView(sql, "api", "clean_", InOrder(ViewColumns(masked: true), shown), current);
        AppendView(sql, "api_full", "clean_", InOrder(ViewColumns(masked: false), shown), current);
        sql.AppendLine($"""
            create or replace function api_full.clean_{contract.TableName}_at(publish uuid)
            returns setof {Name} language sql stable security definer set search_path = pg_catalog as $$
              {AsOfQuery(all)}
            $$;
            revoke all on function api_full.clean_{contract.TableName}_at(uuid) from public;
            grant execute on function api_full.clean_{contract.TableName}_at(uuid) to de06_reader_full;
            comment on function api_full.clean_{contract.TableName}_at(uuid) is
              'The rows that readers saw after this publish, until retention ends.';
            """);
    }

    static List<(string Name, string Expression, string Note)> InOrder(
        IEnumerable<(string Name, string Expression, string Note)> columns, List<(string Name, string Type)> shown)
    {
        var wanted = columns.ToList();
        var ordered = shown.Select(old => wanted.Find(c => c.Name == old.Name) is { Name: not null } column
            ? column
            : (old.Name, $"null::{old.Type}", "No longer in the contract.")).ToList();
        ordered.AddRange(wanted.Where(c => !shown.Exists(old => old.Name == c.Name)));
        return ordered;
    }

    void AppendView(
        StringBuilder sql, string schema, string prefix,
        IEnumerable<(string Name, string Expression, string Note)> columns, string where)
    {
        var view = $"{schema}.{prefix}{contract.TableName}";
        var list = columns.ToList();
        var selected = Join(list.Select(c => $"{c.Expression} as {c.Name}"));
        sql.AppendLine($"create or replace view {view} as select {selected}");
        sql.AppendLine($"  from {Name} t where {where};");
        sql.AppendLine($"grant select on {view} to de06_reader_full{(schema == "api" ? ", de06_reader" : "")};");
        sql.AppendLine($"comment on view {view} is {Quote(contract.Title)};");
        foreach (var (name, _, note) in list)
        {
            sql.AppendLine($"comment on column {view}.{name} is {Quote(note)};");
        }
    }

    /// <summary>A row was seen after publish P when it was written by then and not ended by then, in the generation of
    /// then.</summary>
    string AsOfQuery(string all) =>
        $"""
        with p as (select r.run_id from core.run r where r.publish_id = publish and r.feed = {Quote(contract.Feed)}),
             g as (select g.generation from core.generation g, p
                   where g.feed = {Quote(contract.Feed)} and g.first_run <= p.run_id
                     and (g.ended_run is null or g.ended_run > p.run_id))
        select {all} from {Name} t where t.generation = (select generation from g)
          and t.run_id <= (select run_id from p)
        union all
        select {all} from {History} t where t.generation = (select generation from g)
          and t.run_id <= (select run_id from p) and t.ended_run > (select run_id from p)
        """;

    IEnumerable<(string Name, string Expression, string Note)> ViewColumns(bool masked)
    {
        yield return ("citizen_ref", "t.citizen_ref", "Keyed pseudonym of the citizen; joins across feeds.");
        var masksRecords = masked && contract.MasksRecords;
        yield return ("record_id", masksRecords ? "api.mask_key(t.record_id)" : "t.record_id", "Key of the record.");
        if (contract.Extent.IsSliced)
        {
            yield return ("slice", "t.slice", "Period and unit of the extract that the row belongs to.");
        }

        if (!contract.SubjectIsKey)
        {
            var subject = masksRecords ? "api.mask_key(t.subject_id)" : "t.subject_id";
            yield return ("subject_id", subject, "Who the record is about.");
        }

        yield return ("unmatched", "t.unmatched", "Why no citizen was found; null for a matched row.");
        yield return ("is_duplicate", "(t.duplicate_of is not null)",
            "A later record of the same subject; not compared.");
        yield return ("run_id", "t.run_id", "Run that wrote this version of the row.");
        yield return ("line_no", "t.line_no", "Line of that run's extract.");
        if (contract.HasUnits)
        {
            yield return ("unit_map", "(select m.map from core.unit_map m where m.map_no = t.unit_map)",
                "Map that the row's unit codes are on.");
        }

        foreach (var column in contract.Columns)
        {
            foreach (var shown in ViewColumn(column, masked && contract.Masks(column)))
            {
                yield return shown;
            }
        }
    }

    /// <summary>What readers would see before the first run has made the views: the columns, and no row.</summary>
    public string EmptyView()
    {
        var types = Columns(contract).ToDictionary(c => c.Name, c => c.Type.Replace(" not null", ""));
        types["is_duplicate"] = "boolean";
        types["unit_map"] = "text";
        return $"(select {Join(ViewColumns(masked: false).Select(c => Empty(c.Name)))} where false)";

        string Empty(string name) => types[name].Split(" collate ") is [var type, var order]
            ? $"null::{type} collate {order} as {name}"
            : $"null::{types[name]} as {name}";
    }

    static IEnumerable<(string, string, string)> ViewColumn(ColumnSpec column, bool masked)
    {
        var name = column.SqlName;
        if (column.Kind == ColumnKind.BirthDate)
        {
            var from = masked ? $"api.mask_day(t.{name}_from, false)" : $"t.{name}_from";
            var to = masked ? $"api.mask_day(t.{name}_to, true)" : $"t.{name}_to";
            yield return (name + "_from", from, Note(column) + " First day that fits.");
            yield return (name + "_to", to, Note(column) + " Last day that fits.");
            yield break;
        }

        var mask = column.Kind switch
        {
            ColumnKind.PersonalId or ColumnKind.LegacyId => "api.mask_id",
            ColumnKind.SocialInsurance or ColumnKind.HealthCard or ColumnKind.TaxCode => "api.mask_id",
            ColumnKind.PersonName => "api.mask_name",
            ColumnKind.Phone => "api.mask_phone",
            ColumnKind.Key or ColumnKind.DossierCode => "api.mask_key",
            ColumnKind.Text => "api.mask_text",
            _ => "",
        };
        yield return (name, masked && mask.Length > 0 ? $"{mask}(t.{name})" : $"t.{name}", Note(column));
    }

    static List<(string Name, string Type, string Note)> Columns(FeedContract contract)
    {
        var columns = SystemColumns.Where(c => c.Name switch
        {
            "slice" => contract.Extent.IsSliced,
            "subject_id" => !contract.SubjectIsKey,
            "row_order" => contract.Extent.IsDelta,
            "unit_map" => contract.HasUnits,
            _ => true,
        }).ToList();
        foreach (var column in contract.Columns)
        {
            if (column.Kind == ColumnKind.BirthDate)
            {
                columns.Add((column.SqlName + "_from", "date", Note(column) + " First day that fits."));
                columns.Add((column.SqlName + "_to", "date", Note(column) + " Last day that fits."));
            }
            else
            {
                columns.Add((column.SqlName, SqlType(column.Kind), Note(column)));
            }
        }

        return columns;
    }

    static string SqlType(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer or ColumnKind.MoneyVnd => "bigint",
        ColumnKind.Date => "date",
        ColumnKind.Timestamp => "timestamptz",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Text or ColumnKind.PersonName => "text",
        _ => "text collate \"C\"",
    };

    static string Note(ColumnSpec column) =>
        column.Note.Length > 0 ? column.Note : $"{string.Join(" / ", column.From)}.";

    static string Join(IEnumerable<string> parts) => string.Join(", ", parts);

    /// <summary>A text as an SQL literal; only for names and notes of contracts, never for data.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
