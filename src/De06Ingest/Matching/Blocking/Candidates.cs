namespace De06Ingest.Matching.Blocking;

/// <summary>The pairs that any rule found, once each, row by row of the feed, with their levels.</summary>
/// <remarks>Arrays of numbers: about 20 bytes a pair with ten attributes.</remarks>
sealed class Candidates
{
    /// <summary>A rule may yield so many pairs for each row of the smaller side, and some more.</summary>
    const int PairsPerRow = 20;
    const long FewPairs = 100_000;

    Candidates(LinkData data, IReadOnlyList<RulePairs> counts, int[] starts, int[] references)
    {
        (Data, Rules, Starts, References) = (data, counts, starts, references);
        Levels = new byte[(long)references.Length * data.Comparisons.Count];
        Compare();
    }

    public LinkData Data { get; }

    /// <summary>What each rule found.</summary>
    public IReadOnlyList<RulePairs> Rules { get; }

    /// <summary>Where the pairs of each row begin; one more than there are rows.</summary>
    public int[] Starts { get; }

    /// <summary>Record of the reference, pair by pair.</summary>
    public int[] References { get; }

    /// <summary>Levels, pair by pair.</summary>
    public byte[] Levels { get; }

    public int Count => References.Length;

    public ReadOnlySpan<byte> LevelsOf(int pair) =>
        Levels.AsSpan(pair * Data.Comparisons.Count, Data.Comparisons.Count);

    public static Candidates Find(LinkData data)
    {
        var rules = BlockingRule.For(data);
        if (rules[0].Comparison == BlockingRule.AllPairs)
        {
            return All(data, rules[0]);
        }

        var budget = (PairsPerRow * (long)Math.Min(data.FeedRows, data.ReferenceRows)) + FewPairs;
        var found = new PairBlocks[rules.Count];
        Parallel.For(0, rules.Count, i => found[i] = PairBlocks.Of(data, rules[i], budget));
        var counts = rules.Select((r, i) =>
            new RulePairs(r, found[i].Pairs.Count, found[i].Refined.Count, found[i].LeftOut)).ToList();
        return Merge(data, counts, found);
    }

    static Candidates All(LinkData data, BlockingRule rule)
    {
        var (starts, references) = (new int[data.FeedRows + 1], new int[data.AllPairs]);
        for (var pair = 0; pair < references.Length; pair++)
        {
            references[pair] = pair % data.ReferenceRows;
        }

        for (var row = 0; row <= data.FeedRows; row++)
        {
            starts[row] = row * data.ReferenceRows;
        }

        return new(data, [new(rule, references.Length, 0, 0)], starts, references);
    }

    static Candidates Merge(LinkData data, IReadOnlyList<RulePairs> counts, PairBlocks[] found)
    {
        var starts = new int[data.FeedRows + 1];
        foreach (var list in found.SelectMany(f => new[] { f.Pairs, f.Refined }))
        {
            foreach (var (feed, _) in list.All)
            {
                starts[feed + 1]++;
            }
        }

        for (var row = 0; row < data.FeedRows; row++)
        {
            starts[row + 1] += starts[row];
        }

        var (references, at) = (new int[starts[^1]], starts[..^1]);
        foreach (var list in found.SelectMany(f => new[] { f.Pairs, f.Refined }))
        {
            foreach (var (feed, reference) in list.All)
            {
                references[at[feed]++] = reference;
            }
        }

        var count = Distinct(starts, references);
        return new(data, counts, starts, references[..count]);
    }

    /// <summary>Sorts the pairs of each row and joins those that several rules found; the number that stays.</summary>
    static int Distinct(int[] starts, int[] references)
    {
        var (kept, begin) = (0, 0);
        for (var row = 0; row < starts.Length - 1; row++)
        {
            var end = starts[row + 1];
            Array.Sort(references, begin, end - begin);
            starts[row] = kept;
            for (var pair = begin; pair < end; pair++)
            {
                if (kept == starts[row] || references[kept - 1] != references[pair])
                {
                    references[kept++] = references[pair];
                }
            }

            begin = end;
        }

        starts[^1] = kept;
        return kept;
    }

    void Compare()
    {
        var width = Data.Comparisons.Count;
        Parallel.For(0, Data.FeedRows, row =>
        {
            for (var pair = Starts[row]; pair < Starts[row + 1]; pair++)
            {
                Data.Levels(row, References[pair], Levels.AsSpan(pair * width, width));
            }
        });
    }
}

/// <summary>What became of the pairs that have a key of the rule in common.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Pairs">Found by the key alone.</param>
/// <param name="Refined">Of a frequent key, found with the help of other attributes.</param>
/// <param name="LeftOut">The others of a frequent key; another rule may find them.</param>
sealed record RulePairs(BlockingRule Rule, int Pairs, int Refined, long LeftOut);
