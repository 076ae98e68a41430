using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching.Evidence;

/// <summary>How many citizens, and how many rows, have a value of the rows; and what an equal value adds because it is
/// rare, or loses because it is generic.</summary>
sealed class EvidenceFrequencies
{
    readonly EvidenceTable table;
    readonly ReferenceIndex reference;
    readonly EvidenceWeights weights;
    readonly int[] inReference;

    EvidenceFrequencies(
        EvidenceTable table, ReferenceIndex reference, EvidenceWeights weights, CancellationToken stop)
    {
        (this.table, this.reference, this.weights) = (table, reference, weights);
        inReference = Count(stop);
    }

    /// <summary>Threads that citizens are shared out to.</summary>
    public static int Threads => Math.Max(1, Environment.ProcessorCount);

    /// <summary>Streams all citizens past the rows' keys.</summary>
    public static EvidenceFrequencies Count(
        EvidenceTable table, ReferenceIndex reference, EvidenceWeights weights, CancellationToken stop) =>
        new(table, reference, weights, stop);

    /// <summary>Sets what is rare about the row.</summary>
    public void Weigh(ref EvidenceProbe probe)
    {
        probe.PhoneRarity = Rarity(EvidenceAttribute.Phone, 0, EvidenceKeys.Of(EvidenceRule.Phone, probe.Phone));
        probe.LegacyRarity = Rarity(
            EvidenceAttribute.LegacyId, 0, EvidenceKeys.Of(EvidenceRule.LegacyId, (ulong)probe.Legacy));
        probe.IdRarity = weights.Rarity(EvidenceAttribute.PersonalId, 0, 1, 1, reference.Count);
        probe.BirthRarity = BirthLikeness.IsCoarse(probe.Birth) ? 0 : Rarity(
            EvidenceAttribute.BirthDate, 0, EvidenceKeys.Of(EvidenceRule.BirthDate, (ulong)probe.Birth));
        probe.UnitRarity = Rarity(
            EvidenceAttribute.HomeUnit, 0, EvidenceKeys.Of(EvidenceRule.Unit, (uint)probe.HomeUnit));
        probe.FullNameRarity = Rarity(
            EvidenceAttribute.Name, 0, EvidenceKeys.Of(EvidenceRule.FullName, probe.NameFull));
        // Of spellings that differ the rarity is that of the letters; its u is that of the level.
        probe.FoldedNameRarity = Rarity(
            EvidenceAttribute.Name, 0, EvidenceKeys.Of(EvidenceRule.FoldedName, probe.NameFolded));
    }

    float Rarity(EvidenceAttribute attribute, byte level, ulong key)
    {
        var slot = table.Find(key);
        return slot < 0
            ? 0
            : weights.Rarity(attribute, level, table.InFeed(slot), inReference[slot], reference.Count);
    }

    /// <summary>How many citizens have the values whose frequency matters, by slot.</summary>
    int[] Count(CancellationToken stop)
    {
        var all = new int[table.Slots];
        Parallel.For(
            0, Threads, new ParallelOptions { CancellationToken = stop },
            () => new int[table.Slots],
            (thread, _, counts) =>
            {
                var (from, to) = (Share(thread), Share(thread + 1));
                CountCitizens(from, to, counts);
                return counts;
            },
            counts =>
            {
                lock (all)
                {
                    for (var i = 0; i < all.Length; i++)
                    {
                        all[i] += counts[i];
                    }
                }
            });
        return all;

        int Share(int thread) => (int)((long)reference.Count * thread / Threads);
    }

    void CountCitizens(int from, int to, int[] counts)
    {
        for (var i = from; i < to; i++)
        {
            CountCitizen(reference[i], counts);
        }
    }

    /// <remarks>A method of its own, so that the JIT betters it after the first thousand citizens.</remarks>
    void CountCitizen(in Citizen citizen, int[] counts)
    {
        Note(EvidenceKeys.Of(EvidenceRule.Phone, citizen.Phone), counts);
        Note(EvidenceKeys.Of(EvidenceRule.LegacyId, (ulong)citizen.Legacy), counts);
        Note(EvidenceKeys.Of(EvidenceRule.Unit, (uint)citizen.HomeUnit), counts);
        Note(EvidenceKeys.Of(EvidenceRule.BirthDate, (ulong)EvidenceProbe.BirthOf(citizen)), counts);
        if (Note(EvidenceKeys.Of(EvidenceRule.FoldedName, citizen.NameFolded), counts))
        {
            Note(EvidenceKeys.Of(EvidenceRule.FullName, citizen.NameFull), counts);
        }
    }

    bool Note(ulong key, int[] counts)
    {
        var slot = table.Find(key);
        if (slot >= 0)
        {
            counts[slot]++;
        }

        return slot >= 0;
    }
}
