namespace De06Ingest.Matching;

/// <summary>A model for two given sides: the weights of each comparison's levels and the prior.</summary>
sealed record FittedModel
{
    readonly double[][] bits;

    public FittedModel(MatchModel model, LinkData data, IReadOnlyList<LevelWeights> weights, double prior)
    {
        (Model, Data, Weights, Prior) = (model, data, weights, prior);
        bits = [.. weights.Select(w => w.Bits())];
    }

    public MatchModel Model { get; }

    public LinkData Data { get; }

    public IReadOnlyList<LevelWeights> Weights { get; }

    /// <summary>Probability that a row and a record taken at random are a match.</summary>
    public double Prior { get; init; }

    /// <summary>Share of the feed's rows that are expected to have a record.</summary>
    public double MatchedShare => Prior * Data.ReferenceRows;

    /// <summary>The match weight: sum of log2(m/u) over the comparisons, rarity of values included.</summary>
    public double Weight(int feed, int reference, ReadOnlySpan<byte> levels)
    {
        var weight = 0.0;
        for (var i = 0; i < bits.Length; i++)
        {
            weight += WeightOf(i, feed, reference, levels[i]);
        }

        return weight;
    }

    /// <summary>What one comparison adds; 0 where a value is missing.</summary>
    public double WeightOf(int comparison, int feed, int reference, byte level)
    {
        if (level >= bits[comparison].Length)
        {
            return 0;
        }

        var weights = Weights[comparison];
        return weights.TermFrequency
            ? bits[comparison][level] + Data.Comparisons[comparison].Rarity(feed, reference, level, weights.U[level])
            : bits[comparison][level];
    }

    /// <summary>Probability of a match by levels and prior alone.</summary>
    public double Probability(ReadOnlySpan<byte> levels)
    {
        var weight = Math.Log2(Prior / (1 - Prior));
        for (var i = 0; i < bits.Length; i++)
        {
            weight += levels[i] < bits[i].Length ? bits[i][levels[i]] : 0;
        }

        return 1 / (1 + double.Exp2(-weight));
    }
}
