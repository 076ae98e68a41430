using De06Ingest.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace De06Ingest.Publishing;

/// <summary>Removes what is due, every night at 03:30 of Vietnam, on one of the nodes.</summary>
/// <remarks>Nothing is thrown on, as in <see cref="Feeds.FeedJob"/>: the next night tries again.</remarks>
[DisallowConcurrentExecution]
sealed class RetentionJob(IRetention retention, ILogger<RetentionJob> log) : IJob
{
    public const string Cron = "0 30 3 * * ?";

    public static JobKey Key { get; } = new("purge", "retention");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            foreach (var purged in await retention.Purge(dryRun: false, cancellationToken))
            {
                Log.Purged(log, purged.Feed, purged.What, purged.Number);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The worker stops; the next night goes on.
        }
        catch (Exception problem)
        {
            Log.PurgeBroke(log, problem.GetType().Name, (problem as PostgresException)?.SqlState ?? "-");
        }
    }
}
