namespace De06Ingest.Synthetic.People;

/// <summary>A place where citizens live: a commune, a ward, or a district that has no communes.</summary>
/// <param name="Code">Code of the unit as text: 5 digits, or 3 for a district without communes (Lý Sơn,
/// 2020-2025).</param>
/// <param name="Mix">Which peoples live there.</param>
/// <param name="Weight">Share of the province's households, relative.</param>
sealed record Place(string Code, string Name, bool IsTown, PeopleMix Mix, int Weight);

/// <summary>Which peoples make up a place.</summary>
enum PeopleMix { Lowland, Hre, Co, CaDong, Highland, HighlandTown }

/// <summary>
/// The places of Quảng Ngãi on one map, from <c>deploy/units/quang-ngai.csv</c>, which is carried inside.
/// </summary>
static class UnitMap
{
    /// <summary>Places in the order of their codes.</summary>
    /// <exception cref="ArgumentException">There is no such map.</exception>
    public static IReadOnlyList<Place> Places(string map)
    {
        var units = Lines().Where(u => u.Map == map).ToList();
        if (units.Count == 0)
        {
            throw new ArgumentException($"no map '{map}': use 2025-07 or 2023-04", nameof(map));
        }

        var parents = units.Select(u => u.Parent).ToHashSet();
        return [.. units
            .Where(u => !parents.Contains(u.Code)).OrderBy(u => u.Code, StringComparer.Ordinal).Select(ToPlace)];
    }

    static IEnumerable<Unit> Lines()
    {
        using var stream = typeof(UnitMap).Assembly.GetManifestResourceStream("units.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return new Unit(cells[0], cells[1], cells[2], cells[3], cells[4]);
        }
    }

    static Place ToPlace(Unit unit)
    {
        var town = unit.Level is "ward" or "township";
        var mix = MixOf(int.Parse(unit.Code), town);
        return new Place(unit.Code, unit.Name, town, mix, mix == PeopleMix.Lowland ? (town ? 5 : 3) : town ? 3 : 1);
    }

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

    sealed record Unit(string Map, string Code, string Level, string Parent, string Name);
}
