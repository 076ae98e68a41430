namespace De06Ingest.Matching.Estimation;

/// <summary>Learns m from pairs of which nobody knows whether they match (Dempster, Laird and Rubin, 1977; Winkler,
/// 1988), with u held.</summary>
/// <param name="patterns">The pairs.</param>
/// <param name="used">The comparisons to learn: not those by which the pairs were found, for on these even strangers
/// agree.</param>
/// <param name="start">m to begin with and to be smoothed towards, by comparison.</param>
/// <param name="u">u, by comparison.</param>
sealed class ExpectationMaximisation(
    LevelPatterns patterns, IReadOnlyList<int> used, IReadOnlyList<double[]> start, IReadOnlyList<double[]> u)
{
    const double Settled = 1e-5;
    const double LeastShare = 1e-9;

    double[][] m = [.. start.Select(s => (double[])s.Clone())];

    /// <summary>m, by comparison; as given for those that are not used.</summary>
    public IReadOnlyList<double[]> M => m;

    /// <summary>Expected number of matches among the pairs.</summary>
    public double Matches { get; private set; }

    /// <param name="matches">Number of matches to begin with.</param>
    /// <param name="spec">Rounds and smoothing.</param>
    public void Run(double matches, LearningSpec spec)
    {
        Matches = Math.Min(matches, patterns.Pairs * 0.5);
        for (var round = 0; round < spec.Rounds; round++)
        {
            var before = Matches;
            Step(spec.Smoothing);
            if (Math.Abs(Matches - before) <= Settled * Math.Max(1, before))
            {
                break;
            }
        }
    }

    void Step(double smoothing)
    {
        var counts = start.Select(s => s.Select(p => p * smoothing).ToArray()).ToArray();
        var share = Math.Clamp(Matches / Math.Max(1, patterns.Pairs), LeastShare, 1 - LeastShare);
        var odds = Math.Log2(share / (1 - share));
        var bits = m.Select((levels, i) => levels.Select((p, l) => Math.Log2(p / u[i][l])).ToArray()).ToArray();
        Matches = 0;
        for (var i = 0; i < patterns.All.Count; i++)
        {
            var pattern = patterns.All[i];
            var weight = odds;
            foreach (var comparison in used)
            {
                weight += pattern[comparison] < bits[comparison].Length ? bits[comparison][pattern[comparison]] : 0;
            }

            var expected = patterns.Counts[i] / (1 + double.Exp2(-weight));
            Matches += expected;
            foreach (var comparison in used)
            {
                if (pattern[comparison] < bits[comparison].Length)
                {
                    counts[comparison][pattern[comparison]] += expected;
                }
            }
        }

        foreach (var comparison in used)
        {
            var all = counts[comparison].Sum();
            m[comparison] = [.. counts[comparison].Select(c => c / all)];
        }
    }
}
