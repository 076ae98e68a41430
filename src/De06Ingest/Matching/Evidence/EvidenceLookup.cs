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
    readonly EvidenceProbe[] probes;
    readonly EvidenceTable keys;
    readonly EvidenceTable values;
    readonly EvidenceBirths births;
    readonly int[] units = new int[UnitSlot.Count];
    readonly bool hasIds;
    readonly bool needsMoreThanBirth;

    /// <param name="probes">The rows.</param>
    /// <param name="only">The one row that is searched for, or -1 for all; counts are of all.</param>
    /// <param name="needsMoreThanBirth">True when another name beside the same birth date cannot be a match.</param>
    public EvidenceLookup(EvidenceProbe[] probes, int only, bool needsMoreThanBirth)
    {
        (this.probes, this.needsMoreThanBirth) = (probes, needsMoreThanBirth);
        var most = 0;
        foreach (ref readonly var probe in probes.AsSpan())
        {
            hasIds |= probe.IdDigits != 0;
            most += EvidenceKeys.Count(probe);
        }

        (keys, values) = (new(most), new(probes.Length * EvidenceKeys.ValuesPerRow));
        EvidenceBirths? born = null;
        Parallel.Invoke(
            () => AddKeys(probes, only),
            () => AddValues(probes),
            () => born = new EvidenceBirths(probes, only));
        births = born!;
    }

    public EvidenceMeeting Meeting(int rows) => new(rows, keys.Slots, values.Slots);

    /// <summary>Notes which rows the citizen must be compared with, and what values of the rows he has.</summary>
    /// <remarks>Small methods, so that the JIT betters them after the first thousand citizens.</remarks>
    public void Meet(ReferenceIndex reference, int number, EvidenceMeeting meeting)
    {
        ref readonly var citizen = ref reference[number];
        if ((uint)citizen.HomeUnit < UnitSlot.Count)
        {
            meeting.Units[citizen.HomeUnit]++;
        }

        if (citizen.Phone != 0)
        {
            MeetAndCount(EvidenceKeys.Of(EvidenceRule.Phone, citizen.Phone), number, meeting);
        }

        if (citizen.Legacy != 0)
        {
            MeetAndCount(EvidenceKeys.Of(EvidenceRule.LegacyId, (ulong)citizen.Legacy), number, meeting);
        }

        var folded = values.Find(EvidenceKeys.Of(EvidenceRule.FoldedName, citizen.NameFolded));
        if (folded >= 0)
        {
            meeting.Values[folded]++;
            MeetByName(citizen, number, meeting);
        }

        if (hasIds)
        {
            MeetById(citizen, number, meeting);
        }

        if (BirthDays.Index(citizen.BirthFrom, citizen.BirthTo) is var day and >= 0)
        {
            meeting.Births[day]++;
            if (births.On(day) is { Length: > 0 } rows)
            {
                MeetByBirth(reference, number, rows, meeting);
            }
        }
    }

    /// <summary>How many rows and how many citizens have the value.</summary>
    public (int InFeed, int InReference) Count(EvidenceMeeting all, EvidenceRule rule, ulong value)
    {
        var isKey = rule is EvidenceRule.Phone or EvidenceRule.LegacyId;
        var table = isKey ? keys : values;
        return table.Find(EvidenceKeys.Of(rule, value)) is var slot and >= 0
            ? (table.InFeed(slot), isKey ? all.Keys[slot] : all.Values[slot])
            : default;
    }

    /// <summary>The same for a day of birth.</summary>
    public (int InFeed, int InReference) CountBirth(EvidenceMeeting all, int birthDay) =>
        birthDay < 0 ? default : (births.InFeed(birthDay), all.Births[birthDay]);

    /// <summary>The same for a home unit.</summary>
    public (int InFeed, int InReference) CountUnit(EvidenceMeeting all, int unit) =>
        (uint)unit < UnitSlot.Count ? (units[unit], all.Units[unit]) : default;

    /// <summary>Asks the processor for what meeting the citizen will look up.</summary>
    public void Prefetch(in Citizen citizen) =>
        values.Prefetch(EvidenceKeys.Of(EvidenceRule.FoldedName, citizen.NameFolded));

    void MeetAndCount(ulong key, int number, EvidenceMeeting meeting)
    {
        var slot = keys.Find(key);
        if (slot >= 0)
        {
            meeting.Keys[slot]++;
            Meet(slot, number, meeting);
        }
    }

    void MeetByName(in Citizen citizen, int number, EvidenceMeeting meeting)
    {
        if (values.Find(EvidenceKeys.Of(EvidenceRule.FullName, citizen.NameFull)) is var full and >= 0)
        {
            meeting.Values[full]++;
        }

        var birth = EvidenceProbe.BirthOf(citizen);
        var name = citizen.NameFolded;
        Meet(keys.Find(EvidenceKeys.Of(EvidenceRule.NameAndYear, name, (ulong)(birth / 10_000))), number, meeting);
        Meet(keys.Find(EvidenceKeys.Of(EvidenceRule.NameAndUnit, name, (uint)citizen.HomeUnit)), number, meeting);
        Meet(keys.Find(EvidenceKeys.Of(EvidenceRule.NameAndDay, name, (ulong)(birth % 10_000))), number, meeting);
    }

    void MeetById(in Citizen citizen, int number, EvidenceMeeting meeting)
    {
        Span<ulong> parts = stackalloc ulong[EvidenceKeys.PartsOfId];
        EvidenceKeys.OfId(citizen.PersonalId, PersonalId.Length, parts);
        foreach (var part in parts)
        {
            var slot = keys.Find(part);
            for (var entry = slot < 0 ? 0 : keys.First(slot); entry != 0; entry = keys.Next(entry))
            {
                // Half an id in common is no reason to look at a row; one slip is.
                ref readonly var probe = ref probes[keys.Row(entry)];
                if (IdLikeness.MayBeOneOff(probe.Id, probe.IdDigits, citizen.PersonalId, PersonalId.Length))
                {
                    meeting.Add(keys.Row(entry), number);
                }
            }
        }
    }

    void MeetByBirth(
        ReferenceIndex reference, int number, ReadOnlySpan<EvidenceBirths.Entry> rows, EvidenceMeeting meeting)
    {
        ref readonly var citizen = ref reference[number];
        var side = new EvidenceBirths.Entry(
            number, citizen.HomeUnit, citizen.Hamlet, EvidenceBirths.Thirds(citizen.Phone),
            EvidenceBirths.Thirds((uint)citizen.Legacy), default);
        var shape = default(NameShape?);
        foreach (ref readonly var row in rows)
        {
            if (row.Row >= 0 && (!needsMoreThanBirth || row.MayAgree(side)
                || row.MayFit(shape ??= NameShape.Of(reference.Name(number)))))
            {
                meeting.Add(row.Row, number);
            }
        }
    }

    void Meet(int slot, int number, EvidenceMeeting meeting)
    {
        for (var entry = slot < 0 ? 0 : keys.First(slot); entry != 0; entry = keys.Next(entry))
        {
            meeting.Add(keys.Row(entry), number);
        }
    }

    void AddKeys(EvidenceProbe[] probes, int only)
    {
        for (var row = 0; row < probes.Length; row++)
        {
            AddKeys(probes[row], only < 0 || only == row ? row : -1);
        }
    }

    void AddKeys(in EvidenceProbe probe, int row)
    {
        if (probe.Phone != 0)
        {
            keys.Add(EvidenceKeys.Of(EvidenceRule.Phone, probe.Phone), row);
        }

        if (probe.Legacy != 0)
        {
            keys.Add(EvidenceKeys.Of(EvidenceRule.LegacyId, (ulong)probe.Legacy), row);
        }

        if (probe.NameFull != 0)
        {
            AddNameKeys(probe, row);
        }

        if (probe.IdDigits != 0)
        {
            Span<ulong> parts = stackalloc ulong[EvidenceKeys.PartsOfId];
            EvidenceKeys.OfId(probe.Id, probe.IdDigits, parts);
            foreach (var part in parts)
            {
                keys.Add(part, row);
            }
        }
    }

    void AddNameKeys(in EvidenceProbe probe, int row)
    {
        if (probe.HomeUnit != SectorRecord.Unknown)
        {
            keys.Add(EvidenceKeys.Of(EvidenceRule.NameAndUnit, probe.NameFolded, (uint)probe.HomeUnit), row);
        }

        if (probe.Birth != 0)
        {
            keys.Add(EvidenceKeys.Of(EvidenceRule.NameAndYear, probe.NameFolded, (ulong)(probe.Birth / 10_000)), row);
        }

        if (probe.BirthDay >= 0)
        {
            keys.Add(EvidenceKeys.Of(EvidenceRule.NameAndDay, probe.NameFolded, (ulong)(probe.Birth % 10_000)), row);
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
                values.Add(EvidenceKeys.Of(EvidenceRule.FoldedName, probe.NameFolded), -1);
                values.Add(EvidenceKeys.Of(EvidenceRule.FullName, probe.NameFull), -1);
            }
        }
    }
}
