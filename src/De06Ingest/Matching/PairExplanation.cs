namespace De06Ingest.Matching;

/// <summary>Why a row has its record: the sum of its weights, step by step, and the records that came next.</summary>
/// <param name="Feed">The row.</param>
/// <param name="Reference">The record.</param>
/// <param name="Prior">log2 of the prior odds.</param>
/// <param name="Steps">What each attribute adds.</param>
/// <param name="Probability">Probability, the row's other records considered.</param>
/// <param name="RunnersUp">The two next best records with their sums, prior included.</param>
sealed record PairExplanation(
    int Feed, int Reference, double Prior, IReadOnlyList<WeightStep> Steps, double Probability,
    IReadOnlyList<(int Reference, double Sum)> RunnersUp)
{
    const int MostRunnersUp = 2;

    /// <summary>Prior and weights together: log2 of the odds.</summary>
    public double Sum => Prior + Steps.Sum(s => s.Bits + s.Rarity);

    /// <summary>Explains the best record of a row, or null when nothing was found for it.</summary>
    public static PairExplanation? Of(Linkage linkage, int row)
    {
        var (candidates, model) = (linkage.Candidates, linkage.Model);
        var prior = Math.Log2(model.Prior / (1 - model.Prior));
        var best = Enumerable.Range(candidates.Starts[row], candidates.Starts[row + 1] - candidates.Starts[row])
            .OrderByDescending(pair => linkage.Scores[pair]).ThenBy(pair => pair)
            .Take(MostRunnersUp + 1).ToList();
        if (best.Count == 0)
        {
            return null;
        }

        return new(row, candidates.References[best[0]], prior, StepsOf(linkage, row, best[0]),
            model.Probability(linkage.Scores[best[0]], linkage.Scores.RowOdds(row, model.Prior)),
            [.. best.Skip(1).Select(pair => (candidates.References[pair], prior + linkage.Scores[pair]))]);
    }

    static List<WeightStep> StepsOf(Linkage linkage, int row, int pair)
    {
        var (model, reference) = (linkage.Model, linkage.Candidates.References[pair]);
        var levels = linkage.Candidates.LevelsOf(pair);
        var steps = new List<WeightStep>();
        for (var i = 0; i < levels.Length; i++)
        {
            var comparison = model.Data.Comparisons[i];
            var level = levels[i] < comparison.Levels.Count ? comparison.Levels[levels[i]] : "missing";
            steps.Add(new(comparison.Attribute, level, model.Bits(i, levels),
                model.Rarity(i, row, reference, levels[i]), model.Weights[i].Given?.Attribute));
        }

        if (model.TakenByKin(steps.Sum(s => s.Bits + s.Rarity), levels) is < 0 and var taken)
        {
            steps.Add(new("kin", "shared", taken, 0, null));
        }

        return steps;
    }
}

/// <summary>What one attribute adds to the sum.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Level">Its level; <c>missing</c> where one side has no value.</param>
/// <param name="Bits">log2(m/u) of the level.</param>
/// <param name="Rarity">Bits more, or fewer, because the value is rare or frequent.</param>
/// <param name="Given">Attribute on which m and u lean, or null.</param>
readonly record struct WeightStep(string Attribute, string Level, double Bits, double Rarity, string? Given);
