namespace De06Ingest.Synthetic.Systems;

/// <summary>Monday to Friday; holidays are not kept here.</summary>
static class WorkingDays
{
    /// <summary>So many working days and minutes later.</summary>
    public static DateTime After(DateTime from, int days, int minutes)
    {
        var at = from.AddMinutes(minutes);
        while (days > 0 || !IsWorking(at))
        {
            at = at.AddDays(1);
            days -= IsWorking(at) ? 1 : 0;
        }

        return at;
    }

    /// <summary>Working days begun between two times; one that ends on the day it began counts as 1.</summary>
    public static int Between(DateTime from, DateTime to)
    {
        var days = 1;
        for (var day = from.Date.AddDays(1); day <= to.Date; day = day.AddDays(1))
        {
            days += IsWorking(day) ? 1 : 0;
        }

        return days;
    }

    static bool IsWorking(DateTime day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
