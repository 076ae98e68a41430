namespace De06Ingest.Units;

/// <summary>Units of one map as units of another, in either direction of time: where the people of a unit may be
/// there.</summary>
/// <remarks>One array read for a commune that went into one unit, which nearly all did: it is asked for every row of an
/// extract whose map is not the reference's.</remarks>
sealed class UnitCarry
{
    readonly UnitMap from;
    readonly UnitMap to;
    readonly int[] only = new int[UnitSlot.Count];
    readonly Dictionary<int, int[]> several = [];

    /// <param name="from">Map of the codes at hand.</param>
    /// <param name="to">The other map.</param>
    /// <param name="targets">Lowest units there of each unit that the first map has.</param>
    public UnitCarry(UnitMap from, UnitMap to, IEnumerable<(int Slot, int[] Targets)> targets)
    {
        (this.from, this.to) = (from, to);
        foreach (var (slot, found) in targets)
        {
            if (found.Length == 1)
            {
                only[slot] = found[0] + 1;
            }
            else if (found.Length > 1)
            {
                several[slot] = found;
            }
        }
    }

    /// <summary>The one unit that has all people of this one, or -1.</summary>
    public int Only(int slot) =>
        ReferenceEquals(from, to) ? slot : (uint)slot < UnitSlot.Count ? only[slot] - 1 : -1;

    /// <summary>Every unit that has some of its people; empty for a unit that the law says nothing of.</summary>
    public IReadOnlyList<int> All(int slot) =>
        Only(slot) is var one and >= 0 ? [one] : several.GetValueOrDefault(slot, []);

    /// <summary>True when a citizen may live in both units: they are the same place, or one lies in the
    /// other.</summary>
    /// <param name="slot">Unit on the first map.</param>
    /// <param name="other">Unit on the second.</param>
    public bool Agrees(int slot, int other)
    {
        if (ReferenceEquals(from, to))
        {
            return slot == other || from.Holds(slot, other) || from.Holds(other, slot);
        }

        var one = Only(slot);
        if (one >= 0)
        {
            return one == other || to.Holds(other, one) || to.Holds(one, other);
        }

        // Of a unit that neither map knows, the code is all there is.
        return several.TryGetValue(slot, out var targets)
            ? Array.Exists(targets, t => t == other || to.Holds(other, t))
            : slot == other && !from.Has(slot) && !to.Has(other);
    }

    /// <summary>The unit on the second map as text; <c>CODE@MAP</c> where its people went several ways, or it is
    /// unknown there.</summary>
    /// <param name="slot">Unit on the first map.</param>
    /// <param name="home">Where the citizen is known to live on the second map; decides between several.</param>
    public string Text(int slot, int home = -1)
    {
        var one = Only(slot);
        if (one < 0 && several.TryGetValue(slot, out var targets) && targets.Contains(home))
        {
            one = home;
        }

        return one >= 0 ? UnitSlot.Text(one) : new UnitElsewhere(UnitSlot.Text(slot), from.Name).ToString();
    }
}
