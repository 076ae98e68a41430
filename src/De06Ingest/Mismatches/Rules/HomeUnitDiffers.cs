using De06Ingest.Intake.Normalise;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The sector places the citizen in another commune than the reference.</summary>
/// <remarks>An old commune and the unit that it went into by law are one place, and so are a district and a commune in
/// it.</remarks>
sealed class HomeUnitDiffers : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("home-unit-differs", "Nơi thường trú khác nhau", "Home unit differs", 2, Side.Undecided)
        {
            Field = "homeUnit",
        };

    public string Compares => "homeUnit";

    public Mismatch? Check(in MatchedPair pair)
    {
        if (!pair.HasCitizen || pair.Sector.HomeUnit == SectorRecord.Unknown
            || pair.Citizen.HomeUnit == SectorRecord.Unknown || pair.HomesAgree)
        {
            return null;
        }

        return new Mismatch(pair.SectorHomeText, pair.CitizenHomeText);
    }
}
