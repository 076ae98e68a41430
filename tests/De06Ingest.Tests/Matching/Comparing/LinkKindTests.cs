using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class LinkKindTests
{
    [Fact]
    public void Every_kind_goes_from_same_to_different()
    {
        Assert.All(Enum.GetValues<LinkKind>().Select(LinkKinds.Levels), levels =>
        {
            Assert.Equal(("same", "different"), (levels[0], levels[^1]));
            Assert.Equal(levels.Count, levels.Distinct().Count());
            Assert.DoesNotContain("", levels);
        });
    }

    [Fact]
    public void A_contract_chooses_among_the_kinds_that_are_not_the_citizens() => Assert.Equal(
        ["code", "date", "family-name", "given-name", "number", "text"], LinkKinds.Words.Keys.Order());
}
