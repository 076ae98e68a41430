using De06Ingest.Intake.Normalise;

namespace De06Ingest.Matching;

/// <summary>Which citizen is this row? By personal id; a row whose id leads to nobody keeps the reason, and waits for
/// evidence (<see cref="WaitingRows{TRow}"/>) where its contract asks for that.</summary>
sealed class Matcher(ReferenceIndex? reference)
{
    public const string IdMissing = "id-missing";
    public const string IdMalformed = "id-malformed";
    public const string NotInReference = "not-in-reference";
    public const string NoReference = "no-reference";

    /// <summary>It is a citizen's of another name and birth date; evidence leads to somebody else.</summary>
    public const string IdOfAnother = "id-of-another";

    public FoundCitizen ById(SectorRecord record)
    {
        if (reference is null)
        {
            return new(-1, NoReference);
        }

        if (record.PersonalId == 0)
        {
            return new(-1, record.PersonalIdGiven ? IdMalformed : IdMissing);
        }

        var citizen = reference.Find(record.PersonalId);
        return new(citizen, citizen < 0 ? NotInReference : null);
    }
}
