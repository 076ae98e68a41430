using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

/// <summary>What sharing words says. A word in so many of so many texts weighs ln(1 + texts / with it).</summary>
public sealed class TextTokensTests
{
    /// <summary>A word in one of two texts, and a word in both.</summary>
    static readonly double Rare = Math.Log(3), Common = Math.Log(2);

    [Theory]
    [InlineData("12 wallaby place", "12 wallaby place", 1)]
    [InlineData("12 wallaby place", "place 12 wallaby", 1)]
    [InlineData("wallaby", "wallaby", 1)]
    [InlineData("wallaby", "crest", 0)]
    [InlineData("12 wallaby", "95 crest", 0)]
    [InlineData("", "wallaby", 0)]
    [InlineData("wallaby", "", 0)]
    [InlineData("", "", 0)]
    public void Equal_words_are_all_alike_and_other_words_not_at_all(string one, string other, double likeness) =>
        Assert.Equal(likeness, Likeness(one, other), 9);

    [Fact]
    public void What_is_shared_is_weighed_against_all_that_both_say() =>
        Assert.Equal(Common / (Common + Rare), Likeness("red fox", "red dog"), 9);

    [Fact]
    public void A_rare_word_says_more_than_a_common_one()
    {
        var texts = Tokens(["red fox", "red dog", "red owl", "blue fox"], out var number);

        Assert.True(texts.Likeness(number("red fox"), number("blue fox"))
            > texts.Likeness(number("red fox"), number("red dog")));
    }

    [Fact]
    public void A_text_within_another_is_almost_alike_from_two_words_on()
    {
        Assert.Equal(0.9, Likeness("12 wallaby", "12 wallaby place near crest road"), 9);
        Assert.Equal(2 * Common / ((2 * Common) + (2 * Rare)), Likeness("wallaby", "wallaby crest road"), 9);
    }

    /// <summary>The words of a pair that is almost equal weigh the same on both sides here.</summary>
    [Theory]
    [InlineData("wallaby", "walaby", true)]
    [InlineData("wallaby", "wallabi", true)]
    [InlineData("road", "roads", true)]
    [InlineData("road", "rood", true)]
    [InlineData("place", "pla", true)]
    [InlineData("place", "p", true)]
    [InlineData("place", "pl", false)]
    [InlineData("place", "plc", false)]
    [InlineData("12", "1", false)]
    [InlineData("12", "123", false)]
    [InlineData("fox", "fix", false)]
    [InlineData("wallaby", "wolloby", false)]
    [InlineData("place", "lace", true)]
    [InlineData("place", "ace", false)]
    public void A_slip_or_a_word_cut_short_counts_four_fifths(string one, string other, bool alike)
    {
        Assert.Equal(alike ? 0.8 : 0, Likeness(one, other), 9);
        Assert.Equal(alike ? 0.8 : 0, Likeness(other, one), 9);
    }

    [Fact]
    public void An_equal_word_is_taken_before_one_that_is_almost_equal() =>
        Assert.Equal(
            2 * Common / ((2 * Common) + Rare), Likeness("wallaby", "walaby wallaby"), 9);

    [Fact]
    public void Each_word_is_taken_once() =>
        Assert.Equal(2.0 / 3, Likeness("lan lan", "lan"), 9);

    [Theory]
    [InlineData("place wallaby", "wallaby place", true)]
    [InlineData("a b c", "c a b", true)]
    [InlineData("a a b", "a b a", true)]
    [InlineData("a a b", "a b b", false)]
    [InlineData("a b", "a b c", false)]
    [InlineData("a b", "a c", false)]
    [InlineData("a", "a", false)]
    public void The_same_words_in_another_order_are_reordered(string one, string other, bool reordered)
    {
        var texts = Tokens([one, other], out var number);

        Assert.Equal(reordered, texts.AreReordered(number(one), number(other)));
    }

    [Fact]
    public void The_rarest_words_come_first_each_once_and_no_more_than_asked()
    {
        var texts = Tokens(["red fox red", "red dog", "red owl", "blue fox"], out var number);
        var fox = number("red fox red");

        Assert.Equal(3, texts.Count(fox));
        Assert.Equal(texts.Rarest(number("blue fox"), 9).Skip(1), texts.Rarest(fox, 1));
        Assert.Equal(texts.Rarest(number("red dog"), 9).Skip(1), texts.Rarest(fox, 9).Skip(1));
        Assert.Equal(2, texts.Rarest(fox, 9).Count());
        Assert.Equal(2, texts.Rarest(fox, 2).Count());
    }

    [Fact]
    public void A_text_of_neither_side_has_no_words()
    {
        var vocabulary = new Vocabulary();
        var other = vocabulary.Number("of another column");
        var texts = new TextTokens(ValueColumn.Of(vocabulary, ["red fox"], ["blue dog"], text => text));

        Assert.Equal(0, texts.Count(other));
        Assert.Equal(0, texts.Count(0));
        Assert.Equal((2, 2), (texts.Count(vocabulary.Number("red fox")), texts.Count(vocabulary.Number("blue dog"))));
    }

    [Fact]
    public void Prose_is_read_up_to_32_words()
    {
        var prose = string.Join(' ', Enumerable.Range(100, 40));
        var texts = Tokens([prose], out var number);

        Assert.Equal(32, texts.Count(number(prose)));
    }

    static double Likeness(string one, string other)
    {
        var texts = Tokens([one, other], out var number);
        Assert.Equal(texts.Likeness(number(one), number(other)), texts.Likeness(number(other), number(one)), 9);
        return texts.Likeness(number(one), number(other));
    }

    /// <summary>The tokens of distinct texts, the first on the side of the feed.</summary>
    static TextTokens Tokens(string[] texts, out Func<string, int> number)
    {
        var vocabulary = new Vocabulary();
        var tokens = new TextTokens(ValueColumn.Of(vocabulary, texts[..1], texts[1..], text => text));
        number = vocabulary.Number;
        return tokens;
    }
}
