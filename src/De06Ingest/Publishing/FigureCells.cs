namespace De06Ingest.Publishing;

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
static class FigureCells
{
    /// <param name="counted">Cells as the statement gives them; unit "" for rows that name none.</param>
    /// <param name="units">The units of one map.</param>
    /// <param name="missing">Units that have not reported in a period.</param>
    public static IReadOnlyList<FigureCell> Build(
        IReadOnlyList<FigureCell> counted, UnitTree units, Func<string, IReadOnlySet<string>> missing) =>
        [.. counted.GroupBy(c => c.Period).SelectMany(p => OfPeriod(p.Key, [.. p], units, missing(p.Key)))];

    /// <remarks>Rows of others that name a missing unit are not its report, so they make no figure of it.</remarks>
    static IEnumerable<FigureCell> OfPeriod(
        string period, IReadOnlyList<FigureCell> counted, UnitTree units, IReadOnlySet<string> missing)
    {
        var come = counted.Where(c => !missing.Contains(c.Unit)).ToList();
        var known = come.Select(c => c.Unit).ToHashSet();
        return
        [
            .. come.Where(c => c.Unit.Length > 0 && !units.IsAbove(c.Unit))
                .Select(c => c with { State = c.Denominator == 0 ? "not-applicable" : "value" }),
            .. units.Lowest.Where(u => !known.Contains(u)).Select(u => new FigureCell
            {
                Unit = u,
                Period = period,
                State = missing.Contains(u) ? "not-reported" : "not-applicable",
            }),
            .. Totals(come, units, missing, period),
        ];
    }

    /// <summary>A unit above others is the sum of its rows; while some of those below have not reported it is
    /// incomplete, and its counts are those of the part that has.</summary>
    static IEnumerable<FigureCell> Totals(
        IReadOnlyList<FigureCell> cells, UnitTree units, IReadOnlySet<string> missing, string period)
    {
        var sums = cells.SelectMany(c => units.Above(c.Unit).Select(upper => (Upper: upper, Cell: c)))
            .ToLookup(c => c.Upper, c => c.Cell);
        foreach (var upper in units.Uppers)
        {
            var below = units.LowestOf(upper);
            var late = below.Count(missing.Contains);
            if (late == 0 && !sums.Contains(upper))
            {
                continue;
            }

            var (numerator, denominator) = (sums[upper].Sum(c => c.Numerator), sums[upper].Sum(c => c.Denominator));
            yield return new FigureCell
            {
                Unit = upper,
                Period = period,
                Numerator = numerator,
                Denominator = denominator,
                State = late == below.Count && late > 0 ? "not-reported"
                    : late > 0 ? "incomplete" : denominator == 0 ? "not-applicable" : "value",
                Reported = late > 0 ? below.Count - late : null,
                Expected = late > 0 ? below.Count : null,
            };
        }
    }
}
