using System.Text;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The names differ by more than diacritics, case, spacing or the place of a tone mark.</summary>
sealed class NameDiffers : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("name-differs", "Họ tên khác nhau", "Name differs", 2, Side.Sector) { Field = "name" };

    public string Compares => "name";

    public Mismatch? Check(in MatchedPair pair) =>
        Names.AreKnown(pair) && pair.Sector.NameFull != pair.Citizen.NameFull
        && (uint)pair.Sector.NameFolded != pair.Citizen.NameFolded
            ? Names.Of(pair)
            : null;
}

/// <summary>The names of a pair, for the two rules that compare them.</summary>
static class Names
{
    public static bool AreKnown(in MatchedPair pair) =>
        pair.HasCitizen && pair.Sector.Name.Length > 0 && pair.Citizen.NameFull != 0;

    public static Mismatch Of(in MatchedPair pair) => new(
        Encoding.UTF8.GetString(pair.Sector.Bytes(pair.Sector.Name)), Encoding.UTF8.GetString(pair.CitizenName));
}
