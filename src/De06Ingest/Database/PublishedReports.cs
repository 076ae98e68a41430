using System.Data;
using System.Globalization;
using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Values;
using Npgsql;
using NpgsqlTypes;

namespace De06Ingest.Database;

/// <summary>Answers reports with the statements in <c>sql/reporting/reports</c>: unit, feeds and rows are read from
/// one state of the database.</summary>
/// <remarks>Short statements over views look costly to the planner, which then compiles them for longer than they
/// run; a feed that has never run has no view yet, and an empty one stands for it.</remarks>
sealed class PublishedReports(NpgsqlDataSource database, Lazy<IReadOnlyList<FeedContract>> contracts) : IReports
{
    public async Task<ReportAnswer> Read(
        ReportDefinition report, string? unit, bool clear, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        await connection.ExecuteAsync("set transaction read only; set local jit = off");
        var place = unit is null ? null : await Place(connection, unit, stop);
        var read = FeedsOf(report);
        var feeds = await Feeds(connection, report.OnEveryFeed ? contracts.Value : read, stop);
        var statement = await WithEmptyViews(connection, report.Statement, read, stop);
        var (columns, rows) = await Rows(connection, statement, unit, clear, stop);
        await transaction.CommitAsync(stop);
        return new(place, feeds, columns, rows);
    }

    /// <exception cref="ReportFeedMissing">The statement reads a feed that no contract describes.</exception>
    List<FeedContract> FeedsOf(ReportDefinition report)
    {
        var byTable = contracts.Value.ToDictionary(c => c.TableName, StringComparer.Ordinal);
        var missing = report.Tables.Where(t => !byTable.ContainsKey(t)).ToList();
        return missing.Count == 0
            ? report.Tables.Select(t => byTable[t]).ToList()
            : throw new ReportFeedMissing(string.Join(", ", missing));
    }

    /// <summary>The unit as the map in force has it.</summary>
    /// <exception cref="UnitUnknown">It has no such unit; says what the unit has become.</exception>
    public static async Task<ReportUnit> Place(NpgsqlConnection connection, string unit, CancellationToken stop) =>
        await connection.QuerySingleOrDefaultAsync<ReportUnit>(
            new CommandDefinition(SqlFile.Text("reporting/report_unit"), new { unit }, cancellationToken: stop))
        ?? throw new UnitUnknown(await Became(connection, unit, stop));

    /// <summary>A unit that the map in force does not have, with what it has become.</summary>
    public static async Task<string> Became(NpgsqlConnection connection, string unit, CancellationToken stop) =>
        await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            SqlFile.Text("reporting/unit_became"), new { unit }, cancellationToken: stop)) is { } units
            ? $"{unit} → {units}"
            : unit;

    /// <summary>The feeds in the order of their names; one that no run has registered yet has never come.</summary>
    static async Task<List<ReportFeed>> Feeds(
        NpgsqlConnection connection, IReadOnlyList<FeedContract> wanted, CancellationToken stop)
    {
        var health = (await PublishedViews.FeedHealth(connection, stop)).ToDictionary(h => h.Feed);
        return
        [
            .. wanted.DistinctBy(c => c.Feed).OrderBy(c => c.Feed, StringComparer.Ordinal)
                .Select(c => health.GetValueOrDefault(c.Feed) is { AsOf: { } asOf } known
                    ? new ReportFeed(
                        c.Feed, known.Title, known.State, asOf, known.IsStale ? asOf + known.FreshWithin : null)
                    { TitleEn = c.TitleEn }
                    : new ReportFeed(c.Feed, c.Title, "never", null, null) { TitleEn = c.TitleEn }),
        ];
    }

    static async Task<string> WithEmptyViews(
        NpgsqlConnection connection, string statement, IReadOnlyList<FeedContract> feeds, CancellationToken stop)
    {
        var there = (await connection.QueryAsync<string>(new CommandDefinition(
            "select relname::text from pg_class where relnamespace = 'api_full'::regnamespace and relkind = 'v'",
            cancellationToken: stop))).ToHashSet();
        return feeds.Where(f => !there.Contains("clean_" + f.TableName)).Aggregate(
            statement, (text, feed) => ReportDefinition.Replace(
                text, feed.TableName, new CleanViews(feed).Empty()));
    }

    static async Task<(List<string> Columns, List<object?[]> Rows)> Rows(
        NpgsqlConnection connection, string statement, string? unit, bool clear, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        command.Parameters.Add(new("unit", NpgsqlDbType.Text) { Value = (object?)unit ?? DBNull.Value });
        command.Parameters.Add(new("clear", NpgsqlDbType.Boolean) { Value = clear });
        await using var reader = await command.ExecuteReaderAsync(stop);
        List<string> columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(stop))
        {
            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : Value(reader, i);
            }

            NameProvinces(columns, row);
            rows.Add(row);
        }

        return (columns, rows);
    }

    static object Value(NpgsqlDataReader reader, int column) => reader.GetDataTypeName(column) switch
    {
        "date" => reader.GetFieldValue<DateOnly>(column),
        "timestamp with time zone" => new DateTimeOffset(reader.GetDateTime(column)),
        _ => reader.GetValue(column),
    };

    /// <summary>Provinces whose units nobody has loaded are still known by name.</summary>
    static void NameProvinces(List<string> columns, object?[] row)
    {
        for (var name = 1; name < row.Length; name++)
        {
            if (row[name] is null && columns[name] == columns[name - 1] + "_name"
                && row[name - 1] is string { Length: 2 } code
                && long.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                row[name] = Provinces.NameOf(number);
            }
        }
    }
}
