using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

public class DigitsTests
{
    [Theory]
    [InlineData("05/03/1962", 0, 5)]
    [InlineData("05/03/1962", 3, 3)]
    [InlineData("05/03/1962", 6, 19)]
    [InlineData("90", 0, 90)]
    [InlineData("99", 0, 99)]
    public void Two_digits_are_a_number(string text, int at, int number) =>
        Assert.Equal(number, Digits.Two(System.Text.Encoding.ASCII.GetBytes(text), at));

    [Theory]
    [InlineData("5/")]
    [InlineData("/5")]
    [InlineData(":5")]
    [InlineData("5:")]
    public void What_are_not_two_digits_makes_no_date_whatever_is_added(string text) =>
        Assert.True(Digits.Two(System.Text.Encoding.ASCII.GetBytes(text), 0) < -9999);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(999_999_999_999, 12)]
    [InlineData(1_000_000_000_000, 13)]
    [InlineData(long.MaxValue, 19)]
    public void Counts_digits(long number, int count) => Assert.Equal(count, Digits.CountOf(number));

    [Theory]
    [InlineData(111_111_111, 9, true)]
    [InlineData(123_456_789, 9, true)]
    [InlineData(987_654_321, 9, true)]
    [InlineData(8_901_234, 7, true)]
    [InlineData(2_109_876, 7, true)]
    [InlineData(0, 9, true)]
    [InlineData(212_000_135, 9, false)]
    [InlineData(111_111_112, 9, false)]
    [InlineData(123_456_788, 9, false)]
    public void Knows_what_people_type_to_get_past_a_required_field(long number, int count, bool isOne) =>
        Assert.Equal(isOne, Digits.IsPlaceholder(number, count));
}
