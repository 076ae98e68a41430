using De06Ingest.Commands.Linkage;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Tests.Matching;

/// <summary>Rows without a trustworthy id find their citizens as in a run: with the model as it stands, nothing
/// learnt.</summary>
public sealed class EvidenceMatcherTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("de06-evidence-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(7, 0.9)]
    [InlineData(7, 0.0)]
    public void Finds_the_citizens_of_a_truth_set(ulong seed, double ids)
    {
        var set = EvidenceSet.Of(new TruthSetOptions(20_000, 10_000, seed, ids), folder);

        var run = RunLinkage.Of(set.Sides, LinkageFiles.ModelFile(null).Model, set.Truth, default);

        Assert.True(run.Scores.Auto.Found - run.Scores.Auto.Right <= 1);
        Assert.InRange(run.Scores.Auto.F1, ids > 0 ? 0.998 : 0.985, 1);
    }

    [Fact]
    public void Explains_a_row_as_it_was_linked()
    {
        var set = EvidenceSet.Of(new TruthSetOptions(2_000, 500, 7, 0), folder);
        var matcher = new EvidenceMatcher(set.Sides.Reference, LinkageFiles.ModelFile(null).Model);
        var links = matcher.Find(set.Sides.Held, default);
        foreach (var row in Enumerable.Range(0, 50).Where(r => links[r].Citizen >= 0))
        {
            var explained = matcher.Explain(set.Sides.Held, row, 3);

            Assert.Equal(links[row].Citizen, explained[0].Citizen);
            Assert.Equal(links[row].Probability, (float)explained[0].Probability, 5);
            Assert.True(explained.Zip(explained.Skip(1)).All(p => p.First.Sum >= p.Second.Sum));
        }
    }

    [Fact]
    public void Overlooks_no_citizen_who_would_be_linked()
    {
        var set = EvidenceSet.Of(new TruthSetOptions(2_000, 400, 42, 0.5), folder);
        var matcher = new EvidenceMatcher(set.Sides.Reference, LinkageFiles.ModelFile(null).Model);
        var everybody = Enumerable.Range(0, set.Sides.Reference.Count).ToList();
        var links = matcher.Find(set.Sides.Held, default);
        var linked = 0;
        for (var row = 0; row < set.Sides.Held.Count; row++)
        {
            var best = matcher.Explain(set.Sides.Held, row, 0, everybody)[0];
            if (best.Probability > 0.3)
            {
                linked++;
                Assert.Equal(best.Citizen, links[row].Citizen);
                Assert.Equal(best.Probability, links[row].Probability, 2);
            }
        }

        Assert.True(linked > 150);
    }

    [Fact]
    public void Weighs_a_citizen_who_has_nothing_in_common_with_the_row()
    {
        var set = EvidenceSet.Of(new TruthSetOptions(2_000, 50, 7, 0), folder);
        var matcher = new EvidenceMatcher(set.Sides.Reference, LinkageFiles.ModelFile(null).Model);
        var found = matcher.Explain(set.Sides.Held, 0, 3).Select(p => p.Citizen).ToList();
        var stranger = Enumerable.Range(0, 2_000).Last(c => !found.Contains(c));

        var explained = matcher.Explain(set.Sides.Held, 0, 3, stranger, found[0]);

        Assert.Equal([.. found, stranger], explained.Select(p => p.Citizen));
        Assert.True(explained[^1].Sum < explained[^2].Sum);
        Assert.InRange(explained[^1].Probability, 0, 0.01);
    }
}
