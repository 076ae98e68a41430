using System.Text.Json;
using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Publishing.Indicators;

/// <summary>The clean tables of all contracts in a database of their own. A case puts its rows in, asks its statement
/// and takes them back.</summary>
public sealed class FigureTables(PostgresServer server) : IAsyncLifetime
{
    /// <summary>What a clean table wants to know of a row, and no figure reads.</summary>
    static readonly Dictionary<string, string> OfRow = new()
    {
        ["generation"] = "1", ["row_hash"] = "0", ["run_id"] = "1", ["line_no"] = "1", ["row_order"] = "0",
        ["slice"] = "", ["subject_id"] = "",
    };

    /// <summary>The same of a mismatch.</summary>
    static readonly Dictionary<string, string> OfMismatch = new()
    {
        ["record_count"] = "1", ["newest_record"] = "", ["first_seen"] = "2024-01-01", ["opened_run"] = "1",
        ["reopened"] = "0",
    };

    readonly PostgresDatabase database = new(server);
    readonly Dictionary<string, string> tables = new() { ["mismatch"] = "core.mismatch" };

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>What the statement says of the rows of a case.</summary>
    internal Task<List<CaseRecord>> Ask(IndicatorDefinition definition, FigureCase of) =>
        Ask(of, connection => Records(connection, definition));

    /// <summary>Asks something of the rows of a case.</summary>
    internal async Task<T> Ask<T>(FigureCase of, Func<NpgsqlConnection, Task<T>> ask)
    {
        await using var connection = await database.Open();
        // To what runs and publishes the rows belong is of no matter here, so none has to be made up.
        await connection.ExecuteAsync("set session_replication_role = replica");
        if (tables.Count == 1)
        {
            await Make(connection);
        }

        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var row in of.Rows)
        {
            await Insert(connection, row);
        }

        return await ask(connection);
    }

    async Task Make(NpgsqlConnection connection)
    {
        foreach (var contract in FeedCatalog.Load(Repository.Folder("deploy/feeds")))
        {
            var table = new CleanTable(contract);
            await table.Ensure(connection, null);
            await connection.ExecuteAsync(
                $"""
                create table {table.Name}_1 partition of {table.Name} for values in (1);
                insert into core.feed_current
                  (feed, run_id, publish_id, generation, contract_hash, code_epoch, as_of, rows)
                values ('{contract.Feed}', 1, gen_random_uuid(), 1, '', 1, now(), 0);
                """);
            tables[contract.Feed] = table.Name;
        }
    }

    async Task Insert(NpgsqlConnection connection, CaseRow row)
    {
        var isMismatch = row.Feed == "mismatch";
        var given = new Dictionary<string, string>(row.Values)
        {
            [isMismatch ? "subject_id" : "record_id"] = row.Record,
        };
        var table = tables[row.Feed];
        var known = (await connection.QueryAsync<string>(
            "select attname::text from pg_attribute where attrelid = @table::regclass and attnum > 0",
            new { table })).ToHashSet();
        Assert.Empty(given.Keys.Except(known));
        foreach (var (column, value) in (isMismatch ? OfMismatch : OfRow).Where(c => known.Contains(c.Key)))
        {
            given.TryAdd(column, value);
        }

        var columns = string.Join(", ", given.Keys.Select(k => $"\"{k}\""));
        await connection.ExecuteAsync(
            $"insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, @row::jsonb)",
            new { row = JsonSerializer.Serialize(given) });
    }

    static async Task<List<CaseRecord>> Records(NpgsqlConnection connection, IndicatorDefinition definition)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select coalesce(f.unit, ''), f.record, f.day, {Column("reached", "date")}, f.numerator, f.denominator,
                   {Column("item", "text")}, {Column("cause", "text")}
            from ({definition.Statement.TrimEnd().TrimEnd(';')}) f
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<CaseRecord>();
        while (await reader.ReadAsync())
        {
            found.Add(new(
                reader.GetString(0), reader.GetString(1), Date(2), Date(3), reader.GetInt64(4), reader.GetInt64(5),
                Text(6), Text(7)));
        }

        return found;

        string Column(string name, string type) =>
            definition.Columns.Contains(name) ? $"f.{name}" : $"null::{type}";

        DateOnly? Date(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
