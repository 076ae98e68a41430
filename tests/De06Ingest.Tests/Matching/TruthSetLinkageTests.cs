using De06Ingest.Commands.Linkage;
using De06Ingest.Feeds;
using De06Ingest.Matching;
using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Tests.Matching;

/// <summary>A sector's list with planted errors finds its citizens again; the floors stand a little below what two
/// seeds measure.</summary>
public sealed class TruthSetLinkageTests : IDisposable
{
    /// <summary>Kinds of error of which 10,000 rows have a hundred or more, and the least recall.</summary>
    static readonly Dictionary<string, double> FloorsWithIds = new()
    {
        ["id-missing"] = 0.98,
        ["id-is-legacy"] = 0.94,
        ["id-zeros-lost"] = 0.995,
        ["name-diacritics-lost"] = 0.985,
        ["birth-year-only"] = 0.985,
        ["phone-missing"] = 0.99,
        ["phone-changed"] = 0.98,
        ["phone-of-relative"] = 0.975,
        ["home-moved"] = 0.945,
        ["unit-old-code"] = 0.98,
    };

    static readonly Dictionary<string, double> FloorsWithoutIds = new()
    {
        ["name-diacritics-lost"] = 0.95,
        ["birth-year-only"] = 0.95,
        ["phone-missing"] = 0.965,
        ["phone-changed"] = 0.94,
        ["phone-of-relative"] = 0.925,
        ["home-moved"] = 0.75,
        ["unit-old-code"] = 0.94,
    };

    /// <summary>The same of a run, which learns nothing: kinds of which 10,000 rows have fifty or more; without any
    /// id, and with ids in nine rows of ten.</summary>
    static readonly Dictionary<string, (double? WithoutIds, double WithIds)> FloorsOfRun = new()
    {
        ["birth-digit-wrong"] = (0.93, 0.98),
        ["birth-first-of-january"] = (0.92, 0.98),
        ["birth-year-off"] = (0.86, 0.95),
        ["birth-year-only"] = (0.94, 0.985),
        ["home-moved"] = (0.77, 0.965),
        ["id-digit-wrong"] = (null, 0.98),
        ["id-is-legacy"] = (null, 0.985),
        ["id-missing"] = (null, 0.98),
        ["id-zeros-lost"] = (null, 0.99),
        ["name-diacritics-lost"] = (0.95, 0.985),
        ["name-middle-missing"] = (0.88, 0.96),
        ["name-tone-wrong"] = (0.92, 0.98),
        ["name-typo"] = (0.92, 0.96),
        ["phone-changed"] = (0.925, 0.98),
        ["phone-generic"] = (0.92, 0.98),
        ["phone-missing"] = (0.96, 0.99),
        ["phone-of-relative"] = (0.92, 0.98),
        ["phone-old-prefix"] = (0.985, 0.99),
        ["sex-missing"] = (0.965, 0.99),
        ["unit-missing"] = (0.965, 0.99),
        ["unit-neighbour"] = (0.81, 0.97),
        ["unit-old-code"] = (0.9, 0.975),
    };

    readonly string folder = Directory.CreateTempSubdirectory("de06-truth-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(7)]
    [InlineData(42)]
    public void Links_rows_with_ids_and_none_wrongly(ulong seed)
    {
        var evaluation = Evaluate(seed, ids: 0.9);

        // One wrong link in ten thousand would be too many for a run to take without a person.
        Assert.Equal(evaluation.Auto.Found, evaluation.Auto.Right);
        Assert.InRange(evaluation.Auto.F1, 0.998, 1);
        Assert.InRange(evaluation.AutoAndReview.Recall, 0.999, 1);
        AssertRecall(FloorsWithIds, evaluation);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(42)]
    public void Links_rows_without_ids(ulong seed)
    {
        var evaluation = Evaluate(seed, ids: 0);

        Assert.InRange(evaluation.Auto.Precision, 0.9995, 1);
        Assert.InRange(evaluation.Auto.F1, 0.985, 1);
        Assert.InRange(evaluation.AutoAndReview.F1, 0.995, 1);
        AssertRecall(FloorsWithoutIds, evaluation);
    }

    [Theory]
    [InlineData(7, 0.0)]
    [InlineData(42, 0.0)]
    [InlineData(7, 0.9)]
    [InlineData(42, 0.9)]
    public void A_run_links_rows_of_every_kind(ulong seed, double ids)
    {
        TruthSet.Generate(new TruthSetOptions(20_000, 10_000, seed, ids), folder);
        var (feed, reference) = (Contract("feed"), Contract("reference"));
        var sides = RunSides.Read(reference, FileOf("reference"), feed, FileOf("feed"), new DateOnly(2026, 1, 1));
        var scores = RunLinkage.Of(sides, LinkageFiles.ModelFile(null).Model, LinkageFiles.Truth(FileOf("truth")),
            TestContext.Current.CancellationToken).Scores;

        Assert.InRange(scores.Auto.Found - scores.Auto.Right, 0, 1);
        Assert.InRange(scores.Auto.F1, ids == 0 ? 0.985 : 0.998, 1);
        var byKind = scores.ByError.ToDictionary(e => e.Error, e => e.Score);
        Assert.All(FloorsOfRun, floor =>
        {
            if ((ids == 0 ? floor.Value.WithoutIds : floor.Value.WithIds) is { } least)
            {
                var score = byKind[floor.Key];
                Assert.True(score.Truth >= 50, $"{floor.Key}: {score.Truth} rows are too few");
                Assert.True(score.Recall >= least && score.Found - score.Right <= 1,
                    $"{floor.Key}: {score.Recall}, {score.Found - score.Right} wrong");
            }
        });
    }

    static void AssertRecall(Dictionary<string, double> floors, LinkEvaluation evaluation)
    {
        Assert.InRange(evaluation.BlockingRecall, 0.9995, 1);
        var scores = evaluation.ByError.ToDictionary(e => e.Error, e => e.Score);
        Assert.All(floors, floor =>
        {
            Assert.True(scores[floor.Key].Truth >= 100, $"{floor.Key}: {scores[floor.Key].Truth} rows are too few");
            Assert.True(scores[floor.Key].Recall >= floor.Value, $"{floor.Key}: {scores[floor.Key].Recall}");
        });
    }

    LinkEvaluation Evaluate(ulong seed, double ids)
    {
        TruthSet.Generate(new TruthSetOptions(20_000, 10_000, seed, ids), folder);
        var (feed, reference) = (Table("feed"), Table("reference"));
        var linkage = De06Ingest.Matching.Linkage.Run(new LinkAttributes(feed, reference, 2026).Data(),
            LinkageFiles.ModelFile(null).Model, learn: true, oneToOne: false);
        return new(linkage, feed, reference, LinkageFiles.Truth(FileOf("truth")));
    }

    LinkTable Table(string name) =>
        LinkTableFile.Read(Contract(name), FileOf(name), new DateOnly(2026, 1, 1), out _);

    FeedContract Contract(string name) => FeedCatalog.LoadFile(Path.Combine(folder, name + ".yaml"));

    string FileOf(string name) => Path.Combine(folder, name + ".csv");
}
