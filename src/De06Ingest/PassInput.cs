using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Units;
using De06Ingest.Values;

namespace De06Ingest;

/// <summary>All that a pass needs; it reaches nothing else.</summary>
sealed record PassInput
{
    public required FeedContract Contract { get; init; }
    public required Extract Extract { get; init; }

    /// <summary>The time the extract describes, or when it came if that is not known yet.</summary>
    public required DateTimeOffset AsOfDay { get; init; }

    /// <summary>That day in Vietnam, by which values are read.</summary>
    public DateOnly Day => VietnamTime.DayOf(AsOfDay);
    public required RowState State { get; init; }
    public required SliceReader Slices { get; init; }

    /// <summary>Slices for which a newer delivery stands already.</summary>
    public IReadOnlySet<Slice> StaleSlices { get; init; } = new HashSet<Slice>();

    /// <summary>Map of the unit of every slice that stands.</summary>
    public IReadOnlyDictionary<Slice, short> SliceMaps { get; init; } = new Dictionary<Slice, short>();
    public IReadOnlyDictionary<Slice, DateTimeOffset> SliceAsOf { get; init; }
        = new Dictionary<Slice, DateTimeOffset>();

    /// <summary>Delta: published sequence per entry of the state.</summary>
    public IReadOnlyDictionary<int, long> RowOrders { get; init; } = new Dictionary<int, long>();

    /// <summary>False when contract or code moved, so that every row is read anew.</summary>
    public required bool SkipUnchanged { get; init; }
    public ReferenceIndex? Reference { get; init; }

    /// <summary>Looks for citizens where the personal id leads to nobody; null where that is not asked for.</summary>
    public CitizenSearch? Evidence { get; init; }
    public required Pseudonym Pseudonym { get; init; }
    /// <summary>What unit codes mean.</summary>
    public UnitScope Units { get; init; } = UnitScope.None;
    public required long RunId { get; init; }
    public required int Workers { get; init; }

    /// <summary>Threads that go on with the rows which come last, when no other thread works any more.</summary>
    public int LateWorkers { get; init; } = 1;

    /// <summary>Makes the run's table and opens it for rows.</summary>
    public required Func<StageCopy> OpenStage { get; init; }
    public Action<long>? Progress { get; init; }

    /// <summary>Opens a copy into core.refusal on a connection of its own; null in a dry run.</summary>
    public Func<RawCopy>? OpenRefusals { get; init; }

    /// <summary>Bytes of refused rows that a worker keeps in memory.</summary>
    public int RefusalMemory { get; init; } = 32 << 20;
}
