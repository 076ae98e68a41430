using System.Globalization;

namespace De06Ingest.Units;

/// <summary>Which map the codes of an extract, and the names beside them, speak for.</summary>
/// <param name="Map">The map; where they contradict each other, the one assumed, for a person to confirm.</param>
/// <param name="Detail">Counts behind it, for people.</param>
sealed record UnitEvidence(UnitMap Map, string Detail)
{
    /// <summary>Fewer rows say nothing: a clerk's slip is not another map.</summary>
    const int LeastRows = 5;
    const double LeastShare = 0.05;

    /// <summary>One side has this many times the rows of the other when it decides.</summary>
    const int Clearly = 10;

    /// <summary>So many different codes must be there before their being all on both maps means anything.</summary>
    const int LeastCodes = 10;
    const double Improbable = 0.001;

    /// <summary>The map that codes and names speak for when it is another than the one assumed, or names that
    /// contradict each other; null otherwise.</summary>
    /// <param name="rows">Rows per unit, as <see cref="UnitSlot"/>.</param>
    /// <param name="names">Rows per maps whose unit has the name beside the code, as <see cref="UnitNames"/>.</param>
    /// <param name="assumed">Map on which they were read.</param>
    /// <param name="maps">Every map.</param>
    /// <param name="unchanged">Rows beside them that are published on the assumed map as they are: of the few that
    /// changed, slips are a large share.</param>
    /// <remarks>Codes that no map has (other provinces, slips) say nothing. A code that the assumed map lacks and
    /// another has speaks for the other. Where both have every code, names decide; without them a map whose other
    /// codes are all missing is improbable: of 275 old communes of Quảng Ngãi and Kon Tum, 94 codes live on.</remarks>
    public static UnitEvidence? Against(
        IReadOnlyDictionary<int, long> rows, IReadOnlyDictionary<int, long> names, UnitMap assumed, UnitMaps maps,
        long unchanged = 0)
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

        var bits = UnitNames.Bits(maps);
        var named = maps.All.Where(m => m != assumed)
            .OrderByDescending(m => Only(m, assumed)).ThenByDescending(m => m.InForceFrom).First();
        var (other, own) = (Only(named, assumed), Only(assumed, named));
        if (IsMany(missing[assumed], total) && missing[best] * Clearly <= missing[assumed])
        {
            return Of(best);
        }

        if (IsMany(other, names.Values.Sum()))
        {
            return own * Clearly <= other ? Of(named) : Of(assumed);
        }

        return other * Clearly <= own && IsMany(own, names.Values.Sum()) ? null
            : maps.All.FirstOrDefault(m => m != assumed && missing[m] == 0
                && IsImprobable([.. known.Select(r => r.Key).Where(assumed.Has)], assumed, m)) is { } silent
                ? Of(silent) : null;

        bool IsMany(long some, long all) => some >= Math.Max(LeastRows, LeastShare * (all + unchanged));

        // Rows whose name fits the one map and not the other.
        long Only(UnitMap one, UnitMap two) =>
            names.Where(n => Fits(n.Key, one) && !Fits(n.Key, two)).Sum(n => n.Value);

        bool Fits(int fits, UnitMap map) => (fits & bits[map]) != 0;

        UnitEvidence Of(UnitMap map) => new(map, $"{Count(assumed)}, {Count(map == assumed ? named : map)}");

        string Count(UnitMap map) => string.Create(CultureInfo.InvariantCulture,
            $"{map.Name}: {total - missing[map]}/{total}") + (names.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" ({names.Where(n => Fits(n.Key, map)).Sum(n => n.Value)}/{names.Values.Sum()})"));
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
