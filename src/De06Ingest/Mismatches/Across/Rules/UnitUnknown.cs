namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>The home unit's code stands in no list of units, of today or of before.</summary>
/// <remarks>Asks the lists of <c>deploy/units</c>: a contract asks for the rule when they cover all places that its
/// people may be from. Without any list nothing is told.</remarks>
sealed class UnitUnknown() : UnitStateRule("unknown")
{
    public override MismatchKind Kind { get; } =
        new("unit-unknown", "Mã đơn vị hành chính không có", "Unit code unknown", 2, Side.Sector);
}
