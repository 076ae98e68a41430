namespace De06Ingest.Matching;

/// <summary>Pairs that are no match and yet have much in common: a family has one name, one address, one phone. To
/// m and u they add a third kind of pair, so that what kin share is not counted once for each attribute.</summary>
/// <param name="Share">Probability that a pair taken at random is of this kind.</param>
/// <param name="Levels">Probability of each level of each comparison among them.</param>
sealed record Kin(double Share, IReadOnlyList<double[]> Levels)
{
    /// <summary>As the model file says; null where it knows of none. In attributes for which it says nothing kin agree
    /// as any two do.</summary>
    public static Kin? AsGiven(MatchModel model, IReadOnlyList<LevelWeights> weights, int referenceRows) =>
        model.KinPerRow is { } perRow
            ? new(perRow / Math.Max(1, referenceRows), [.. weights.Select(w => w.Kin ?? w.U)])
            : null;
}
