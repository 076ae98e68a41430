using De06Ingest.Matching.Blocking;

namespace De06Ingest.Matching.Estimation;

/// <summary>Finds the kin among the pairs that are no match, by expectation maximisation: they agree in more than
/// chance explains, and the row has a record that fits it much better.</summary>
sealed class KinLearning
{
    const int Rounds = 50;

    /// <summary>A pair nearer to the row's best than so many bits may be a match itself.</summary>
    const double Distance = 7;

    /// <summary>A best pair with smaller odds is no match either.</summary>
    const double LeastOdds = 0.01;

    /// <summary>Kin matter when one row in so many would be taken for another's without a person, were its own record
    /// away.</summary>
    const int MostInDanger = 500;

    /// <summary>Bits by which matches differ from kin on the whole; less, and the two cannot be told apart.</summary>
    const double LeastDifference = 6;

    readonly Candidates candidates;
    readonly FittedModel model;
    readonly List<(int Pair, double Weight)> others = [];
    int inDanger;

    KinLearning(Candidates candidates, FittedModel model)
    {
        (this.candidates, this.model) = (candidates, model with { Kin = null });
        for (var row = 0; row < candidates.Data.FeedRows; row++)
        {
            Take(row);
        }
    }

    /// <summary>What kin have in common; null where they do no harm.</summary>
    public static Kin? Learn(Candidates candidates, FittedModel model) =>
        new KinLearning(candidates, model).Learn();

    void Take(int row)
    {
        var (start, end) = (candidates.Starts[row], candidates.Starts[row + 1]);
        var weights = new double[end - start];
        for (var pair = start; pair < end; pair++)
        {
            weights[pair - start] = model.Weight(row, candidates.References[pair], candidates.LevelsOf(pair));
        }

        var best = weights.Length == 0 ? 0 : weights.Max();
        var isOwn = model.Prior * double.Exp2(best) >= LeastOdds;
        var next = double.NegativeInfinity;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0 && (!isOwn || weights[i] < best - Distance))
            {
                others.Add((start + i, weights[i]));
                next = Math.Max(next, weights[i]);
            }
        }

        var odds = model.Prior * double.Exp2(Math.Min(900, next));
        inDanger += model.Model.Bands.Of(odds / (1 + odds)) == Band.Auto ? 1 : 0;
    }

    Kin? Learn()
    {
        if (inDanger < Math.Max(1, candidates.Data.FeedRows / (double)MostInDanger))
        {
            return null;
        }

        var kin = new Kin(0.1 / Math.Max(1, candidates.Data.ReferenceRows),
            [.. model.Weights.Select(w => w.M.Zip(w.U, (m, u) => (m + u) / 2).ToArray())]);
        for (var round = 0; round < Rounds; round++)
        {
            var counts = new LevelCounts(candidates.Data);
            foreach (var (pair, weight) in others)
            {
                var levels = candidates.LevelsOf(pair);
                var odds = kin.Share * double.Exp2(Math.Min(900, weight + model.BitsOfKin(kin, levels)));
                counts.Add(levels, odds / (1 + odds));
            }

            kin = new(Math.Max(counts.All, 1e-3) / candidates.Data.AllPairs,
                [.. model.Weights.Select((w, i) => Smoothed(counts[i], w))]);
        }

        return Difference(kin) < LeastDifference ? null : kin;
    }

    double[] Smoothed(double[] counts, LevelWeights weights)
    {
        var smoothing = model.Model.Learning.Smoothing;
        var sum = counts.Sum() + smoothing;
        return [.. counts.Select((c, l) => (c + (smoothing * weights.U[l])) / sum)];
    }

    double Difference(Kin kin) => model.Weights.Select((w, i) =>
        w.M.Select((m, l) => m * Math.Log2(m / kin.Levels[i][l])).Sum()).Sum();
}
