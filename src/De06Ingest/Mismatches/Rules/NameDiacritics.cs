namespace De06Ingest.Mismatches.Rules;

/// <summary>The names have the same letters and other diacritics: lost or mistyped in the sector.</summary>
sealed class NameDiacritics : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("name-diacritics", "Họ tên chỉ khác dấu", "Name differs in diacritics only", 3, Side.Sector)
        {
            Field = "name",
        };

    public string Compares => "name";

    public Mismatch? Check(in MatchedPair pair) =>
        Names.AreKnown(pair) && pair.Sector.NameFull != pair.Citizen.NameFull
        && (uint)pair.Sector.NameFolded == pair.Citizen.NameFolded
            ? Names.Of(pair)
            : null;
}
