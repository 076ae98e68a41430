using De06Ingest.Matching.Blocking;

namespace De06Ingest.Matching.Estimation;

/// <summary>Fits a model to two sides without labels: u from random pairs, m and prior by expectation
/// maximisation, rule by rule.</summary>
static class ModelLearning
{
    /// <summary>u depends on which random pairs are matches, and that on m: the two are learnt in turn.</summary>
    const int Turns = 3;
    const int PriorRounds = 20;

    /// <summary>The model with what these data say.</summary>
    public static FittedModel Fit(Candidates candidates, MatchModel model)
    {
        var data = candidates.Data;
        var random = RandomPairs.Draw(data, model.Learning.RandomPairs);
        var patterns = candidates.Rules.Select((_, rule) => LevelPatterns.Of(candidates, rule)).ToList();
        var start = data.Comparisons.Select(model.For).ToList();
        FittedModel? fitted = null;
        for (var turn = 0; turn < Turns; turn++)
        {
            var u = Enumerable.Range(0, data.Comparisons.Count).Select(random.U).ToList();
            var m = M(candidates, patterns, start, u, model.Learning);
            var weights = start.Select((s, i) => new LevelWeights(m[i], u[i], s.TermFrequency)).ToList();
            fitted = WithPrior(candidates, new FittedModel(model, data, weights, StartPrior(data)));
            random.Reweigh(fitted);
        }

        return fitted!;
    }

    /// <summary>The model as it stands, with the prior that these data ask for.</summary>
    public static FittedModel AsGiven(Candidates candidates, MatchModel model)
    {
        var weights = candidates.Data.Comparisons.Select(model.For).ToList();
        var given = model.MatchedShare is { } share ? share / Math.Max(1, candidates.Data.ReferenceRows) : (double?)null;
        var fitted = new FittedModel(model, candidates.Data, weights, given ?? StartPrior(candidates.Data));
        return given is null ? WithPrior(candidates, fitted) : fitted;
    }

    static double StartPrior(LinkData data) => 0.5 / Math.Max(1, data.ReferenceRows);

    static List<double[]> M(
        Candidates candidates, IReadOnlyList<LevelPatterns> patterns, IReadOnlyList<LevelWeights> start,
        IReadOnlyList<double[]> u, LearningSpec spec)
    {
        var all = Enumerable.Range(0, start.Count).ToList();
        var sums = start.Select(s => s.M.Select(p => p * spec.Smoothing).ToArray()).ToList();
        for (var rule = 0; rule < patterns.Count; rule++)
        {
            var used = all.Where(c => c != candidates.Rules[rule].Rule.Comparison).ToList();
            if (patterns[rule].Pairs == 0 || used.Count == 0)
            {
                continue;
            }

            var learning = new ExpectationMaximisation(patterns[rule], used, [.. start.Select(s => s.M)], u);
            learning.Run(candidates.Data.FeedRows * 0.5, spec);
            foreach (var comparison in used)
            {
                for (var level = 0; level < sums[comparison].Length; level++)
                {
                    sums[comparison][level] += learning.M[comparison][level] * learning.Matches;
                }
            }
        }

        return sums.ConvertAll(s => s.Select(p => p / s.Sum()).ToArray());
    }

    /// <summary>The prior under which the expected number of matches is the one that it says.</summary>
    static FittedModel WithPrior(Candidates candidates, FittedModel model)
    {
        var data = candidates.Data;
        var scores = PairScores.Of(candidates, model);
        for (var round = 0; round < PriorRounds; round++)
        {
            var prior = Math.Clamp(scores.ExpectedMatches(model.Prior) / Math.Max(1, data.AllPairs),
                0.1 / Math.Max(1, data.AllPairs), 1.0 / Math.Max(2, data.ReferenceRows));
            var isSettled = Math.Abs(prior - model.Prior) <= 1e-4 * model.Prior;
            model = model with { Prior = prior };
            if (isSettled)
            {
                break;
            }
        }

        return model;
    }
}
