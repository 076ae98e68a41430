using System.Text;
using De06Ingest.Synthetic;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Extents;

/// <summary>96 commune files, in any order, give what one file of the province gives.</summary>
public sealed class CommuneFilesTests(PostgresServer server)
{
    // Of the few rows of a small commune one bad row is a large share.
    static readonly string Deployed = FeedBench.DeployedContract("eid-accounts").Replace(
        "refused-share: 2%, row-drop: 30%, mismatch-share: 40%", "refused-share: 100%, mismatch-share: 100%",
        StringComparison.Ordinal);

    static string By(string unit) => Deployed.Replace("extent: full\n", $"extent: full of [unit]\nunit: {unit}\n",
        StringComparison.Ordinal);

    [Fact]
    public async Task Ninety_six_commune_files_in_any_order_equal_one_province_file()
    {
        using var folder = new TempFolder();
        ProvinceGenerator.Generate(new ProvinceOptions(3000, 7, Days: 1, Systems: false), folder.Path);
        var people = Directory.GetFiles(Path.Combine(folder.Path, "day1", "population")).Single();
        var accounts = Directory.GetFiles(Path.Combine(folder.Path, "day1", "eid-accounts")).Single();
        var communes = Communes(accounts, folder.Path);

        var whole = await Outcome(Deployed, people, [accounts]);

        Assert.Equal(96, communes.Count);
        Assert.Contains("phone-differs", whole, StringComparison.Ordinal);
        Assert.Equal(whole, await Outcome(By("{ column: homeUnit }"), people, [accounts]));
        foreach (var seed in new[] { 1, 2 })
        {
            var order = communes.ToArray();
            new Random(seed).Shuffle(order);
            Assert.Equal(whole, await Outcome(By("{ file-name: \"…_(unit)_…\" }"), people, order));
        }
    }

    /// <summary>Clean rows, ledger, tally and figures after these files, and how many rows were refused for
    /// what.</summary>
    async Task<string> Outcome(string contract, string people, string[] files)
    {
        await using var bench = await FeedBench.Start(server, FeedBench.DeployedContract("population"), contract);
        Assert.Equal("published", (await bench.RunFiles("population", people)).State);
        foreach (var file in files)
        {
            Assert.Equal("published", (await bench.RunFiles("eid-accounts", file)).State);
        }

        return string.Join("\n--\n",
            await bench.Clean("eid-accounts", "slice"),
            await bench.Ledger("eid-accounts"),
            await bench.Tally("eid-accounts"),
            await bench.Figures(),
            await bench.Text("select faults, count(*) from core.refusal group by 1 order by 1"),
            await bench.Text("""
                select sum(rows_in), sum(accepted), sum(refused), sum(duplicate), sum(matched)
                from core.run where feed = 'eid-accounts'
                """));
    }

    /// <summary>Cuts the file into one per unit; a row that names none of them goes to some unit, as it would in
    /// life.</summary>
    static List<string> Communes(string accounts, string folder)
    {
        var lines = File.ReadAllText(accounts, Encoding.Latin1).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var day = Path.GetFileNameWithoutExtension(accounts)[^8..];
        var units = File.ReadLines(Path.Combine(FeedBench.Deployed("units"), "quang-ngai.csv"))
            .Select(l => l.Split(',')).Where(u => u[0] == "2025-07" && u[2] != "province").Select(u => u[1]).ToList();
        var rows = lines.Skip(1).Select((text, i) => (text, i)).ToLookup(
            line => line.text.Split(',')[^1].Trim() is var unit && units.Contains(unit)
                ? unit
                : units[line.i % units.Count],
            line => line.text);
        var files = new List<string>();
        foreach (var unit in units)
        {
            files.Add(Path.Combine(folder, $"tai-khoan_{unit}_{day}.csv"));
            File.WriteAllText(files[^1], string.Join('\n', [lines[0], .. rows[unit]]) + "\n", Encoding.Latin1);
        }

        return files;
    }
}
