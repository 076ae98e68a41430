using System.Diagnostics;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using De06Ingest.Telemetry;
using Npgsql;

namespace De06Ingest;

/// <summary>What a run tells of itself as it goes on: its row in core.run, its steps with their times, its
/// report.</summary>
sealed class RunRecord(FeedContract contract, RunOptions options, NpgsqlConnection connection, long runId) : IDisposable
{
    readonly List<(string Step, double Seconds)> steps = [];
    readonly Activity? activity = Tracing.Run(contract.Feed, options.Trigger);

    /// <summary>The time that the extract describes, UTC; null until it is known.</summary>
    public DateTimeOffset? AsOf { get; set => field = value?.ToUniversalTime(); }
    public long? ExtractId { get; set; }
    public PassCounts Counts { get; private set; } = new();
    long VanishedCount { get; set; }
    long UnreadCount { get; set; }
    long UnconfirmedCount { get; set; }
    Dictionary<string, long> RefusedBy { get; } = [];

    /// <summary>Times, traces, counts and records a step; stages hold no telemetry of their own.</summary>
    public async Task<T> Step<T>(string name, Func<Task<T>> step)
    {
        using var span = Tracing.Step(name);
        options.Progress?.Invoke(new RunProgress(name, 0, null));
        var start = Stopwatch.GetTimestamp();
        var result = await step();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        lock (steps)
        {
            steps.Add((name, seconds));
        }

        Meters.StepDone(contract.Feed, name, seconds);
        return result;
    }

    public async Task Step(string name, Func<Task> step) =>
        await Step(name, async () =>
        {
            await step();
            return true;
        });

    /// <summary>Takes over what the pass counted.</summary>
    public void Take(PassResult pass)
    {
        Counts = pass.Counts;
        VanishedCount = pass.Vanished.Count;
        (UnreadCount, UnconfirmedCount) = (pass.Unread.Count, pass.Unconfirmed);
        foreach (var (code, number) in pass.Workers.SelectMany(w => w.RefusedBy))
        {
            RefusedBy[code] = RefusedBy.GetValueOrDefault(code) + number;
        }
    }

    public RunFacts Row(string state) => new()
    {
        State = state,
        ExtractId = ExtractId,
        AsOf = AsOf,
        LinesIn = Counts.Lines,
        Furniture = Counts.Furniture,
        RowsIn = Counts.RowsIn,
        Accepted = Counts.Accepted,
        Refused = Counts.Refused,
        Duplicate = Counts.Duplicate,
        Matched = Counts.Matched,
        Unmatched = Counts.Unmatched,
        Changed = Counts.Changed,
        Vanished = VanishedCount,
    };

    public Task Save(string state) => Save(connection, Row(state));

    /// <param name="on">Another connection, when the run's own may be what failed.</param>
    /// <param name="row">The row.</param>
    public Task Save(NpgsqlConnection on, RunFacts row) => RunTable.Save(on, runId, row);

    public Task SaveSteps() => options.DryRun ? Task.CompletedTask : RunTable.SaveSteps(connection, runId, steps);

    /// <summary>The run has come to an end.</summary>
    public void Ended(string state, string? cause) => Tracing.Ended(activity, runId, state, cause);

    /// <summary>The report of a run that has ended, which is counted.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="complete">Adds what only a publish knows.</param>
    public RunReport Report(RunFacts row, Func<RunReport, RunReport>? complete = null)
    {
        var report = new RunReport(contract.Feed, runId, row) with
        {
            DryRun = options.DryRun,
            Unconfirmed = UnconfirmedCount,
            UnreadKeys = UnreadCount,
            RefusedBy = RefusedBy,
            NewColumns = [.. Counts.NewColumns.Order(StringComparer.Ordinal)],
            Steps = steps,
        };
        report = complete?.Invoke(report) ?? report;
        Meters.RunEnded(report);
        return report;
    }

    public void Dispose() => activity?.Dispose();
}
