using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

public sealed class CodeComparisonTests
{
    [Theory]
    [InlineData("310246", "310246", "same")]
    [InlineData("310246", "310247", "typo")]
    [InlineData("310246", "31024", "typo")]
    [InlineData("310246", "310264", "typo")]
    [InlineData("310246", "310299", "close")]
    [InlineData("310246", "3102", "close")]
    [InlineData("31024", "31099", "different")]
    [InlineData("310246", "310999", "different")]
    public void A_code_is_close_with_two_slips_from_six_signs_on(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.Code, one, other));

    [Theory]
    [InlineData("1000", "1099", "close")]
    [InlineData("1000", "1111", "close")]
    [InlineData("1000", "1112", "different")]
    [InlineData("200", "180", "close")]
    [InlineData("200", "179", "different")]
    [InlineData("1000", "1001", "typo")]
    [InlineData("-1000", "-1099", "close")]
    [InlineData("-1000", "-1250", "different")]
    [InlineData("50", "-50", "typo")]
    [InlineData("1e3", "998", "close")]
    [InlineData("1000", "many", "different")]
    [InlineData("few", "1000", "different")]
    public void A_number_is_close_within_a_tenth_of_the_larger(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.Number, one, other));

    [Theory]
    [InlineData((int)LinkKind.Phone, "912000123", "912000124", "one-off")]
    [InlineData((int)LinkKind.Phone, "912000123", "912000156", "different")]
    [InlineData((int)LinkKind.LegacyId, "212000123", "212000132", "one-off")]
    [InlineData((int)LinkKind.LegacyId, "212000123", "212000456", "different")]
    [InlineData((int)LinkKind.Unit, "21040", "21040", "same")]
    [InlineData((int)LinkKind.Unit, "21040", "21041", "different")]
    [InlineData((int)LinkKind.Sex, "male", "female", "different")]
    public void The_other_numbers_have_one_slip_or_none(int kind, string one, string other, string level) =>
        Assert.Equal(level, Level((LinkKind)kind, one, other));

    /// <summary>051 1 82: province, century with sex, and year; a relative or a card issued anew shares them.</summary>
    [Theory]
    [InlineData("051182146968", "051182557011", "same-stem")]
    [InlineData("051182146968", "051183557011", "different")]
    [InlineData("051182146968", "061182557011", "different")]
    [InlineData("051182", "051182557011", "same-stem")]
    [InlineData("05118", "051182557011", "different")]
    [InlineData("051182557011", "05118", "different")]
    public void Personal_ids_share_a_stem_of_six_digits(string one, string other, string level) =>
        Assert.Equal(level, Level(LinkKind.PersonalId, one, other));

    /// <summary>One slip anywhere, or two digits exchanged, leaves one of the keys as it was.</summary>
    [Theory]
    [InlineData("051182146968", "999999146968", 1)]
    [InlineData("051182146968", "051182146777", 1)]
    [InlineData("051182146968", "051182777968", 2)]
    [InlineData("051182146968", "051777777968", 1)]
    [InlineData("051182146968", "777182146777", 0)]
    [InlineData("051182146968", "051182146968", 4)]
    [InlineData("05118214696", "05118277777", 1)]
    [InlineData("05118214696", "77777214696", 1)]
    public void A_personal_id_is_found_by_parts_of_it(string one, string other, int shared) =>
        Assert.Equal(shared, SharedKeys(LinkKind.PersonalId, one, other));

    [Theory]
    [InlineData("2120", "2177", 1)]
    [InlineData("2120", "7720", 1)]
    [InlineData("21201", "21277", 1)]
    [InlineData("21201", "77201", 1)]
    [InlineData("21201", "77701", 0)]
    [InlineData("212", "212", 0)]
    [InlineData("", "", 0)]
    public void A_code_is_found_by_either_half_from_four_signs_on(string one, string other, int shared) =>
        Assert.Equal(shared, SharedKeys(LinkKind.Code, one, other));

    [Fact]
    public void The_halves_of_one_code_are_no_key_of_each_other() =>
        Assert.Equal(0, SharedKeys(LinkKind.Code, "12345678", "56781234"));

    [Theory]
    [InlineData((int)LinkKind.Unit)]
    [InlineData((int)LinkKind.Sex)]
    public void What_is_equal_or_not_has_no_keys_for_likeness(int kind) =>
        Assert.Equal(0, SharedKeys((LinkKind)kind, "21040", "21040"));

    [Fact]
    public void Only_equal_codes_have_a_frequency()
    {
        var comparison = new CodeComparison("code", LinkKind.Code,
            ValueColumn.Of(new Vocabulary(), ["a1", "a1", "b2"], ["a1", "b2", "b2", ""], text => text));

        Assert.Equal((2, 1, 3), comparison.Frequency(0, 0, 0));
        Assert.Equal((1, 2, 3), comparison.Frequency(2, 1, 0));
        Assert.Equal((0, 0, 0), comparison.Frequency(0, 1, 1));
    }

    static string Level(LinkKind kind, string one, string other)
    {
        var (there, back) = (Of(kind, one, other), Of(kind, other, one));
        Assert.Equal(there.Level(0, 0), back.Level(0, 0));
        return there.Levels[there.Level(0, 0)];
    }

    static int SharedKeys(LinkKind kind, string one, string other)
    {
        var comparison = Of(kind, one, other);
        ulong[] left = new ulong[Comparison.MostKeys], right = new ulong[Comparison.MostKeys];
        left = left[..comparison.LikeKeys(Side.Feed, 0, left)];
        right = right[..comparison.LikeKeys(Side.Reference, 0, right)];
        Assert.DoesNotContain(0ul, left.Concat(right));
        return left.Intersect(right).Count();
    }

    static CodeComparison Of(LinkKind kind, string one, string other) =>
        new("a", kind, ValueColumn.Of(new Vocabulary(), [one], [other], text => text));
}
