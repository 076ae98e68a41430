using De06Ingest.Database;
using De06Ingest.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace De06Ingest.Feeds;

/// <summary>
/// The scheduler's life in the worker: starts it once the database is there and its schema is ours, and on stopping
/// lets running jobs end. A database that is away at start delays the schedule and nothing else.
/// </summary>
sealed class Scheduling(
    ISchedulerFactory factory, FeedSchedule schedule, FeedsOfNode feeds, IMigrations migrations, TimeProvider clock,
    ILogger<Scheduling> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How soon a feed is on the schedule again that a node without its contract took off.</summary>
    static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

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
        try
        {
            while (await Hindrance(stoppingToken) is { } hindrance)
            {
                Log.ScheduleWaits(log, hindrance, Pause.TotalSeconds);
                await Task.Delay(Pause, clock, stoppingToken);
            }

            while (true)
            {
                await Task.Delay(Look, clock, stoppingToken);
                await Restore(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    async Task Restore(CancellationToken stop)
    {
        try
        {
            await schedule.Restore(_scheduler!, feeds.Contracts, stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Log.ScheduleNotCompared(log, problem.GetType().Name);
        }
    }

    /// <summary>Tries to start; null when it has, else what stands in the way.</summary>
    async Task<string?> Hindrance(CancellationToken stop)
    {
        try
        {
            return await Start(stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return problem.GetType().Name;
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
