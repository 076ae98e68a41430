using De06Ingest.Feeds;

namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>The home unit's code stands in no list of units, of today or of before.</summary>
/// <remarks>Asks the lists of <c>deploy/units</c>: a contract asks for the rule when they cover all places that its
/// people may be from. Without any list nothing is told.</remarks>
sealed class UnitUnknown : ISetRule
{
    public MismatchKind Kind { get; } =
        new("unit-unknown", "Mã đơn vị hành chính không có", "Unit code unknown", 2, Side.Sector);

    public SetKey Key => SetKey.Subject;

    public string Having => "bool_or(unit_state = 'unknown')";

    public bool Takes(FeedContract feed) => false;

    public IEnumerable<SetFinding> Check(SetGroup group) =>
        group.Own.Where(row => row.UnitState == "unknown").Select(row => new SetFinding(row, row.HomeUnit, null));
}
