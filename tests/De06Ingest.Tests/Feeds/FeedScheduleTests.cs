using System.Net;
using System.Net.Sockets;
using De06Ingest.Commands;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace De06Ingest.Tests.Feeds;

public sealed class FeedScheduleTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    const string EverySecond = "* * * * * ?";
    const string Never = "0 0 0 1 1 ? 2099";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Runs_feeds_on_time_and_follows_the_contracts_from_start_to_start()
    {
        await Migrate();
        await Migrate();

        await Clear();
        await using var first = Parts(
            FakeContract.Of("often", schedule: EverySecond), FakeContract.Of("a", schedule: Never));
        await Work(first, () => first.Ran.Count > 0);
        Assert.Equal(["a " + Never, "often " + EverySecond], await Triggers());
        Assert.All(first.Ran, ran => Assert.Equal(("often", "schedule"), (ran.Contract.Feed, ran.Options.Trigger)));

        await using var second = Parts(FakeContract.Of("a", schedule: EverySecond));
        await Work(second, () => second.Ran.Count > 0);
        Assert.Equal(["a " + EverySecond], await Triggers());
        Assert.All(second.Ran, ran => Assert.Equal("a", ran.Contract.Feed));
    }

    [Fact]
    public async Task A_feed_that_only_one_of_two_nodes_knows_is_run_by_that_one_and_put_back_on_the_schedule()
    {
        await Migrate();
        await Clear();
        await using var knowing = Parts(
            FakeContract.Of("often", schedule: EverySecond), FakeContract.Of("more", schedule: EverySecond));
        await using var other = Parts(FakeContract.Of("often", schedule: EverySecond));
        await using var first = WorkerHost.Build(knowing, TimeProvider.System, scheduled: true);
        await first.StartAsync(TestContext.Current.CancellationToken);
        await Until(() => knowing.Ran.Exists(r => r.Contract.Feed == "more"));

        await Work(other, async () =>
        {
            await Until(() => !Triggers().Result.Contains("more " + EverySecond));
            var before = knowing.Ran.Count(r => r.Contract.Feed == "more");
            var schedule = first.Services.GetRequiredService<FeedSchedule>();
            var scheduler = await first.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();

            // The other node may take the first fire again, and unschedule it again.
            await Until(() =>
            {
                schedule.Restore(scheduler, knowing.Known, default).GetAwaiter().GetResult();
                return knowing.Ran.Count(r => r.Contract.Feed == "more") > before + 1;
            });
        });

        await first.StopAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(other.Ran, r => r.Contract.Feed == "more");
    }

    [Fact]
    public async Task A_feed_that_another_run_works_on_is_woken_again_a_minute_later()
    {
        await Migrate();
        await Clear();
        await using var parts = Parts(FakeContract.Of("leased", schedule: Never));
        parts.Trouble = new FeedLeasedException("leased");
        await using var worker = WorkerHost.Build(parts, TimeProvider.System, scheduled: true);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await Until(() => Triggers().Result.Count == 1);
        await database.Scalar($"update quartz.qrtz_triggers set next_fire_time = {DateTime.UtcNow.Ticks}");

        await Until(() => NextTime().Result is var next && next > DateTime.UtcNow
            && next < DateTime.UtcNow.AddMinutes(2));

        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    async Task<DateTime> NextTime() => new((long)(await database.Scalar(
        "select min(next_fire_time) from quartz.qrtz_triggers where job_name = 'leased'"))!, DateTimeKind.Utc);

    static async Task Until(Func<bool> done)
    {
        var end = DateTime.UtcNow + Patience;
        while (!done())
        {
            Assert.True(DateTime.UtcNow < end, "it did not come");
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Waits_for_a_database_that_is_away_and_then_starts()
    {
        await Migrate();
        await Clear();
        await using var parts = Parts(FakeContract.Of("often", schedule: EverySecond));
        parts.Reachable = false;
        var asked = 0;

        await Work(parts, () =>
        {
            parts.Reachable = ++asked > 10;
            return parts.Ran.Count > 0;
        });

        Assert.NotEmpty(parts.Ran);
    }

    [Fact]
    public async Task Makes_the_weekly_lists_when_there_is_a_folder_for_them_and_no_longer_when_there_is_none()
    {
        await Migrate();
        await Clear();
        var lists = new CountedLists();
        await using var with = Parts();
        with.Weekly = lists;
        with.Environment["De06:Outbox"] = Path.GetTempPath();
        with.Environment["De06:WeeklyLists"] = EverySecond;
        await Work(with, () => lists.Made > 1);
        Assert.Equal(1L, await Jobs("weekly-lists"));

        await using var without = Parts(FakeContract.Of("often", schedule: EverySecond));
        await Work(without, () => without.Ran.Count > 0);
        Assert.Equal(0L, await Jobs("weekly-lists"));
    }

    async Task<object?> Jobs(string name) => await database.Scalar(
        $"select count(*) from quartz.qrtz_triggers where job_name = '{name}'");

    /// <summary>Lists whose first making breaks off.</summary>
    sealed class CountedLists : IWeeklyLists
    {
        int made;

        public int Made => made;

        public Task<WeeklyListsMade> Make(CancellationToken stop) => Interlocked.Increment(ref made) == 1
            ? Task.FromException<WeeklyListsMade>(new IOException("disk full"))
            : Task.FromResult(new WeeklyListsMade("2026-W32", 0, 0, 0));

        public Task<WeeklyListRow> Take(
            string unit, string? week, string by, string? sha256, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<WeeklyListRow>> Read(string? unit, string? week, CancellationToken stop) =>
            throw new NotSupportedException();
    }

    FakeParts Parts(params FeedContract[] contracts)
    {
        var parts = new FakeParts();
        parts.Known.Clear();
        parts.Known.AddRange(contracts);
        parts.Environment["ConnectionStrings:De06"] = database.ConnectionString;
        parts.Environment["De06:Listen"] = $"http://127.0.0.1:{FreePort()}";
        return parts;
    }

    static Task Work(FakeParts parts, Func<bool> done) => Work(parts, () => Until(done));

    static async Task Work(FakeParts parts, Func<Task> work)
    {
        await using var worker = WorkerHost.Build(parts, TimeProvider.System, scheduled: true);
        await worker.StartAsync();
        await work();
        await worker.StopAsync();
    }

    async Task Migrate()
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await QuartzSchema.Apply(connection, CancellationToken.None);
    }

    /// <summary>The tests of this class share a database, and so the job store.</summary>
    async Task Clear() => await database.Scalar("""
        truncate quartz.qrtz_job_details, quartz.qrtz_triggers, quartz.qrtz_cron_triggers, quartz.qrtz_fired_triggers,
                 quartz.qrtz_scheduler_state cascade
        """);

    async Task<List<string>> Triggers()
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select trigger_name || ' ' || cron_expression from quartz.qrtz_cron_triggers "
            + "where trigger_group = 'feeds' order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var triggers = new List<string>();
        while (await reader.ReadAsync())
        {
            triggers.Add(reader.GetString(0));
        }

        return triggers;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
