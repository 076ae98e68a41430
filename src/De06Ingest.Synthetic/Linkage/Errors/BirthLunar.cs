using System.Globalization;

namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>Day and month of the lunar calendar, by which the old remember their birthdays.</summary>
/// <remarks>China's calendar differs from Vietnam's by a day now and then, which is of no account here.</remarks>
sealed class BirthLunar : IRowError
{
    static readonly ChineseLunisolarCalendar Calendar = new();

    public string Kind => "birth-lunar";

    public Cell Cell => Cell.Birth;

    public bool Spoil(FeedRow row, ref Chance chance)
    {
        if (row.Birth.YearOnly || row.Birth.Year is < 1905 or > 1990 || row.Birth is { Month: 1, Day: 1 })
        {
            return false;
        }

        var date = new DateTime(row.Birth.Year, row.Birth.Month, row.Birth.Day);
        var (year, month, day) = (Calendar.GetYear(date), Month(date), Calendar.GetDayOfMonth(date));
        if (day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        row.Birth = new((short)year, (byte)month, (byte)day);
        return true;
    }

    // The calendar counts a leap month as one more; people give it the number of the month before.
    static int Month(DateTime date)
    {
        var month = Calendar.GetMonth(date);
        var leap = Calendar.GetLeapMonth(Calendar.GetYear(date));
        return leap > 0 && month >= leap ? month - 1 : month;
    }
}
