using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching.Blocking;

/// <summary>The pairs of one rule: rows of the feed in a chained hash by key, and the reference streamed past
/// it.</summary>
/// <remarks>A key so frequent that its block would be too large is not dropped: its block is divided by the equal
/// values of another attribute, and again, until the parts are small.</remarks>
sealed class PairBlocks
{
    /// <summary>Pairs of frequent keys may be so many times the rule's budget.</summary>
    const int RefinedBudgets = 3;
    const int LeastPart = 20;

    /// <summary>Attributes by which a block is divided, one after another.</summary>
    const int MostDivisions = 3;

    readonly LinkData data;
    readonly BlockingRule rule;
    readonly List<int> rows = [];
    readonly List<int> next = [];
    readonly Dictionary<ulong, int> slots = [];
    readonly List<Block> blocks = [];
    readonly long limit;
    readonly long budget;
    long partLimit;

    PairBlocks(LinkData data, BlockingRule rule, long budget)
    {
        (this.data, this.rule, this.budget) = (data, rule, budget);
        HashFeed();
        CountReference();
        limit = Limit();
    }

    /// <summary>Pairs found by the key alone.</summary>
    public PairList Pairs { get; } = new();

    /// <summary>Pairs of frequent keys, found with the help of other attributes; each once.</summary>
    public PairList Refined { get; } = new();

    /// <summary>The other pairs of frequent keys: this rule does not compare them. Like values may have several such
    /// keys in common; then it is at most so many.</summary>
    public long LeftOut { get; private set; }

    /// <param name="data">The two sides.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="budget">About how many pairs the rule may yield.</param>
    public static PairBlocks Of(LinkData data, BlockingRule rule, long budget)
    {
        var blocks = new PairBlocks(data, rule, budget);
        blocks.Collect();
        return blocks;
    }

    void HashFeed()
    {
        Span<ulong> keys = stackalloc ulong[Comparison.MostKeys];
        for (var row = 0; row < data.FeedRows; row++)
        {
            foreach (var key in rule.Keys(data, Side.Feed, row, keys))
            {
                if (!slots.TryGetValue(key, out var slot))
                {
                    slots[key] = slot = blocks.Count;
                    blocks.Add(new Block { Head = -1 });
                }

                ref var block = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(blocks)[slot];
                next.Add(block.Head);
                block.Head = rows.Count;
                block.InFeed++;
                rows.Add(row);
            }
        }
    }

    void CountReference()
    {
        Span<ulong> keys = stackalloc ulong[Comparison.MostKeys];
        for (var row = 0; row < data.ReferenceRows; row++)
        {
            foreach (var key in rule.Keys(data, Side.Reference, row, keys))
            {
                if (slots.TryGetValue(key, out var slot))
                {
                    System.Runtime.InteropServices.CollectionsMarshal.AsSpan(blocks)[slot].InReference++;
                }
            }
        }
    }

    /// <summary>Largest block that keeps the rule within its budget.</summary>
    long Limit()
    {
        long most = 10_000;
        while (most > 20 && blocks.Sum(b => b.Pairs <= most ? b.Pairs : 0) > budget)
        {
            most /= 2;
        }

        return most;
    }

    void Collect()
    {
        Span<ulong> keys = stackalloc ulong[Comparison.MostKeys];
        var large = new Dictionary<int, List<int>>();
        for (var row = 0; row < data.ReferenceRows; row++)
        {
            foreach (var key in rule.Keys(data, Side.Reference, row, keys))
            {
                if (!slots.TryGetValue(key, out var slot))
                {
                    continue;
                }

                if (blocks[slot].Pairs > limit)
                {
                    (large.TryGetValue(slot, out var list) ? list : large[slot] = []).Add(row);
                    continue;
                }

                for (var entry = blocks[slot].Head; entry >= 0; entry = next[entry])
                {
                    Pairs.Add(rows[entry], row);
                }
            }
        }

        Refine(large);
    }

    /// <summary>Divides the large blocks, into smaller parts where the pairs become too many.</summary>
    void Refine(Dictionary<int, List<int>> large)
    {
        for (partLimit = limit; ; partLimit /= 4)
        {
            Refined.Clear();
            foreach (var (slot, references) in large)
            {
                Divide(Feed(slot), references, rule.Comparison + 1, 0);
            }

            if (!IsTooMuch)
            {
                break;
            }
        }

        Refined.KeepDistinct();
        LeftOut = large.Keys.Sum(slot => blocks[slot].Pairs) - Refined.Count;
    }

    bool IsTooMuch => Refined.Count > RefinedBudgets * budget && partLimit > LeastPart;

    List<int> Feed(int slot)
    {
        var feed = new List<int>(blocks[slot].InFeed);
        for (var entry = blocks[slot].Head; entry >= 0; entry = next[entry])
        {
            feed.Add(rows[entry]);
        }

        return feed;
    }

    /// <summary>Divides by each of the other attributes, from number <paramref name="from"/> on around to the
    /// rule's own.</summary>
    void Divide(List<int> feed, List<int> references, int from, int divisions)
    {
        var end = divisions == MostDivisions ? from : rule.Comparison + data.Comparisons.Count;
        for (var by = from; by < end && !IsTooMuch; by++)
        {
            DivideBy(feed, references, by, divisions);
        }
    }

    void DivideBy(List<int> feed, List<int> references, int by, int divisions)
    {
        var comparison = data.Comparisons[by % data.Comparisons.Count];
        var parts = new Dictionary<ulong, (List<int> Feed, List<int> References)>();
        foreach (var row in feed)
        {
            if (comparison.Key(Side.Feed, row) is var key and not 0)
            {
                (parts.TryGetValue(key, out var part) ? part : parts[key] = ([], [])).Feed.Add(row);
            }
        }

        foreach (var row in references)
        {
            if (comparison.Key(Side.Reference, row) is var key and not 0 && parts.TryGetValue(key, out var part))
            {
                part.References.Add(row);
            }
        }

        foreach (var (inFeed, inReference) in parts.Values)
        {
            if ((long)inFeed.Count * inReference.Count > partLimit)
            {
                Divide(inFeed, inReference, by + 1, divisions + 1);
            }
            else
            {
                Refined.AddAll(inFeed, inReference);
            }
        }
    }

    struct Block
    {
        public int Head;
        public int InFeed;
        public int InReference;

        public readonly long Pairs => (long)InFeed * InReference;
    }
}

/// <summary>Pairs of a row and a record, eight bytes each.</summary>
sealed class PairList
{
    (int Feed, int Reference)[] pairs = new (int, int)[1024];

    public int Count { get; private set; }

    public ReadOnlySpan<(int Feed, int Reference)> All => pairs.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(int feed, int reference)
    {
        if (Count == pairs.Length)
        {
            Array.Resize(ref pairs, Count * 2);
        }

        pairs[Count++] = (feed, reference);
    }

    /// <summary>Takes out what is there more than once, which sorts the pairs.</summary>
    public void KeepDistinct()
    {
        var sorted = pairs.AsSpan(0, Count);
        sorted.Sort();
        Count = 0;
        foreach (var pair in sorted)
        {
            if (Count == 0 || pairs[Count - 1] != pair)
            {
                pairs[Count++] = pair;
            }
        }
    }

    public void AddAll(List<int> feed, List<int> references)
    {
        foreach (var row in feed)
        {
            foreach (var reference in references)
            {
                Add(row, reference);
            }
        }
    }
}
