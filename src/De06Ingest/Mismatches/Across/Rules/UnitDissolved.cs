namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>The home unit's code stands in a list of units, and was in force no more on the day of the data.</summary>
sealed class UnitDissolved() : UnitStateRule("dissolved")
{
    public override MismatchKind Kind { get; } =
        new("unit-dissolved", "Mã đơn vị hành chính đã giải thể", "Unit dissolved", 3, Side.Sector);
}
