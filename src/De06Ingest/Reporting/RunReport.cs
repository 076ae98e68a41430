using System.Diagnostics.CodeAnalysis;

namespace De06Ingest.Reporting;

/// <summary>How a run ended and what it counted: what the command line prints and the page shows.</summary>
sealed record RunReport : RunFacts
{
    public RunReport()
    {
    }

    /// <summary>Tells what the row of a run does.</summary>
    [SetsRequiredMembers]
    public RunReport(string feed, long runId, RunFacts row)
        : base(row) => (Feed, RunId) = (feed, runId);

    public required long RunId { get; init; }
    public required string Feed { get; init; }
    public bool DryRun { get; init; }

    /// <summary>Records that the extract does not show, and that stay published because a refused row whose key cannot
    /// be read may be about them.</summary>
    public long Unconfirmed { get; init; }

    /// <summary>Refused rows whose key cannot be read.</summary>
    public long UnreadKeys { get; init; }

    /// <summary>Mismatches by kind: opened, resolved, vanished, reopened by this run, and open after it.</summary>
    public IReadOnlyList<MismatchMovement> Mismatches { get; init; } = [];

    /// <summary>Figures whose value this run changed.</summary>
    public IReadOnlyList<FigureMovement> Figures { get; init; } = [];

    /// <summary>What the rules across the set published after this run: here, and in feeds whose rules look at
    /// it.</summary>
    public IReadOnlyList<RunReport> Across { get; init; } = [];

    /// <summary>Headers of the extract that the contract does not know.</summary>
    public IReadOnlyList<string> NewColumns { get; init; } = [];

    /// <summary>Refusals by fault code.</summary>
    public IReadOnlyDictionary<string, long> RefusedBy { get; init; } = new Dictionary<string, long>();

    /// <summary>Seconds from the begin of the run, the lease included, to its publish, or to its rest without
    /// one.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds per step, in order.</summary>
    public IReadOnlyList<(string Step, double Seconds)> Steps { get; init; } = [];

    /// <summary>What could not be done any more once the run was published; readers lose nothing by it.</summary>
    public IReadOnlyList<StepFailure> Undone { get; init; } = [];
}

/// <summary>A step that failed.</summary>
/// <param name="Step">Code of the step.</param>
/// <param name="Cause">Stable code of why.</param>
sealed record StepFailure(string Step, string Cause);

sealed record MismatchMovement(string Kind, long Opened, long Resolved, long Vanished, long Reopened, long Open)
{
    public bool HasMoved => Opened + Resolved + Vanished + Reopened > 0;
}

sealed record FigureMovement(string Code, string Unit, string Period, decimal? Before, decimal? After);
