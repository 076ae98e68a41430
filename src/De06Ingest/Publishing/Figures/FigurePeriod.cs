using System.Globalization;
using System.Text.RegularExpressions;

namespace De06Ingest.Publishing.Figures;

/// <summary>Kinds of reporting periods. A regime month (tháng chế độ) begins on the 15th of the month before.</summary>
/// <remarks>Regime month: Nghị định 09/2019/NĐ-CP (from the 15th of a month to the 14th of the next).</remarks>
enum PeriodKind { Day, Week, Month, RegimeMonth, Quarter, HalfYear, NineMonths, Year, ToDate }

/// <summary>
/// A reporting period: 2024, 2024-06, 2024-06R (15 May to 14 June), 2024-Q2, 2024-H1, 2024-9M, 2024-W23 (ISO 8601),
/// 2024-06-30, and all for what holds to date.
/// </summary>
readonly partial record struct FigurePeriod
{
    /// <summary>Month of the last day of a regime period is its own; it begins in the month before.</summary>
    const int RegimeDay = 15;

    FigurePeriod(PeriodKind kind, DateOnly first, DateOnly last) => (Kind, First, Last) = (kind, first, last);

    public static FigurePeriod All { get; } = new(PeriodKind.ToDate, DateOnly.MinValue, DateOnly.MaxValue);

    public PeriodKind Kind { get; }
    public DateOnly First { get; }
    public DateOnly Last { get; }

    /// <summary>The period of a kind that a day lies in. None from October on lies in the first nine
    /// months.</summary>
    public static FigurePeriod? Of(PeriodKind kind, DateOnly day) => kind switch
    {
        PeriodKind.Day => new(kind, day, day),
        PeriodKind.Week => Week(ISOWeek.GetYear(day), ISOWeek.GetWeekOfYear(day)),
        PeriodKind.Month => Months(kind, day.Year, day.Month, 1),
        PeriodKind.RegimeMonth => day.Day >= RegimeDay ? Regime(day.AddDays(1 - day.Day).AddMonths(1)) : Regime(day),
        PeriodKind.Quarter => Months(kind, day.Year, day.Month - ((day.Month - 1) % 3), 3),
        PeriodKind.HalfYear => Months(kind, day.Year, day.Month <= 6 ? 1 : 7, 6),
        PeriodKind.NineMonths => day.Month <= 9 ? Months(kind, day.Year, 1, 9) : null,
        PeriodKind.Year => Months(kind, day.Year, 1, 12),
        _ => All,
    };

    /// <summary>Every period of a kind that has a day from the first to the last of these.</summary>
    public static IEnumerable<FigurePeriod> Between(PeriodKind kind, DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last;)
        {
            if (Of(kind, day) is not { } period)
            {
                day = new DateOnly(day.Year + 1, 1, 1);
                continue;
            }

            yield return period;
            if (period.Last == DateOnly.MaxValue)
            {
                yield break;
            }

            day = period.Last.AddDays(1);
        }
    }

    /// <summary>Reads a period as it is printed; null for anything else.</summary>
    public static FigurePeriod? Parse(string text)
    {
        if (text == "all")
        {
            return All;
        }

        var form = Form().Match(text);
        var year = Number(form, "y");
        if (!form.Success || year is < 1900 or > 2200)
        {
            return null;
        }

        if (!form.Groups["n"].Success)
        {
            return Months(PeriodKind.Year, year, 1, 12);
        }

        return (form.Groups["part"].Value, Number(form, "n"), form.Groups["d"].Success ? Number(form, "d") : -1) switch
        {
            ("", >= 1 and <= 12 and var month, -1) => Months(PeriodKind.Month, year, month, 1),
            ("", >= 1 and <= 12 and var month, var day) when day >= 1 && day <= DateTime.DaysInMonth(year, month) =>
                Of(PeriodKind.Day, new(year, month, day)),
            ("R", >= 1 and <= 12 and var month, _) => Regime(new(year, month, 1)),
            ("Q", >= 1 and <= 4 and var quarter, _) => Months(PeriodKind.Quarter, year, (quarter * 3) - 2, 3),
            ("H", >= 1 and <= 2 and var half, _) => Months(PeriodKind.HalfYear, year, (half * 6) - 5, 6),
            ("M", 9, _) => Months(PeriodKind.NineMonths, year, 1, 9),
            ("W", >= 1 and var week, _) when week <= ISOWeek.GetWeeksInYear(year) => Week(year, week),
            _ => null,
        };
    }

    /// <summary>The same period as far as it lies before the day after this one.</summary>
    public FigurePeriod Until(DateOnly day) => new(Kind, First, day < Last ? day : Last);

    /// <summary>The period that this one is compared with, as core.comparator says; null when there is none.</summary>
    /// <param name="how">As a definition names it.</param>
    public FigurePeriod? Comparator(string how) => (how, Kind) switch
    {
        (_, PeriodKind.Day or PeriodKind.ToDate) => null,
        ("previous-year", _) => YearsOn(-1)[..4] is var year ? Parse(year) : null,
        ("same-period-last-year", _) or (_, PeriodKind.NineMonths) => Parse(YearsOn(-1)),
        _ => Of(Kind, First.AddDays(-1)),
    };

    /// <summary>As it is printed, of another year.</summary>
    string YearsOn(int years) => ToString() is var text
        ? $"{int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture) + years}{text[4..]}"
        : "";

    public bool Holds(DateOnly day) => day >= First && day <= Last;

    public override string ToString() => Kind switch
    {
        PeriodKind.Day => Iso("yyyy-MM-dd"),
        PeriodKind.Week => $"{ISOWeek.GetYear(First)}-W{ISOWeek.GetWeekOfYear(First):D2}",
        PeriodKind.Month => Iso("yyyy-MM"),
        PeriodKind.RegimeMonth => First.AddMonths(1).ToString("yyyy-MM", CultureInfo.InvariantCulture) + "R",
        PeriodKind.Quarter => $"{First.Year}-Q{(First.Month + 2) / 3}",
        PeriodKind.HalfYear => $"{First.Year}-H{(First.Month + 5) / 6}",
        PeriodKind.NineMonths => $"{First.Year}-9M",
        PeriodKind.Year => Iso("yyyy"),
        _ => "all",
    };

    static FigurePeriod Months(PeriodKind kind, int year, int month, int number) =>
        new(kind, new(year, month, 1), new DateOnly(year, month, 1).AddMonths(number).AddDays(-1));

    static FigurePeriod Regime(DateOnly inLastMonth) =>
        new DateOnly(inLastMonth.Year, inLastMonth.Month, RegimeDay) is var end
            ? new(PeriodKind.RegimeMonth, end.AddMonths(-1), end.AddDays(-1))
            : default;

    static FigurePeriod Week(int year, int week) =>
        DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)) is var monday
            ? new(PeriodKind.Week, monday, monday.AddDays(6))
            : default;

    string Iso(string form) => First.ToString(form, CultureInfo.InvariantCulture);

    static int Number(Match form, string group) =>
        form.Groups[group].Value is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?<y>\d{4})(-((?<part>[QHW])(?<n>\d{1,2})|(?<n>9)(?<part>M)|(?<n>\d\d)((?<part>R)|-(?<d>\d\d))?))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
