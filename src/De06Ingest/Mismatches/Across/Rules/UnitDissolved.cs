using De06Ingest.Feeds;

namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>The home unit's code stands in a list of units, and was in force no more on the day of the data.</summary>
sealed class UnitDissolved : ISetRule
{
    public MismatchKind Kind { get; } =
        new("unit-dissolved", "Mã đơn vị hành chính đã giải thể", "Unit dissolved", 3, Side.Sector);

    public SetKey Key => SetKey.Subject;

    public string Having => "bool_or(unit_state = 'dissolved')";

    public bool Takes(FeedContract feed) => false;

    public IEnumerable<SetFinding> Check(SetGroup group) =>
        group.Own.Where(row => row.UnitState == "dissolved").Select(row => new SetFinding(row, row.HomeUnit, null));
}
