using De06Ingest.Matching.Evidence;

namespace De06Ingest.Matching;

/// <summary>Whom a row was matched with, and how.</summary>
/// <param name="Citizen">Number in the reference index, or -1.</param>
/// <param name="NotById">Why its personal id led to nobody, as in <see cref="Matcher"/>; null when it did.</param>
/// <param name="Link">What evidence or a person says, a pair that waits for a person included; null for
/// neither.</param>
readonly record struct FoundCitizen(int Citizen, string? NotById, EvidenceLink? Link = null)
{
    /// <summary>Why there is no citizen; null when there is one.</summary>
    public string? Unmatched => Citizen >= 0 ? null : NotById;
}
