using De06Ingest.Feeds;

namespace De06Ingest.Mismatches.Across.Rules;

/// <summary>A feed that registers deaths has the citizen, and this one carries on as if alive. Silent where the
/// reference knows of the death and the contract compares <c>alive</c>: that is deceased-active.</summary>
sealed class DeceasedRegistered : ISetRule
{
    public MismatchKind Kind { get; } =
        new("deceased-registered", "Đã khai tử nhưng còn hoạt động", "Death registered but active", 1, Side.Sector);

    public SetKey Key => SetKey.Citizen;

    public string Having => "bool_or(is_dead)";

    public bool TakesReference => true;

    public bool Takes(FeedContract feed) => feed.DeadWhen is not null;

    public IEnumerable<SetFinding> Check(SetGroup group)
    {
        var registers = group.OfSectors.Where(row => row.IsDead && row.Feed != group.Contract.Feed)
            .Select(row => row.Feed).Order(StringComparer.Ordinal).ToList();
        return registers.Count == 0
            || (group.Reference is { IsDead: true } && group.Contract.Compare.Contains("alive"))
                ? []
                : group.Own.Where(row => row.IsActive).Select(row => new SetFinding(row, "active", registers[0]));
    }
}
