using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Mismatches.Rules;

/// <summary>Both sides state a sex, and not the same one.</summary>
sealed class SexDiffers : IMismatchRule
{
    public MismatchKind Kind { get; } = new("sex-differs", "Giới tính khác nhau", "Sex differs", 2, Side.Sector);

    public string Compares => "sex";

    public Mismatch? Check(in MatchedPair pair) =>
        pair.HasCitizen && pair.Sector.Sex != Sex.Unknown && pair.Citizen.Sex != Sex.Unknown
        && pair.Sector.Sex != pair.Citizen.Sex
            ? new Mismatch(CellReader.SexCode(pair.Sector.Sex), CellReader.SexCode(pair.Citizen.Sex))
            : null;
}
