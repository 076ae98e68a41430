using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Counts of a unit, and of an item where the figure is over items.</summary>
sealed record FigureCount(string Unit, string? Item, long Numerator, long Denominator);

/// <summary>What a figure's records come to by unit, item and day: every period is a sum of them, so that no period is
/// counted from the rows again.</summary>
sealed class FigureCounts
{
    readonly IndicatorDefinition definition;
    readonly DateOnly until;
    readonly FigurePlace[] places;
    readonly FigureSum[] counts;

    /// <summary>Place by place, which total it goes into.</summary>
    readonly int[] into;
    readonly List<Total> totals = [];
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
        into = new int[places.Length];
        var known = new Dictionary<(int Unit, int Item), int>();
        for (var i = 0; i < places.Length; i++)
        {
            var (_, unit, item) = places[i];
            if (!known.TryGetValue((unit, item), out into[i]))
            {
                into[i] = known[(unit, item)] = totals.Count;
                totals.Add(new(sums.Text(unit)!, sums.Text(item)));
            }
        }

        Items = totals.Select(t => t.Item).OfType<string>().ToHashSet();
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
            totals.ForEach(t => t.Clear());
            summed = From(first);
        }

        for (; summed < places.Length && places[summed].Day <= last; summed++)
        {
            totals[into[summed]].Add(counts[summed]);
        }

        summedTo = last;
        return [.. totals.Where(t => t.IsThere).Select(t => t.Count)];
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
    public static string Counting(IndicatorDefinition definition, string statement, FigureDays days) =>
        Grouped(definition, Records(definition, statement, 1), days);

    /// <summary>The same of the records after a publish less those before it, without what is as it was.</summary>
    public static string Moving(IndicatorDefinition definition, string before, string after, FigureDays days) =>
        Grouped(
            definition, $"{Records(definition, after, 1)} union all {Records(definition, before, -1)}", days)
        + " having sum(numerator) <> 0 or sum(denominator) <> 0 or sum(records) <> 0";

    static string Grouped(IndicatorDefinition definition, string records, FigureDays days)
    {
        var hasReached = definition.Columns.Contains("reached");
        var told = $"""
            from (select unit, item, {days.Told("f.day")} as day,
                         {(hasReached ? days.Told("greatest(f.reached, f.day)") : "null")} as reached,
                         numerator, denominator, records
                  from ({records}) f) f
            """;
        return hasReached
            ? $"""
            select unit, item, coalesce(day, reached) as day,
                   case when grouping(day) = 0 then 0 else sum(numerator)::bigint end as numerator,
                   case when grouping(day) = 0 then sum(denominator)::bigint else 0 end as denominator,
                   sum(records)::bigint as records
            {told}
            group by grouping sets ((unit, item, day), (unit, item, reached))
            """
            : $"""
            select unit, item, day, sum(numerator)::bigint as numerator, sum(denominator)::bigint as denominator,
                   sum(records)::bigint as records
            {told}
            group by unit, item, day
            """;
    }

    /// <summary>What is counted of a statement's records, with a sign.</summary>
    static string Records(IndicatorDefinition definition, string statement, int sign)
    {
        var (item, wanted) = definition.Columns.Contains("item")
            ? ("r.item", "true") : ("null::text", "(r.numerator <> 0 or r.denominator <> 0)");
        var reached = definition.Columns.Contains("reached") ? "r.reached" : "null::date";
        return $"""
            select coalesce(r.unit, '') as unit, {item} as item, r.day, {reached} as reached,
                   {sign} * r.numerator as numerator, {sign} * r.denominator as denominator, {sign} as records
            from ({FigureStatement.Inner(statement)}) r where {wanted}
            """;
    }

    /// <summary>What a unit, and an item where the figure is over items, come to so far.</summary>
    sealed class Total(string unit, string? item)
    {
        long numerator;
        long denominator;

        public string? Item => item;

        /// <summary>Whether any record counts.</summary>
        public bool IsThere { get; private set; }
        public FigureCount Count => new(unit, item, numerator, denominator);

        public void Clear() => (numerator, denominator, IsThere) = (0, 0, false);

        public void Add(FigureSum sum)
        {
            numerator += sum.Numerator;
            denominator += sum.Denominator;
            IsThere = true;
        }
    }
}
