using De06Ingest.Intake.Normalise;

namespace De06Ingest.Matching.Evidence;

/// <summary>A personal id that leads to somebody else: a relative's id in the row, or a wrong digit that makes another
/// citizen's id.</summary>
static class DoubtfulId
{
    /// <summary>True when neither the name nor the birth date of the citizen is the row's, so that evidence must say
    /// who it is. Where it finds nobody the id stands.</summary>
    /// <remarks>One comparison for the row whose name is right.</remarks>
    public static bool Contradicts(SectorRecord record, in Citizen citizen) =>
        record.NameFull != citizen.NameFull && record.NameFull != 0 && citizen.NameFull != 0
        && (uint)record.NameFolded != citizen.NameFolded && DiffersInBirth(record, citizen);

    static bool DiffersInBirth(SectorRecord record, in Citizen citizen) =>
        record.BirthFrom != SectorRecord.Unknown && citizen.HasBirthDate
        && (record.BirthTo < citizen.BirthFrom || citizen.BirthTo < record.BirthFrom);
}
