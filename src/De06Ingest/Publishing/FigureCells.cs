using Dapper;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>One cell of a figure: counts of a unit in a period, and what the cell may say.</summary>
sealed record FigureCell
{
    public string Unit { get; init; } = "";
    public string Period { get; init; } = "";
    public long Numerator { get; init; }
    public long Denominator { get; init; }

    /// <summary>value, not-applicable, not-reported or incomplete.</summary>
    public string State { get; init; } = "value";
}

/// <summary>Builds the cells of a figure: units as counted, the province above them, and what has not come.</summary>
static class FigureCells
{
    /// <param name="counted">Cells as the statement gives them; unit "" for rows that name none.</param>
    /// <param name="units">The units of the newest map.</param>
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
            .. come.Where(c => c.Unit.Length > 0)
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

    /// <summary>A province is the sum of its rows; while some of its units have not reported it is
    /// incomplete.</summary>
    static IEnumerable<FigureCell> Totals(
        IEnumerable<FigureCell> cells, UnitTree units, IReadOnlySet<string> missing, string period) =>
        cells.GroupBy(c => units.ProvinceOf(c.Unit)).Where(g => g.Key is not null).Select(g => new FigureCell
        {
            Unit = g.Key!,
            Period = period,
            Numerator = g.Sum(c => c.Numerator),
            Denominator = g.Sum(c => c.Denominator),
            State = missing.Any(u => units.ProvinceOf(u) == g.Key) ? "incomplete"
                : g.Sum(c => c.Denominator) == 0 ? "not-applicable" : "value",
        });
}

/// <summary>The units of the newest map: which stand lowest, and the province above each.</summary>
sealed class UnitTree
{
    readonly Dictionary<string, string?> parents;
    readonly string? onlyProvince;

    public UnitTree(IReadOnlyCollection<(string Code, string? Parent)> units)
    {
        parents = units.ToDictionary(u => u.Code, u => u.Parent);
        var above = units.Select(u => u.Parent).ToHashSet();
        Lowest = [.. units.Where(u => u.Parent is not null && !above.Contains(u.Code)).Select(u => u.Code)];
        var provinces = units.Where(u => u.Parent is null).Select(u => u.Code).ToList();
        onlyProvince = provinces.Count == 1 ? provinces[0] : null;
    }

    /// <summary>Units without units below them.</summary>
    public IReadOnlyList<string> Lowest { get; }

    /// <summary>The province of a unit. An unknown unit belongs to the province when there is only one, so that no row
    /// is lost from its total; else null.</summary>
    public string? ProvinceOf(string unit)
    {
        var at = unit;
        while (parents.TryGetValue(at, out var parent))
        {
            if (parent is null)
            {
                return at;
            }

            at = parent;
        }

        return onlyProvince;
    }

    public static async Task<UnitTree> Read(NpgsqlConnection connection) =>
        new([.. await connection.QueryAsync<(string, string?)>(
            "select code, parent from core.unit where map = (select max(map) from core.unit) and valid_to is null")]);

    /// <summary>Lowest units of which a feed sliced by unit has nothing for a period. Where no unit has sent the period
    /// by name, as for figures to date, anything that a unit has sent counts.</summary>
    public async Task<Func<string, IReadOnlySet<string>>> NotReported(
        NpgsqlConnection connection, IReadOnlyCollection<string> feeds)
    {
        var reports = (await connection.QueryAsync<(string Feed, string? Period, string Unit)>(
            "select feed, period, unit from core.slice where feed = any(@feeds) and unit is not null",
            new { feeds = feeds.ToArray() })).ToList();
        return period => reports.GroupBy(r => r.Feed).SelectMany(feed =>
        {
            var ofPeriod = feed.Where(r => r.Period == period).Select(r => r.Unit).ToHashSet();
            var come = ofPeriod.Count > 0 ? ofPeriod : feed.Select(r => r.Unit).ToHashSet();
            return Lowest.Where(u => !come.Contains(u));
        }).ToHashSet();
    }
}
