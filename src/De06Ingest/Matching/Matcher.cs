using De06Ingest.Intake.Normalise;

namespace De06Ingest.Matching;

/// <summary>Which citizen is this row? By personal id; a row without one keeps its reason.</summary>
sealed class Matcher(ReferenceIndex? reference)
{
    public const string IdMissing = "id-missing";
    public const string IdMalformed = "id-malformed";
    public const string NotInReference = "not-in-reference";
    public const string NoReference = "no-reference";

    /// <summary>Number of the citizen in the index, or -1 with the reason.</summary>
    public int Match(SectorRecord record, out string? unmatched)
    {
        unmatched = null;
        if (reference is null)
        {
            unmatched = NoReference;
            return -1;
        }

        if (record.PersonalId == 0)
        {
            unmatched = record.PersonalIdGiven ? IdMalformed : IdMissing;
            return -1;
        }

        var citizen = reference.Find(record.PersonalId);
        unmatched = citizen < 0 ? NotInReference : null;
        return citizen;
    }
}
