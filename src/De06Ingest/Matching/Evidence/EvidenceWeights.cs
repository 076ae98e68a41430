using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching.Evidence;

/// <summary>The model's weights for the attributes of citizens, as tables.</summary>
sealed class EvidenceWeights
{
    const int Levels = 8;

    /// <summary>Levels of an attribute in <see cref="AllMost"/>; the last stands for unknown.</summary>
    public const int MostStride = Levels + 1;

    // By attribute, level of the attribute on which it leans (the last: none or unknown), and own level.
    readonly float[] bits = new float[EvidenceAttributes.Count * (Levels + 1) * Levels];
    // Most that a level adds, whatever it leans on, by attribute and level; 0 for unknown, which is the last.
    readonly float[] most = new float[EvidenceAttributes.Count * MostStride];
    readonly int[] parents = new int[EvidenceAttributes.Count];
    readonly LevelWeights[] weights = new LevelWeights[EvidenceAttributes.Count];

    public EvidenceWeights(MatchModel model)
    {
        for (var i = 0; i < EvidenceAttributes.Count; i++)
        {
            weights[i] = model.For(
                EvidenceAttributes.Name(i), EvidenceAttributes.Kind(i), EvidenceAttributes.Levels(i));
            parents[i] = weights[i].Given is { } given ? EvidenceAttributes.IndexOf(given.Attribute) : -1;
            Fill(i);
            for (var level = 0; level < Levels; level++)
            {
                most[(i * MostStride) + level] = MostOf(i, level);
            }
        }
    }

    /// <summary>Attribute on which m and u of this one lean, or -1.</summary>
    public int Parent(int attribute) => parents[attribute];

    /// <summary>log2(m/u) of the level of this attribute; 0 where it is unknown.</summary>
    public float Bits(int attribute, PairLevels levels)
    {
        var level = levels[attribute];
        if (level == Comparison.Missing)
        {
            return 0;
        }

        var parent = parents[attribute] < 0 ? Comparison.Missing : levels[parents[attribute]];
        return bits[At(attribute, Math.Min((int)parent, Levels), level)];
    }

    /// <summary>Most that the level adds, whatever the attribute leans on.</summary>
    public float Most(EvidenceAttribute attribute, int level) => most[((int)attribute * MostStride) + level];

    /// <summary>The same for all attributes and levels, <see cref="MostStride"/> to an attribute.</summary>
    public ReadOnlySpan<float> AllMost => most;

    /// <summary>Most that the attributes which lean on this one gain when its level becomes known.</summary>
    public float MostOfChildren(EvidenceAttribute attribute)
    {
        var most = 0f;
        for (var child = 0; child < EvidenceAttributes.Count; child++)
        {
            most += parents[child] == (int)attribute ? MostGain(child) : 0;
        }

        return most;
    }

    float MostGain(int child)
    {
        var most = 0f;
        for (var parent = 0; parent < Levels; parent++)
        {
            for (var level = 0; level < Levels; level++)
            {
                most = Math.Max(most, bits[At(child, parent, level)] - bits[At(child, Levels, level)]);
            }
        }

        return most;
    }

    /// <summary>log2(m/u) of all attributes together.</summary>
    public float Sum(PairLevels levels)
    {
        var sum = 0f;
        for (var i = 0; i < EvidenceAttributes.Count; i++)
        {
            sum += Bits(i, levels);
        }

        return sum;
    }

    /// <summary>What it adds that so many of so many citizens have the value, and so many of the rows.</summary>
    public float Rarity(EvidenceAttribute attribute, byte level, int inFeed, int inReference, int citizens) =>
        weights[(int)attribute].TermFrequency
            ? (float)Comparison.Rarity(inFeed, inReference, citizens, weights[(int)attribute].U[level])
            : 0;

    float MostOf(int attribute, int level)
    {
        var found = float.NegativeInfinity;
        for (var parent = 0; parent <= Levels; parent++)
        {
            found = Math.Max(found, bits[At(attribute, parent, level)]);
        }

        return found;
    }

    static int At(int attribute, int parent, int level) => (((attribute * (Levels + 1)) + parent) * Levels) + level;

    void Fill(int attribute)
    {
        var own = weights[attribute];
        for (var parent = 0; parent <= Levels; parent++)
        {
            var row = parents[attribute] >= 0 && parent < own.Given!.M.Length
                ? LevelWeights.Bits(own.Given.M[parent], own.Given.U[parent])
                : own.Bits();
            for (var level = 0; level < row.Length; level++)
            {
                bits[At(attribute, parent, level)] = (float)row[level];
            }
        }
    }
}
