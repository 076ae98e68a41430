using De06Ingest.Units;

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

    readonly List<string> lowest =
        [.. (definition.OnlyProvince ? [] : units.Lowest).Order(StringComparer.Ordinal)];

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
        var own = new Dictionary<string, CellSum>(StringComparer.Ordinal);
        var upper = units.Uppers.ToDictionary(u => u, _ => new CellSum(definition), StringComparer.Ordinal);
        foreach (var count in counted.Where(c => !late.Contains(c.Unit)))
        {
            var unit = units.Shown(count.Unit);
            if (!own.TryGetValue(unit, out var sum))
            {
                own[unit] = sum = new(definition);
            }

            sum.Add(count);
            foreach (var above in units.Above(unit))
            {
                upper.GetValueOrDefault(above)?.Add(count);
            }
        }

        var undecided = Undecided(own);
        return
        [
            .. Lowest(own.Keys).Select(u => Cell(u, name, own.GetValueOrDefault(u), items, late.Contains(u)))
                .Concat(units.Uppers.Where(IsShown).Select(u => Upper(u, name, upper[u], items, late)))
                .Select(cell => undecided.Count == 0 ? cell : Decided(cell, undecided.GetValueOrDefault(cell.Unit))),
        ];
    }

    /// <summary>The units of the lowest cells: those of the map, and what is listed beside them.</summary>
    IEnumerable<string> Lowest(IEnumerable<string> counted)
    {
        var beside = counted.Where(IsListed).ToList();
        return beside.Count == 0 ? lowest : lowest.Union(beside).Order(StringComparer.Ordinal);
    }

    /// <summary>What may be of each unit and of others as well: the people of a unit of another map went several
    /// ways, and nothing says which.</summary>
    Dictionary<string, long> Undecided(Dictionary<string, CellSum> own)
    {
        var found = new Dictionary<string, long>();
        foreach (var (open, sum) in own.Where(u => UnitElsewhere.Is(u.Key)))
        {
            var counted = units.Above(open);
            foreach (var unit in units.Ways(open).SelectMany(w => units.Above(w).Append(w)).Distinct()
                .Where(u => !counted.Contains(u)))
            {
                found[unit] = found.GetValueOrDefault(unit) + Math.Max(sum.Numerator, sum.Denominator);
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
    bool IsListed(string unit) => UnitElsewhere.Is(unit)
        ? !definition.OnlyProvince || units.Above(unit).Count == 0
        : unit.Length > 0 && units.Lowest.Count == 0 && !definition.OnlyProvince;

    bool IsShown(string upper) => !definition.OnlyProvince || units.IsProvince(upper);

    FigureCell Cell(
        string unit, string period, CellSum? sum, IReadOnlySet<string> items, bool isLate)
    {
        var (numerator, denominator) = isLate ? default : (sum ?? new(definition)).Measure(items);
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
        string upper, string period, CellSum sum, IReadOnlySet<string> items, IReadOnlySet<string> late)
    {
        var below = units.LowestOf(upper);
        var missed = below.Count(late.Contains);
        var cell = Cell(upper, period, sum, items, isLate: missed == below.Count && missed > 0);
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

    /// <summary>The counts of a cell.</summary>
    sealed class CellSum(IndicatorDefinition definition)
    {
        Dictionary<string, (long Numerator, long Denominator)>? byItem;

        public long Numerator { get; private set; }
        public long Denominator { get; private set; }

        public void Add(FigureCount count)
        {
            Numerator += count.Numerator;
            Denominator += count.Denominator;
            if (count.Item is not null)
            {
                byItem ??= new(StringComparer.Ordinal);
                var (numerator, denominator) = byItem.GetValueOrDefault(count.Item);
                byItem[count.Item] = (numerator + count.Numerator, denominator + count.Denominator);
            }
        }

        /// <summary>Numerator and denominator. Over items, each counts once, by what its own records come to.</summary>
        public (long Numerator, long Denominator) Measure(IReadOnlySet<string> items)
        {
            if (definition.ItemCounts == ItemRule.None)
            {
                return (Numerator, Denominator);
            }

            var counted = byItem?.Values.ToList() ?? [];
            return (counted.Count(i => definition.Passes(i.Numerator, i.Denominator)),
                definition.ListedItems ? items.Count : counted.Count(i => i.Denominator > 0));
        }
    }
}
