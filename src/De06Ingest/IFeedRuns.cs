using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Reporting;

namespace De06Ingest;

/// <summary>What a command or a scheduled job asks of the data flow: run one feed, or repeat comparisons.</summary>
interface IFeedRuns
{
    /// <summary>Runs one feed from pull to publish and reports how it ended; a dry run writes nothing.</summary>
    /// <exception cref="Intake.Pull.ExtractRefused">The extract as a whole cannot be used.</exception>
    /// <exception cref="Intake.Pull.SourceUnavailable">The source did not deliver; later may help.</exception>
    Task<RunReport> Run(FeedContract contract, RunOptions options, CancellationToken stop);

    /// <summary>Publishes the extract of a held run despite what held it, because a person says so.</summary>
    /// <exception cref="DecisionRefused">There is nothing to decide, or it may not be decided so.</exception>
    Task<RunReport> Release(HeldDecision said, Action<RunProgress>? progress, CancellationToken stop);

    /// <summary>Puts a held extract aside for good: it is neither published nor fetched again.</summary>
    /// <exception cref="DecisionRefused">There is no such held run.</exception>
    Task Discard(HeldDecision said, CancellationToken stop);

    /// <summary>Publishes what follows from decisions about pairs, a new match model or a new reference.</summary>
    /// <returns>Null when nothing does, or another run works on the feed.</returns>
    Task<RunReport?> CatchUp(FeedContract contract, CancellationToken stop);

    /// <summary>Sends the pairs that a new reference touches through the rules again, one report per feed.</summary>
    Task<IReadOnlyList<RunReport>> RecheckAfterReference(CancellationToken stop);
}

/// <summary>What the caller of a run decides; everything else stands in the contract.</summary>
sealed record RunOptions
{
    /// <summary>Files to take instead of pulling, in part order; empty to pull as the contract says.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>As-of time stated by the operator; null to find it as the contract says.</summary>
    public DateTimeOffset? SourceTime { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Called from time to time, possibly from several threads; null when nobody watches.</summary>
    public Action<RunProgress>? Progress { get; init; }

    /// <summary>Who started it: command, schedule, release or demo.</summary>
    public string Trigger { get; init; } = "command";

    /// <summary>A person's release of a held extract, which is taken in the place of a pull and not held
    /// again.</summary>
    public Release? Release { get; init; }
}

/// <summary>What a person says about a held run.</summary>
/// <param name="Run">The run.</param>
/// <param name="By">Who says it.</param>
/// <param name="Reason">Why.</param>
sealed record HeldDecision(long Run, string By, string Reason)
{
    /// <summary>Map of units, where that was in doubt and the person says which it is; null otherwise.</summary>
    public string? UnitMap { get; init; }
}

/// <summary>A held extract that a person released.</summary>
/// <param name="Said">The person's word.</param>
/// <param name="Extract">The extract, from the archive.</param>
/// <param name="UnitMap">Map of units that is confirmed by it; null when that was not the question.</param>
sealed record Release(HeldDecision Said, Extract Extract, string? UnitMap);

/// <summary>A decision about a held run that cannot be carried out.</summary>
/// <param name="code">Stable code, such as <c>run-not-held</c>.</param>
/// <param name="detail">Number of the run, or what held it.</param>
sealed class DecisionRefused(string code, string detail) : Exception($"{code} {detail}")
{
    public string Code { get; } = code;
    public string Detail { get; } = detail;
}

/// <summary>How far a run is.</summary>
/// <param name="Step">Code of the step, such as <c>stream</c>.</param>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Share">Share of the extract's bytes read, 0 to 1; null when it cannot be known.</param>
readonly record struct RunProgress(string Step, long Rows, double? Share);
