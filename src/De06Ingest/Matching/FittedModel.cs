namespace De06Ingest.Matching;

/// <summary>A model for two given sides: the weights of each comparison's levels and the prior.</summary>
sealed record FittedModel
{
    const double LeastWithout = 0.02;

    readonly double[][] bits;
    readonly double[][]?[] given;
    readonly int[] parents;

    public FittedModel(MatchModel model, LinkData data, IReadOnlyList<LevelWeights> weights, double prior)
    {
        (Model, Data, Weights, Prior) = (model, data, weights, prior);
        bits = [.. weights.Select(w => w.Bits())];
        parents = [.. weights.Select(w => w.Given is { } g ? data.IndexOf(g.Attribute) : -1)];
        given = [.. weights.Select((w, i) => parents[i] < 0
            ? null
            : w.Given!.M.Select((m, l) => LevelWeights.Bits(m, w.Given.U[l])).ToArray())];
    }

    public MatchModel Model { get; }

    public LinkData Data { get; }

    public IReadOnlyList<LevelWeights> Weights { get; }

    /// <summary>Probability that a row and a record taken at random are a match.</summary>
    public double Prior { get; init; }

    /// <summary>Pairs of kin; null where none were found.</summary>
    public Kin? Kin { get; init; }

    /// <summary>The same model for other sides that have the same attributes.</summary>
    public FittedModel For(LinkData data) => new(Model, data, Weights, Prior) { Kin = Kin };

    /// <summary>Share of the feed's rows that are expected to have a record.</summary>
    public double MatchedShare => Prior * Data.ReferenceRows;

    /// <summary>Share of the feed's rows that have no record. However good a feed is, some are about nobody in the
    /// reference.</summary>
    public double Without => Math.Clamp(1 - MatchedShare, LeastWithout, 1);

    /// <summary>Probability that a row is a record of this weight: it is this one, another one, or none, so that of two
    /// namesakes neither is certain.</summary>
    /// <param name="weight">Bits, without the prior.</param>
    /// <param name="all">Sum of the odds of all records that the row may be, this one included.</param>
    public double Probability(double weight, double all) => PairScores.Odds(weight, Prior) / (Without + all);

    /// <summary>The match weight: sum of log2(m/u) over the comparisons, rarity of values included.</summary>
    public double Weight(int feed, int reference, ReadOnlySpan<byte> levels)
    {
        var weight = 0.0;
        for (var i = 0; i < bits.Length; i++)
        {
            weight += Bits(i, levels) + Rarity(i, feed, reference, levels[i]);
        }

        return weight + TakenByKin(weight, levels);
    }

    /// <summary>Bits, 0 or less, that are taken off a sum because kin would agree so too.</summary>
    public double TakenByKin(double weight, ReadOnlySpan<byte> levels) => Kin is null
        ? 0
        : -Math.Log2(1 + (Kin.Share * double.Exp2(Math.Min(900, weight + BitsOfKin(Kin, levels)))));

    /// <summary>log2(k/m) of the levels: how much better kin explain them than a match does.</summary>
    public double BitsOfKin(Kin kin, ReadOnlySpan<byte> levels)
    {
        var weight = 0.0;
        for (var i = 0; i < bits.Length; i++)
        {
            weight += levels[i] < bits[i].Length ? Math.Log2(kin.Levels[i][levels[i]] / M(i, levels)) : 0;
        }

        return weight;
    }

    double M(int comparison, ReadOnlySpan<byte> levels)
    {
        var weights = Weights[comparison];
        return weights.Given is { } g && parents[comparison] >= 0 && levels[parents[comparison]] < g.M.Length
            ? g.M[levels[parents[comparison]]][levels[comparison]]
            : weights.M[levels[comparison]];
    }

    /// <summary>What one comparison adds; 0 where a value is missing.</summary>
    public double WeightOf(int comparison, int feed, int reference, ReadOnlySpan<byte> levels) =>
        Bits(comparison, levels) + Rarity(comparison, feed, reference, levels[comparison]);

    /// <summary>log2(m/u) of the level that the comparison has here.</summary>
    public double Bits(int comparison, ReadOnlySpan<byte> levels)
    {
        var level = levels[comparison];
        if (level >= bits[comparison].Length)
        {
            return 0;
        }

        var parent = parents[comparison];
        return parent >= 0 && levels[parent] < given[comparison]!.Length
            ? given[comparison]![levels[parent]][level]
            : bits[comparison][level];
    }

    /// <summary>What the rarity of the value adds.</summary>
    public double Rarity(int comparison, int feed, int reference, byte level) =>
        Weights[comparison].TermFrequency && level < bits[comparison].Length
            ? Data.Comparisons[comparison].Rarity(feed, reference, level, Weights[comparison].U[level])
            : 0;

    /// <summary>Probability of a match by levels and prior alone.</summary>
    public double Probability(ReadOnlySpan<byte> levels)
    {
        var weight = Math.Log2(Prior / (1 - Prior));
        for (var i = 0; i < bits.Length; i++)
        {
            weight += Bits(i, levels);
        }

        weight += TakenByKin(weight - Math.Log2(Prior / (1 - Prior)), levels);
        return 1 / (1 + double.Exp2(-weight));
    }
}
