namespace De06Ingest.Matching.Evidence;

/// <summary>The citizen who is most probably behind a row.</summary>
/// <param name="Citizen">Number in the reference; -1 where the row has none.</param>
/// <param name="Method">Which evidence decided.</param>
/// <param name="Probability">Probability that the two are one person, the row's other citizens considered.</param>
/// <param name="Band">What becomes of it; none where there is no citizen.</param>
/// <param name="Profile">Which attributes agree and how, such as <c>name=same birth-date=year</c>; null without a
/// citizen.</param>
readonly record struct EvidenceLink(
    int Citizen, MatchMethod Method, float Probability, Band Band, string? Profile)
{
    public static readonly EvidenceLink None = new(-1, MatchMethod.Evidence, 0, Band.None, null);

    /// <summary>Sure enough, but another row has the citizen, and the contract gives each to one row only.</summary>
    public bool IsTaken { get; init; }
}

/// <summary>A row beside one of its citizens: what each attribute adds.</summary>
/// <param name="Citizen">Number in the reference.</param>
/// <param name="Steps">Attribute by attribute.</param>
/// <param name="Prior">log2 of the prior odds.</param>
/// <param name="Probability">Probability, the row's other citizens considered.</param>
sealed record EvidencePair(int Citizen, IReadOnlyList<WeightStep> Steps, double Prior, double Probability)
{
    /// <summary>Prior and weights together: log2 of the odds.</summary>
    public double Sum => Prior + Steps.Sum(s => s.Bits + s.Rarity);
}
