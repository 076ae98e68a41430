using System.Globalization;
using De06Ingest.Publishing;
using De06Ingest.Synthetic.Systems;
using De06Ingest.Tests.Support;
using De06Ingest.Values;

namespace De06Ingest.Tests.Values;

/// <summary>Working days: the lunar calendar of Vietnam, the holidays of the Labour Code, and what is decided each
/// year.</summary>
public sealed class WorkingCalendarTests
{
    [Theory]
    [InlineData("1985-01-21")]
    [InlineData("2007-02-17")]
    [InlineData("2018-02-16")]
    [InlineData("2020-01-25")]
    [InlineData("2021-02-12")]
    [InlineData("2022-02-01")]
    [InlineData("2023-01-22")]
    [InlineData("2024-02-10")]
    [InlineData("2025-01-29")]
    [InlineData("2026-02-17")]
    [InlineData("2030-02-02")]
    public void The_new_year_is_vietnams_also_where_chinas_is_another_day(string day) =>
        Assert.Equal(Day(day), LunarCalendar.DayOf(Day(day).Year, 1, 1));

    [Theory]
    [InlineData("2021-04-21")]
    [InlineData("2022-04-10")]
    [InlineData("2023-04-29")]
    [InlineData("2024-04-18")]
    [InlineData("2025-04-07")]
    [InlineData("2026-04-26")]
    public void The_tenth_of_the_third_month_knows_leap_months(string day) =>
        Assert.Equal(Day(day), LunarCalendar.DayOf(Day(day).Year, 3, 10));

    [Fact]
    public void A_lunar_month_has_29_or_30_days_in_every_year_of_the_calendar()
    {
        var lengths =
            from year in Enumerable.Range(2000, 50)
            from month in Enumerable.Range(1, 9)
            let days = LunarCalendar.DayOf(year, month + 1, 1).DayNumber - LunarCalendar.DayOf(year, month, 1).DayNumber
            // A leap month lies between.
            select days > 30 ? days - 29 : days;

        Assert.All(lengths, days => Assert.InRange(days, 29, 31));
        Assert.All(Enumerable.Range(2000, 50),
            year => Assert.InRange(LunarCalendar.DayOf(year, 1, 1).DayOfYear, 20, 52));
    }

    [Theory]
    [InlineData(2020, "01-01 01-23 01-24 01-25 01-26 01-27 01-28 01-29 04-02 04-30 05-01 09-02")]
    [InlineData(2021, "01-01 02-10 02-11 02-12 02-13 02-14 02-15 02-16 04-21 04-30 05-01 05-03 09-02 09-03")]
    [InlineData(2022, "01-01 01-03 01-31 02-01 02-02 02-03 02-04 04-10 04-11 04-30 05-01 05-02 05-03 09-01 09-02")]
    [InlineData(2023, "01-01 01-02 01-20 01-21 01-22 01-23 01-24 01-25 01-26 04-29 04-30 05-01 05-02 05-03 09-01 09-02"
        + " 09-04")]
    public void Holidays_on_a_weekend_have_another_day_off(int year, string days) => Assert.Equal(
        days.Split(' '),
        PublicHolidays.Of(year).Keys.Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture)));

    [Fact]
    public void Days_off_of_the_last_years_are_those_that_were_announced()
    {
        var calendar = Calendar(WorkingDays.Years.First, WorkingDays.Years.Last);

        Assert.Equal(
            calendar.Values.Where(d => WorkingDays.IsWorking(d.Day)).Select(d => d.Day),
            calendar.Values.Where(d => d.IsWorking).Select(d => d.Day));
    }

    [Theory]
    [InlineData("2024-02-07", "2024-02-15", 1)]
    [InlineData("2024-04-26", "2024-05-02", 1)]
    [InlineData("2024-05-03", "2024-05-06", 2)]
    [InlineData("2026-06-05", "2026-06-12", 5)]
    public void Working_days_between_two_days_are_the_difference_of_their_numbers(string from, string to, int days)
    {
        var calendar = Calendar(2023, 2026);

        Assert.Equal(days, calendar[Day(to)].Number - calendar[Day(from)].Number);
    }

    [Theory]
    [InlineData("2024-02-08", "2024-02-15")]
    [InlineData("2026-06-06", "2026-06-08")]
    [InlineData("2026-06-08", "2026-06-08")]
    [InlineData("2024-05-04", "2024-05-04")]
    public void A_term_ends_on_a_working_day(string ends, string due) =>
        Assert.Equal(Day(due), Calendar(2023, 2026)[Day(ends)].Due);

    static Dictionary<DateOnly, WorkingDay> Calendar(int from, int until) =>
        WorkingCalendar.Of(from, until, CalendarTable.Read(Repository.File("deploy/holidays.csv")))
            .ToDictionary(d => d.Day);

    static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
