using System.Security.Cryptography;
using System.Text;
using Dapper;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>The units of the served province on one map: which stand lowest, and those above each. On a map of before
/// July 2025 the province of today is two.</summary>
sealed class UnitTree
{
    readonly UnitMaps maps;
    readonly UnitMap? map;
    readonly Dictionary<string, IReadOnlyList<string>> above = [];
    readonly Dictionary<string, List<string>> lowest = [];
    readonly List<string> provinces;
    readonly string? served;

    /// <param name="maps">Every map.</param>
    /// <param name="map">The map of the cells; null when none is known.</param>
    /// <param name="provinces">Codes of the province, or provinces, on that map.</param>
    /// <param name="served">The served province as CODE@MAP of the map in force; null to list nothing under
    /// it.</param>
    public UnitTree(UnitMaps maps, UnitMap? map, IEnumerable<string> provinces, string? served = null)
    {
        (this.maps, this.map, this.provinces, this.served) = (maps, map, [.. provinces], served);
        foreach (var province in this.provinces)
        {
            Walk(UnitSlot.Of(province), []);
        }

        Lowest = [.. lowest.Where(u => u.Value.Count == 0).Select(u => u.Key)];
        Uppers = [.. lowest.Where(u => u.Value.Count > 0).Select(u => u.Key)];
    }

    /// <summary>Tells this tree from one of other units.</summary>
    public string Signature => $"{map?.Number}:{served}:" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', lowest.Select(u => $"{u.Key}>{u.Value.Count}")))));

    /// <summary>Units without units below them.</summary>
    public IReadOnlyList<string> Lowest { get; }

    /// <summary>Units with units below them.</summary>
    public IReadOnlyList<string> Uppers { get; }

    public bool IsProvince(string unit) => provinces.Contains(unit);

    /// <summary>Whether a cell of this unit can be asked for.</summary>
    public bool Knows(string unit) => lowest.ContainsKey(unit);

    public bool IsAbove(string unit) => lowest.TryGetValue(unit, out var below) && below.Count > 0;

    public IReadOnlyList<string> LowestOf(string upper) => lowest[upper];

    /// <summary>The units that a row of this unit counts in, itself included when units stand below it. A unit that is
    /// not of the province, or none at all, counts in the province when there is only one, so that no row is lost from
    /// its total; one whose people went several ways counts in every unit that holds all of these.</summary>
    public IReadOnlyList<string> Above(string unit) =>
        above.TryGetValue(unit, out var known) ? known
            : Ways(unit) is { Count: > 0 } ways && ways.All(above.ContainsKey)
                ? above[unit] = [.. ways.Select(w => above[w]).Aggregate((one, other) => [.. one.Intersect(other)])]
            : provinces.Count == 1 ? provinces
            : ProvinceOfUndecided(unit) is { } province ? [province] : [];

    /// <summary>Under which unit the cells show what counts in this one: itself, or the whole served province
    /// (CODE@MAP), when no map has the code, or when none is stated and the province of today is several.</summary>
    public string Shown(string unit) =>
        served is null || lowest.ContainsKey(unit) || unit.Length == 0 && provinces.Count == 1
            || Ways(unit).Count > 0 ? unit : served;

    /// <summary>Units that the people of a unit of another map (CODE@MAP) may be in, mostly lowest ones; none for any
    /// other unit.</summary>
    public IReadOnlyList<string> Ways(string unit) =>
        UnitElsewhere.Parse(unit) is { } other && maps.Find(other.Map) is { } from && map is not null
            ? [.. maps.Between(from, map).All(UnitSlot.Of(other.Code)).Select(UnitSlot.Text)]
            : [];

    /// <summary>The tree of the served province on a map.</summary>
    /// <param name="connection">Connection to the tally, which tells the province when it is not stated.</param>
    /// <param name="units">Maps, and the one in force.</param>
    /// <param name="province">Code of the province on the map in force; null to let the data say.</param>
    /// <param name="map">Map of the tree; null for the one in force.</param>
    public static async Task<UnitTree> Read(
        NpgsqlConnection connection, UnitScope units, string? province, UnitMap? map = null)
    {
        if (units.Ledger is not { } inForce)
        {
            return new(units.Maps, null, []);
        }

        province ??= await LargestProvince(connection, inForce);
        map ??= inForce;
        return province is null ? new(units.Maps, map, []) : new(
            units.Maps, map,
            map == inForce ? [province]
                : units.Maps.Between(inForce, map).All(UnitSlot.Of(province)).Select(UnitSlot.Text),
            new UnitElsewhere(province, inForce.Name).ToString());
    }

    /// <summary>Slices by unit of every feed.</summary>
    public static async Task<IReadOnlyList<UnitReport>> Reports(NpgsqlConnection connection) =>
        (await connection.QueryAsync<UnitReport>(
            """
            select s.feed, s.period, s.unit, coalesce(s.unit_map, c.base_map) as base
            from core.slice s left join core.feed_current c using (feed) where s.unit is not null
            """)).AsList();

    /// <summary>Lowest units of which a feed sliced by unit has nothing for a period. Where no unit has sent the period
    /// by name, as for figures to date, anything that a unit has sent counts. A unit of another map has reported when
    /// all that went into it have.</summary>
    public Func<string, IReadOnlySet<string>> NotReported(
        IReadOnlyList<UnitReport> reports, IReadOnlyCollection<string> feeds)
    {
        var byFeed = reports.Where(r => feeds.Contains(r.Feed)).GroupBy(r => r.Feed).Select(f => f.ToList()).ToList();
        return period => byFeed.SelectMany(feed =>
        {
            var ofPeriod = feed.Where(r => r.Period == period).ToList();
            var come = Reported(ofPeriod.Count > 0 ? ofPeriod : feed);
            return Lowest.Where(u => !come(u));
        }).ToHashSet();
    }

    Func<string, bool> Reported(IReadOnlyList<UnitReport> reports)
    {
        var byMap = reports.GroupBy(r => MapOf(r.Unit, r.Base), r => UnitElsewhere.CodeOf(r.Unit))
            .ToDictionary(g => g.Key ?? map!, g => g.ToHashSet());
        return unit => byMap.Any(m => m.Key == map
            ? m.Value.Contains(unit)
            : maps.Between(map!, m.Key).All(UnitSlot.Of(unit)) is { Count: > 0 } parts
                && parts.All(p => m.Value.Contains(UnitSlot.Text(p))));
    }

    UnitMap? MapOf(string unit, short? otherwise) =>
        UnitElsewhere.Parse(unit) is { } other ? maps.Find(other.Map)
            : otherwise is { } number ? maps.Find((byte)number) : map;

    static async Task<string?> LargestProvince(NpgsqlConnection connection, UnitMap map) =>
        (await connection.QueryAsync<(string Unit, long Records)>(
            "select unit, sum(records)::bigint from core.tally where unit ~ '^[0-9]+$' group by unit"))
        .GroupBy(t => map.ProvinceOf(UnitSlot.Of(t.Unit)), t => t.Records)
        .Where(p => p.Key is not null).OrderByDescending(p => p.Sum()).FirstOrDefault()?.Key;

    void Walk(int slot, IReadOnlyList<string> uppers)
    {
        var (code, children) = (UnitSlot.Text(slot), map!.Below(slot));
        lowest[code] = [];
        above[code] = children.Count > 0 ? [.. uppers, code] : uppers;
        foreach (var child in children)
        {
            Walk(child, above[code]);
        }

        if (children.Count == 0)
        {
            foreach (var upper in uppers)
            {
                lowest[upper].Add(code);
            }
        }
    }

    /// <summary>The province of a unit whose people went several ways, when all ways lie in one.</summary>
    string? ProvinceOfUndecided(string unit) =>
        UnitElsewhere.Parse(unit) is { } other && maps.Find(other.Map) is { } from && map is not null
            && maps.Between(from, map).All(UnitSlot.Of(other.Code)).Select(map.ProvinceOf).Distinct().ToList()
                is [var only]
            ? only : null;
}

/// <summary>A slice that a unit has sent by itself.</summary>
sealed record UnitReport
{
    public string Feed { get; init; } = "";
    public string? Period { get; init; }

    /// <summary>Code, or CODE@MAP.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Map of codes that state none.</summary>
    public short? Base { get; init; }
}
