namespace De06Ingest.Publishing.Figures;

/// <summary>A period that still runs, and the same days of the period that it is compared with: what ends with the day
/// of the data is not held against the whole of another time.</summary>
/// <param name="Running">The period.</param>
/// <param name="ComparedWith">Name of the earlier one.</param>
/// <param name="Days">Its days that count.</param>
readonly record struct EarlierDays(FigurePeriod Running, string ComparedWith, FigurePeriod Days)
{
    /// <summary>What a figure needs with data up to a day.</summary>
    /// <remarks>A state is held against a state, whichever day it is of. Where the year before is the comparator, a
    /// share is held against the whole of it, as its name says; a number of things is not.</remarks>
    public static IEnumerable<EarlierDays> Of(IndicatorDefinition definition, DateOnly until) =>
        definition.Counts != FigureCounting.InPeriod || !definition.IsCompared
            || definition is { CompareWith: "previous-year", Shows: FigureForm.Percent or FigureForm.Days }
            ? []
            : from kind in definition.Periods
              let running = FigurePeriod.Of(kind, until)
              where running is { } its && its.Last > until && definition.IsInForce(its)
              let earlier = running.Value.Comparator(definition.CompareWith)
              where earlier is { } other && other.Kind == kind && definition.IsInForce(other)
              select new EarlierDays(running.Value, earlier.Value.ToString(),
                  earlier.Value.Until(SameDay(running.Value, earlier.Value, until)));

    /// <summary>The same date a year before; of another time as many days from its first.</summary>
    static DateOnly SameDay(FigurePeriod period, FigurePeriod earlier, DateOnly day) =>
        period.First.AddYears(-1) == earlier.First
            ? day.AddYears(-1)
            : earlier.First.AddDays(day.DayNumber - period.First.DayNumber);
}
