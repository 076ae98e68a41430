using Microsoft.Extensions.Logging;

namespace De06Ingest.Telemetry;

/// <summary>
/// Every line that the worker logs, with its id. Lines carry feed, run and counts, never a person's data.
/// </summary>
static partial class Log
{
    [LoggerMessage(1002, LogLevel.Information,
        "Run {RunId} of feed {Feed} ended {State}: {RowsIn} rows in, {Accepted} accepted, {Refused} refused.")]
    public static partial void RunEnded(
        ILogger logger, string feed, long runId, string state, long rowsIn, long accepted, long refused);

    [LoggerMessage(1003, LogLevel.Warning,
        "Run {RunId} of feed {Feed} ended {State} because of {Cause}; the published state stays.")]
    public static partial void RunHeld(ILogger logger, string feed, long runId, string state, string cause);

    [LoggerMessage(1004, LogLevel.Warning, "Feed {Feed} did not run because of {Cause}.")]
    public static partial void RunNotMade(ILogger logger, string feed, string cause);

    [LoggerMessage(1005, LogLevel.Error, "A run of feed {Feed} broke off with {Problem}, SQLSTATE {SqlState}.")]
    public static partial void RunBroke(ILogger logger, string feed, string problem, string sqlState);

    [LoggerMessage(1006, LogLevel.Information, "A run of feed {Feed} was stopped with the worker.")]
    public static partial void RunStopped(ILogger logger, string feed);

    [LoggerMessage(1008, LogLevel.Warning,
        "Run {RunId} of feed {Feed} is published; afterwards {Step} failed because of {Cause}.")]
    public static partial void StepUndone(ILogger logger, string feed, long runId, string step, string cause);

    [LoggerMessage(1101, LogLevel.Information,
        "The schedule equals the contracts: {Added} added, {Changed} changed, {Removed} removed.")]
    public static partial void ScheduleSynced(ILogger logger, int added, int changed, int removed);

    [LoggerMessage(1102, LogLevel.Warning,
        "Feed {Feed} is due, but this node has no contract for it and leaves it to another; told once.")]
    public static partial void UnknownFeed(ILogger logger, string feed);

    [LoggerMessage(1103, LogLevel.Warning,
        "The scheduler cannot start ({Problem}); trying again in {Seconds} s.")]
    public static partial void ScheduleWaits(ILogger logger, string problem, double seconds);

    [LoggerMessage(1104, LogLevel.Information, "Of feed {Feed}, {Number} of {What} were due and are removed.")]
    public static partial void Purged(ILogger logger, string feed, string what, long number);

    [LoggerMessage(1105, LogLevel.Error, "Removing what is due broke off with {Problem}, SQLSTATE {SqlState}.")]
    public static partial void PurgeBroke(ILogger logger, string problem, string sqlState);

    [LoggerMessage(1106, LogLevel.Information,
        "Weekly lists of {Week}: {Made} made, {Empty} of them of units without a matter; {Written} files written.")]
    public static partial void ListsMade(ILogger logger, string week, int made, int empty, int written);

    [LoggerMessage(1107, LogLevel.Error, "The weekly lists broke off with {Problem}, SQLSTATE {SqlState}.")]
    public static partial void ListsBroke(ILogger logger, string problem, string sqlState);

    [LoggerMessage(1108, LogLevel.Warning,
        "Feed {Feed} is taken off the schedule: this node has no contract for it, or one without a schedule.")]
    public static partial void FeedUnscheduled(ILogger logger, string feed);

    [LoggerMessage(1109, LogLevel.Warning,
        "Feed {Feed} is on the schedule again; a node without its contract took it off. Nodes need equal contracts.")]
    public static partial void FeedRestored(ILogger logger, string feed);

    [LoggerMessage(1110, LogLevel.Warning, "The schedule could not be compared with the contracts ({Problem}).")]
    public static partial void ScheduleNotCompared(ILogger logger, string problem);

    [LoggerMessage(1201, LogLevel.Information, "The worker is ready and listens on {Address} with {Feeds} feeds.")]
    public static partial void WorkerReady(ILogger logger, string address, int feeds);

    [LoggerMessage(1202, LogLevel.Information, "The worker is stopping.")]
    public static partial void WorkerStopping(ILogger logger);

    [LoggerMessage(1203, LogLevel.Warning, "The figures behind /metrics could not be read ({Problem}).")]
    public static partial void GaugesNotRead(ILogger logger, string problem);

    [LoggerMessage(1204, LogLevel.Warning, "The page could not be read from the database ({Problem}).")]
    public static partial void PageNotRead(ILogger logger, string problem);

    [LoggerMessage(1205, LogLevel.Warning, "The service manager's socket does not answer ({Problem}).")]
    public static partial void NotifyFailed(ILogger logger, string problem);
}
