using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;

namespace De06Ingest.Units;

/// <summary>What units mean in one run: the map of the extract's codes, and the map in force, on which ledger and tally
/// stand.</summary>
sealed class UnitScope
{
    readonly UnitCarry?[] toLedger = new UnitCarry?[byte.MaxValue + 1];

    /// <param name="maps">Every map.</param>
    /// <param name="stated">Map of the extract; null for a feed without units.</param>
    /// <param name="ledger">Map in force; null when no map is known.</param>
    public UnitScope(UnitMaps maps, UnitMap? stated, UnitMap? ledger)
    {
        (Maps, Stated, Ledger) = (maps, stated, ledger);
    }

    public static UnitScope None { get; } = new(UnitMaps.None, null, null);

    public UnitMaps Maps { get; }
    public UnitMap? Stated { get; }
    public UnitMap? Ledger { get; }

    /// <summary>Number of the extract's map, 0 when it has none.</summary>
    public byte Number => Stated?.Number ?? 0;

    /// <summary>The map of a contract's extracts as of a day, by what it says; null when it says nothing.</summary>
    public static UnitMap? SaidBy(UnitMapSpec? spec, DateOnly day, UnitMaps maps) => spec switch
    {
        null => null,
        { Until: null, After: { } only } => maps.Find(only),
        { Until: { } until } when day < until => spec.Before is { } before
            ? maps.Find(before)
            : maps.InForce(until.AddDays(-1)),
        _ => spec.After is { } after ? maps.Find(after) : maps.InForce(spec.Until!.Value),
    };

    /// <summary>From the map of a record to the reference's; null when one of them is unknown.</summary>
    /// <param name="map">Number of the record's map; 0 for a row from before maps were noted, which is on the map in
    /// force.</param>
    /// <param name="reference">Number of the reference's map.</param>
    public UnitCarry? Between(byte map, byte reference) =>
        (map == 0 ? Ledger : Maps.Find(map)) is { } from && Maps.Find(reference) is { } to
            ? Maps.Between(from, to)
            : null;

    /// <summary>A unit code as the ledger keeps it: on the map in force, else <c>CODE@MAP</c>; null for no
    /// code.</summary>
    /// <param name="number">The code as a number, or <see cref="SectorRecord.Unknown"/>.</param>
    /// <param name="length">Its digits.</param>
    /// <param name="map">Number of its map.</param>
    /// <param name="home">Where the citizen lives on the map in force; decides about a split unit.</param>
    public string? Text(int number, byte length, byte map, int home = -1) =>
        number == SectorRecord.Unknown ? null
            : UnitSlot.Of(number, length) is var slot && ToLedger(map) is { } carry ? carry.Text(slot, home)
            : UnitSlot.Text(slot);

    /// <summary>The same for a unit that is a <see cref="UnitSlot"/>.</summary>
    public string Text(int slot, byte map) => ToLedger(map) is { } carry ? carry.Text(slot) : UnitSlot.Text(slot);

    public string? Text(SectorRecord record, int home = -1) =>
        Text(record.HomeUnit, record.HomeUnitLength, record.UnitMap, home);

    /// <summary>The one unit of the map in force that holds this one, or -1.</summary>
    public int OnLedger(int slot, byte map) => ToLedger(map) is { } carry ? carry.Only(slot) : slot;

    /// <summary>The record's unit on the map of the extract at hand, for counting it with that; as it stands where it
    /// cannot be carried over.</summary>
    public (int Number, byte Length) OnStated(SectorRecord record)
    {
        if (record.HomeUnit != SectorRecord.Unknown && Stated is not null && record.UnitMap != Number
            && Maps.Find(record.UnitMap) is { } from
            && UnitSlot.Of(record.HomeUnit, record.HomeUnitLength) is var own
            && Maps.Between(from, Stated).Only(own) is var slot and >= 0)
        {
            var code = UnitSlot.Text(slot);
            return (int.Parse(code, System.Globalization.CultureInfo.InvariantCulture), (byte)code.Length);
        }

        return (record.HomeUnit, record.HomeUnitLength);
    }

    UnitCarry? ToLedger(byte map) =>
        Ledger is null ? null : toLedger[map] ??= Between(map, Ledger.Number);
}
