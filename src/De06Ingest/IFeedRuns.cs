using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest;

/// <summary>What a command or a scheduled job asks of the data flow: run one feed, or repeat comparisons.</summary>
interface IFeedRuns
{
    /// <summary>Runs one feed from pull to publish and reports how it ended; a dry run writes nothing.</summary>
    /// <exception cref="Intake.Pull.ExtractRefused">The extract as a whole cannot be used.</exception>
    /// <exception cref="Intake.Pull.SourceUnavailable">The source did not deliver; later may help.</exception>
    Task<RunReport> Run(FeedContract contract, RunOptions options, CancellationToken stop);

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

    /// <summary>Who started it: command, schedule or demo.</summary>
    public string Trigger { get; init; } = "command";
}

/// <summary>How far a run is.</summary>
/// <param name="Step">Code of the step, such as <c>stream</c>.</param>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Share">Share of the extract's bytes read, 0 to 1; null when it cannot be known.</param>
readonly record struct RunProgress(string Step, long Rows, double? Share);
