using De06Ingest.Feeds;

namespace De06Ingest.Reporting;

/// <summary>Why a published row has its citizen, or has none.</summary>
interface IRowExplanations
{
    /// <summary>Weighs the row against every citizen again; null when readers see no such row.</summary>
    /// <param name="contract">Contract of the feed.</param>
    /// <param name="record">Key of the record, its parts joined by "|".</param>
    /// <param name="citizen">Personal id of a citizen who is weighed in any case; null for none.</param>
    /// <param name="clear">Clear values instead of masked ones.</param>
    /// <param name="stop">Ends the search.</param>
    Task<RowExplanation?> Explain(
        FeedContract contract, string record, string? citizen, bool clear, CancellationToken stop);
}

/// <summary>Why a published row has its citizen, or has none.</summary>
/// <param name="Method">How its citizen was found, as <c>api.link</c> says it; null when there is none.</param>
/// <param name="Unmatched">Why there is none; null when there is one.</param>
/// <param name="Pairs">The most probable citizens, the best first; behind them the citizen with the row's personal id,
/// and the one who was asked for, where they are no such citizens.</param>
sealed record RowExplanation(string? Method, string? Unmatched, IReadOnlyList<ExplainedPair> Pairs)
{
    /// <summary>A citizen was asked for who is not in the reference.</summary>
    public bool AskedIsUnknown { get; init; }
}

/// <summary>A citizen whom the row may be about.</summary>
/// <param name="PersonalId">Of the citizen.</param>
/// <param name="Probability">That row and citizen are one person, the other citizens considered; 0 to 1.</param>
/// <param name="Sum">log2 of the odds, prior included.</param>
/// <param name="Steps">What the sum is made of; the prior first.</param>
sealed record ExplainedPair(
    string PersonalId, double Probability, double Sum, IReadOnlyList<ExplainedStep> Steps);

/// <summary>What one attribute adds.</summary>
/// <param name="Attribute">The attribute, or <c>prior</c>.</param>
/// <param name="Level">How well the two agree.</param>
/// <param name="SectorValue">What the row says; null when nothing.</param>
/// <param name="CitizenValue">What the reference says.</param>
/// <param name="Bits">log2(m/u) of the level.</param>
/// <param name="Rarity">Bits more, or fewer, because the value is rare or frequent.</param>
sealed record ExplainedStep(
    string Attribute, string Level, string? SectorValue, string? CitizenValue, double Bits, double Rarity);
