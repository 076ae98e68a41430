using De06Ingest.Synthetic.Sectors;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Mismatches.Suggestions;

/// <summary>Confidence means what it says: five sectors with known truth go through the whole program, and of
/// suggestions with confidence p a share p is right, on seeds that the weights were not fitted to.</summary>
public sealed class SuggestionTruthTests(PostgresServer server)
{
    const int Citizens = 15_000;
    const string Day = "2026-08-04";

    /// <summary>Fewer suggestions say little about a share.</summary>
    const int Enough = 150;

    static readonly double[] Bands = [0, 0.1, 0.3, 0.5, 0.7, 0.85, 0.92, 1.01];

    [Theory]
    [InlineData(99)]
    [InlineData(5)]
    public async Task Of_suggestions_with_confidence_p_a_share_p_is_right(int seed)
    {
        using var folder = new TempFolder();
        SectorFiles.Generate(new SectorsOptions(Citizens, (ulong)seed), folder.Path);
        var contracts = SectorSpec.All.Select(s => File.ReadAllText(Path.Combine(folder.Path, s.Feed + ".yaml")));
        await using var flow = await Flow.Start(server, [.. contracts]);
        foreach (var feed in SectorSpec.All.Select(s => s.Feed).OrderBy(f => f == "accounts"))
        {
            await flow.Run(feed, await File.ReadAllTextAsync(Path.Combine(folder.Path, feed + ".csv")), Day);
        }

        var truth = File.ReadLines(Path.Combine(folder.Path, "truth.csv")).Skip(1).Select(l => l.Split(','))
            .ToDictionary(c => c[0], c => new Dictionary<string, string>
            {
                ["phone"] = c[1], ["birthDate"] = c[2], ["name"] = c[3], ["homeUnit"] = c[4],
            });
        var made = (await flow.All<(string Subject, string Field, string Value, decimal Confidence)>(
            "select subject_id, field, value, confidence from core.suggestion"))
            .Where(s => truth[s.Subject][s.Field].Length > 0 || s.Field == "phone")
            .Select(s => (s.Field, Confidence: (double)s.Confidence, IsRight: truth[s.Subject][s.Field] == s.Value))
            .ToList();

        Assert.All(made.GroupBy(s => s.Field), IsCalibrated);
        IsCalibrated(made);
        var sure = made.Where(s => s is { Field: "phone", Confidence: >= 0.85 }).ToList();
        Assert.True(sure.Count > 100 && Share(sure) >= 0.86, $"{sure.Count} {Share(sure):0.000}");
        await NoPhoneIsSuggestedTwice(flow);
    }

    static void IsCalibrated(IEnumerable<(string Field, double Confidence, bool IsRight)> suggestions)
    {
        foreach (var band in suggestions.GroupBy(s => Bands.Last(from => from <= s.Confidence)))
        {
            var (said, right, count) = (band.Average(s => s.Confidence), Share(band), band.Count());
            var byChance = 2 * Math.Sqrt(said * (1 - said) / count);
            Assert.True(count < Enough || Math.Abs(said - right) < 0.04 + byChance,
                $"{band.First().Field} from {band.Key}: said {said:0.000}, right {right:0.000}, of {count}");
        }
    }

    static double Share(IEnumerable<(string Field, double Confidence, bool IsRight)> suggestions) =>
        suggestions.Average(s => s.IsRight ? 1.0 : 0.0);

    /// <summary>One phone, one account: no number is suggested to two people, nor one that another's account has.
    /// </summary>
    static async Task NoPhoneIsSuggestedTwice(Flow flow)
    {
        Assert.Empty(await flow.All<string>(
            """
            select value from core.suggestion where field = 'phone'
            group by value having count(distinct citizen_ref) > 1
            """));
        Assert.Empty(await flow.All<string>(
            """
            select s.value from core.suggestion s join clean.accounts a on a.phone = s.value
            where s.field = 'phone' and a.citizen_ref <> s.citizen_ref and a.status <> 'wrong'
            """));
    }
}
