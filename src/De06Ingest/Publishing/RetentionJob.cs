using De06Ingest.Telemetry;
using Microsoft.Extensions.Hosting;
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

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await Tell(log, retention.Purge(dryRun: false, cancellationToken), cancellationToken);

    /// <summary>Logs what a purge removes. One that breaks off, or is stopped with the worker, is gone on with the next
    /// time.</summary>
    public static async Task Tell(ILogger log, Task<IReadOnlyList<Purged>> purge, CancellationToken stop)
    {
        try
        {
            foreach (var purged in await purge)
            {
                Log.Purged(log, purged.Feed, purged.What, purged.Number);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The worker stops.
        }
        catch (Exception problem)
        {
            Log.PurgeBroke(log, problem.GetType().Name, (problem as PostgresException)?.SqlState ?? "-");
        }
    }
}

/// <summary>Removes what is due from the spool of this node, every hour. <see cref="RetentionJob"/> runs on one node,
/// whose spool is the only one that it sees.</summary>
sealed class SpoolKeeping(IRetention retention, TimeProvider clock, ILogger<SpoolKeeping> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RetentionJob.Tell(log, retention.PurgeSpool(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The worker stops.
        }
    }
}
