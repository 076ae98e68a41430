using System.Collections.Concurrent;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Units;

/// <summary>Every map that is known, and the law that leads from each to the next.</summary>
sealed class UnitMaps
{
    readonly Dictionary<string, UnitMap> byName;
    readonly Dictionary<(string Map, int Slot), List<(string Map, int Slot)>> forward = [];
    readonly Dictionary<(string Map, int Slot), List<(string Map, int Slot)>> backward = [];
    readonly ConcurrentDictionary<(byte From, byte To), UnitCarry> carries = [];

    /// <param name="maps">The maps.</param>
    /// <param name="steps">What became of units.</param>
    public UnitMaps(IEnumerable<UnitMap> maps, IEnumerable<UnitStep> steps)
    {
        All = [.. maps.OrderBy(m => m.InForceFrom)];
        byName = All.ToDictionary(m => m.Name);
        Steps = [.. steps];
        foreach (var step in Steps.Where(s => s.MovesPeople))
        {
            Join((step.FromMap, UnitSlot.Of(step.FromCode)), (step.ToMap, UnitSlot.Of(step.ToCode)));
        }

        var changed = Steps.Select(s => (s.FromMap, UnitSlot.Of(s.FromCode))).ToHashSet();
        for (var i = 1; i < All.Count; i++)
        {
            JoinUnchanged(All[i - 1], All[i], changed);
        }
    }

    public static UnitMaps None { get; } = new([], []);

    /// <summary>Maps, oldest first.</summary>
    public IReadOnlyList<UnitMap> All { get; }

    public IReadOnlyList<UnitStep> Steps { get; }

    public UnitMap? Find(string name) => byName.GetValueOrDefault(name);

    public UnitMap? Find(byte number) => All.FirstOrDefault(m => m.Number == number);

    /// <summary>The map in force on a day; before the oldest, the oldest.</summary>
    public UnitMap? InForce(DateOnly day) =>
        All.LastOrDefault(m => m.InForceFrom <= day) ?? (All.Count > 0 ? All[0] : null);

    public UnitCarry Between(UnitMap from, UnitMap to) => carries.GetOrAdd((from.Number, to.Number), _ => new(
        from, to, from == to ? [] : from.Units.Keys.Select(slot => (slot, Targets(from, slot, to)))));

    /// <summary>Units of the other map that have people of this one, in the order of their codes.</summary>
    public IReadOnlyList<Unit> Relatives(Unit unit, UnitMap to) =>
    [
        .. Targets(byName[unit.Map], UnitSlot.Of(unit.Code), to).Where(to.Has).Select(slot => to.Units[slot]),
    ];

    int[] Targets(UnitMap from, int slot, UnitMap to)
    {
        var later = from.InForceFrom < to.InForceFrom;
        var found = new SortedSet<int>();
        var seen = new HashSet<(string, int)>();
        var open = new Stack<(string Map, int Slot)>([(from.Name, slot)]);
        while (open.TryPop(out var at))
        {
            if (!seen.Add(at))
            {
                continue;
            }

            if (at.Map == to.Name)
            {
                found.Add(at.Slot);
                continue;
            }

            var next = (later ? forward : backward).GetValueOrDefault(at, []).Where(n => IsBetween(n.Map, from, to));
            var onward = next.ToList();
            onward.ForEach(open.Push);
            if (onward.Count == 0)
            {
                // A district that is no more is where its communes are.
                byName[at.Map].Below(at.Slot).ToList().ForEach(child => open.Push((at.Map, child)));
            }
        }

        return [.. found];
    }

    bool IsBetween(string map, UnitMap one, UnitMap other)
    {
        if (!byName.TryGetValue(map, out var at))
        {
            return false;
        }

        var (first, last) = one.InForceFrom < other.InForceFrom ? (one, other) : (other, one);
        return at.InForceFrom >= first.InForceFrom && at.InForceFrom <= last.InForceFrom;
    }

    /// <summary>Same code and same name on the next map, and no step says otherwise: the unit did not change.</summary>
    void JoinUnchanged(UnitMap one, UnitMap next, HashSet<(string, int)> changed)
    {
        foreach (var (slot, unit) in one.Units)
        {
            if (!changed.Contains((one.Name, slot)) && next.Units.TryGetValue(slot, out var other)
                && NameKey(unit.Name) == NameKey(other.Name))
            {
                Join((one.Name, slot), (next.Name, slot));
            }
        }
    }

    void Join((string, int) from, (string, int) to)
    {
        Add(forward, from, to);
        Add(backward, to, from);
    }

    static void Add(Dictionary<(string, int), List<(string, int)>> edges, (string, int) from, (string, int) to) =>
        (edges.TryGetValue(from, out var list) ? list : edges[from] = []).Add(to);

    /// <summary>Name without kind and tone marks: Xã Hòa Liên and Phường Hoà Liên are one name.</summary>
    public static string NameKey(string name) => UnitKinds.Without(PlainText.Of(name));
}
