namespace De06Ingest.Matching.Estimation;

/// <summary>Pairs drawn at random, nearly all of them no match: from them comes u.</summary>
/// <remarks>All pairs when they are few. The draw depends on nothing but the sizes, so a run can be repeated. Pairs
/// that
/// turn out to be matches are taken out again: among a hundred records one random pair in a hundred is one.</remarks>
sealed class RandomPairs
{
    const ulong Seed = 0x9E3779B97F4A7C15;
    const double LeastCount = 0.5;

    readonly LinkData data;
    readonly byte[] levels;
    readonly double[] isMatch;

    RandomPairs(LinkData data, byte[] levels)
    {
        (this.data, this.levels) = (data, levels);
        isMatch = new double[levels.Length / data.Comparisons.Count];
    }

    public int Count => isMatch.Length;

    public static RandomPairs Draw(LinkData data, int most)
    {
        var width = data.Comparisons.Count;
        var count = (int)Math.Min(most, data.AllPairs);
        var levels = new byte[count * width];
        Parallel.For(0, count, pair =>
        {
            var number = count == data.AllPairs ? pair : (long)(Mixed((ulong)pair) % (ulong)data.AllPairs);
            data.Levels((int)(number / data.ReferenceRows), (int)(number % data.ReferenceRows),
                levels.AsSpan(pair * width, width));
        });
        return new(data, levels);
    }

    /// <summary>Weighs each pair by the probability that it is no match.</summary>
    public void Reweigh(FittedModel model)
    {
        var width = data.Comparisons.Count;
        for (var pair = 0; pair < Count; pair++)
        {
            isMatch[pair] = model.Probability(levels.AsSpan(pair * width, width));
        }
    }

    public ReadOnlySpan<byte> LevelsOf(int pair) =>
        levels.AsSpan(pair * data.Comparisons.Count, data.Comparisons.Count);

    /// <summary>Probability that the pair is no match.</summary>
    public double Weight(int pair) => 1 - isMatch[pair];

    /// <summary>u of the comparison's levels; a level that was not seen is given half a pair.</summary>
    public double[] U(int comparison)
    {
        var width = data.Comparisons.Count;
        var counts = new double[data.Comparisons[comparison].Levels.Count];
        for (var pair = 0; pair < Count; pair++)
        {
            var level = levels[(pair * width) + comparison];
            if (level < counts.Length)
            {
                counts[level] += 1 - isMatch[pair];
            }
        }

        var all = counts.Sum(c => Math.Max(c, LeastCount));
        return [.. counts.Select(c => Math.Max(c, LeastCount) / all)];
    }

    // SplitMix64.
    static ulong Mixed(ulong number)
    {
        var z = (number + 1) * Seed;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
