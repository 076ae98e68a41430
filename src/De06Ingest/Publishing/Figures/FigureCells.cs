namespace De06Ingest.Publishing.Figures;

/// <summary>One cell of a figure: counts of a unit in a period, and what the cell may say.</summary>
sealed record FigureCell
{
    public string Unit { get; init; } = "";
    public string Period { get; init; } = "";

    /// <summary>While incomplete, of the part that has reported.</summary>
    public long Numerator { get; init; }
    public long Denominator { get; init; }

    /// <summary>value, not-applicable, not-reported or incomplete.</summary>
    public string State { get; init; } = "value";

    /// <summary>Incomplete: units below that have reported.</summary>
    public int? Reported { get; init; }

    /// <summary>Incomplete: units below that must report.</summary>
    public int? Expected { get; init; }
}

/// <summary>Builds the cells of a figure: units as counted, every unit above them, and what has not come.</summary>
/// <param name="definition">Figure.</param>
/// <param name="units">The units of one map.</param>
/// <param name="missing">Units that have not reported in a period.</param>
sealed class FigureCells(
    IndicatorDefinition definition, UnitTree units, Func<string, IReadOnlySet<string>> missing)
{
    /// <summary>From this share of a cell on, records that may be its own or another's leave it without a
    /// value.</summary>
    const double MostUndecided = 0.05;

    public IReadOnlyList<FigureCell> Build(FigureCounts counts, IEnumerable<FigurePeriod> periods) =>
        [.. periods.SelectMany(p => OfPeriod(p, counts.In(p), counts.Items))];

    /// <remarks>Rows of others that name a missing unit are not its report, so they make no figure of it.</remarks>
    public IReadOnlyList<FigureCell> OfPeriod(
        FigurePeriod period, IReadOnlyList<FigureCount> counted, IReadOnlySet<string> items)
    {
        if (counted.Count == 0)
        {
            return [];
        }

        var name = period.ToString();
        var late = missing(name);
        var come = counted.Where(c => !late.Contains(c.Unit))
            .Select(c => c with { Unit = units.Shown(c.Unit) }).ToList();
        var byUnit = come.ToLookup(c => c.Unit);
        var byUpper = units.Uppers.ToDictionary(upper => upper, _ => new List<FigureCount>());
        foreach (var count in come)
        {
            foreach (var upper in units.Above(count.Unit).Where(byUpper.ContainsKey))
            {
                byUpper[upper].Add(count);
            }
        }

        var lowest = byUnit.Select(u => u.Key).Where(IsListed).Union(definition.OnlyProvince ? [] : units.Lowest)
            .Order(StringComparer.Ordinal).Select(u => Cell(u, name, byUnit[u], items, late.Contains(u)));
        var undecided = Undecided(byUnit);
        return
        [
            .. lowest.Concat(units.Uppers.Where(IsShown).Select(u => Upper(u, name, byUpper[u], items, late)))
                .Select(cell => undecided.Count == 0 ? cell : Decided(cell, undecided.GetValueOrDefault(cell.Unit))),
        ];
    }

    /// <summary>What may be of each unit and of others as well: the people of a unit of another map went several
    /// ways, and nothing says which.</summary>
    Dictionary<string, long> Undecided(ILookup<string, FigureCount> byUnit)
    {
        var found = new Dictionary<string, long>();
        foreach (var open in byUnit.Where(u => u.Key.Contains('@', StringComparison.Ordinal)))
        {
            var (numerator, denominator) = Sum(open);
            var counted = units.Above(open.Key);
            foreach (var unit in units.Ways(open.Key).SelectMany(w => units.Above(w).Append(w)).Distinct()
                .Where(u => !counted.Contains(u)))
            {
                found[unit] = found.GetValueOrDefault(unit) + Math.Max(numerator, denominator);
            }
        }

        return found;
    }

    /// <summary>A part is never told under the name of the whole; a few people more or less do not matter.</summary>
    static FigureCell Decided(FigureCell cell, long undecided) =>
        undecided > MostUndecided * (undecided + Math.Max(cell.Numerator, cell.Denominator))
            && cell.State is "value" or "not-applicable"
            ? cell with { State = "incomplete" } : cell;

    /// <summary>A unit whose people went several ways (CODE@MAP) is listed, so that the lowest cells add up; beside
    /// provinces alone, what is in none of them. Without a map every code stands for itself.</summary>
    bool IsListed(string unit) => unit.Contains('@', StringComparison.Ordinal)
        ? !definition.OnlyProvince || units.Above(unit).Count == 0
        : unit.Length > 0 && units.Lowest.Count == 0 && !definition.OnlyProvince;

    bool IsShown(string upper) => !definition.OnlyProvince || units.IsProvince(upper);

    FigureCell Cell(
        string unit, string period, IEnumerable<FigureCount> counts, IReadOnlySet<string> items, bool isLate)
    {
        var (numerator, denominator) = isLate ? default : Measure(counts, items);
        return new()
        {
            Unit = unit,
            Period = period,
            Numerator = numerator,
            Denominator = denominator,
            State = isLate ? "not-reported" : State(denominator),
        };
    }

    /// <summary>A unit above others is the sum of its rows; while some of those below have not reported it is
    /// incomplete, and its counts are those of the part that has.</summary>
    FigureCell Upper(
        string upper, string period, IEnumerable<FigureCount> counts, IReadOnlySet<string> items,
        IReadOnlySet<string> late)
    {
        var below = units.LowestOf(upper);
        var missed = below.Count(late.Contains);
        var cell = Cell(upper, period, counts, items, isLate: missed == below.Count && missed > 0);
        return missed == 0 || cell.State == "not-reported" ? cell : cell with
        {
            State = "incomplete",
            Reported = below.Count - missed,
            Expected = below.Count,
        };
    }

    /// <summary>Nothing to divide by is not applicable; that nothing happened is a number all the same.</summary>
    string State(long denominator) =>
        denominator == 0 && (definition.Shows is FigureForm.Percent or FigureForm.Days or FigureForm.Rank)
            ? "not-applicable" : "value";

    /// <summary>The counts of a cell. Over items, each counts once, by what its own records come to.</summary>
    (long Numerator, long Denominator) Measure(IEnumerable<FigureCount> counts, IReadOnlySet<string> items)
    {
        if (definition.ItemCounts == ItemRule.None)
        {
            return Sum(counts);
        }

        var counted = counts.Where(c => c.Item is not null).GroupBy(c => c.Item!).Select(Sum).ToList();
        return (counted.Count(i => definition.Passes(i.Numerator, i.Denominator)),
            definition.ListedItems ? items.Count : counted.Count(i => i.Denominator > 0));
    }

    static (long Numerator, long Denominator) Sum(IEnumerable<FigureCount> counts)
    {
        var (numerator, denominator) = (0L, 0L);
        foreach (var count in counts)
        {
            numerator += count.Numerator;
            denominator += count.Denominator;
        }

        return (numerator, denominator);
    }
}
