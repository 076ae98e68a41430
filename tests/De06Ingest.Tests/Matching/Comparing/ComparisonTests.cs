using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("1980-03-12", "1980-03-12", "same")]
    [InlineData("1980-03-12", "1980-03-13", "typo")]
    [InlineData("1980-03-12", "1908-03-12", "typo")]
    [InlineData("1980-03-12", "1980-12-03", "swapped")]
    [InlineData("1980-03-12", "1980", "coarser")]
    [InlineData("1980-03-12", "1980-03", "coarser")]
    [InlineData("1980-03-12", "1980-04", "year")]
    [InlineData("1980-03-12", "1980-12-04", "year")]
    [InlineData("1980-03-12", "1981-03-13", "close")]
    [InlineData("about 1980", "about 1981", "typo")]
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
    [InlineData("12", "13", "different")]
    [InlineData("mitchell", "mitchellson", "close")]
    [InlineData("mitchell", "mitchelson", "similar")]
    [InlineData("dixon", "dicksonx", "related")]
    [InlineData("12 wallaby place", "wallaby place", "close")]
    [InlineData("12 wallaby place", "12 wallaby pl", "related")]
    [InlineData("12 wallaby place", "12 walaby place", "typo")]
    [InlineData("12 wallaby place", "14 walaby plaza", "different")]
    [InlineData("12 wallaby place", "95 crest street", "different")]
    public void Texts_have_ordered_levels(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.Text, PlainText.Of, one, other));

    [Theory]
    [InlineData("310/246-1501", "310-246-1501", "same")]
    [InlineData("3102461501", "3102461510", "typo")]
    [InlineData("3102461501", "3102461599", "close")]
    [InlineData("3102461501", "8187621221", "different")]
    [InlineData("12345", "12354", "typo")]
    [InlineData("12345", "12399", "different")]
    public void Codes_have_ordered_levels(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.Code, PlainText.Closed, one, other));

    [Theory]
    [InlineData("051182146968", "051182146968", "same")]
    [InlineData("051182146968", "051182146986", "one-off")]
    [InlineData("051182146968", "051182557011", "same-stem")]
    [InlineData("051182146968", "062077557011", "different")]
    [InlineData("051182146968", "51182146968", "one-off")]
    [InlineData("05118", "05199", "different")]
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
    [InlineData("Lý Thị Hòa", "Lí Thị Hòa", "equivalent")]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Thu Hòa", "possible")]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Văn Hòa", "different")]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Thị Hò", "possible")]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Thị Hoan", "possible")]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Hòa Thị", "possible")]
    [InlineData("Nguyễn Thị Hòa", "Hòa Nguyễn Thị", "possible")]
    [InlineData("Nguyễn Thị Hòa", "Thị Hòa", "possible")]
    [InlineData("Nguyễn Thị Hòa", "Hòa", "different")]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Thị Lan", "different")]
    [InlineData("Nguyễn Hòa Hòa", "Nguyễn Hòa Thị", "different")]
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

    [Theory]
    [InlineData(3600.0, 3812.0, "close")]
    [InlineData(3600.0, 3601.0, "typo")]
    [InlineData(3600.0, 5911.0, "different")]
    public void Numbers_have_ordered_levels(double one, double other, string level) =>
        Assert.Equal(level, Level(LinkKind.Number, PlainText.Closed, $"{one}", $"{other}"));

    [Theory]
    [InlineData("male", "male", "same")]
    [InlineData("male", "female", "different")]
    public void Sexes_are_the_same_or_not(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.Sex, PlainText.Of, one, other));

    /// <summary>A pair that no key brings together is never compared.</summary>
    [Theory]
    [InlineData((int)LinkKind.PersonalId, "051182146968", "051182146986", true)]
    [InlineData((int)LinkKind.PersonalId, "051182146968", "051182246968", true)]
    [InlineData((int)LinkKind.PersonalId, "051182146968", "051183146968", true)]
    [InlineData((int)LinkKind.PersonalId, "051182146968", "062077557011", false)]
    [InlineData((int)LinkKind.Phone, "912000123", "912000132", true)]
    [InlineData((int)LinkKind.Phone, "912000123", "921000123", true)]
    [InlineData((int)LinkKind.Phone, "912000123", "383111456", false)]
    [InlineData((int)LinkKind.Phone, "912", "913", false)]
    [InlineData((int)LinkKind.Sex, "male", "male", false)]
    [InlineData((int)LinkKind.BirthDate, "19800312", "19800313", true)]
    [InlineData((int)LinkKind.BirthDate, "19800312", "19800412", true)]
    [InlineData((int)LinkKind.BirthDate, "19800312", "19810312", true)]
    [InlineData((int)LinkKind.BirthDate, "19800312", "19810413", false)]
    [InlineData((int)LinkKind.BirthDate, "unknown", "unknown", false)]
    [InlineData((int)LinkKind.Text, "wallaby", "wallabies", true)]
    [InlineData((int)LinkKind.Text, "wallaby", "swallaby", true)]
    [InlineData((int)LinkKind.Text, "wallaby", "crest", false)]
    [InlineData((int)LinkKind.Text, "12 wallaby place", "place wallaby", true)]
    [InlineData((int)LinkKind.Text, "12 wallaby place", "95 crest street", false)]
    [InlineData((int)LinkKind.PersonName, "Nguyễn Thị Hòa", "Nguyễn Hòa", true)]
    [InlineData((int)LinkKind.PersonName, "Nguyễn Thị Hòa", "Trần Thị Hòa", true)]
    [InlineData((int)LinkKind.PersonName, "Nguyễn Thị Hòa", "Nguyễn Thị Lan", true)]
    [InlineData((int)LinkKind.PersonName, "Nguyễn Thị Hòa", "Trần Văn Bình", false)]
    [InlineData((int)LinkKind.PersonName, "Hòa", "Hòa", false)]
    public void Like_values_share_a_key(int kind, string one, string other, bool share)
    {
        var comparison = Of((LinkKind)kind, one, other);
        ulong[] left = new ulong[Comparison.MostKeys], right = new ulong[Comparison.MostKeys];
        left = left[..comparison.LikeKeys(Side.Feed, 0, left)];
        right = right[..comparison.LikeKeys(Side.Reference, 0, right)];

        Assert.Equal(share, left.Intersect(right).Any());
        Assert.Equal(left.Length, left.Distinct().Count());
    }

    [Theory]
    [InlineData((int)LinkKind.Phone, "912000123", "912000123", true)]
    [InlineData((int)LinkKind.Phone, "912000123", "912000124", false)]
    [InlineData((int)LinkKind.BirthDate, "19800312", "19800312", true)]
    [InlineData((int)LinkKind.BirthDate, "19800312", "19800313", false)]
    [InlineData((int)LinkKind.Text, "wallaby", "wallaby", true)]
    [InlineData((int)LinkKind.Text, "wallaby", "crest", false)]
    [InlineData((int)LinkKind.PersonName, "NGUYEN THI HOA", "Nguyễn Thị Hòa", true)]
    [InlineData((int)LinkKind.PersonName, "Nguyễn Thị Lan", "Nguyễn Thị Hòa", false)]
    public void Equal_values_have_one_key(int kind, string one, string other, bool equal)
    {
        var comparison = Of((LinkKind)kind, one, other);

        Assert.Equal(equal, comparison.Key(Side.Feed, 0) == comparison.Key(Side.Reference, 0));
        Assert.Equal((one, other), (comparison.Text(Side.Feed, 0), comparison.Text(Side.Reference, 0)));
    }

    [Theory]
    [InlineData((int)LinkKind.Phone)]
    [InlineData((int)LinkKind.BirthDate)]
    [InlineData((int)LinkKind.Text)]
    [InlineData((int)LinkKind.PersonName)]
    public void A_missing_value_has_no_key_and_no_level(int kind)
    {
        var comparison = Of((LinkKind)kind, "", "Lan");

        Assert.Equal(0ul, comparison.Key(Side.Feed, 0));
        Assert.Equal(0, comparison.LikeKeys(Side.Feed, 0, new ulong[Comparison.MostKeys]));
        Assert.Equal(Comparison.Missing, comparison.Level(0, 0));
        Assert.Equal(Comparison.Missing, Of((LinkKind)kind, "Lan", "").Level(0, 0));
    }

    [Fact]
    public void A_name_is_as_frequent_as_its_spellings_where_diacritics_are_lost()
    {
        var column = ValueColumn.Of(new Vocabulary(), ["NGUYEN THI HOA", "Nguyễn Thị Hòa", ""],
            ["Nguyễn Thị Hòa", "Nguyễn Thị Hòa", "Nguyễn Thị Hoa", "Lê Văn An", ""], text => text);
        var comparison = new PersonNameComparison("name", column);

        Assert.Equal((1, 2, 4), comparison.Frequency(1, 0, 0));
        Assert.Equal((2, 3, 4), comparison.Frequency(0, 0, 2));
        Assert.Equal((0, 0, 0), comparison.Frequency(0, 0, 3));
    }

    [Theory]
    [InlineData((int)LinkKind.Phone)]
    [InlineData((int)LinkKind.Date)]
    [InlineData((int)LinkKind.Text)]
    public void A_value_is_as_frequent_as_it_occurs(int kind)
    {
        var column = ValueColumn.Of(new Vocabulary(), ["a", "a", ""], ["a", "a", "a", "b", ""], text => text);
        var comparison = Of((LinkKind)kind, column);

        Assert.Equal((2, 3, 4), comparison.Frequency(0, 0, 0));
        Assert.Equal((0, 0, 0), comparison.Frequency(0, 3, 1));
        Assert.Equal(0, comparison.Rarity(0, 3, 1, 0.5));
    }

    [Theory]
    [InlineData(1, 1, 1000, 0.001, 0)]
    [InlineData(1, 8, 1000, 0.001, -3)]
    [InlineData(1, 0, 1000, 0.001, 0)]
    [InlineData(4, 1, 1000, 0.001, 0)]
    [InlineData(32, 1, 1000, 0.001, -3)]
    public void Rarity_is_counted_in_bits(int inFeed, int inReference, int of, double u, double bits) =>
        Assert.Equal(bits, Comparison.Rarity(inFeed, inReference, of, u), 6);

    [Fact]
    public void Half_a_name_that_is_exchanged_with_a_slip_is_exchanged()
    {
        Assert.Equal("swapped", FamilyLevel(("harley", "mccarthy"), ("mccarthy", "harly")));
        Assert.Equal("swapped", FamilyLevel(("harly", "mccarthy"), ("mccarthy", "harley")));
        Assert.Equal("different", FamilyLevel(("harley", "mccarthy"), ("mccarthy", "xu")));
        Assert.Equal("different", FamilyLevel(("harley", "mccarthy"), ("smith", "harley")));
    }

    static string FamilyLevel((string Given, string Family) feed, (string Given, string Family) reference)
    {
        var words = new Vocabulary();
        var given = new TextComparison("given", LinkKind.GivenName,
            ValueColumn.Of(words, [feed.Given], [reference.Given], PlainText.Of));
        var family = new TextComparison("family", LinkKind.FamilyName,
            ValueColumn.Of(words, [feed.Family], [reference.Family], PlainText.Of));
        (given.Partner, family.Partner) = (family, given);
        return family.Levels[family.Level(0, 0)];
    }

    static Comparison Of(LinkKind kind, string one, string other) =>
        Of(kind, ValueColumn.Of(new Vocabulary(), [one], [other], text => text));

    static Comparison Of(LinkKind kind, ValueColumn column) => kind switch
    {
        LinkKind.Text => new TextComparison("a", kind, column),
        LinkKind.Date or LinkKind.BirthDate => new DateComparison("a", kind, column),
        LinkKind.PersonName => new PersonNameComparison("a", column),
        _ => new CodeComparison("a", kind, column),
    };

    static string? Level(LinkKind kind, Func<string, string> form, string one, string other)
    {
        var comparison = Of(kind, ValueColumn.Of(new Vocabulary(), [one], [other], form));
        var level = comparison.Level(0, 0);
        return level == Comparison.Missing ? null : comparison.Levels[level];
    }
}
