using System.Globalization;
using De06Ingest.Intake.Normalise;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The sector places the citizen in another commune than the reference.</summary>
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
            || pair.Citizen.HomeUnit == SectorRecord.Unknown || pair.Sector.HomeUnit == pair.Citizen.HomeUnit)
        {
            return null;
        }

        return new Mismatch(
            pair.Sector.HomeUnit.ToString($"D{pair.Sector.HomeUnitLength}", CultureInfo.InvariantCulture),
            pair.Citizen.HomeUnit.ToString("D5", CultureInfo.InvariantCulture));
    }
}
