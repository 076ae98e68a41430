namespace De06Ingest.Publishing.Figures;

/// <summary>Which days counts tell apart. A day is told as the last of these that it does not lie before; what lies
/// before all of them, and "always", as the first.</summary>
/// <remarks>Of the past that are the days on which a period begins: three years of records come to some dozen
/// days. While a period runs it is held against the same days of an earlier one, which are told one by one
/// too.</remarks>
/// <param name="Firsts">In order.</param>
sealed record FigureDays(DateOnly[] Firsts)
{
    /// <summary>So many days to come are told one by one.</summary>
    public const int Ahead = 92;

    /// <summary>What the kept periods of a figure need with data up to a day, or up to one of the days
    /// ahead.</summary>
    public static FigureDays Of(IndicatorDefinition definition, DateOnly until) =>
        Of(definition, definition.Kept(until), IndicatorDefinition.FirstKept(until), until, Ahead,
            Every(until, until.AddDays(Ahead)).SelectMany(day => EarlierDays.Of(definition, day))
                .Select(e => e.Days.Last.AddDays(1)));

    /// <summary>What one period needs with data up to a day.</summary>
    public static FigureDays Of(IndicatorDefinition definition, FigurePeriod period, DateOnly until) =>
        Of(definition, [period], until, until, 0, []);

    static FigureDays Of(
        IndicatorDefinition definition, IEnumerable<FigurePeriod> periods, DateOnly since, DateOnly until, int ahead,
        IEnumerable<DateOnly> more)
    {
        var bounded = periods.Where(p => p.Kind != PeriodKind.ToDate).ToList();
        var days = bounded.SelectMany(p => new[] { p.First, p.Last.AddDays(1) }).ToHashSet();
        var (first, last) = (days.Append(since).Min(), days.Append(until).Max());
        if (definition.Counts == FigureCounting.Latest)
        {
            days.UnionWith(Every(first, last));
        }

        days.UnionWith([first.AddDays(-1), .. Every(until.AddDays(1), until.AddDays(ahead + 1)), .. more]);
        return new([.. days.Order()]);
    }

    /// <summary>A day as it is told, in SQL.</summary>
    public string Told(string day) => $"('{this}'::date[])[greatest(width_bucket({day}, '{this}'::date[]), 1)]";

    /// <summary>As PostgreSQL writes an array.</summary>
    public override string ToString() => $"{{{string.Join(',', Firsts.Select(day => $"{day:yyyy-MM-dd}"))}}}";

    static IEnumerable<DateOnly> Every(DateOnly first, DateOnly last) =>
        Enumerable.Range(first.DayNumber, Math.Max(0, last.DayNumber - first.DayNumber + 1))
            .Select(DateOnly.FromDayNumber);
}
