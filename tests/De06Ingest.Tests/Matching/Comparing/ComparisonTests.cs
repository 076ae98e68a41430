using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("12/03/1980", "19800312")]
    [InlineData("1980-03-12", "19800312")]
    [InlineData("1980-03-12T00:00:00Z", "19800312")]
    [InlineData("1980-03-12 10:20:30", "19800312")]
    [InlineData("19800312", "19800312")]
    [InlineData("12 March 1980", "19800312")]
    [InlineData("Mar 12, 1980", "19800312")]
    [InlineData("1980", "19800000")]
    [InlineData("03/1980", "19800300")]
    [InlineData("12.3.80", "19800312")]
    [InlineData("19560431", "19560431")]
    [InlineData("unknown", "")]
    public void Reads_dates_of_many_forms(string cell, string digits) =>
        Assert.Equal(digits, new DateText([cell], 2026).Of(cell));

    [Fact]
    public void A_column_shows_that_the_month_comes_first() =>
        Assert.Equal("19800312", new DateText(["03/12/1980", "03/25/1981"], 2026).Of("03/12/1980"));

    [Theory]
    [InlineData("1980-03-12", "1980-03-12", "same")]
    [InlineData("1980-03-12", "1980-03-13", "typo")]
    [InlineData("1980-03-12", "1908-03-12", "typo")]
    [InlineData("1980-03-12", "1980-12-03", "swapped")]
    [InlineData("1980-03-12", "1980", "coarser")]
    [InlineData("1980-03-12", "1980-11-25", "year")]
    [InlineData("1980-03-12", "1967-11-25", "different")]
    public void Dates_have_ordered_levels(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.Date, new DateText([], 2026).Of, one, other));

    [Theory]
    [InlineData("wallaby place", "Wallaby  Place", "same")]
    [InlineData("wallabyplace", "wallaby place", "typo")]
    [InlineData("place wallaby", "wallaby place", "typo")]
    [InlineData("mitchell", "mitchel", "typo")]
    [InlineData("mitchell", "xu", "different")]
    public void Texts_have_ordered_levels(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.Text, PlainText.Of, one, other));

    [Theory]
    [InlineData("310/246-1501", "310-246-1501", "same")]
    [InlineData("3102461501", "3102461510", "typo")]
    [InlineData("3102461501", "3102461599", "close")]
    [InlineData("3102461501", "8187621221", "different")]
    public void Codes_have_ordered_levels(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.Code, PlainText.Closed, one, other));

    [Theory]
    [InlineData("051182146968", "051182146968", "same")]
    [InlineData("051182146968", "051182146986", "one-off")]
    [InlineData("051182146968", "051182557011", "same-stem")]
    [InlineData("051182146968", "062077557011", "different")]
    public void Personal_ids_have_ordered_levels(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.PersonalId, PlainText.Closed, one, other));

    [Theory]
    [InlineData("19800312", "19800312", "same")]
    [InlineData("19800000", "19800312", "coarser")]
    [InlineData("19800101", "19800312", "coarser")]
    [InlineData("19801203", "19800312", "swapped")]
    [InlineData("19800313", "19800312", "one-off")]
    [InlineData("19800925", "19800312", "year")]
    [InlineData("19670925", "19800312", "different")]
    public void Birth_dates_have_ordered_levels(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.BirthDate, text => text, one, other));

    [Theory]
    [InlineData("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "same")]
    [InlineData("NGUYEN THI HOA", "Nguyễn Thị Hòa", "diacritics-lost")]
    [InlineData("Nguyễn Thị Hòa", "Trần Văn Bình", "different")]
    public void Names_have_ordered_levels(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.PersonName, text => text, one, other));

    [Fact]
    public void A_missing_value_says_nothing() =>
        Assert.Null(Level(LinkKind.Text, PlainText.Of, "n/a", "wallaby place"));

    [Fact]
    public void Given_and_family_name_may_be_exchanged()
    {
        var words = new Vocabulary();
        var given = new TextComparison("given", LinkKind.GivenName,
            ValueColumn.Of(words, ["harley"], ["mccarthy"], PlainText.Of));
        var family = new TextComparison("family", LinkKind.FamilyName,
            ValueColumn.Of(words, ["mccarthy"], ["harley"], PlainText.Of));
        (given.Partner, family.Partner) = (family, given);

        Assert.Equal("swapped", family.Levels[family.Level(0, 0)]);
        Assert.Equal(Comparison.Missing, given.Level(0, 0));
    }

    [Fact]
    public void A_rare_value_weighs_more_and_a_generic_one_less()
    {
        var column = ValueColumn.Of(new Vocabulary(), ["a", "b", .. Enumerable.Repeat("c", 40)],
            ["a", "c", .. Enumerable.Repeat("b", 98)], PlainText.Of);
        var comparison = new CodeComparison("code", LinkKind.Code, column);

        Assert.True(comparison.Rarity(0, 0, 0, 0.01) > comparison.Rarity(1, 2, 0, 0.01));
        Assert.True(comparison.Rarity(0, 0, 0, 0.01) > comparison.Rarity(2, 1, 0, 0.01) + 3);
    }

    static string? Level(LinkKind kind, Func<string, string> form, string one, string other)
    {
        var column = ValueColumn.Of(new Vocabulary(), [one], [other], form);
        Comparison comparison = kind switch
        {
            LinkKind.Text => new TextComparison("a", kind, column),
            LinkKind.Date or LinkKind.BirthDate => new DateComparison("a", kind, column),
            LinkKind.PersonName => new PersonNameComparison("a", column),
            _ => new CodeComparison("a", kind, column),
        };
        var level = comparison.Level(0, 0);
        return level == Comparison.Missing ? null : comparison.Levels[level];
    }
}
