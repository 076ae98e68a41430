using System.Runtime.CompilerServices;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching.Comparing;
using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>One search: the rows' keys are hashed, and the citizens are streamed past them twice, first to count how
/// many have a row's values, then to compare.</summary>
/// <remarks>A pair is laid side by side by equal values first, which costs nanoseconds; names are taken apart only
/// where the pair could still reach the review band. What is found depends on no thread.</remarks>
sealed class EvidenceSearch
{
    /// <summary>A row's other citizens count as long as their odds reach this many bits below even.</summary>
    const float LeastBits = -7;
    const int CitizensPerPart = 16_384;
    const int MostKeys = 10;

    readonly EvidenceRows rows;
    readonly ReferenceIndex reference;
    readonly EvidenceWeights weights;
    readonly EvidenceTable table;
    readonly EvidenceProbe[] probes;
    readonly float least;
    readonly EvidenceBound bound;
    readonly EvidenceBirths births;
    readonly bool hasIds;

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
        table = new EvidenceTable(Math.Max(1, rows.Count) * EvidenceKeys.MostPerRow);
        for (var row = 0; row < rows.Count; row++)
        {
            probes[row] = EvidenceProbe.Of(rows, row);
            AddKeys(probes[row], only < 0 || only == row ? row : -1);
            hasIds |= probes[row].IdDigits != 0;
        }

        bound = new(weights, least);
        births = new(probes, only);
    }

    /// <summary>The pairs that count, by row and then by citizen; and where the pairs of each row begin.</summary>
    public (EvidenceScore[] Pairs, int[] Starts) Run(CancellationToken stop)
    {
        var frequencies = EvidenceFrequencies.Count(table, reference, weights, stop);
        for (var row = 0; row < probes.Length; row++)
        {
            frequencies.Weigh(ref probes[row]);
        }

        var parts = (reference.Count + CitizensPerPart - 1) / CitizensPerPart;
        var found = new List<EvidenceScore>[parts];
        Parallel.For(
            0, parts,
            new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = EvidenceFrequencies.Threads },
            () => new int[probes.Length],
            (part, _, seen) =>
            {
                found[part] = Pairs(part, seen);
                return seen;
            },
            _ => { });
        return ByRow(found);
    }

    void AddKeys(in EvidenceProbe probe, int row)
    {
        if (probe.Phone != 0)
        {
            table.Add(EvidenceKeys.Of(EvidenceRule.Phone, probe.Phone), row);
        }

        if (probe.Legacy != 0)
        {
            table.Add(EvidenceKeys.Of(EvidenceRule.LegacyId, (ulong)probe.Legacy), row);
        }

        if (probe.HomeUnit != SectorRecord.Unknown)
        {
            table.Add(EvidenceKeys.Of(EvidenceRule.Unit, (uint)probe.HomeUnit), -1);
        }

        if (probe.Birth != 0 && !BirthLikeness.IsCoarse(probe.Birth))
        {
            table.Add(EvidenceKeys.Of(EvidenceRule.BirthDate, (ulong)probe.Birth), -1);
        }

        if (probe.NameFull != 0)
        {
            AddNameKeys(probe, row);
        }

        if (probe.IdDigits != 0)
        {
            Span<ulong> keys = stackalloc ulong[4];
            EvidenceKeys.OfId(probe.Id, probe.IdDigits, keys);
            foreach (var key in keys)
            {
                table.Add(key, row);
            }
        }
    }

    void AddNameKeys(in EvidenceProbe probe, int row)
    {
        table.Add(EvidenceKeys.Of(EvidenceRule.FoldedName, probe.NameFolded), -1);
        table.Add(EvidenceKeys.Of(EvidenceRule.FullName, probe.NameFull), -1);
        if (probe.HomeUnit != SectorRecord.Unknown)
        {
            table.Add(EvidenceKeys.Of(EvidenceRule.NameAndUnit, probe.NameFolded, (uint)probe.HomeUnit), row);
        }

        if (probe.Birth != 0)
        {
            table.Add(EvidenceKeys.Of(
                EvidenceRule.NameAndYear, probe.NameFolded, (ulong)(probe.Birth / 10_000)), row);
        }

        if (probe.Birth != 0 && !BirthLikeness.IsCoarse(probe.Birth))
        {
            table.Add(EvidenceKeys.Of(
                EvidenceRule.NameAndDay, probe.NameFolded, (ulong)(probe.Birth % 10_000)), row);
        }
    }

    List<EvidenceScore> Pairs(int part, int[] seen)
    {
        var found = new List<EvidenceScore>();
        var (from, to) = (part * CitizensPerPart, Math.Min(reference.Count, (part + 1) * CitizensPerPart));
        for (var i = from; i < to; i++)
        {
            Lay(i, seen, found);
        }

        return found;
    }

    /// <summary>Lays all rows that share a key with a citizen beside him.</summary>
    void Lay(int number, int[] seen, List<EvidenceScore> found)
    {
        Span<ulong> keys = stackalloc ulong[MostKeys];
        ref readonly var citizen = ref reference[number];
        var side = new CitizenSide(number, EvidenceProbe.BirthOf(citizen));
        var count = Keys(citizen, side.Birth, keys);
        for (var key = 0; key < count; key++)
        {
            var slot = table.Find(keys[key]);
            for (var entry = slot < 0 ? 0 : table.First(slot); entry != 0; entry = table.Next(entry))
            {
                Lay(table.Row(entry), citizen, ref side, seen, found);
            }
        }

        foreach (ref readonly var entry in births.On(side.Birth))
        {
            if (!bound.NeedsMoreThanBirth || entry.MayCount(citizen.HomeUnit, side.Shape(reference)))
            {
                Lay(entry.Row, citizen, ref side, seen, found);
            }
        }
    }

    void Lay(int row, in Citizen citizen, ref CitizenSide side, int[] seen, List<EvidenceScore> found)
    {
        if (seen[row] != side.Number + 1)
        {
            seen[row] = side.Number + 1;
            Lay(row, citizen, ref side, found);
        }
    }

    int Keys(in Citizen citizen, int birth, Span<ulong> keys)
    {
        var count = 0;
        keys[count] = EvidenceKeys.Of(EvidenceRule.Phone, citizen.Phone);
        count += citizen.Phone != 0 ? 1 : 0;
        keys[count] = EvidenceKeys.Of(EvidenceRule.LegacyId, (ulong)citizen.Legacy);
        count += citizen.Legacy != 0 ? 1 : 0;
        if (table.Find(EvidenceKeys.Of(EvidenceRule.FoldedName, citizen.NameFolded)) >= 0)
        {
            keys[count++] = EvidenceKeys.Of(
                EvidenceRule.NameAndYear, citizen.NameFolded, (ulong)(birth / 10_000));
            keys[count++] = EvidenceKeys.Of(
                EvidenceRule.NameAndUnit, citizen.NameFolded, (uint)citizen.HomeUnit);
            keys[count++] = EvidenceKeys.Of(
                EvidenceRule.NameAndDay, citizen.NameFolded, (ulong)(birth % 10_000));
        }

        if (hasIds)
        {
            EvidenceKeys.OfId(citizen.PersonalId, PersonalId.Length, keys[count..]);
            count += 4;
        }

        return count;
    }

    /// <summary>Lays a row beside a citizen and keeps the pair if it counts.</summary>
    void Lay(int row, in Citizen citizen, ref CitizenSide side, List<EvidenceScore> found)
    {
        ref readonly var probe = ref probes[row];
        var levels = EvidenceLevels.WithoutName(probe, citizen, side.Birth);
        var most = bound.Of(levels, probe, citizen);
        if (most < least)
        {
            return;
        }

        var name = NameLevel(row, citizen, ref side, most);
        if (name == EvidenceBound.CannotCount)
        {
            return;
        }

        levels = levels.With(EvidenceAttribute.Name, name);
        var weight = weights.Sum(levels) + Rarities(probe, citizen, levels);
        if (weight >= least)
        {
            found.Add(new(row, side.Number, weight, levels));
        }
    }

    /// <summary>Level of the names, or that the pair cannot count whatever they are.</summary>
    byte NameLevel(int row, in Citizen citizen, ref CitizenSide side, float most)
    {
        ref readonly var probe = ref probes[row];
        if (probe.NameFull == 0 || citizen.NameFull == 0)
        {
            return Comparison.Missing;
        }

        if (probe.NameFull == citizen.NameFull)
        {
            return 0;
        }

        return probe.NameFolded != citizen.NameFolded
            && most - bound.OtherNameOverDifferent < least && !probe.Shape.MayFit(side.Shape(reference))
            ? EvidenceBound.CannotCount
            : EvidenceLevels.Name(rows.Name(row), reference.Name(side.Number));
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

    /// <summary>A citizen while rows are laid beside him; the shape of the name is made when it is first asked
    /// for.</summary>
    struct CitizenSide(int number, int birth)
    {
        NameShape shape;
        bool hasShape;

        public int Number { get; } = number;

        public int Birth { get; } = birth;

        public NameShape Shape(ReferenceIndex reference)
        {
            if (!hasShape)
            {
                (shape, hasShape) = (NameShape.Of(reference.Name(Number)), true);
            }

            return shape;
        }
    }
}

/// <summary>A row and a citizen, and how far they agree.</summary>
/// <param name="Weight">Bits, without the prior.</param>
readonly record struct EvidenceScore(int Row, int Citizen, float Weight, PairLevels Levels);
