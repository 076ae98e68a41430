using System.Globalization;

namespace De06Ingest.Units;

/// <summary>Which map the codes of an extract speak for.</summary>
/// <param name="Map">The map.</param>
/// <param name="Detail">Counts behind it, for people.</param>
sealed record UnitEvidence(UnitMap Map, string Detail)
{
    /// <summary>Fewer rows say nothing: a clerk's slip is not another map.</summary>
    const int LeastRows = 5;
    const double LeastShare = 0.05;

    /// <summary>So many different codes must be there before their being all on both maps means anything.</summary>
    const int LeastCodes = 10;
    const double Improbable = 0.001;

    /// <summary>The map that the codes speak for when it is another than the one assumed; null otherwise.</summary>
    /// <param name="rows">Rows per unit, as <see cref="UnitSlot"/>.</param>
    /// <param name="assumed">Map on which they were read.</param>
    /// <param name="maps">Every map.</param>
    /// <param name="unchanged">Rows beside them that are published on the assumed map as they are: of the few that
    /// changed, slips are a large share.</param>
    /// <remarks>Codes that no map has (other provinces, slips) say nothing. A code that the assumed map lacks and
    /// another has speaks for the other. Where both have every code, a map whose other codes are all missing is
    /// improbable: of 275 old communes of Quảng Ngãi and Kon Tum, 94 codes live on.</remarks>
    public static UnitEvidence? Against(
        IReadOnlyDictionary<int, long> rows, UnitMap assumed, UnitMaps maps, long unchanged = 0)
    {
        var known = rows.Where(r => maps.All.Any(m => m.Has(r.Key))).ToList();
        var total = known.Sum(r => r.Value);
        var missing = maps.All.ToDictionary(m => m, m => known.Where(r => !m.Has(r.Key)).Sum(r => r.Value));
        var best = maps.All.Where(m => m != assumed)
            .OrderBy(m => missing[m]).ThenByDescending(m => m.InForceFrom).FirstOrDefault();
        if (best is null)
        {
            return null;
        }

        if (missing[assumed] >= Math.Max(LeastRows, LeastShare * (total + unchanged))
            && missing[best] * 10 <= missing[assumed])
        {
            return Of(best);
        }

        return maps.All.FirstOrDefault(m => m != assumed && missing[m] == 0
            && IsImprobable([.. known.Select(r => r.Key).Where(assumed.Has)], assumed, m)) is { } silent
                ? Of(silent) : null;

        UnitEvidence Of(UnitMap map) => new(map, string.Create(CultureInfo.InvariantCulture,
            $"{assumed.Name}: {total - missing[assumed]}/{total}, {map.Name}: {total - missing[map]}/{total}"));
    }

    /// <summary>So many codes of the assumed map, and each of them also on the other.</summary>
    static bool IsImprobable(IReadOnlyList<int> codes, UnitMap assumed, UnitMap other)
    {
        if (codes.Count < LeastCodes)
        {
            return false;
        }

        var provinces = codes.Select(assumed.ProvinceOf).ToHashSet();
        var all = assumed.Units.Keys
            .Where(s => assumed.Below(s).Count == 0 && provinces.Contains(assumed.ProvinceOf(s))).ToList();
        var shared = (double)all.Count(other.Has) / all.Count;
        return shared < 1 && Math.Pow(shared, codes.Count) < Improbable;
    }
}
