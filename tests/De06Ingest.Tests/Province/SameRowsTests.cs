using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using De06Ingest.Reporting;
using De06Ingest.Synthetic;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Province;

/// <summary>The same rows as CSV, as a JSON array and as NDJSON give the same records, refusals and
/// mismatches.</summary>
public sealed partial class SameRowsTests(PostgresServer server)
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("read: { format: ndjson }", "", "\n", "\n")]
    [InlineData("read: { format: json, rows: data.items }", "{\"data\":{\"items\":[", ",", "]}}")]
    public async Task Json_of_the_same_rows_gives_the_same_result(string read, string begin, string between, string end)
    {
        var csv = await Run(null, (file, rows) => File.WriteAllText(file, Csv(rows)));
        var json = await Run(read, (file, rows) => File.WriteAllText(file, Json(rows, begin, between, end)));

        Assert.Equal(csv.Counts, json.Counts);
        Assert.Equal(csv.Records, json.Records);
        Assert.Equal(csv.Ledger, json.Ledger);
        Assert.True(csv.Records.Count > 1000 && csv.Ledger.Count > 100, $"{csv.Records.Count} {csv.Ledger.Count}");
    }

    async Task<Result> Run(string? read, Action<string, List<Row>> write)
    {
        var database = new PostgresDatabase(server);
        await database.InitializeAsync();
        var feeds = Directory.CreateTempSubdirectory("de06-feeds-").FullName;
        try
        {
            CopyContracts(feeds, read);
            var options = new ProvinceOptions(3000, 5, Days: 2, Systems: false);
            await using var province = new ProvinceRun(database, options, feeds);
            foreach (var delivery in province.Answers.Days.SelectMany(d => d.Deliveries)
                         .Where(d => d.Feed == "eid-accounts"))
            {
                var file = Path.Combine(province.Data, delivery.File);
                write(file, WellFormed(file));
            }

            var counts = new List<string>();
            foreach (var day in province.Answers.Days)
            {
                var runs = await province.Run(day);
                counts.AddRange(runs.Delivered.Where(r => r.Feed == "eid-accounts").Select(Count));
            }

            return new Result(
                counts,
                await Texts(database, """
                    select (to_jsonb(t) - 'row_hash' - 'line_no' - 'run_id')::text
                    from clean.eid_accounts t order by record_id, generation
                    """),
                await Texts(database, """
                    select (to_jsonb(m) - 'mismatch_no' - 'confirmed_publish' - 'opened_run' - 'closed_run')::text
                    from core.mismatch m where feed = 'eid-accounts' order by subject_id, kind
                    """));
        }
        finally
        {
            Directory.Delete(feeds, recursive: true);
            await database.DisposeAsync();
        }
    }

    static void CopyContracts(string folder, string? read)
    {
        foreach (var file in Directory.GetFiles(Repository.Folder("deploy/feeds"), "*.yaml"))
        {
            var text = File.ReadAllText(file);
            var changed = read is not null && Path.GetFileName(file) == "eid-accounts.yaml"
                ? text.Replace("read: { format: csv, separator: \",\" }", read, StringComparison.Ordinal)
                : text;
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), changed);
        }
    }

    /// <summary>Rows that every format can hold: not those that are broken as CSV.</summary>
    static List<Row> WellFormed(string file)
    {
        var lines = File.ReadAllLines(file, Encoding.UTF8).Select(Cells).ToList();
        return [.. lines.Skip(1)
            .Where(cells => cells.Length == lines[0].Length
                && !cells.Any(c => c.Contains('\uFFFD', StringComparison.Ordinal)))
            .Select(cells => new Row(lines[0], cells))];
    }

    static string[] Cells(string line) => [.. Cell().Matches(line).Select(m =>
        m.Value.TrimStart(',') is ['"', .., '"'] quoted
            ? quoted[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : m.Groups[1].Value)];

    static string Csv(List<Row> rows) => string.Concat(rows.Select(r => r.Cells).Prepend(rows[0].Header)
        .Select(cells =>
            string.Join(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));

    /// <summary>An empty cell is null in every third row, absent in every third, and empty text in the
    /// others.</summary>
    static string Json(List<Row> rows, string begin, string between, string end)
    {
        var objects = rows.Select((row, i) => JsonSerializer.Serialize(
            row.Header.Zip(row.Cells).Where(c => c.Second.Length > 0 || i % 3 != 1)
                .ToDictionary(c => c.First, c => c.Second.Length == 0 && i % 3 == 0 ? null : c.Second), Plain));
        return begin + string.Join(between, objects) + end;
    }

    static string Count(RunReport run) => string.Join(
        ' ', run.State, run.RowsIn, run.Accepted, run.Refused, run.Duplicate, run.Matched, run.Unmatched, run.Vanished,
        string.Join(',', run.RefusedBy.OrderBy(r => r.Key, StringComparer.Ordinal)),
        string.Join(',', run.Mismatches));

    static async Task<List<string>> Texts(PostgresDatabase database, string sql)
    {
        await using var connection = await database.Open();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    [GeneratedRegex("(?:^|,)((?:\"(?:[^\"]|\"\")*\")|[^,]*)")]
    private static partial Regex Cell();

    sealed record Row(string[] Header, string[] Cells);

    sealed record Result(List<string> Counts, List<string> Records, List<string> Ledger);
}
