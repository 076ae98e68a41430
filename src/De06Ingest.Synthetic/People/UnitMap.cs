namespace De06Ingest.Synthetic.People;

/// <summary>A place where citizens live: a commune, a ward, or a district that has no communes.</summary>
/// <param name="Code">Code of the unit as text: 5 digits, or 3 for a district without communes (Lý Sơn,
/// 2020-2025).</param>
/// <param name="Mix">Which peoples live there.</param>
/// <param name="Weight">Share of the province's households, relative.</param>
sealed record Place(string Code, string Name, bool IsTown, PeopleMix Mix, int Weight)
{
    /// <summary>Code of the district; of the province where there are none.</summary>
    public string Parent { get; init; } = "";
}

/// <summary>Which peoples make up a place.</summary>
enum PeopleMix { Lowland, Hre, Co, CaDong, Highland, HighlandTown, NorthStone, North, CoTu }

/// <summary>An administrative unit as <c>deploy/units</c> has it.</summary>
sealed record UnitLine(string Map, string Code, string Level, string Parent, string Name)
{
    public bool IsTown => Level is "ward" or "township";
}

/// <summary>
/// The places of Quảng Ngãi, Hà Giang or Quảng Nam on one map, from <c>deploy/units</c>, which is carried inside.
/// </summary>
static class UnitMap
{
    /// <summary>Places in the order of their codes.</summary>
    /// <exception cref="ArgumentException">There is no such map, or no such province on it.</exception>
    public static IReadOnlyList<Place> Places(string map, string province = "51")
    {
        var units = Lines(province).Where(u => u.Map == map).ToList();
        if (units.TrueForAll(u => u.Code != province))
        {
            throw new ArgumentException($"no map '{map}' of {province}: use 2025-07 or 2023-04", nameof(map));
        }

        var parents = units.ToDictionary(u => u.Code, u => u.Parent);
        var above = units.Select(u => u.Parent).ToHashSet();
        return [.. units
            .Where(u => !above.Contains(u.Code) && (u.Parent == province || parents[u.Parent] == province))
            .OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => ToPlace(u, province))];
    }

    /// <summary>The units of a province of before July 2025, on every map.</summary>
    public static IEnumerable<UnitLine> Lines(string province) =>
        Rows($"units/{province}.csv").Select(cells => new UnitLine(cells[0], cells[1], cells[2], cells[3], cells[4]));

    /// <summary>Rows of a list that is carried inside, as cells.</summary>
    internal static IEnumerable<string[]> Rows(string list)
    {
        using var stream = typeof(UnitMap).Assembly.GetManifestResourceStream(list)
            ?? throw new ArgumentException($"no list {list}", nameof(list));
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }

    static Place ToPlace(UnitLine unit, string province)
    {
        var mix = province switch
        {
            "02" => unit.Parent is "026" or "027" or "028" or "029" ? PeopleMix.NorthStone : PeopleMix.North,
            "49" => MixOfQuangNam(unit.Parent),
            _ => MixOf(int.Parse(unit.Code), unit.IsTown),
        };
        var weight = mix == PeopleMix.Lowland ? (unit.IsTown ? 5 : 3) : unit.IsTown ? 3 : 1;
        return new Place(unit.Code, unit.Name, unit.IsTown, mix, weight) { Parent = unit.Parent };
    }

    static PeopleMix MixOfQuangNam(string district) => district switch
    {
        "504" or "505" or "510" => PeopleMix.CoTu,
        "511" or "515" or "516" => PeopleMix.CaDong,
        _ => PeopleMix.Lowland,
    };

    // The code ranges of the upland districts hold on both maps: a merged commune keeps one of the old codes.
    static PeopleMix MixOf(int code, bool town) => code switch
    {
        >= 21115 and <= 21169 => PeopleMix.Co,
        >= 21289 and <= 21330 => PeopleMix.Hre,
        >= 21331 and <= 21346 => PeopleMix.CaDong,
        >= 21349 and <= 21361 => PeopleMix.Hre,
        >= 21484 and <= 21540 => PeopleMix.Hre,
        >= 23284 => town ? PeopleMix.HighlandTown : PeopleMix.Highland,
        _ => PeopleMix.Lowland,
    };
}
