using De06Ingest.Matching.Comparing;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>One search: the rows' keys are hashed, the citizens are streamed past them, and whoever shares a key with a
/// row is compared with it.</summary>
/// <remarks>A pair is laid side by side by equal values first, which costs nanoseconds; names are taken apart only
/// where the pair could still reach the review band. What is found depends on no thread.</remarks>
sealed class EvidenceSearch
{
    /// <summary>A row's other citizens count as long as their odds reach this many bits below even.</summary>
    const float LeastBits = -7;
    const int CitizensPerPart = 16_384;
    const int RowsPerPart = 4096;
    const int PairsAhead = 8;

    readonly EvidenceRows rows;
    readonly ReferenceIndex reference;
    readonly EvidenceWeights weights;
    readonly EvidenceProbe[] probes;
    readonly float least;
    readonly EvidenceBound bound;
    readonly EvidenceLookup lookup;

    /// <param name="rows">The rows.</param>
    /// <param name="only">The one row that is searched for, or -1 for all; counts are of all.</param>
    /// <param name="reference">The citizens.</param>
    /// <param name="weights">The model.</param>
    /// <param name="prior">log2 of the odds of a row and a citizen taken at random.</param>
    public EvidenceSearch(
        EvidenceRows rows, int only, ReferenceIndex reference, EvidenceWeights weights, double prior)
    {
        (this.rows, this.reference, this.weights) = (rows, reference, weights);
        least = LeastBits - (float)prior;
        probes = new EvidenceProbe[rows.Count];
        ForEachRow(row => probes[row] = EvidenceProbe.Of(rows, row));
        bound = new(weights, least, reference.Count);
        lookup = new(probes, only, bound.NeedsMoreThanBirth);
    }

    /// <summary>The pairs that count, by row and then by citizen; and where the pairs of each row begin.</summary>
    public (EvidenceScore[] Pairs, int[] Starts) Run(CancellationToken stop)
    {
        var parts = (reference.Count + CitizensPerPart - 1) / CitizensPerPart;
        var (met, found) = (new EvidenceMeeting.Pair[parts][], new List<EvidenceScore>[parts]);
        var threads = new ParallelOptions
        {
            CancellationToken = stop, MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount),
        };
        var all = Meet(met, threads);
        ForEachRow(row => Weigh(ref probes[row], all));
        Parallel.For(0, parts, threads, part => found[part] = Compare(met[part]));
        return ByRow(found);
    }

    void ForEachRow(Action<int> work) => Parallel.For(0, (probes.Length + RowsPerPart - 1) / RowsPerPart, part =>
    {
        for (var row = part * RowsPerPart; row < Math.Min(probes.Length, (part + 1) * RowsPerPart); row++)
        {
            work(row);
        }
    });

    /// <summary>A row beside any citizen, after the search.</summary>
    public EvidenceScore Weigh(int row, int citizen)
    {
        var levels = EvidenceLevels.Of(rows, row, reference, citizen);
        return new(
            row, citizen, weights.Sum(levels) + Rarities(probes[row], reference[citizen], levels), levels);
    }

    /// <summary>Streams the citizens past the rows; returns how many have which value.</summary>
    EvidenceMeeting Meet(EvidenceMeeting.Pair[][] met, ParallelOptions threads)
    {
        var all = lookup.Meeting(rows: 0);
        Parallel.For(
            0, met.Length, threads, () => new EvidenceStream(lookup, reference, lookup.Meeting(probes.Length)),
            (part, _, stream) =>
            {
                var from = part * CitizensPerPart;
                stream.Meet(from, Math.Min(reference.Count, from + CitizensPerPart));
                met[part] = stream.Meeting.Take();
                return stream;
            },
            stream =>
            {
                lock (all)
                {
                    all.Add(stream.Meeting);
                }
            });
        return all;
    }

    /// <summary>Sets what is rare about the row.</summary>
    void Weigh(ref EvidenceProbe probe, EvidenceMeeting all)
    {
        probe.PhoneRarity = Rarity(EvidenceAttribute.Phone, lookup.Count(all, EvidenceRule.Phone, probe.Phone));
        probe.LegacyRarity = Rarity(
            EvidenceAttribute.LegacyId, lookup.Count(all, EvidenceRule.LegacyId, (ulong)probe.Legacy));
        probe.IdRarity = Rarity(EvidenceAttribute.PersonalId, (1, 1));
        probe.BirthRarity = Rarity(EvidenceAttribute.BirthDate, lookup.CountBirth(all, probe.BirthDay));
        probe.UnitRarity = Rarity(EvidenceAttribute.HomeUnit, lookup.CountUnit(all, probe.HomeUnit));
        probe.FullNameRarity = Rarity(
            EvidenceAttribute.Name, lookup.Count(all, EvidenceRule.FullName, probe.NameFull));
        // Of spellings that differ the rarity is that of the letters; its u is that of the level.
        probe.FoldedNameRarity = Rarity(
            EvidenceAttribute.Name, lookup.Count(all, EvidenceRule.FoldedName, probe.NameFolded));
    }

    float Rarity(EvidenceAttribute attribute, (int InFeed, int InReference) count) => count.InFeed == 0
        ? 0
        : weights.Rarity(attribute, 0, count.InFeed, count.InReference, reference.Count);

    List<EvidenceScore> Compare(EvidenceMeeting.Pair[] met)
    {
        var found = new List<EvidenceScore>();
        var (last, birth) = (-1, 0);
        for (var i = 0; i < met.Length; i++)
        {
            LargeArray.Prefetch(ref probes[met[Math.Min(i + PairsAhead, met.Length - 1)].Row]);
            var (row, citizen) = met[i];
            if (citizen != last)
            {
                (last, birth) = (citizen, EvidenceProbe.BirthOf(reference[citizen]));
            }

            Lay(row, citizen, birth, found);
        }

        return found;
    }

    /// <summary>Lays a row beside a citizen and keeps the pair if it counts.</summary>
    void Lay(int row, int number, int birth, List<EvidenceScore> found)
    {
        ref readonly var probe = ref probes[row];
        ref readonly var citizen = ref reference[number];
        var levels = EvidenceLevels.WithoutName(probe, citizen, birth);
        var most = bound.Of(levels, probe, citizen);
        if (most < least)
        {
            return;
        }

        var name = NameLevel(row, number, most);
        if (name == EvidenceBound.CannotCount)
        {
            return;
        }

        levels = levels.With(EvidenceAttribute.Name, name);
        var weight = weights.Sum(levels) + Rarities(probe, citizen, levels);
        if (weight >= least)
        {
            found.Add(new(row, number, weight, levels));
        }
    }

    /// <summary>Level of the names, or that the pair cannot count whatever they are.</summary>
    byte NameLevel(int row, int number, float most)
    {
        ref readonly var probe = ref probes[row];
        ref readonly var citizen = ref reference[number];
        if (probe.NameFull == 0 || citizen.NameFull == 0)
        {
            return Comparison.Missing;
        }

        if (probe.NameFull == citizen.NameFull)
        {
            return 0;
        }

        return probe.NameFolded != citizen.NameFolded
            && most - bound.OtherNameOverDifferent < least && !probe.Shape.MayFit(reference.Shape(number))
            ? EvidenceBound.CannotCount
            : EvidenceLevels.Name(rows.Name(row), reference.Name(number));
    }

    /// <summary>What equal values add because they are rare.</summary>
    static float Rarities(in EvidenceProbe probe, in Citizen citizen, PairLevels levels) =>
        OfName(probe, citizen, levels[EvidenceAttribute.Name])
        + (levels[EvidenceAttribute.Phone] == 0 ? probe.PhoneRarity : 0)
        + (levels[EvidenceAttribute.LegacyId] == 0 ? probe.LegacyRarity : 0)
        + (levels[EvidenceAttribute.PersonalId] == 0 ? probe.IdRarity : 0)
        + (levels[EvidenceAttribute.BirthDate] == 0 ? probe.BirthRarity : 0)
        + (levels[EvidenceAttribute.HomeUnit] == 0 ? probe.UnitRarity : 0);

    static float OfName(in EvidenceProbe probe, in Citizen citizen, byte level) =>
        level == 0 ? probe.FullNameRarity
        : level < EvidenceLevels.PossibleName && probe.NameFolded == citizen.NameFolded ? probe.FoldedNameRarity
        : 0;

    /// <summary>What the rarity of the row's value of this attribute added to the weight.</summary>
    public float RarityOf(EvidenceScore score, EvidenceAttribute attribute)
    {
        ref readonly var probe = ref probes[score.Row];
        var level = score.Levels[attribute];
        return (attribute, level) switch
        {
            (EvidenceAttribute.Name, _) => OfName(probe, reference[score.Citizen], level),
            (EvidenceAttribute.Phone, 0) => probe.PhoneRarity,
            (EvidenceAttribute.LegacyId, 0) => probe.LegacyRarity,
            (EvidenceAttribute.PersonalId, 0) => probe.IdRarity,
            (EvidenceAttribute.BirthDate, 0) => probe.BirthRarity,
            (EvidenceAttribute.HomeUnit, 0) => probe.UnitRarity,
            _ => 0,
        };
    }

    /// <summary>Parts come in the order of citizens; counting them into rows keeps that order.</summary>
    (EvidenceScore[] Pairs, int[] Starts) ByRow(List<EvidenceScore>[] found)
    {
        var starts = new int[probes.Length + 1];
        foreach (var part in found)
        {
            foreach (var score in part)
            {
                starts[score.Row + 1]++;
            }
        }

        for (var row = 0; row < probes.Length; row++)
        {
            starts[row + 1] += starts[row];
        }

        var (at, pairs) = (starts[..^1], new EvidenceScore[starts[^1]]);
        foreach (var part in found)
        {
            foreach (var score in part)
            {
                pairs[at[score.Row]++] = score;
            }
        }

        return (pairs, starts);
    }
}

/// <summary>A row and a citizen, and how far they agree.</summary>
/// <param name="Weight">Bits, without the prior.</param>
readonly record struct EvidenceScore(int Row, int Citizen, float Weight, PairLevels Levels);
