namespace De06Ingest.Synthetic.Systems;

/// <summary>Days on which the State is at work: Monday to Friday, less the days off that were announced for each year,
/// and the Saturdays that were worked for them.</summary>
static class WorkingDays
{
    /// <summary>Year, then the weekdays off as dd/MM.</summary>
    static readonly string[] Off =
    [
        "2022 03/01 31/01 01/02 02/02 03/02 04/02 11/04 02/05 03/05 01/09 02/09",
        "2023 02/01 20/01 23/01 24/01 25/01 26/01 01/05 02/05 03/05 01/09 04/09",
        "2024 01/01 08/02 09/02 12/02 13/02 14/02 18/04 29/04 30/04 01/05 02/09 03/09",
        "2025 01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09",
        "2026 01/01 02/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09",
    ];

    static readonly string[] Worked = ["2024 04/05", "2025 26/04", "2026 10/01 22/08"];

    static readonly HashSet<DateOnly> DaysOff = [.. Off.SelectMany(Days)];
    static readonly HashSet<DateOnly> DaysWorked = [.. Worked.SelectMany(Days)];

    /// <summary>The first and last year whose days off are known.</summary>
    public static (int First, int Last) Years { get; } = (2022, 2026);

    /// <summary>So many working days and minutes later.</summary>
    public static DateTime After(DateTime from, int days, int minutes)
    {
        var at = from.AddMinutes(minutes);
        while (days > 0 || !IsWorking(DateOnly.FromDateTime(at)))
        {
            at = at.AddDays(1);
            days -= IsWorking(DateOnly.FromDateTime(at)) ? 1 : 0;
        }

        return at;
    }

    /// <summary>Working days begun between two times; one that ends on the day it began counts as 1.</summary>
    public static int Between(DateTime from, DateTime to)
    {
        var days = 1;
        for (var day = DateOnly.FromDateTime(from).AddDays(1); day <= DateOnly.FromDateTime(to); day = day.AddDays(1))
        {
            days += IsWorking(day) ? 1 : 0;
        }

        return days;
    }

    /// <summary>This day, or the next one of work: a due day is one.</summary>
    public static DateOnly From(DateOnly day)
    {
        while (!IsWorking(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>This day, or the last one of work before it.</summary>
    public static DateOnly Until(DateOnly day)
    {
        while (!IsWorking(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    public static bool IsWorking(DateOnly day) => DaysWorked.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !DaysOff.Contains(day));

    static IEnumerable<DateOnly> Days(string line) => line.Split(' ')[1..].Select(
        d => new DateOnly(int.Parse(line[..4]), int.Parse(d[3..]), int.Parse(d[..2])));
}
