using De06Ingest.Commands.Linkage;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;
using De06Ingest.Synthetic.Linkage;

namespace De06Ingest.Tests.Matching;

/// <summary>Rows without a trustworthy id find their citizens as in a run: with the model as it stands, nothing
/// learnt.</summary>
public sealed class EvidenceMatcherTests(ITestOutputHelper output) : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("de06-evidence-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(7, 0.9)]
    [InlineData(7, 0.0)]
    public void Finds_the_citizens_of_a_truth_set(ulong seed, double ids)
    {
        var set = EvidenceSet.Of(new TruthSetOptions(20_000, 10_000, seed, ids), folder);

        var links = Find(set);

        var found = Enumerable.Range(0, links.Length).Where(r => links[r].Band == Band.Auto).ToList();
        var wrong = found.Where(r => !set.Truth.TryGetValue(set.Keys[r], out var t) || t.Citizen != links[r].Citizen)
            .ToList();
        var truth = set.Keys.Count(set.Truth.ContainsKey);
        output.WriteLine($"held {links.Length} truth {truth} auto {found.Count} wrong {wrong.Count}");
        foreach (var row in wrong)
        {
            output.WriteLine($"{links[row].Probability} {links[row].Profile} "
                + $"{string.Join(';', set.Truth.GetValueOrDefault(set.Keys[row]).Errors ?? ["stranger"])}");
        }

        Assert.True(wrong.Count <= 8);
        Assert.True(found.Count - wrong.Count >= 0.95 * truth);
    }

    [Fact]
    public void Explains_a_row_as_it_was_linked()
    {
        var set = EvidenceSet.Of(new TruthSetOptions(2_000, 500, 7, 0), folder);
        var matcher = new EvidenceMatcher(set.Reference, LinkageFiles.ModelFile(null).Model);
        var links = matcher.Find(set.Rows, default);
        foreach (var row in Enumerable.Range(0, 50).Where(r => links[r].Citizen >= 0))
        {
            var explained = matcher.Explain(set.Rows, row, 3);

            Assert.Equal(links[row].Citizen, explained[0].Citizen);
            Assert.Equal(links[row].Probability, (float)explained[0].Probability, 5);
            Assert.True(explained.Zip(explained.Skip(1)).All(p => p.First.Sum >= p.Second.Sum));
        }
    }

    static EvidenceLink[] Find(EvidenceSet set) =>
        new EvidenceMatcher(set.Reference, LinkageFiles.ModelFile(null).Model).Find(set.Rows, default);
}
