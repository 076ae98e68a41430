using Dapper;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Counts of a unit, and of an item where the figure is over items.</summary>
readonly record struct FigureCount(string Unit, string? Item, long Numerator, long Denominator);

/// <summary>What a figure's records come to by unit, item and day: every period is a sum of them, so that no period is
/// counted from the rows again.</summary>
sealed class FigureCounts
{
    readonly IndicatorDefinition definition;
    readonly List<(int Day, FigureCount Count)> counts;
    readonly DateOnly until;
    readonly Dictionary<(string Unit, string? Item), (long Numerator, long Denominator)> sums = [];
    int summed;
    int summedTo = int.MinValue;

    FigureCounts(IndicatorDefinition definition, List<(int Day, FigureCount Count)> counts, DateOnly until)
    {
        counts.Sort((a, b) => a.Day.CompareTo(b.Day));
        (this.definition, this.counts, this.until) = (definition, counts, until);
        Items = counts.Select(c => c.Count.Item).OfType<string>().ToHashSet();
    }

    /// <summary>Runs a figure's statement and counts its records.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="definition">Figure.</param>
    /// <param name="statement">Its statement over the rows to count.</param>
    /// <param name="since">First day of the earliest period that will be asked for.</param>
    /// <param name="until">Day that the rows are of: in a state to date, what is dated later does not count
    /// yet.</param>
    public static async Task<FigureCounts> Read(
        NpgsqlConnection connection, IndicatorDefinition definition, string statement, DateOnly since, DateOnly until)
    {
        var found = new List<(int, FigureCount)>();
        await using var command = new NpgsqlCommand(Counting(definition, statement), connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("before", since.AddDays(-1));
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            found.Add((reader.GetFieldValue<DateOnly>(2).DayNumber, new(
                Once(reader.GetString(0)), reader.IsDBNull(1) ? null : Once(reader.GetString(1)),
                reader.GetInt64(3), reader.GetInt64(4))));
        }

        return new(definition, found, until);

        string Once(string text) => texts.TryGetValue(text, out var known) ? known : texts[text] = text;
    }

    /// <summary>Counts of a period by unit and item.</summary>
    /// <remarks>A state to date goes on from the one before when it is later, as periods mostly are.</remarks>
    public IReadOnlyList<FigureCount> In(FigurePeriod period)
    {
        var (first, last) = Days(period);
        if (definition.Counts != FigureCounting.ToDate || last < summedTo)
        {
            sums.Clear();
            summed = From(first);
        }

        for (; summed < counts.Count && counts[summed].Day <= last; summed++)
        {
            var count = counts[summed].Count;
            var (numerator, denominator) = sums.GetValueOrDefault((count.Unit, count.Item));
            sums[(count.Unit, count.Item)] = (numerator + count.Numerator, denominator + count.Denominator);
        }

        summedTo = last;
        return [.. sums.Select(s => new FigureCount(s.Key.Unit, s.Key.Item, s.Value.Numerator, s.Value.Denominator))];
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
        return at >= 0 && counts[at].Day >= period.First.DayNumber ? counts[at].Day : null;
    }

    /// <summary>The first count of this day or later.</summary>
    int From(int day)
    {
        var (low, high) = (0, counts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = counts[middle].Day < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>What lies before every period is one day, which also stands for "always".</summary>
    static string Counting(IndicatorDefinition definition, string statement)
    {
        var columns = definition.Columns;
        var item = columns.Contains("item") ? "f.item" : "null::text";
        var wanted = columns.Contains("item") ? "true" : "(f.numerator <> 0 or f.denominator <> 0)";
        var body = FigureStatement.Inner(statement);
        return columns.Contains("reached")
            ? $"""
            select unit, item, coalesce(day, reached),
                   case when grouping(day) = 0 then 0 else sum(numerator)::bigint end,
                   case when grouping(day) = 0 then sum(denominator)::bigint else 0 end
            from (select coalesce(f.unit, '') as unit, {item} as item, greatest(f.day, @before) as day,
                         greatest(f.reached, f.day, @before) as reached, f.numerator, f.denominator
                  from ({body}) f where {wanted}) f
            group by grouping sets ((unit, item, day), (unit, item, reached))
            """
            : $"""
            select coalesce(f.unit, ''), {item}, greatest(f.day, @before), sum(f.numerator)::bigint,
                   sum(f.denominator)::bigint
            from ({body}) f where {wanted} group by 1, 2, 3
            """;
    }
}
