using De06Ingest.Matching;
using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Blocking;

public sealed class CrosswiseKeysTests
{
    [Theory]
    [InlineData("mason", "brown", "brown", "mason", true)]
    [InlineData("mason", "brwn", "brown", "mason", true)]
    [InlineData("mason", "", "", "mason", true)]
    [InlineData("", "mason", "mason", "", true)]
    [InlineData("mason", "brown", "mason", "brown", false)]
    [InlineData("mason", "", "mason", "", false)]
    [InlineData("", "", "", "", false)]
    public void A_given_name_meets_an_equal_family_name(
        string given, string family, string otherGiven, string otherFamily, bool share)
    {
        var pairs = Pairs([given], [family], [otherGiven], [otherFamily], 100);

        Assert.Equal(share, pairs.Contains((0, 0)));
    }

    /// <summary>Each half alone is too frequent for the budget; the two together are not.</summary>
    [Fact]
    public void Both_halves_together_find_what_each_is_too_frequent_for()
    {
        var (given, family) = (Enumerable.Range(0, 400).Select(i => $"g{i / 20}"), Enumerable.Range(0, 400)
            .Select(i => $"f{i % 20}"));
        string[] ours = [.. given], theirs = [.. family];

        var pairs = Pairs(ours, theirs, theirs, ours, 400);

        Assert.All(Enumerable.Range(0, 400), i => Assert.Contains((i, i), pairs));
    }

    [Fact]
    public void Only_given_and_family_name_are_held_against_each_other_crosswise()
    {
        string[] feed = SomeLink.Distinct(1000), reference = SomeLink.Distinct(600);
        var texts = new Vocabulary();
        Comparison[] Named(params LinkKind[] kinds) => [.. TextComparison.Joined([.. kinds.Select(kind =>
            new TextComparison(kind.ToString(), kind, ValueColumn.Of(texts, feed, reference, t => t)))])];
        IEnumerable<string> Rules(params LinkKind[] kinds) =>
            BlockingRule.For(SomeLink.Data(1000, 600, Named(kinds))).Select(r => r.Name);

        Assert.Contains("crosswise", Rules(LinkKind.GivenName, LinkKind.FamilyName));
        Assert.DoesNotContain("crosswise", Rules(LinkKind.GivenName, LinkKind.Text));
    }

    static (int, int)[] Pairs(
        string[] given, string[] family, string[] otherGiven, string[] otherFamily, long budget)
    {
        var texts = new Vocabulary();
        var comparisons = TextComparison.Joined([
            new TextComparison("given", LinkKind.GivenName, ValueColumn.Of(texts, given, otherGiven, t => t)),
            new TextComparison("family", LinkKind.FamilyName, ValueColumn.Of(texts, family, otherFamily, t => t))]);
        var data = SomeLink.Data(given.Length, otherGiven.Length, [.. comparisons]);
        var keys = new CrosswiseKeys((TextComparison)comparisons[0], (TextComparison)comparisons[1]);
        return [.. PairBlocks.Of(data, new("crosswise", 0, false) { Other = keys }, budget).Pairs.All.ToArray()];
    }
}
