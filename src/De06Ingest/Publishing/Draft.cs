using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Mismatches;
using De06Ingest.Reporting;
using De06Ingest.Units;

namespace De06Ingest.Publishing;

/// <summary>How a publishing transaction ended.</summary>
enum PublishOutcome
{
    Published,

    /// <summary>The reference moved since the rows were compared: the pass must be repeated.</summary>
    ReferenceMoved,

    /// <summary>Another run has taken the feed; this one has written nothing.</summary>
    FenceLost,
}

/// <summary>What a run wants to publish.</summary>
sealed record Draft
{
    public required FeedContract Contract { get; init; }
    public required long RunId { get; init; }
    public required long Fence { get; init; }
    public required Guid PublishId { get; init; }
    public required Guid? ReferenceId { get; init; }
    public required int CodeEpoch { get; init; }

    /// <summary>Contract under which the rows were read; a re-check leaves it as it was.</summary>
    public required string ContractHash { get; init; }
    public required long? ExtractId { get; init; }
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>What readers see now; null at the first publish.</summary>
    public required CurrentState? Current { get; init; }

    /// <summary>Generation of the rows in the run's table.</summary>
    public required int Generation { get; init; }

    /// <summary>True when the run's table becomes the generation; false when its rows are merged into the current
    /// one.</summary>
    public required bool NewGeneration { get; init; }

    /// <summary>The run looked at every subject of the feed, so what it did not find is closed.</summary>
    public required bool Everything { get; init; }
    public required long Rows { get; init; }
    public required IReadOnlyList<Slice> Slices { get; init; }

    /// <summary>Those of them that did not come themselves: all that took the place of their unit has.</summary>
    public IReadOnlySet<Slice> Replaced { get; init; } = new HashSet<Slice>();
    public required IReadOnlyList<byte[]> Vanished { get; init; }

    /// <summary>Delta: deleted keys, known or not, with the version of the deletion.</summary>
    public IReadOnlyList<(byte[] Key, long Order)> Deletions { get; init; } = [];
    public required IReadOnlyList<Findings> Findings { get; init; }

    /// <summary>Citizens found otherwise than by personal id, for all records that the run looked at.</summary>
    public IReadOnlyList<FoundLinks> Links { get; init; } = [];

    /// <summary>Match model that the links rest on; null where none are looked for.</summary>
    public string? MatchModel { get; init; }

    /// <summary>Decisions about pairs that a re-check obeyed; null for other runs.</summary>
    public long? DecisionNo { get; init; }

    /// <summary>Rows are merged into what readers see, and few subjects are touched: what rests on them can be moved
    /// instead of counted anew. A new generation is a look at every subject.</summary>
    public bool MovesFew => !NewGeneration && !Everything;

    /// <summary>Table of further subjects that the run looked at, for a re-check; null otherwise.</summary>
    public string? MoreTouched { get; init; }

    /// <summary>Published rows were looked at again; no extract was read.</summary>
    public bool IsRecheck => MoreTouched is not null;

    /// <summary>Records per unit of a new generation; null when rows are merged.</summary>
    public IReadOnlyDictionary<string, UnitTally>? Tally { get; init; }

    /// <summary>A record that the tally has as mismatched is a subject with an open mismatch, if the ledger knew
    /// nothing before.</summary>
    public bool TallyKnowsMismatched { get; init; }

    /// <summary>Row of core.run to write with the publish.</summary>
    public required RunFacts Run { get; init; }
    public required PairCheck? PairCheck { get; init; }

    /// <summary>Ends when the run's table is ready to be published: index, statistics, place as a partition. Until then
    /// only what needs no table is done.</summary>
    public Task Ready { get; init; } = Task.CompletedTask;

    /// <summary>What readers see was read under another contract or by other code.</summary>
    public bool ReadsOtherwise =>
        Current is not null && (Current.ContractHash, Current.CodeEpoch) != (ContractHash, CodeEpoch);

    /// <summary>What must be safe before readers see the run: its archive.</summary>
    public Func<Task> BeforeCommit { get; init; } = () => Task.CompletedTask;
    /// <summary>Times a part of the publish by its name.</summary>
    public Func<string, Func<Task>, Task> Step { get; init; } = (_, part) => part();
    public bool DryRun { get; init; }

    /// <summary>What unit codes mean.</summary>
    public UnitScope Units { get; init; } = UnitScope.None;

    /// <summary>Another map came into force since the feed was published.</summary>
    public bool IsOnOtherMap => Current?.IsOnOtherMap(Units) ?? false;

    /// <summary>A person's word by which this is published despite what held it; null otherwise.</summary>
    public Release? Release { get; init; }
}

/// <summary>What readers see of a feed: a row of core.feed_current.</summary>
sealed record CurrentState
{
    public required long RunId { get; init; }
    public required Guid PublishId { get; init; }
    public required int Generation { get; init; }
    public required string ContractHash { get; init; }
    public required int CodeEpoch { get; init; }
    public required Guid? ReferenceId { get; init; }
    public required long? ExtractId { get; init; }
    public required DateTimeOffset AsOf { get; init; }
    public required long Rows { get; init; }

    /// <summary>As-of of the newest delivery that showed this very state.</summary>
    public required DateTimeOffset ConfirmedAsOf { get; init; }

    /// <summary>Delivered bytes of the extract; null when it is unknown.</summary>
    public long? ExtractBytes { get; init; }
    /// <summary>Map of the unit codes in the newest extract; null when it is not known.</summary>
    public short? UnitMap { get; init; }

    /// <summary>Every map that codes of its rows are on.</summary>
    public short[]? UnitMaps { get; init; }

    /// <summary>Map of the units in ledger and tally.</summary>
    public short? LedgerMap { get; init; }

    /// <summary>Another map came into force since: every unit of ledger and tally is another.</summary>
    public bool IsOnOtherMap(UnitScope units) =>
        LedgerMap is { } map && units.Ledger is { } ledger && map != ledger.Number;

    /// <summary>Map of the units that name slices without @.</summary>
    public short? BaseMap { get; init; }

    /// <summary>Columns that identify a record; null when published before this was noted.</summary>
    public string[]? Key { get; init; }

    /// <summary>Match model that the links rest on; null when none were looked for.</summary>
    public string? MatchModel { get; init; }

    /// <summary>A person has decided about a pair since.</summary>
    public bool HasDecisions { get; init; }
}
