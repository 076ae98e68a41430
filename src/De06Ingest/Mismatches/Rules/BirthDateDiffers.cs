using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Mismatches.Rules;

/// <summary>Both sides know a birth date, and no single day fits both.</summary>
sealed class BirthDateDiffers : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("birth-date-differs", "Ngày sinh khác nhau", "Birth date differs", 2, Side.Sector) { Field = "birthDate" };

    public string Compares => "birthDate";

    public Mismatch? Check(in MatchedPair pair)
    {
        if (!pair.HasCitizen || pair.Sector.BirthFrom == SectorRecord.Unknown || !pair.Citizen.HasBirthDate
            || (pair.Sector.BirthFrom <= pair.Citizen.BirthTo && pair.Citizen.BirthFrom <= pair.Sector.BirthTo))
        {
            return null;
        }

        return new Mismatch(
            BirthDate.FromRange(pair.Sector.BirthFrom, pair.Sector.BirthTo).Iso,
            BirthDate.FromRange(pair.Citizen.BirthFrom, pair.Citizen.BirthTo).Iso);
    }
}
