namespace De06Ingest.Values;

/// <summary>A day on which the State is at work, or not.</summary>
/// <param name="Number">Working days since the calendar's first, this one included: of two days, the difference is the
/// working days after the one up to the other.</param>
/// <param name="Due">When a term that ends on this day ends by law (Civil Code 91/2015/QH13, article 148(5)): this day,
/// or the next working one.</param>
/// <param name="Name">Of the holiday, or of the decision; null for an ordinary day.</param>
readonly record struct WorkingDay(DateOnly Day, bool IsWorking, int Number, DateOnly Due, string? Name);

/// <summary>A day that a decision makes a working one, or no working one.</summary>
readonly record struct MovedDay(DateOnly Day, bool IsWorking, string Name);

/// <summary>Which days are working days: not weekends, not public holidays, and what decisions say otherwise.</summary>
static class WorkingCalendar
{
    /// <summary>Every day of these years, in order.</summary>
    public static IReadOnlyList<WorkingDay> Of(int from, int until, IEnumerable<MovedDay> moved)
    {
        var decided = moved.ToDictionary(m => m.Day);
        var days = new List<WorkingDay>();
        var number = 0;
        for (var year = from; year <= until; year++)
        {
            var holidays = PublicHolidays.Of(year);
            for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
            {
                var name = holidays.GetValueOrDefault(day);
                var works = name is null && !PublicHolidays.IsWeekend(day);
                (works, name) = decided.TryGetValue(day, out var m) ? (m.IsWorking, m.Name) : (works, name);
                number += works ? 1 : 0;
                days.Add(new(day, works, number, day, name));
            }
        }

        for (var i = days.Count - 2; i >= 0; i--)
        {
            days[i] = days[i].IsWorking ? days[i] : days[i] with { Due = days[i + 1].Due };
        }

        return days;
    }
}
