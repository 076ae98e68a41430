using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace De06Ingest.Feeds;

/// <summary>
/// Keeps Quartz' job store equal to the contracts: one durable job and one cron trigger per feed. The store outlives
/// the process while contracts are files, so every node compares them when it starts, one node at a time.
/// </summary>
/// <remarks>A trigger's execution group is the feed's name: a node is woken for feeds of which it has the contract.
/// Nodes should have the same contracts; where they differ, the last to start takes feeds off the schedule that it does
/// not know, and a node that knows them puts them on again.</remarks>
sealed class FeedSchedule(
    NpgsqlDataSource database, WeeklyListPlan lists, TimeProvider clock, ILogger<FeedSchedule> log)
{
    /// <summary>Quartz' group of our jobs and of their triggers.</summary>
    public const string Group = "feeds";

    /// <summary>Key of the advisory lock under which one node changes the schedule; "DE06" and a number.</summary>
    const long LockKey = 0x44453036_0001;

    static readonly TimeZoneInfo Vietnam = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    /// <summary>Makes the triggers equal to the contracts, and says what changed.</summary>
    public async Task<SchedulePlan> Sync(
        IScheduler scheduler, IReadOnlyList<FeedContract> contracts, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await Lock(connection, "pg_advisory_lock", stop);
        try
        {
            var plan = SchedulePlan.Between(contracts, await Existing(scheduler, stop));
            await Apply(scheduler, plan, contracts, stop);
            await Schedule(scheduler, RetentionJob.Key, Once<RetentionJob>(RetentionJob.Key), RetentionJob.Cron, stop);
            await ScheduleLists(scheduler, stop);
            Log.ScheduleSynced(log, plan.Add.Count, plan.Change.Count, plan.Remove.Count);
            foreach (var feed in plan.Remove)
            {
                Log.FeedUnscheduled(log, feed);
            }

            return plan;
        }
        finally
        {
            await Lock(connection, "pg_advisory_unlock", CancellationToken.None);
        }
    }

    /// <summary>Puts feeds on the schedule again that another node took off because it has no contract for
    /// them.</summary>
    public async Task Restore(IScheduler scheduler, IReadOnlyList<FeedContract> contracts, CancellationToken stop)
    {
        // Which feeds are there is enough: what is there, this node made or found fitting when it started.
        var there = (await Jobs(scheduler, stop)).Select(job => new FeedTrigger(job.Name, ""));
        var plan = SchedulePlan.Between(contracts, there);
        await Apply(scheduler, plan with { Change = [], Remove = [] }, contracts, stop);
        foreach (var trigger in plan.Add)
        {
            Log.FeedRestored(log, trigger.Feed);
        }
    }

    static async Task Lock(NpgsqlConnection connection, string function, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand($"select {function}(:key)", connection);
        command.Parameters.AddWithValue("key", LockKey);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What the store holds; a job that lost its trigger, or whose trigger wakes any node, counts with an
    /// empty expression.</summary>
    static async Task<IReadOnlyList<FeedTrigger>> Existing(IScheduler scheduler, CancellationToken stop)
    {
        var found = new List<FeedTrigger>();
        foreach (var job in await Jobs(scheduler, stop))
        {
            var trigger = await scheduler.GetTrigger(KeyOf(job.Name), stop) as ICronTrigger;
            var isRouted = trigger?.ExecutionGroup == job.Name;
            found.Add(new FeedTrigger(job.Name, isRouted ? trigger!.CronExpressionString ?? "" : ""));
        }

        return found;
    }

    static async Task<IEnumerable<JobKey>> Jobs(IScheduler scheduler, CancellationToken stop) =>
        (await scheduler.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Group) }, stop))
        .Items.Select(job => job.Key);

    async Task Apply(
        IScheduler scheduler, SchedulePlan plan, IReadOnlyList<FeedContract> contracts, CancellationToken stop)
    {
        foreach (var feed in plan.Remove)
        {
            await scheduler.DeleteJob(new JobKey(feed, Group), stop);
        }

        foreach (var trigger in plan.Add.Concat(plan.Change))
        {
            var title = contracts.First(c => c.Feed == trigger.Feed).Title;
            await scheduler.ScheduleJob(
                JobOf(trigger.Feed, title),
                [TriggerOf(KeyOf(trigger.Feed), new JobKey(trigger.Feed, Group), trigger.Cron, trigger.Feed)],
                ScheduleJobOptions.Replacing, stop);
        }
    }

    /// <summary>The weekly lists, or nothing where there is no folder for them. One who is killed at it is made up for
    /// by the next to start.</summary>
    async Task ScheduleLists(IScheduler scheduler, CancellationToken stop)
    {
        if (lists.Cron is { } cron)
        {
            await Schedule(scheduler, WeeklyListJob.Key, Once<WeeklyListJob>(WeeklyListJob.Key), cron, stop);
        }
        else
        {
            await scheduler.DeleteJob(WeeklyListJob.Key, stop);
        }
    }

    /// <summary>A job that is no feed, once in the store.</summary>
    async Task Schedule(IScheduler scheduler, JobKey job, IJobDetail detail, string cron, CancellationToken stop)
    {
        var key = new TriggerKey(job.Name, job.Group);
        if (await scheduler.GetTrigger(key, stop) is not ICronTrigger there || there.CronExpressionString != cron)
        {
            await scheduler.ScheduleJob(
                detail, [TriggerOf(key, job, cron, null)], ScheduleJobOptions.Replacing, stop);
        }
    }

    static IJobDetail Once<T>(JobKey key) where T : IJob =>
        JobBuilder.Create<T>().WithIdentity(key).StoreDurably().RequestRecovery().Build();

    static TriggerKey KeyOf(string feed) => new(feed, Group);

    static IJobDetail JobOf(string feed, string title) => JobBuilder.Create<FeedJob>()
        .WithIdentity(feed, Group)
        .WithDescription(title)
        .StoreDurably()
        .RequestRecovery()
        .Build();

    /// <summary>A time that passed while no worker ran is made up for once, not once per missed time.</summary>
    /// <param name="key">Key of the trigger.</param>
    /// <param name="job">What it wakes.</param>
    /// <param name="cron">When.</param>
    /// <param name="feed">Which nodes: those that serve this feed; null for any.</param>
    ITrigger TriggerOf(TriggerKey key, JobKey job, string cron, string? feed) => TriggerBuilder.Create(clock)
        .WithIdentity(key)
        .ForJob(job)
        .WithExecutionGroup(feed)
        .WithSchedule(CronScheduleBuilder.Create(cron)
            .InTimeZone(Vietnam)
            .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();
}
