using De06Ingest.Commands.Demo;
using De06Ingest.Synthetic;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Province;

/// <summary>The whole flow over a synthetic province of three days: what is planted is found, and nothing
/// else.</summary>
public sealed class ProvinceTests(PostgresServer server)
{
    [Theory]
    [InlineData(42, 4000, "2025-07")]
    [InlineData(7, 3000, "2025-07")]
    [InlineData(2026, 5000, "2025-07")]
    [InlineData(11, 3000, "2023-04")]
    [InlineData(3, 1000, "2025-07")]
    public async Task Finds_what_is_planted_and_nothing_else(int seed, int citizens, string map)
    {
        var database = new PostgresDatabase(server);
        await database.InitializeAsync();
        using var feeds = new TempFolder();
        try
        {
            await using var province = new ProvinceRun(
                database, new ProvinceOptions(citizens, (ulong)seed, map), Contracts(feeds, map));
            foreach (var day in province.Answers.Days)
            {
                var runs = await province.Run(day);
                var differences = await AnswerCheck.Counts(province.Database, runs, CancellationToken.None);
                Assert.True(differences.Count == 0, string.Join('\n', differences));
                await EqualsTheSheet(province, day);
            }
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>The contracts as they are deployed; on a map that is in force no more, every commune would be told as
    /// dissolved.</summary>
    static string Contracts(TempFolder folder, string map)
    {
        foreach (var file in Directory.GetFiles(Repository.Folder("deploy/feeds"), "*.yaml"))
        {
            var text = File.ReadAllText(file);
            File.WriteAllText(Path.Combine(folder.Path, Path.GetFileName(file)), map == "2025-07"
                ? text
                : text.Replace(", unit-unknown, unit-dissolved", "", StringComparison.Ordinal));
        }

        return folder.Path;
    }

    static async Task EqualsTheSheet(ProvinceRun province, AnswerDay day)
    {
        var check = await AnswerCheck.Ledger(province.Database, day, CancellationToken.None);
        Assert.DoesNotContain(check.Kinds, k => k.Missed > 0 || k.WronglyReported > 0);
        Assert.Equal(day.OpenMismatches.Count, check.Found);
    }
}
