using De06Ingest.Matching.Blocking;

namespace De06Ingest.Matching.Estimation;

/// <summary>The few best candidate pairs of each row, from which m is learnt by expectation maximisation.</summary>
/// <remarks>A row has one record at most, so its candidates share the probability of a match: kin, who have address and
/// phone in common, are not taken for matches as long as the person is there. Rows are taken at even distances when
/// they are many.</remarks>
sealed class BestPairs
{
    const int MostRows = 30_000;
    const int PairsPerRow = 8;

    readonly LinkData data;
    readonly List<int> starts = [0];
    readonly List<(int Feed, int Reference)> pairs = [];
    readonly List<byte> levels = [];

    public BestPairs(Candidates candidates, FittedModel model)
    {
        data = candidates.Data;
        var step = Math.Max(1, data.FeedRows / MostRows);
        for (var row = 0; row < data.FeedRows; row += step)
        {
            Take(candidates, model, row);
            starts.Add(pairs.Count);
        }
    }

    public int Rows => starts.Count - 1;

    /// <summary>One step: the probability of each pair, shared among the pairs of its row, and what levels are expected
    /// among matches.</summary>
    public (LevelCounts Counts, double Matches) Expect(FittedModel model)
    {
        var counts = new LevelCounts(data);
        var matches = 0.0;
        Span<double> odds = stackalloc double[PairsPerRow];
        for (var row = 0; row < Rows; row++)
        {
            var all = 0.0;
            for (var pair = starts[row]; pair < starts[row + 1]; pair++)
            {
                var weight = model.Weight(pairs[pair].Feed, pairs[pair].Reference, LevelsOf(pair));
                odds[pair - starts[row]] = model.Prior / (1 - model.Prior) * double.Exp2(Math.Min(weight, 900));
                all += odds[pair - starts[row]];
            }

            matches += all / (1 + all);
            for (var pair = starts[row]; pair < starts[row + 1]; pair++)
            {
                counts.Add(LevelsOf(pair), odds[pair - starts[row]] / (1 + all));
            }
        }

        return (counts, matches);
    }

    ReadOnlySpan<byte> LevelsOf(int pair) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(levels)
            .Slice(pair * data.Comparisons.Count, data.Comparisons.Count);

    void Take(Candidates candidates, FittedModel model, int row)
    {
        Span<double> best = stackalloc double[PairsPerRow];
        Span<int> at = stackalloc int[PairsPerRow];
        var count = 0;
        for (var pair = candidates.Starts[row]; pair < candidates.Starts[row + 1]; pair++)
        {
            var weight = model.Weight(row, candidates.References[pair], candidates.LevelsOf(pair));
            if (count == PairsPerRow && weight <= best[count - 1])
            {
                continue;
            }

            count = Math.Min(count + 1, PairsPerRow);
            var place = count - 1;
            for (; place > 0 && best[place - 1] < weight; place--)
            {
                (best[place], at[place]) = (best[place - 1], at[place - 1]);
            }

            (best[place], at[place]) = (weight, pair);
        }

        foreach (var pair in at[..count])
        {
            pairs.Add((row, candidates.References[pair]));
            levels.AddRange(candidates.LevelsOf(pair));
        }
    }
}
