using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Counts of a unit, and of an item where the figure is over items.</summary>
sealed record FigureCount(string Unit, string? Item, long Numerator, long Denominator);

/// <summary>What a figure's records come to by unit, item and day: every period is a sum of them, so that no period is
/// counted from the rows again.</summary>
sealed class FigureCounts
{
    readonly IndicatorDefinition definition;
    readonly FigurePlace[] places;
    readonly FigureSum[] counts;
    readonly DateOnly until;
    readonly Dictionary<FigurePlace, FigureCount> totals = [];
    int summed;
    int summedTo = int.MinValue;

    /// <param name="definition">Figure.</param>
    /// <param name="sums">What its records come to.</param>
    /// <param name="until">Day that the rows are of: in a state to date, what is dated later does not count
    /// yet.</param>
    public FigureCounts(IndicatorDefinition definition, FigureSums sums, DateOnly until)
    {
        (this.definition, this.until) = (definition, until);
        places = [.. sums.Places.Select(p => p.Key)];
        counts = [.. sums.Places.Select(p => p.Value)];
        Array.Sort(places, counts, Comparer<FigurePlace>.Create((a, b) => a.Day.CompareTo(b.Day)));
        Items = places.Select(p => p.Item).OfType<string>().ToHashSet();
    }

    /// <summary>Runs a figure's statement and counts its records.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="definition">Figure.</param>
    /// <param name="statement">Its statement over the rows to count.</param>
    /// <param name="days">Which days are told apart.</param>
    /// <param name="until">Day that the rows are of.</param>
    public static async Task<FigureCounts> Read(
        NpgsqlConnection connection, IndicatorDefinition definition, string statement, FigureDays days, DateOnly until)
    {
        var sums = new FigureSums();
        await sums.Add(connection, Counting(definition, statement, days));
        return new(definition, sums, until);
    }

    /// <summary>Counts of a period by unit and item.</summary>
    /// <remarks>A state to date goes on from the one before when it is later, as periods mostly are.</remarks>
    public IReadOnlyList<FigureCount> In(FigurePeriod period)
    {
        var (first, last) = Days(period);
        if (definition.Counts != FigureCounting.ToDate || last < summedTo)
        {
            totals.Clear();
            summed = From(first);
        }

        for (; summed < places.Length && places[summed].Day <= last; summed++)
        {
            var (place, count) = (places[summed] with { Day = 0 }, counts[summed]);
            var total = totals.GetValueOrDefault(place) ?? new(place.Unit, place.Item, 0, 0);
            totals[place] = total with
            {
                Numerator = total.Numerator + count.Numerator,
                Denominator = total.Denominator + count.Denominator,
            };
        }

        summedTo = last;
        return [.. totals.Values];
    }

    /// <summary>Items that the statement names at all, so that one without records is told apart from none.</summary>
    public IReadOnlySet<string> Items { get; }

    (int First, int Last) Days(FigurePeriod period) => definition.Counts switch
    {
        FigureCounting.InPeriod => (period.First.DayNumber, period.Last.DayNumber),
        FigureCounting.ToDate => (int.MinValue, period.Until(until).Last.DayNumber),
        _ => Newest(period) is { } day ? (day, day) : (1, 0),
    };

    int? Newest(FigurePeriod period)
    {
        var at = From(period.Last == DateOnly.MaxValue ? int.MaxValue : period.Last.DayNumber + 1) - 1;
        return at >= 0 && places[at].Day >= period.First.DayNumber ? places[at].Day : null;
    }

    /// <summary>The first count of this day or later.</summary>
    int From(int day)
    {
        var (low, high) = (0, places.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = places[middle].Day < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Statement that counts the records of another: unit, item, day, numerator, denominator, records. A day
    /// may come twice.</summary>
    public static string Counting(IndicatorDefinition definition, string statement, FigureDays days)
    {
        var columns = definition.Columns;
        var item = columns.Contains("item") ? "f.item" : "null::text";
        var wanted = columns.Contains("item") ? "true" : "(f.numerator <> 0 or f.denominator <> 0)";
        var body = FigureStatement.Inner(statement);
        return columns.Contains("reached")
            ? $"""
            select unit, item, coalesce(day, reached) as day,
                   case when grouping(day) = 0 then 0 else sum(numerator)::bigint end as numerator,
                   case when grouping(day) = 0 then sum(denominator)::bigint else 0 end as denominator,
                   count(*) as records
            from (select coalesce(f.unit, '') as unit, {item} as item, {days.Told("f.day")} as day,
                         {days.Told("greatest(f.reached, f.day)")} as reached, f.numerator, f.denominator
                  from ({body}) f where {wanted}) f
            group by grouping sets ((unit, item, day), (unit, item, reached))
            """
            : $"""
            select coalesce(f.unit, '') as unit, {item} as item, {days.Told("f.day")} as day,
                   sum(f.numerator)::bigint as numerator, sum(f.denominator)::bigint as denominator,
                   count(*) as records
            from ({body}) f where {wanted} group by 1, 2, 3
            """;
    }
}
