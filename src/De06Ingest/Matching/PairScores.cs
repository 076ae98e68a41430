using De06Ingest.Matching.Blocking;

namespace De06Ingest.Matching;

/// <summary>The match weight of every candidate pair.</summary>
sealed class PairScores
{
    readonly float[] weights;

    PairScores(Candidates candidates, float[] weights) => (Candidates, this.weights) = (candidates, weights);

    public Candidates Candidates { get; }

    public double this[int pair] => weights[pair];

    public static PairScores Of(Candidates candidates, FittedModel model)
    {
        var weights = new float[candidates.Count];
        Parallel.For(0, candidates.Data.FeedRows, row =>
        {
            for (var pair = candidates.Starts[row]; pair < candidates.Starts[row + 1]; pair++)
            {
                weights[pair] = (float)model.Weight(row, candidates.References[pair], candidates.LevelsOf(pair));
            }
        });
        return new(candidates, weights);
    }

    /// <summary>Odds that the pair is a match before the row's other pairs are thought of.</summary>
    public double Odds(int pair, double prior) => Odds(weights[pair], prior);

    /// <summary>The same for a weight.</summary>
    public static double Odds(double weight, double prior) => prior / (1 - prior) * double.Exp2(Math.Min(weight, 900));

    /// <summary>Odds that the row has a record at all: one at most.</summary>
    public double RowOdds(int row, double prior)
    {
        var odds = 0.0;
        for (var pair = Candidates.Starts[row]; pair < Candidates.Starts[row + 1]; pair++)
        {
            odds += Odds(pair, prior);
        }

        return odds;
    }

    public double ExpectedMatches(double prior)
    {
        var matches = 0.0;
        for (var row = 0; row < Candidates.Data.FeedRows; row++)
        {
            var odds = RowOdds(row, prior);
            matches += odds / (1 + odds);
        }

        return matches;
    }
}
