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
    public void Jaro_Winkler_is_as_published(string one, string other, double expected)
    {
        Assert.Equal(expected, TextDistance.JaroWinkler(one, other), 0.001);
        Assert.Equal(expected, TextDistance.JaroWinkler(other, one), 0.001);
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
    public void Counts_edits_up_to_two(string one, string other, int edits)
    {
        Assert.Equal(edits, TextDistance.Edits(one, other));
        Assert.Equal(edits, TextDistance.Edits(other, one));
    }
}
