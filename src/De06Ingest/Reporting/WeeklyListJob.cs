using De06Ingest.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace De06Ingest.Reporting;

/// <summary>When the weekly lists are made: a Quartz cron expression in Asia/Ho_Chi_Minh, or null for never.</summary>
readonly record struct WeeklyListPlan(string? Cron)
{
    /// <summary>Mondays at six, before the week's work.</summary>
    public const string Usual = "0 0 6 ? * MON";
}

/// <summary>Makes and writes the weekly lists on one of the nodes. A waking that was missed is made up for, and one too
/// many finds the week's lists made.</summary>
/// <remarks>Nothing is thrown on, as in <see cref="Feeds.FeedJob"/>: what is not written waits for the next
/// waking.</remarks>
[DisallowConcurrentExecution]
sealed class WeeklyListJob(IWeeklyLists lists, ILogger<WeeklyListJob> log) : IJob
{
    public static JobKey Key { get; } = new("weekly-lists", "reports");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var made = await lists.Make(cancellationToken);
            Log.ListsMade(log, made.Week, made.Made, made.Empty, made.Written);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The worker stops; the scheduler wakes the job again when it is back.
        }
        catch (Exception problem)
        {
            Log.ListsBroke(log, problem.GetType().Name, (problem as PostgresException)?.SqlState ?? "-");
        }
    }
}
