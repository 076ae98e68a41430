using System.Runtime.CompilerServices;
using De06Ingest.Units;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>One thread's way along the citizens: notes which rows each of them must be compared with, and how many have
/// which value of the rows.</summary>
/// <remarks>Nearly every look-up waits for memory. For a block of citizens all are asked for first, then what came is
/// followed, so that the waits overlap. The loops are compiled with all optimisations when they are first called: they
/// run too seldom for the JIT to better them, and nearly all of the search is in them.</remarks>
/// <param name="lookup">The rows.</param>
/// <param name="reference">The citizens.</param>
/// <param name="meeting">Takes what is seen.</param>
sealed class EvidenceStream(EvidenceLookup lookup, ReferenceIndex reference, EvidenceMeeting meeting)
{
    const int CitizensPerBlock = 128;

    /// <summary>Phone, old card, name with year, day and unit, the names, the parts of the id.</summary>
    const int MostLeads = 5 + EvidenceKeys.ValuesPerRow + EvidenceKeys.PartsOfId;

    readonly Lead[] leads = new Lead[CitizensPerBlock * MostLeads];
    int noted;

    public EvidenceMeeting Meeting => meeting;

    /// <summary>Goes along these citizens.</summary>
    public void Meet(int from, int to)
    {
        for (; from < to; from += CitizensPerBlock)
        {
            var end = Math.Min(to, from + CitizensPerBlock);
            Note(from, end);
            Resolve();
            Follow(from, end);
        }
    }

    /// <summary>Notes the keys of the citizens that a row may have, and asks for their slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Note(int from, int to)
    {
        noted = 0;
        for (var number = from; number < to; number++)
        {
            ref readonly var citizen = ref reference[number];
            if ((uint)citizen.HomeUnit < UnitSlot.Count)
            {
                meeting.Units[citizen.HomeUnit]++;
            }

            if (BirthDays.Index(citizen.BirthFrom, citizen.BirthTo) is var day and >= 0)
            {
                meeting.Births[day]++;
                lookup.Births.Prefetch(day);
            }

            if (citizen.Phone != 0)
            {
                NoteKey(EvidenceRule.Phone, citizen.Phone, 0, number, LeadKind.Counted);
            }

            if (citizen.Legacy != 0)
            {
                NoteKey(EvidenceRule.LegacyId, (ulong)citizen.Legacy, 0, number, LeadKind.Counted);
            }

            if (lookup.Values.MayHave(EvidenceKeys.Of(EvidenceRule.FoldedName, citizen.NameFolded)))
            {
                NoteName(citizen, number);
            }

            if (lookup.HasIds)
            {
                NoteId(citizen.PersonalId, number);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void NoteName(in Citizen citizen, int number)
    {
        var (birth, name) = (EvidenceProbe.BirthOf(citizen), citizen.NameFolded);
        Note(lookup.Values, EvidenceKeys.Of(EvidenceRule.FoldedName, name), number, LeadKind.Value);
        Note(lookup.Values, EvidenceKeys.Of(EvidenceRule.FullName, citizen.NameFull), number, LeadKind.Value);
        NoteKey(EvidenceRule.NameAndYear, name, (ulong)(birth / 10_000), number, LeadKind.Key);
        NoteKey(EvidenceRule.NameAndUnit, name, (uint)citizen.HomeUnit, number, LeadKind.Key);
        NoteKey(EvidenceRule.NameAndDay, name, (ulong)(birth % 10_000), number, LeadKind.Key);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void NoteId(long id, int number)
    {
        Span<ulong> parts = stackalloc ulong[EvidenceKeys.PartsOfId];
        EvidenceKeys.OfId(id, PersonalId.Length, parts);
        foreach (var part in parts)
        {
            Note(lookup.Ids, part, number, LeadKind.Id);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void NoteKey(EvidenceRule rule, ulong one, ulong other, int citizen, LeadKind kind) =>
        Note(lookup.Keys, EvidenceKeys.Of(rule, one, other), citizen, kind);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Note(EvidenceTable table, ulong key, int citizen, LeadKind kind)
    {
        if (table.MayHave(key))
        {
            table.Prefetch(key);
            leads[noted++] = new(key, citizen, kind);
        }
    }

    /// <summary>Looks into the slots: counts, and keeps what leads to rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Resolve()
    {
        var (all, open) = (noted, 0);
        for (var i = 0; i < all; i++)
        {
            ref readonly var lead = ref leads[i];
            var table = lead.Kind switch
            {
                LeadKind.Id => lookup.Ids,
                LeadKind.Value => lookup.Values,
                _ => lookup.Keys,
            };
            var slot = table.Look(lead.Key);
            if (slot < 0)
            {
                continue;
            }

            if (lead.Kind == LeadKind.Value)
            {
                meeting.Values[slot]++;
            }
            else if (lead.Kind == LeadKind.Counted)
            {
                meeting.Keys[slot]++;
            }

            if (table.First(slot) is var first and not 0)
            {
                table.PrefetchEntry(first);
                leads[open++] = lead with { Key = (ulong)first };
            }
        }

        noted = open;
    }

    /// <summary>Citizen by citizen, notes the rows that the leads and the birthday lead to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Follow(int from, int to)
    {
        var next = 0;
        for (var number = from; number < to; number++)
        {
            ref readonly var citizen = ref reference[number];
            for (; next < noted && leads[next].Citizen == number; next++)
            {
                var first = (int)leads[next].Key;
                if (leads[next].Kind == LeadKind.Id)
                {
                    MeetById(citizen.PersonalId, number, first);
                }
                else
                {
                    Meet(number, first, lookup.Keys);
                }
            }

            if (BirthDays.Index(citizen.BirthFrom, citizen.BirthTo) is var day and >= 0
                && lookup.Births.On(day) is { Length: > 0 } rows)
            {
                MeetByBirth(citizen, number, rows);
            }
        }
    }

    void Meet(int number, int first, EvidenceTable keys)
    {
        for (var at = first; at != 0;)
        {
            ref readonly var entry = ref keys[at];
            meeting.Add(entry.Row, number);
            at = entry.Next;
        }
    }

    void MeetById(long id, int number, int first)
    {
        for (var at = first; at != 0;)
        {
            // Half an id in common is no reason to look at a row; one slip is.
            ref readonly var entry = ref lookup.Ids[at];
            if (EvidenceLookup.MayBeOneOff(entry, id))
            {
                meeting.Add(entry.Row, number);
            }

            at = entry.Next;
        }
    }

    void MeetByBirth(in Citizen citizen, int number, ReadOnlySpan<EvidenceBirths.Entry> rows)
    {
        var side = new EvidenceBirths.Entry(
            number, citizen.HomeUnit, citizen.Hamlet, EvidenceBirths.Thirds(citizen.Phone),
            EvidenceBirths.Thirds((uint)citizen.Legacy), reference.Shape(number));
        foreach (ref readonly var row in rows)
        {
            if (row.Row >= 0 && (!lookup.NeedsMoreThanBirth || row.MayAgree(side) || row.MayFit(side.Name)))
            {
                meeting.Add(row.Row, number);
            }
        }
    }

    /// <summary>What a citizen may share with rows.</summary>
    /// <param name="Key">The key; once its slot was looked into, the first entry of the slot.</param>
    /// <param name="Citizen">Who.</param>
    /// <param name="Kind">Where the key is looked for.</param>
    readonly record struct Lead(ulong Key, int Citizen, LeadKind Kind);

    enum LeadKind : byte
    {
        Key,

        /// <summary>Also counted.</summary>
        Counted,

        /// <summary>Counted alone.</summary>
        Value,
        Id,
    }
}
