using De06Ingest.Intake.Normalise;
using De06Ingest.Matching.Comparing;
using De06Ingest.Units;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>Rows by what citizens are found by. All citizens are streamed past it once: it says which rows each of them
/// must be compared with, and counts how many have a value of the rows.</summary>
/// <remarks>Filled by one thread, then read by several.</remarks>
sealed class EvidenceLookup
{
    /// <summary>With an id, how many digits it has stands in the last two places.</summary>
    const int DigitsOfId = 100;

    readonly int[] units = new int[UnitSlot.Count];

    /// <param name="probes">The rows.</param>
    /// <param name="only">The one row that is searched for, or -1 for all; counts are of all.</param>
    /// <param name="needsMoreThanBirth">True when another name beside the same birth date cannot be a match.</param>
    public EvidenceLookup(EvidenceProbe[] probes, int only, bool needsMoreThanBirth)
    {
        NeedsMoreThanBirth = needsMoreThanBirth;
        var (most, withId) = (0, 0);
        foreach (ref readonly var probe in probes.AsSpan())
        {
            withId += probe.IdDigits != 0 ? 1 : 0;
            most += EvidenceKeys.Count(probe);
        }

        HasIds = withId > 0;
        (Keys, Ids) = (new(most), new(withId * EvidenceKeys.PartsOfId));
        Values = new(probes.Length * EvidenceKeys.ValuesPerRow);
        EvidenceBirths? born = null;
        Parallel.Invoke(
            () => AddKeys(probes, only),
            () => AddIds(probes, only),
            () => AddValues(probes),
            () => born = new EvidenceBirths(probes, only));
        Births = born!;
    }

    /// <summary>Rows by phone, old card, and name with something else.</summary>
    public EvidenceTable Keys { get; }

    /// <summary>Rows by parts of the personal id; the id is noted with each.</summary>
    public EvidenceTable Ids { get; }

    /// <summary>Names, to be counted.</summary>
    public EvidenceTable Values { get; }

    public EvidenceBirths Births { get; }

    /// <summary>True when any row has an id.</summary>
    public bool HasIds { get; }

    /// <summary>True when another name beside the same birth date cannot be a match.</summary>
    public bool NeedsMoreThanBirth { get; }

    public EvidenceMeeting Meeting(int rows) => new(rows, Keys.Slots, Values.Slots);

    /// <summary>False for nearly all citizens whose id is more than a slip away from that of the row.</summary>
    /// <param name="entry">The row, of <see cref="Ids"/>.</param>
    /// <param name="id">Personal id of a citizen.</param>
    public static bool MayBeOneOff(in EvidenceTable.Entry entry, long id) => IdLikeness.MayBeOneOff(
        entry.Value / DigitsOfId, (int)(entry.Value % DigitsOfId), id, PersonalId.Length);

    /// <summary>How many rows and how many citizens have the value.</summary>
    public (int InFeed, int InReference) Count(EvidenceMeeting all, EvidenceRule rule, ulong value)
    {
        var isKey = rule is EvidenceRule.Phone or EvidenceRule.LegacyId;
        var table = isKey ? Keys : Values;
        return table.Find(EvidenceKeys.Of(rule, value)) is var slot and >= 0
            ? (table.InFeed(slot), isKey ? all.Keys[slot] : all.Values[slot])
            : default;
    }

    /// <summary>The same for a day of birth.</summary>
    public (int InFeed, int InReference) CountBirth(EvidenceMeeting all, int birthDay) =>
        birthDay < 0 ? default : (Births.InFeed(birthDay), all.Births[birthDay]);

    /// <summary>The same for a home unit.</summary>
    public (int InFeed, int InReference) CountUnit(EvidenceMeeting all, int unit) =>
        (uint)unit < UnitSlot.Count ? (units[unit], all.Units[unit]) : default;

    void AddKeys(EvidenceProbe[] probes, int only)
    {
        for (var row = 0; row < probes.Length; row++)
        {
            AddKeys(probes[row], only < 0 || only == row ? row : -1);
        }

        Keys.Complete();
    }

    void AddKeys(in EvidenceProbe probe, int row)
    {
        if (probe.Phone != 0)
        {
            Keys.Add(EvidenceKeys.Of(EvidenceRule.Phone, probe.Phone), row);
        }

        if (probe.Legacy != 0)
        {
            Keys.Add(EvidenceKeys.Of(EvidenceRule.LegacyId, (ulong)probe.Legacy), row);
        }

        if (probe.NameFull != 0)
        {
            AddNameKeys(probe, row);
        }
    }

    void AddIds(EvidenceProbe[] probes, int only)
    {
        Span<ulong> parts = stackalloc ulong[EvidenceKeys.PartsOfId];
        for (var row = 0; row < probes.Length; row++)
        {
            ref readonly var probe = ref probes[row];
            if (probe.IdDigits != 0)
            {
                EvidenceKeys.OfId(probe.Id, probe.IdDigits, parts);
                foreach (var part in parts)
                {
                    Ids.Add(part, only < 0 || only == row ? row : -1, (probe.Id * DigitsOfId) + probe.IdDigits);
                }
            }
        }

        Ids.Complete();
    }

    void AddNameKeys(in EvidenceProbe probe, int row)
    {
        if (probe.HomeUnit != SectorRecord.Unknown)
        {
            Keys.Add(EvidenceKeys.Of(EvidenceRule.NameAndUnit, probe.NameFolded, (uint)probe.HomeUnit), row);
        }

        if (probe.Birth != 0)
        {
            Keys.Add(EvidenceKeys.Of(EvidenceRule.NameAndYear, probe.NameFolded, (ulong)(probe.Birth / 10_000)), row);
        }

        if (probe.BirthDay >= 0)
        {
            Keys.Add(EvidenceKeys.Of(EvidenceRule.NameAndDay, probe.NameFolded, (ulong)(probe.Birth % 10_000)), row);
        }
    }

    void AddValues(EvidenceProbe[] probes)
    {
        foreach (ref readonly var probe in probes.AsSpan())
        {
            if ((uint)probe.HomeUnit < UnitSlot.Count)
            {
                units[probe.HomeUnit]++;
            }

            if (probe.NameFull != 0)
            {
                Values.Add(EvidenceKeys.Of(EvidenceRule.FoldedName, probe.NameFolded), -1);
                Values.Add(EvidenceKeys.Of(EvidenceRule.FullName, probe.NameFull), -1);
            }
        }

        Values.Complete();
    }
}
