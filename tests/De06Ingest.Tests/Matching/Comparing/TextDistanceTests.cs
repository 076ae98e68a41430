using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class TextDistanceTests
{
    // Winkler's own examples.
    [Theory]
    [InlineData("martha", "marhta", 0.961)]
    [InlineData("dwayne", "duane", 0.840)]
    [InlineData("dixon", "dicksonx", 0.813)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("", "", 0)]
    [InlineData("martha", "martha", 1)]
    [InlineData("crate", "trace", 0.733)]
    [InlineData("arnab", "aranb", 0.947)]
    public void Jaro_Winkler_is_as_published(string one, string other, double expected)
    {
        Assert.Equal(expected, TextDistance.JaroWinkler(one, other), 0.001);
        Assert.Equal(expected, TextDistance.JaroWinkler(other, one), 0.001);
    }

    /// <summary>Addresses may be pages long; what is behind the first 120 letters is not looked at.</summary>
    [Fact]
    public void Long_texts_are_compared_by_their_beginnings()
    {
        var many = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i:D2}"));

        Assert.Equal(1, TextDistance.JaroWinkler(many + "abc", many + "xyz"), 6);
        Assert.Equal(3, TextDistance.Edits("a" + many + "bc", "b" + many + "ca"));
        Assert.Equal(1, TextDistance.Edits(many + "a" + many, many + "b" + many));
    }

    [Theory]
    [InlineData("smith", "smith", 0)]
    [InlineData("smith", "smiht", 1)]
    [InlineData("smith", "smth", 1)]
    [InlineData("smith", "smythe", 2)]
    [InlineData("1980", "1908", 1)]
    [InlineData("abcd", "wxyz", 3)]
    [InlineData("", "ab", 2)]
    [InlineData("", "abc", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("abcd", "badc", 2)]
    [InlineData("abcdef", "abXdYf", 2)]
    [InlineData("abcdef", "Xbcdef", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Counts_edits_up_to_two(string one, string other, int edits)
    {
        Assert.Equal(edits, TextDistance.Edits(one, other));
        Assert.Equal(edits, TextDistance.Edits(other, one));
    }
}
