using System.Runtime.InteropServices;
using De06Ingest.Matching.Blocking;
using De06Ingest.Values;

namespace De06Ingest.Matching.Estimation;

/// <summary>The different combinations of levels among pairs, and how many pairs have each.</summary>
sealed class LevelPatterns
{
    readonly Dictionary<ulong, int> numbers = [];
    readonly List<byte[]> patterns = [];
    readonly List<int> counts = [];

    public IReadOnlyList<byte[]> All => patterns;

    public IReadOnlyList<int> Counts => counts;

    /// <summary>Number of pairs.</summary>
    public long Pairs { get; private set; }

    /// <summary>The patterns of the pairs that this rule found by its key.</summary>
    public static LevelPatterns Of(Candidates candidates, int rule)
    {
        var patterns = new LevelPatterns();
        for (var pair = 0; pair < candidates.Count; pair++)
        {
            if (candidates.IsOf(pair, rule))
            {
                patterns.Add(candidates.LevelsOf(pair));
            }
        }

        return patterns;
    }

    void Add(ReadOnlySpan<byte> levels)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, Fingerprint.Of(levels), out var known);
        if (!known)
        {
            number = patterns.Count;
            patterns.Add(levels.ToArray());
            counts.Add(0);
        }

        CollectionsMarshal.AsSpan(counts)[number]++;
        Pairs++;
    }
}
