namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>The home unit's code stands in a list of units, and was in force no more on the day of the data.</summary>
sealed class UnitDissolved : ISetRule
{
    public MismatchKind Kind { get; } =
        new("unit-dissolved", "Mã đơn vị hành chính đã giải thể", "Unit dissolved", 3, Side.Sector);

    public SetKey Key => SetKey.Unit;

    public string Having => "min(unit_state) = 'dissolved'";

    public IEnumerable<SetFinding> Check(SetGroup group) =>
        group.Own.Select(row => new SetFinding(row, row.HomeUnit, null));
}
