using De06Ingest.Feeds;

namespace De06Ingest.Mismatches.Across;

/// <summary>One kind of mismatch that shows only in several rows together. A file in <c>Rules/</c> is a rule; the
/// program finds it there, and a contract asks for it by its code under <c>check</c>.</summary>
interface ISetRule
{
    MismatchKind Kind { get; }

    /// <summary>What the rows of one group share.</summary>
    SetKey Key { get; }

    /// <summary>SQL aggregate condition over the rows of a group (columns of <see cref="SetRow"/>): only groups for
    /// which it holds are read. <c>:people</c> is the contract's people-per-phone.</summary>
    string Having { get; }

    /// <summary>True when rows of this feed belong into the groups; the feed that asks always does.</summary>
    bool Takes(FeedContract feed) => feed.Check.Contains(Kind.Code);

    /// <summary>True when a group also needs the reference's rows, which alone make none.</summary>
    bool TakesReference => false;

    /// <summary>The rows of the asking feed that are wrong, with both values.</summary>
    IEnumerable<SetFinding> Check(SetGroup group);
}

/// <summary>By what rows are put together.</summary>
enum SetKey
{
    PersonalId,
    Phone,

    /// <summary>Name in small letters and whole birth date.</summary>
    Person,
    Citizen,

    /// <summary>Nothing: each subject of a feed stands for itself.</summary>
    Subject,
}

/// <summary>A published row of some feed, as the rules across the set see it; personal data.</summary>
sealed record SetRow
{
    /// <summary>What the rows of its group share.</summary>
    public string GroupKey { get; init; } = "";
    public required string Feed { get; init; }
    public bool IsReference { get; init; }
    public string RecordId { get; init; } = "";
    public string SubjectId { get; init; } = "";
    public long LineNo { get; init; }
    public Guid? CitizenRef { get; init; }

    /// <summary>The reference has a citizen with this very personal id.</summary>
    public bool IsMatched { get; init; }
    public string? PersonalId { get; init; }
    public string? Name { get; init; }

    /// <summary>First and last possible birth day since 2000-01-01.</summary>
    public int? BirthFrom { get; init; }
    public int? BirthTo { get; init; }
    public string? Sex { get; init; }
    public string? Phone { get; init; }
    public string? HomeUnit { get; init; }

    /// <summary>The source itself says that the phone is wrong.</summary>
    public bool IsPhoneWrong { get; init; }

    /// <summary>The row registers a death, or the reference knows the citizen as dead.</summary>
    public bool IsDead { get; init; }

    /// <summary>The row counts as active under its contract.</summary>
    public bool IsActive { get; init; }

    /// <summary>What the list of units says of the home unit on the day of the data: known, dissolved, unknown; null
    /// where it was not asked.</summary>
    public string? UnitState { get; init; }

    /// <summary>Who the row is about, as far as can be told: the citizen, or else the subject of the feed.</summary>
    public string Person => CitizenRef?.ToString() ?? $"{Feed}|{SubjectId}";
}

/// <summary>Rows that share a value, and the contract that asks about its own.</summary>
sealed record SetGroup(FeedContract Contract, IReadOnlyList<SetRow> Rows)
{
    /// <summary>Rows of the feed that asks.</summary>
    public IEnumerable<SetRow> Own => Rows.Where(row => row.Feed == Contract.Feed);

    public IEnumerable<SetRow> OfSectors => Rows.Where(row => !row.IsReference);

    public SetRow? Reference => Rows.FirstOrDefault(row => row.IsReference);
}

/// <summary>A row that is wrong, and both values as people read them.</summary>
readonly record struct SetFinding(SetRow Row, string? SectorValue, string? ReferenceValue);

/// <summary>Every rule across the set.</summary>
static class SetRules
{
    public static IReadOnlyList<ISetRule> All { get; } =
        [.. typeof(ISetRule).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISetRule)))
            .Select(type => (ISetRule)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.Kind.Code, StringComparer.Ordinal)];

    public static IReadOnlyList<ISetRule> For(FeedContract contract) =>
        contract.Role == FeedRole.Reference ? [] : [.. All.Where(rule => contract.Check.Contains(rule.Kind.Code))];

    /// <summary>True when the feed has anything to be settled across the set.</summary>
    public static bool Concern(FeedContract contract) =>
        contract.Role == FeedRole.Sector && (contract.Suggest.Count > 0 || For(contract).Count > 0);

    /// <summary>Feeds whose rows decide what is wrong in this one; itself among them.</summary>
    public static IReadOnlyList<FeedContract> LookedAt(FeedContract contract, IReadOnlyList<FeedContract> all)
    {
        var rules = For(contract);
        return
        [
            .. all.Where(feed => feed.Feed == contract.Feed
                || (feed.Role == FeedRole.Sector && rules.Any(rule => rule.Takes(feed)))
                || (feed.Role == FeedRole.Reference && rules.Any(rule => rule.TakesReference))
                || IsWitness(feed, contract)),
        ];
    }

    /// <summary>True when the feed can support a suggestion for the other, or stand against it.</summary>
    public static bool IsWitness(FeedContract feed, FeedContract asking) =>
        asking.Suggest.Any(feed.Witness.ContainsKey)
        || (asking.OneAccountPerPhone && feed.OneAccountPerPhone && asking.Suggest.Contains("phone"));
}
