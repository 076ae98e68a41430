using De06Ingest.Matching.Evidence;

namespace De06Ingest.Matching;

/// <summary>Whom a row was matched with, and how.</summary>
/// <param name="Citizen">Number in the reference index, or -1.</param>
/// <param name="NotById">Why its personal id led to nobody, or to somebody else, as in <see cref="Matcher"/>; null when
/// it led to the citizen.</param>
/// <param name="Link">What evidence or a person says, a pair that waits for a person included; null for
/// neither.</param>
readonly record struct FoundCitizen(int Citizen, string? NotById, EvidenceLink? Link = null)
{
    /// <summary>Why there is no citizen; null when there is one.</summary>
    public string? Unmatched => Citizen >= 0 ? null : NotById;

    /// <summary>Name and birth date are not those of the citizen with the row's personal id.</summary>
    public bool IsDoubted { get; init; }

    /// <summary>Evidence must say who it is.</summary>
    public bool IsToBeSought => NotById is not null || IsDoubted;

    /// <summary>With what evidence or a person says. A doubted id stands where this is nobody, or the same
    /// citizen.</summary>
    public FoundCitizen With(in EvidenceLink link) =>
        IsDoubted && (link.Band == Band.None || link.Citizen == Citizen) ? new(Citizen, null)
        : new(link.Band == Band.Auto ? link.Citizen : -1, NotById ?? Matcher.IdOfAnother,
            link.Band == Band.None ? null : link);
}
