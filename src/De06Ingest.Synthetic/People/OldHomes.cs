namespace De06Ingest.Synthetic.People;

/// <summary>A home by the names of before July 2025.</summary>
/// <param name="Commune">Null in a district that had no communes.</param>
/// <param name="IsTown">Its villages are called Tổ dân phố.</param>
sealed record OldHome(string? Commune, string District, string Province, bool IsTown);

/// <summary>Which communes, in which districts, the units of Quảng Ngãi of today were made of.</summary>
static class OldHomes
{
    const string Before = "2025-03";
    static readonly Dictionary<string, OldHome[]> ByCode = Read();

    /// <summary>At least one; the village of a place decides between several.</summary>
    public static OldHome Of(string code, int hamlet)
    {
        var homes = ByCode[code];
        return homes[Math.Min(hamlet * homes.Length / Hamlets.Count, homes.Length - 1)];
    }

    static Dictionary<string, OldHome[]> Read()
    {
        var units = UnitMap.Lines("51").Concat(UnitMap.Lines("62")).Where(u => u.Map == Before)
            .ToDictionary(u => u.Code);

        // from_map, from_code, to_map, to_code, relation
        return UnitMap.Rows("units/steps.csv")
            .Where(s => s[0] == Before && s[4] != "area-part" && units.ContainsKey(s[1]) && units[s[1]].Parent != "")
            .GroupBy(s => s[3], s => Home(units, units[s[1]]))
            .ToDictionary(homes => homes.Key, homes => homes.ToArray());
    }

    static OldHome Home(Dictionary<string, UnitLine> units, UnitLine unit)
    {
        var district = unit.Level == "district" ? unit : units[unit.Parent];
        return new(unit == district ? null : unit.Name, district.Name, units[district.Parent].Name, unit.IsTown);
    }
}
