using De06Ingest.Feeds;

namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>What the list of units says of a row's home unit on the day of the data. No other row decides about it, so
/// it is asked subject by subject.</summary>
/// <param name="state">State that is wrong, as in <see cref="SetRow.UnitState"/>.</param>
abstract class UnitStateRule(string state) : ISetRule
{
    public abstract MismatchKind Kind { get; }

    public SetKey Key => SetKey.Subject;

    public string Having => $"bool_or(unit_state = '{state}')";

    public bool Takes(FeedContract feed) => false;

    public IEnumerable<SetFinding> Check(SetGroup group) =>
        group.Own.Where(row => row.UnitState == state).Select(row => new SetFinding(row, row.HomeUnit, null));
}
