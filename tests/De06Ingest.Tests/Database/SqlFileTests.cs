using System.Text.RegularExpressions;
using De06Ingest.Database;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Database;

/// <summary>Every statement of <c>sql/</c> fits the schema, says what it does and how to run it.</summary>
public sealed partial class SqlFileTests(PostgresServer server)
{
    /// <summary>Tables that a run makes for itself before the statement, and the clean tables of the figures.</summary>
    const string Scene =
        """
        create temporary table finding (subject_id text collate "C", kind text collate "C", record_id text collate "C",
          sector_value text, reference_value text, unit text collate "C", citizen_ref uuid, line_no bigint);
        create temporary table finding_now (subject_id text collate "C", kind text collate "C",
          newest_record text collate "C", sector_value text, reference_value text, unit text collate "C",
          citizen_ref uuid, record_count integer);
        create temporary table touched (subject_id text, kind text);
        create temporary table wanted (subject_id text, field text, citizen_ref uuid, wrong text[], kinds text[]);
        create temporary table due (citizen_ref uuid);
        create temporary table suggested (subject_id text collate "C", field text collate "C", rank integer,
          citizen_ref uuid, value text, confidence numeric(4, 3), feeds text[], since date, others integer,
          holders integer);
        create temporary table closing (subject_id text collate "C", kind text collate "C", newest_record text,
          present boolean, keep boolean);
        create temporary table deletion (record_id text collate "C", row_order bigint);
        create temporary table known (subject_id text collate "C", kind text collate "C", state text,
          sector_value text, reference_value text, unit text collate "C", citizen_ref uuid, record_count integer,
          newest_record text collate "C", across boolean);
        create temporary table known_after (like known);
        create temporary table cell_now as select * from core.indicator_value;
        create temporary table earlier_now as select * from core.indicator_earlier;
        create temporary table cell_to_fix as select * from core.indicator_value;
        create temporary table tally_now (unit text, records bigint, matched bigint, unmatched bigint);
        create temporary table mismatched_now (unit text, number bigint);
        """;

    public static TheoryData<string> Statements() =>
        [.. SqlFile.In("matching"),
            .. SqlFile.In("mismatches"), .. SqlFile.In("publishing"), .. SqlFile.In("reporting")];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Is_understood_by_the_server(string path)
    {
        await using var flow = await Flow.Start(server, Deployed());
        await using var connection = await flow.Source.OpenConnectionAsync();
        await Run(connection, Scene);
        foreach (var contract in flow.Parts.Contracts)
        {
            await De06Ingest.Publishing.FeedLease.Register(connection, contract);
            await new De06Ingest.Publishing.CleanTable(contract).Ensure(connection, null);
        }

        // A statement that makes a table for the next one cannot be prepared while its table is there.
        var text = Comment().Replace(SqlFile.Text(path), "");
        if (CreatesTable().Match(text) is { Success: true } table)
        {
            await Run(connection, $"drop table {table.Groups[1].Value}");
            await Run(connection, CreatesTable().Replace(text, "explain create temporary table $1 on commit drop as")
                .Replace(":feed", "'x'").Replace(":across", "true"));
            return;
        }

        await Run(connection, "prepare one as " + Numbered(text));
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Says_what_it_does_and_how_to_run_it(string path)
    {
        var lines = SqlFile.Text(path).Split('\n');
        Assert.StartsWith("-- ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines.TakeWhile(l => l.StartsWith("--", StringComparison.Ordinal)),
            l => l.Contains($"-f sql/{path}.sql", StringComparison.Ordinal));
    }

    static string[] Deployed()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(ThisFile()))!;
        while (!Directory.Exists(Path.Combine(folder, "deploy", "feeds")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return [.. Directory.GetFiles(Path.Combine(folder, "deploy", "feeds"), "*.yaml").Select(File.ReadAllText)];
    }

    static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    /// <summary>As Npgsql does it: each name is one numbered parameter whose type the server finds.</summary>
    static string Numbered(string text)
    {
        var names = new List<string>();
        return Variable().Replace(text.TrimEnd().TrimEnd(';'), match =>
        {
            var name = match.Groups[1].Value;
            if (!names.Contains(name))
            {
                names.Add(name);
            }

            return "$" + (names.IndexOf(name) + 1);
        });
    }

    static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"^--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"create temporary table (\w+) on commit drop as")]
    private static partial Regex CreatesTable();

    [GeneratedRegex(@"(?<![:\w']):([a-z_]\w*)")]
    private static partial Regex Variable();
}
