using De06Ingest.Matching.Blocking;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class DateComparisonTests
{
    [Theory]
    [InlineData("19700802", "19700802", "same")]
    [InlineData("19700802", "19710802", "typo")]
    [InlineData("19700802", "19700208", "swapped")]
    [InlineData("19700802", "19700800", "coarser")]
    [InlineData("19700802", "19270802", "parts")]
    [InlineData("19700802", "20240802", "parts")]
    [InlineData("19700802", "19700817", "parts")]
    [InlineData("19700802", "19701102", "parts")]
    [InlineData("19700802", "19710803", "close")]
    [InlineData("19700802", "19701217", "year")]
    [InlineData("19700802", "19811217", "different")]
    public void Two_dates_have_a_level(string one, string other, string level)
    {
        Assert.Equal(level, Level(one, other));
        Assert.Equal(level, Level(other, one));
    }

    [Theory]
    [InlineData("19680418", "19860418", true)]
    [InlineData("19680418", "19681804", true)]
    [InlineData("19680418", "18960418", true)]
    [InlineData("19680418", "19690517", false)]
    [InlineData("196804", "196804", false)]
    public void Dates_of_the_same_digits_share_a_key(string one, string other, bool share)
    {
        var comparison = Of(one, other);
        var (ours, theirs) = (new ulong[Comparison.MostKeys], new ulong[Comparison.MostKeys]);

        var keys = ours[..comparison.LikeKeys(Side.Feed, 0, ours)];

        Assert.Equal(share, keys.Intersect(theirs[..comparison.LikeKeys(Side.Reference, 0, theirs)]).Any());
    }

    static string Level(string one, string other)
    {
        var comparison = Of(one, other);
        return comparison.Levels[comparison.Level(0, 0)];
    }

    static DateComparison Of(string one, string other) =>
        new("born", LinkKind.Date, ValueColumn.Of(new Vocabulary(), [one], [other], text => text));
}
