using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching;

/// <summary>
/// What agreement and disagreement say (Fellegi and Sunter, 1969): for each level of a comparison m, its probability
/// among matches, and u, among pairs that are none; the prior; and where the bands begin. One file for all data.
/// </summary>
/// <remarks>For the citizen's own attributes m and u are used as they stand unless data are given to learn from; for
/// the kinds of other data they are where learning begins, and what little data are smoothed towards.</remarks>
sealed record MatchModel
{
    /// <summary>Name of the model, for reports.</summary>
    public required string Name { get; init; }

    public required Bands Bands { get; init; }

    public required LearningSpec Learning { get; init; }

    /// <summary>Levels of each kind.</summary>
    public required IReadOnlyDictionary<LinkKind, LevelWeights> Kinds { get; init; }

    /// <summary>Levels of single attributes, learnt from data, in place of those of their kind.</summary>
    public IReadOnlyDictionary<string, LevelWeights> Attributes { get; init; } =
        new Dictionary<string, LevelWeights>();

    /// <summary>Names of the levels of <see cref="Attributes"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> LevelNames { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Share of the feed's rows that have a record in the reference; null to be learnt.</summary>
    public double? MatchedShare { get; init; }

    /// <summary>Kin that a row has in the reference, on average; null where they do no harm. Weighed between two files,
    /// not in a run.</summary>
    public double? KinPerRow { get; init; }

    /// <summary>Levels for the comparison: those learnt for the attribute, else those of its kind.</summary>
    public LevelWeights For(Comparison comparison) =>
        For(comparison.Attribute, comparison.Kind, comparison.Levels);

    /// <summary>The same for an attribute that is not compared by a <see cref="Comparison"/>.</summary>
    public LevelWeights For(string attribute, LinkKind kind, IReadOnlyList<string> levels) =>
        Attributes.TryGetValue(attribute, out var own) && LevelNames[attribute].SequenceEqual(levels)
            ? own
            : Kinds[kind];
}

/// <summary>m and u of the levels of one comparison, best level first.</summary>
/// <param name="M">Probability of each level among matches.</param>
/// <param name="U">Probability of each level among pairs that are no match.</param>
/// <param name="TermFrequency">Agreement on a rare value weighs more than on a frequent one.</param>
sealed record LevelWeights(double[] M, double[] U, bool TermFrequency)
{
    /// <summary>The levels as they depend on those of another attribute; null when they do not.</summary>
    public GivenLevels? Given { get; init; }

    /// <summary>Probability of each level among kin; null when it was not learnt.</summary>
    public double[]? Kin { get; init; }

    /// <summary>log2(m/u) of each level.</summary>
    public double[] Bits() => Bits(M, U);

    /// <summary>log2(m/u) of each level. A worse level never weighs more than a better one: where few data say so, the
    /// two are taken together.</summary>
    public static double[] Bits(double[] m, double[] u)
    {
        var groups = new List<(double M, double U, int Levels)>();
        for (var level = 0; level < m.Length; level++)
        {
            groups.Add((m[level], u[level], 1));
            while (groups.Count > 1 && groups[^1].M * groups[^2].U > groups[^2].M * groups[^1].U)
            {
                var (one, other) = (groups[^2], groups[^1]);
                groups.RemoveAt(groups.Count - 1);
                groups[^1] = (one.M + other.M, one.U + other.U, one.Levels + other.Levels);
            }
        }

        return [.. groups.SelectMany(g => Enumerable.Repeat(Math.Log2(g.M / g.U), g.Levels))];
    }
}

/// <summary>m and u of the levels for each level of another attribute: who moves has another commune, another hamlet
/// and another street, and that is one thing and not three.</summary>
/// <param name="Attribute">The other attribute.</param>
/// <param name="M">By level of the other attribute, then by level.</param>
/// <param name="U">Likewise.</param>
sealed record GivenLevels(string Attribute, double[][] M, double[][] U);

/// <summary>Where the bands begin: at least this probability.</summary>
/// <param name="Auto">Taken without a person.</param>
/// <param name="Review">Shown to a person.</param>
sealed record Bands(double Auto, double Review)
{
    public Band Of(double probability) =>
        probability >= Auto ? Band.Auto : probability >= Review ? Band.Review : Band.None;
}

/// <summary>What becomes of a pair.</summary>
enum Band { None, Review, Auto }

/// <summary>How m, u and the prior are learnt.</summary>
/// <param name="RandomPairs">Pairs drawn to learn u from.</param>
/// <param name="Rounds">Rounds of expectation maximisation at most.</param>
/// <param name="Smoothing">Matches that the model's own m counts for.</param>
sealed record LearningSpec(int RandomPairs, int Rounds, double Smoothing);
