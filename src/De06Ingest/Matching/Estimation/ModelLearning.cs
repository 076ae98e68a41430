using De06Ingest.Matching.Blocking;

namespace De06Ingest.Matching.Estimation;

/// <summary>Fits a model to two sides without labels: u from random pairs, m and prior by expectation maximisation
/// (Dempster, Laird and Rubin, 1977; Winkler, 1988).</summary>
/// <remarks>m is learnt from the pairs of all rules together: they hold nearly every match, so that levels of the
/// attributes that found a pair are not over-counted.</remarks>
sealed class ModelLearning
{
    /// <summary>u depends on which random pairs are matches, and that on m: the two are learnt in turn.</summary>
    const int Turns = 3;
    const double Settled = 1e-4;

    readonly Candidates candidates;
    readonly MatchModel model;
    readonly LinkData data;
    readonly RandomPairs random;
    readonly List<LevelWeights> start;

    ModelLearning(Candidates candidates, MatchModel model)
    {
        (this.candidates, this.model, data) = (candidates, model, candidates.Data);
        random = RandomPairs.Draw(data, model.Learning.RandomPairs);
        start = [.. data.Comparisons.Select(model.For)];
    }

    /// <summary>The model with what these data say.</summary>
    public static FittedModel Fit(Candidates candidates, MatchModel model) =>
        new ModelLearning(candidates, model).Fit();

    /// <summary>The model as it stands, with the prior that these data ask for.</summary>
    public static FittedModel AsGiven(Candidates candidates, MatchModel model)
    {
        var data = candidates.Data;
        var weights = data.Comparisons.Select(model.For).ToList();
        var prior = (model.MatchedShare ?? 0.5) / Math.Max(1, data.ReferenceRows);
        var fitted = new FittedModel(model, data, weights, prior)
        {
            Kin = Kin.AsGiven(model, weights, data.ReferenceRows),
        };
        return model.MatchedShare is null ? WithPrior(PairScores.Of(candidates, fitted), fitted) : fitted;
    }

    FittedModel Fit()
    {
        var u = U();
        var fitted = Model(start.ConvertAll(s => s.M), u, 0.5 / Math.Max(1, data.ReferenceRows), null);
        var pairs = new BestPairs(candidates, fitted);
        for (var turn = 0; turn < Turns; turn++)
        {
            fitted = Maximise(pairs, fitted, null);
            random.Reweigh(fitted);
            fitted = Model(fitted.Weights.Select(w => w.M).ToList(), U(), fitted.Prior, null);
        }

        var (matches, _) = pairs.Expect(fitted);
        var others = Others();
        var parents = DependencyTree.Parents(matches, others, data.Comparisons.Count);
        var dependence = new Dependence(parents, others);
        fitted = Maximise(pairs, fitted, dependence);
        for (var turn = 0; turn < Turns; turn++)
        {
            fitted = fitted with { Kin = KinLearning.Learn(candidates, fitted) };
            if (fitted.Kin is null)
            {
                break;
            }

            fitted = Maximise(pairs, fitted, dependence);
        }

        return WithPrior(PairScores.Of(candidates, fitted), fitted);
    }

    List<double[]> U() => [.. Enumerable.Range(0, data.Comparisons.Count).Select(random.U)];

    LevelCounts Others()
    {
        var counts = new LevelCounts(data);
        for (var pair = 0; pair < random.Count; pair++)
        {
            counts.Add(random.LevelsOf(pair), random.Weight(pair));
        }

        return counts;
    }

    FittedModel Maximise(BestPairs pairs, FittedModel fitted, Dependence? dependence)
    {
        for (var round = 0; round < model.Learning.Rounds; round++)
        {
            var (counts, matches) = pairs.Expect(fitted);
            var before = fitted.Prior;
            var m = start.Select((s, i) => Smoothed(counts[i], s.M)).ToList();
            var prior = Prior(matches / Math.Max(1, pairs.Rows));
            var given = dependence?.Given(data, counts, m, this);
            fitted = Model(m, fitted.Weights.Select(w => w.U).ToList(), prior, given) with { Kin = fitted.Kin };
            if (round > 2 && Math.Abs(fitted.Prior - before) <= Settled * before)
            {
                break;
            }
        }

        return fitted;
    }

    FittedModel Model(
        IReadOnlyList<double[]> m, IReadOnlyList<double[]> u, double prior, IReadOnlyList<GivenLevels?>? given) =>
        new(model, data, [.. start.Select((s, i) =>
            new LevelWeights(m[i], u[i], s.TermFrequency) { Given = given?[i] })], prior);

    double[] Smoothed(double[] counts, double[] towards)
    {
        var all = counts.Sum() + model.Learning.Smoothing;
        return [.. counts.Select((c, i) => (c + (model.Learning.Smoothing * towards[i])) / all)];
    }

    /// <summary>Probability of a random pair when this share of the rows has a record.</summary>
    double Prior(double share) => Math.Clamp(share, 1e-6, 1) / Math.Max(2, data.ReferenceRows);

    /// <summary>The prior under which the expected number of matches is the one that it says.</summary>
    static FittedModel WithPrior(PairScores scores, FittedModel model)
    {
        var data = scores.Candidates.Data;
        for (var round = 0; round < 20; round++)
        {
            var share = scores.ExpectedMatches(model.Prior) / Math.Max(1, data.FeedRows);
            var prior = Math.Clamp(share, 1e-6, 1) / Math.Max(2, data.ReferenceRows);
            var isSettled = Math.Abs(prior - model.Prior) <= Settled * model.Prior;
            model = model with { Prior = prior };
            if (isSettled)
            {
                break;
            }
        }

        return model;
    }

    /// <summary>Which attribute leans on which, and how levels go together among pairs that are no match.</summary>
    sealed record Dependence(int[] Parents, LevelCounts Others)
    {
        public List<GivenLevels?> Given(
            LinkData data, LevelCounts matches, IReadOnlyList<double[]> m, ModelLearning learning) =>
            [.. Parents.Select((parent, i) => parent < 0 ? null : new GivenLevels(
                data.Comparisons[parent].Attribute,
                Tables(matches, i, parent, m[i], learning),
                Tables(Others, i, parent, learning.random.U(i), learning)))];

        static double[][] Tables(LevelCounts counts, int child, int parent, double[] towards, ModelLearning learning) =>
            [.. counts[parent].Select((_, level) => learning.Smoothed(
                [.. towards.Select((_, l) => counts.Joint(child, l, parent, level))], towards))];
    }
}
