using De06Ingest.Database;
using De06Ingest.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace De06Ingest.Feeds;

/// <summary>
/// The scheduler's life in the worker: starts it once the database is there and its schema is ours, and on stopping lets
/// running jobs end. A database that is away at start delays the schedule and nothing else.
/// </summary>
sealed class Scheduling(
    ISchedulerFactory factory, FeedSchedule schedule, FeedsOfNode feeds, IMigrations migrations, TimeProvider clock,
    ILogger<Scheduling> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    IScheduler? _scheduler;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_scheduler is { } scheduler)
        {
            await scheduler.Shutdown(true, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Start(stoppingToken) is not { } problem)
                {
                    return;
                }

                Log.ScheduleWaits(log, problem, Pause.TotalSeconds);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Log.ScheduleWaits(log, problem.GetType().Name, Pause.TotalSeconds);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    /// <summary>Starts the scheduler, or says why it cannot start yet.</summary>
    async Task<string?> Start(CancellationToken stop)
    {
        if (!await migrations.CanReach(stop))
        {
            return "database-away";
        }

        if (!await migrations.IsCurrent(stop))
        {
            return "schema-behind";
        }

        _scheduler = await factory.GetScheduler(stop);
        await schedule.Sync(_scheduler, feeds.Contracts, stop);
        await _scheduler.Start(stop);
        return null;
    }
}
