using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Values;

namespace De06Ingest.Mismatches.Rules;

/// <summary>A benefit for adults is paid to somebody who, by the reference, is no adult yet.</summary>
/// <remarks>Told only when no birth day that the reference leaves open makes an adult before the payment's month is
/// over.</remarks>
sealed class MinorBenefit : IMismatchRule
{
    const int AdultAge = 18;

    public MismatchKind Kind { get; } =
        new("minor-benefit", "Chi trợ cấp người lớn cho người chưa đủ 18 tuổi", "Adult benefit paid to a minor", 1,
            Side.Sector);

    public string? Compares => null;

    public bool IsOnRequest => true;

    public Mismatch? Check(in MatchedPair pair)
    {
        if (!pair.HasCitizen || !pair.Citizen.HasBirthDate || LastDayPaid(pair) is not { } paid
            || (pair.Contract.AdultsOnlyWhen is { } adults && !pair.Holds(adults)))
        {
            return null;
        }

        var born = CalendarDay.ToDate(pair.Citizen.BirthFrom);
        return born > paid.AddYears(-AdultAge)
            ? new Mismatch(
                paid.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Last day of the month (or year) for which the row is paid.</summary>
    static DateOnly? LastDayPaid(in MatchedPair pair)
    {
        if (pair.Contract.PaidOn is { } column)
        {
            return DayOf(pair, pair.Contract.IndexOf(column)) is { } day
                ? new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month))
                : null;
        }

        return pair.Sector.Period is { Length: >= 4 } period
            && int.TryParse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && Month(period) is var month and >= 1 and <= 12
                ? new DateOnly(year, month, DateTime.DaysInMonth(year, month))
                : null;
    }

    static int Month(string period) => period.Length < 7 ? 12
        : int.TryParse(period.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month) ? month : 0;

    static DateOnly? DayOf(in MatchedPair pair, int column)
    {
        ref readonly var cell = ref pair.Sector.Cells[column];
        return !cell.HasValue ? null
            : pair.Contract.Columns[column].Kind == ColumnKind.Timestamp
                ? DateOnly.FromDateTime(new DateTime(2000, 1, 1).AddTicks(cell.Number * 10).AddHours(7))
                : CalendarDay.ToDate((int)cell.Number);
    }
}
