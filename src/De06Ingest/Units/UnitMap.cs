namespace De06Ingest.Units;

/// <summary>An administrative unit on one map.</summary>
/// <param name="Map">Map on which the code means this unit.</param>
/// <param name="Code">Official code.</param>
/// <param name="Level">province, district, commune, ward, township or special-zone.</param>
/// <param name="Parent">Code above; null for a province.</param>
/// <param name="Name">Vietnamese name with its kind.</param>
sealed record Unit(string Map, string Code, string Level, string? Parent, string Name)
{
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day in force; null while in force.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Who answers for the unit; null for its own people's committee.</summary>
    public string? Owner { get; init; }
}

/// <summary>What became of a unit on a later map, by law.</summary>
/// <param name="Relation">whole, unchanged, renamed, part, or area-part: land without people.</param>
sealed record UnitStep(string FromMap, string FromCode, string ToMap, string ToCode, string Relation)
{
    public bool MovesPeople => Relation != "area-part";
}

/// <summary>All units in force from one day on, until the next map: what a code means.</summary>
sealed class UnitMap
{
    readonly Dictionary<int, Unit> units = [];
    readonly Dictionary<int, List<int>> below = [];
    readonly int[] above = new int[UnitSlot.Count];

    /// <param name="number">Number by which clean rows state the map.</param>
    /// <param name="name">Name, such as 2025-07.</param>
    /// <param name="inForceFrom">First day in force.</param>
    /// <param name="list">Its units.</param>
    public UnitMap(byte number, string name, DateOnly inForceFrom, IEnumerable<Unit> list)
    {
        (Number, Name, InForceFrom) = (number, name, inForceFrom);
        foreach (var unit in list)
        {
            var slot = UnitSlot.Of(unit.Code);
            units[slot] = unit;
            if (unit.Parent is { } parent)
            {
                above[slot] = UnitSlot.Of(parent);
                (below.TryGetValue(above[slot], out var children) ? children : below[above[slot]] = []).Add(slot);
            }
        }
    }

    public byte Number { get; }
    public string Name { get; }
    public DateOnly InForceFrom { get; }

    public IReadOnlyDictionary<int, Unit> Units => units;

    public Unit? Find(string code) => units.GetValueOrDefault(UnitSlot.Of(code));

    public bool Has(int slot) => units.ContainsKey(slot);

    /// <summary>Units right below; none for a commune, or a district without communes.</summary>
    public IReadOnlyList<int> Below(int slot) => below.GetValueOrDefault(slot, []);

    /// <summary>True when the first unit holds the second, at whatever distance.</summary>
    public bool Holds(int upper, int lower)
    {
        if ((uint)lower >= UnitSlot.Count)
        {
            return false;
        }

        var at = above[lower];
        while (at != 0 && at != upper)
        {
            at = above[at];
        }

        return at != 0;
    }

    /// <summary>The province of a unit; null when the map does not have it.</summary>
    public string? ProvinceOf(int slot)
    {
        if (!units.TryGetValue(slot, out var unit))
        {
            return null;
        }

        return unit.Parent is null ? unit.Code : ProvinceOf(above[slot]);
    }
}
