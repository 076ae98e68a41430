using System.Globalization;
using De06Ingest.Values;

namespace De06Ingest.Matching.Comparing;

/// <summary>Âm lịch: the day of the lunar calendar on which a day falls, by which the old remember their
/// birthdays.</summary>
/// <remarks>The calendar is China's; Vietnam's begins a month a day earlier or later now and then, so a neighbouring
/// day is as good. A leap month has the number of the month before, as people say it.</remarks>
static class LunarDay
{
    /// <summary>Least and most days by which a lunar date is behind the solar one.</summary>
    const int Least = 15;
    const int Most = 55;

    static readonly DateOnly First = new(1902, 1, 1);
    static readonly DateOnly Last = new(2050, 12, 31);
    static readonly Lazy<int[]> Table = new(Build);

    /// <summary>True when one of two days, as yyyyMMdd, is the lunar date of the other.</summary>
    public static bool Agrees(int one, int other)
    {
        var (written, solar) = one < other ? (one, other) : (other, one);
        // Most pairs are too far apart; months and days as if all months had 31.
        var apart = ((Months(solar) - Months(written)) * 31) + (solar % 100) - (written % 100);
        return apart is >= Least and <= Most + 2 && CalendarDay.Exists(solar / 10_000, solar / 100 % 100, solar % 100)
            && IsLunarDateOf(written, CalendarDay.Of(solar / 10_000, solar / 100 % 100, solar % 100));
    }

    static int Months(int date) => (date / 10_000 * 12) + (date / 100 % 100);

    static bool IsLunarDateOf(int written, int solar)
    {
        var (table, at) = (Table.Value, solar - CalendarDay.Of(First));
        return at >= 1 && at < table.Length - 1
            && (table[at] == written || table[at - 1] == written || table[at + 1] == written);
    }

    static int[] Build()
    {
        var calendar = new ChineseLunisolarCalendar();
        var days = new int[Last.DayNumber - First.DayNumber + 1];
        for (var year = First.Year - 1; year <= Last.Year; year++)
        {
            var leap = calendar.GetLeapMonth(year);
            for (var month = 1; month <= calendar.GetMonthsInYear(year); month++)
            {
                var spoken = leap > 0 && month >= leap ? month - 1 : month;
                var first = DateOnly.FromDateTime(calendar.ToDateTime(year, month, 1, 0, 0, 0, 0)).DayNumber;
                for (var day = calendar.GetDaysInMonth(year, month); day >= 1; day--)
                {
                    var at = first + day - 1 - First.DayNumber;
                    if (at >= 0 && at < days.Length)
                    {
                        days[at] = (year * 10_000) + (spoken * 100) + day;
                    }
                }
            }
        }

        return days;
    }
}
