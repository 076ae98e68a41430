using De06Ingest.Intake.Normalise;

namespace De06Ingest.Units;

/// <summary>Slices by unit of an older map that go with those of the units in their place: a new commune's list
/// replaces the lists of the communes that it was made of.</summary>
/// <param name="scope">Maps, and the one of the extract.</param>
/// <param name="mapOf">Number of the map of every slice that stands.</param>
/// <remarks>A unit that was divided stands until the last of its successors has sent the same period: nobody knows
/// before which of its rows they will bring.</remarks>
sealed class SuccessorSlices(UnitScope scope, IReadOnlyDictionary<Slice, short> mapOf)
{
    /// <summary>What goes when these slices come.</summary>
    /// <param name="come">Slices of the extract.</param>
    public IReadOnlyList<Slice> ReplacedBy(IReadOnlySet<Slice> come)
    {
        if (scope.Stated is not { } stated)
        {
            return [];
        }

        var standing = mapOf.Where(s => s.Value == stated.Number).Select(s => s.Key).ToHashSet();
        return
        [
            .. mapOf.Where(s => s.Value != stated.Number && IsCode(s.Key.Unit) && !come.Contains(s.Key)
                && scope.Maps.Find((byte)s.Value) is { } map
                && Successors(s.Key, map, stated) is { Count: > 0 } successors
                && successors.Exists(come.Contains)
                && successors.TrueForAll(n => come.Contains(n) || standing.Contains(n))).Select(s => s.Key),
        ];
    }

    static bool IsCode(string? unit) => unit?.All(char.IsAsciiDigit) == true;

    List<Slice> Successors(Slice slice, UnitMap map, UnitMap stated) =>
        [.. scope.Maps.Between(map, stated).All(UnitSlot.Of(slice.Unit!))
            .Select(slot => slice with { Unit = UnitSlot.Text(slot) })];
}
