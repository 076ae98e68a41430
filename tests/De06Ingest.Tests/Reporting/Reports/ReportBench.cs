using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Reporting.Reports;

/// <summary>The delivered contracts on a database of one's own, with rows put straight into what is published, and the
/// reports over them.</summary>
sealed class ReportBench : IAsyncDisposable
{
    /// <summary>Day of every extract unless a test says otherwise.</summary>
    public const string Day = "2026-08-05";

    readonly Flow flow;
    int runs;

    ReportBench(Flow flow) => this.flow = flow;

    public Flow Flow => flow;

    public IReports Reports => new PublishedReports(flow.Source, new(() => flow.Parts.Contracts));

    public static async Task<ReportBench> Start(PostgresServer server)
    {
        var files = Directory.GetFiles(Repository.Folder("deploy/feeds"), "*.yaml");
        return new(await Flow.Start(server, [.. files.Select(File.ReadAllText)]));
    }

    /// <summary>A citizen's pseudonym.</summary>
    public static string Ref(int n) => $"'00000000-0000-0000-0000-{n:D12}'";

    /// <summary>People of these units, who live there and are the population extract: P1 is 051090000001.</summary>
    public Task People(params string[] units) => Put("population",
        "citizen_ref, personal_id, name, phone, home_unit, status, birth_date_from, birth_date_to, hamlet, card_issued",
        [.. units.Select((unit, i) =>
            $"{Ref(i + 1)}, '051090{i + 1:D6}', 'Trần Văn Canary', '+84912{i + 1:D6}', '{unit}', 'alive', "
            + "'1990-07-05', '1990-07-05', 'Thôn 1', '2022-01-01'")]);

    /// <summary>Publishes these rows as the state of a feed.</summary>
    public Task Put(string feed, string columns, params string[] rows) => PutOn(Day, feed, columns, rows);

    public async Task PutOn(string day, string feed, string columns, params string[] rows)
    {
        var contract = flow.Contract(feed);
        await using var connection = await flow.Source.OpenConnectionAsync();
        await FeedLease.Register(connection, contract);
        var table = new CleanTable(contract);
        await table.Ensure(connection, null);
        var run = await connection.ExecuteScalarAsync<long>(
            """
            insert into core.run (feed, fence, trigger, state, way, contract_hash, code_epoch, publish_id,
              previous_publish, as_of, rows_in, accepted, matched, ended_at)
            values (@feed, 1, 'command', 'published', 'new-generation', '0', 1, gen_random_uuid(),
              (select publish_id from core.feed_current where feed = @feed),
              (@day || 'T00:00:00+07:00')::timestamptz, @n, @n, @n, (@day || 'T03:00:00+07:00')::timestamptz)
            returning run_id
            """, new { feed, day, n = rows.Length });
        var generation = ++runs;
        await connection.ExecuteAsync(
            $"create table stage.rows_{generation} partition of {table.Name} for values in ({generation})");
        for (var i = 0; i < rows.Length; i++)
        {
            var (names, values) = SystemCells(contract, columns, i);
            await connection.ExecuteAsync(
                $"insert into {table.Name} (generation, row_hash, run_id, line_no{names}, {columns}) "
                + $"values ({generation}, 0, {run}, {i + 1}{values}, {rows[i]})");
        }

        await Point(connection, contract, table.Name, generation, run);
    }

    static (string Names, string Values) SystemCells(FeedContract contract, string columns, int row)
    {
        var (names, values) = ("", "");
        foreach (var (name, value, wanted) in new[]
        {
            ("record_id", $"'r{row + 1}'", true),
            ("slice", "'2026-07'", contract.Extent.IsSliced),
            ("subject_id", $"'r{row + 1}'", !contract.SubjectIsKey),
            ("row_order", "0", contract.Extent.IsDelta),
            ("unit_map", "(select map_no from core.unit_map where map = '2025-07')", contract.HasUnits),
        })
        {
            if (wanted && !columns.Split(", ").Contains(name))
            {
                (names, values) = ($"{names}, {name}", $"{values}, {value}");
            }
        }

        return (names, values);
    }

    static Task Point(
        Npgsql.NpgsqlConnection connection, FeedContract contract, string table, int generation, long run) =>
        connection.ExecuteAsync(
            $"""
            insert into core.feed_current (feed, run_id, publish_id, generation, contract_hash, code_epoch, as_of, rows)
            select feed, run_id, publish_id, @generation, '0', 1, as_of, rows_in from core.run where run_id = @run
            on conflict (feed) do update set run_id = excluded.run_id, publish_id = excluded.publish_id,
              generation = excluded.generation, as_of = excluded.as_of, rows = excluded.rows;
            insert into core.generation (feed, generation, first_run) values (@Feed, @generation, @run);
            delete from core.tally where feed = @Feed;
            insert into core.tally (feed, unit, records, matched, unmatched, mismatched)
            select @Feed, {(contract.HasUnits ? "coalesce(home_unit, '')" : "''")}, count(*), count(citizen_ref),
                   {(contract.Role == FeedRole.Register ? "0" : "count(*) - count(citizen_ref)")}, 0
            from {table} where generation = @generation group by 2
            """, new { contract.Feed, generation, run });

    /// <summary>Writes a mismatch to the ledger.</summary>
    public Task Mismatch(
        string feed, string kind, string unit, int citizen, string state = "open", string since = Day,
        long? closed = null) => flow.Do(
            $"""
            insert into core.mismatch_kind values ('{kind}', '{kind}', '{kind}', 2, 'sector') on conflict do nothing;
            insert into core.mismatch (feed, subject_id, kind, state, unit, citizen_ref, record_count, newest_record,
              first_seen, opened_run, closed_run)
            values ('{feed}', 's{citizen}', '{kind}', '{state}', '{unit}', {Ref(citizen)}, 1, 'r', '{since}', 1,
              {closed?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"})
            """);

    public Task<ReportAnswer> Read(string report, string? unit = null, bool clear = false) =>
        Reports.Read(
            ReportCatalog.Find(report)!, unit, clear, TestContext.Current.CancellationToken);

    /// <summary>Some columns of every row, as texts with bars between them; nothing is "-".</summary>
    public async Task<List<string>> Lines(string report, string columns, string? unit = null, bool clear = false)
    {
        var answer = await Read(report, unit, clear);
        var places = columns.Split(' ').Select(name => answer.Columns.ToList().IndexOf(name)).ToList();
        return [.. answer.Rows.Select(row => string.Join('|', places.Select(i => Text(row[i]))))];
    }

    static string Text(object? value) => value switch
    {
        null => "-",
        string[] texts => string.Join('+', texts),
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    public ValueTask DisposeAsync() => flow.DisposeAsync();
}
