using De06Ingest.Matching.Comparing;

namespace De06Ingest.Tests.Matching.Comparing;

/// <summary>Days of which everybody knows both dates: Tết, mid-autumn, leap months.</summary>
public sealed class LunarDayTests
{
    [Theory]
    [InlineData(19620101, 19620205)]
    [InlineData(19750101, 19750211)]
    [InlineData(19800101, 19800216)]
    [InlineData(19900101, 19900127)]
    [InlineData(20000101, 20000205)]
    [InlineData(20240101, 20240210)]
    [InlineData(20191223, 20200117)]
    [InlineData(20191230, 20200124)]
    [InlineData(19800815, 19800923)]
    [InlineData(20000815, 20000912)]
    [InlineData(20200815, 20201001)]
    [InlineData(20240815, 20240917)]
    [InlineData(20000505, 20000606)]
    [InlineData(20240715, 20240818)]
    public void A_lunar_date_agrees_with_its_day(int lunar, int solar)
    {
        Assert.True(LunarDay.Agrees(lunar, solar));
        Assert.True(LunarDay.Agrees(solar, lunar));
    }

    [Theory]
    [InlineData(20200401, 20200423)]
    [InlineData(20200401, 20200523)]
    [InlineData(20230201, 20230220)]
    [InlineData(20230201, 20230322)]
    [InlineData(20170601, 20170624)]
    [InlineData(20170601, 20170723)]
    public void A_leap_month_has_the_number_of_the_month_before(int lunar, int solar) =>
        Assert.True(LunarDay.Agrees(lunar, solar));

    [Theory]
    [InlineData(20200501, 20200621)]
    [InlineData(20230301, 20230420)]
    [InlineData(20171201, 20180117)]
    public void Months_behind_a_leap_month_keep_their_numbers(int lunar, int solar) =>
        Assert.True(LunarDay.Agrees(lunar, solar));

    [Fact]
    public void A_lunar_month_may_have_a_day_that_the_solar_one_lacks() =>
        Assert.True(LunarDay.Agrees(20240230, 20240408));

    /// <summary>Tết of 1968 was on 29 January in Hà Nội and on the 30th in Sài Gòn, as in China.</summary>
    [Theory]
    [InlineData(19680101, 19680128, false)]
    [InlineData(19680101, 19680129, true)]
    [InlineData(19680101, 19680130, true)]
    [InlineData(19680101, 19680131, true)]
    [InlineData(19680101, 19680201, false)]
    public void A_neighbouring_day_is_as_good_and_no_other(int lunar, int solar, bool agrees) =>
        Assert.Equal(agrees, LunarDay.Agrees(lunar, solar));

    [Theory]
    [InlineData(20240101, 20240101)]
    [InlineData(20240101, 20240310)]
    [InlineData(20240101, 20230210)]
    [InlineData(20240101, 20250129)]
    [InlineData(20240115, 20240210)]
    [InlineData(20240601, 20240210)]
    [InlineData(20000101, 20000230)]
    [InlineData(20000101, 20001305)]
    [InlineData(0, 20000205)]
    public void Other_days_do_not_agree(int one, int other) => Assert.False(LunarDay.Agrees(one, other));

    /// <summary>A registrar's calendar covers everybody alive; before and behind it nothing is said.</summary>
    [Theory]
    [InlineData(19011201, 19020110, true)]
    [InlineData(19020101, 19020208, true)]
    [InlineData(20500101, 20500123, true)]
    [InlineData(20500815, 20500930, true)]
    [InlineData(18990101, 18990210, false)]
    [InlineData(20510101, 20510211, false)]
    public void Knows_the_years_1902_to_2050(int lunar, int solar, bool agrees) =>
        Assert.Equal(agrees, LunarDay.Agrees(lunar, solar));
}
