using System.Diagnostics;
using Dapper;
using De06Ingest.Tests.Support;
using Npgsql;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>Two workers, each a process with a port and a spool of its own, on one database.</summary>
public sealed class TwoWorkersTests(PostgresServer server)
{
    const int Rows = 300;
    const string EveryTwoSeconds = "*/2 * * * * ?";

    /// <summary>On time only when a test says so.</summary>
    const string Never = "0 0 0 1 1 ? 2099";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly string First = Many(AccountsHeader, Rows, n => Account(n));
    static readonly string Second = Many(AccountsHeader, Rows, n => Account(n, n % 50 == 0 ? "0912999999" : null));

    [Fact]
    public async Task The_other_worker_takes_over_what_one_was_killed_at_and_publishes_the_same()
    {
        var undisturbed = Undisturbed();
        await using var flow = await Prepared();
        await using var hold = await Hold.Publishing(flow, "accounts");
        using var one = new WorkerProcess(flow, "node-1");
        using var two = new WorkerProcess(flow, "node-2");
        var (killed, left) = await AtPublishing(flow, one, two);
        killed.Signal(ProgramProcess.Kill);
        var since = Stopwatch.GetTimestamp();
        await hold.Release();
        await Until(flow, () => IsPublished(flow), left);
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;

        TestContext.Current.SendDiagnosticMessage("taken over after {0:0.0} s", seconds);
        Assert.Equal(await undisturbed, await flow.Outcome("accounts"));
        Assert.Equal(["published -", "failed abandoned", "published -"], await flow.All<string>(
            "select state || ' ' || coalesce(cause, '-') from core.run where feed = 'accounts' order by run_id"));
        Assert.Empty(await flow.Staged());
        await NoTimeWasRunTwice(flow, "visits");
    }

    [Fact]
    public async Task A_worker_that_is_stopped_hands_its_run_to_the_other_at_once()
    {
        await using var flow = await Prepared();
        await using var hold = await Hold.Publishing(flow, "accounts");
        using var one = new WorkerProcess(flow, "node-1");
        using var two = new WorkerProcess(flow, "node-2");
        var (stopped, left) = await AtPublishing(flow, one, two);
        var since = Stopwatch.GetTimestamp();
        stopped.Signal(ProgramProcess.Terminate);
        await Until(flow, () => flow.One<bool>(
            "select exists (select from core.run where feed = 'accounts' and cause = 'stopped')"), left);
        await hold.Release();
        var (code, said) = await stopped.End();
        Assert.True(code == 0, said);
        await Until(flow, () => IsPublished(flow), left);

        // A node with nothing to do looks every five seconds.
        TestContext.Current.SendDiagnosticMessage(
            "handed over after {0:0.0} s", Stopwatch.GetElapsedTime(since).TotalSeconds);
        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 0, 45);
        Assert.Equal(["published -", "failed stopped", "published -"], await flow.All<string>(
            "select state || ' ' || coalesce(cause, '-') from core.run where feed = 'accounts' order by run_id"));
        var before = await left.Runs("visits");
        await Until(flow, async () => await left.Runs("visits") > before, left);
        await NoTimeWasRunTwice(flow, "visits");
    }

    static async Task<bool> IsPublished(Flow flow) => await flow.One<int>(
        "select count(*) from core.run where feed = 'accounts' and state = 'published'") == 2;

    /// <summary>A population, a first publish of the accounts, and a second extract that waits in the inbox.</summary>
    async Task<Flow> Prepared()
    {
        var flow = await Flow.Start(server, Contracts());
        await flow.Run("population", Citizens(Rows), "2026-01-01");
        await flow.Run("accounts", First, "2026-01-01");
        Deliver(flow, "accounts", "accounts_20260102.csv", Second);
        Deliver(flow, "visits", "visits.csv", Many(VisitsHeader, 20, n => Visit($"V{n}", n)));
        return flow;
    }

    async Task<string> Undisturbed()
    {
        await using var flow = await Flow.Start(server, Contracts());
        await flow.Run("population", Citizens(Rows), "2026-01-01");
        await flow.Run("accounts", First, "2026-01-01");
        await flow.Run("accounts", Second, "2026-01-02", name: "accounts_20260102.csv");
        return await flow.Outcome("accounts");
    }

    static string[] Contracts() =>
    [
        Population,
        Accounts(end: Scheduled("accounts", Never)
            + "\nmatch: personal-id\nsource-time: { from: file-name, pattern: \"accounts_(yyyyMMdd)\" }"),
        Visits + "\n" + Scheduled("visits", EveryTwoSeconds),
    ];

    static string Scheduled(string folder, string cron) =>
        $"schedule: \"{cron}\"\npull: {{ kind: folder, path: {folder}, glob: \"*.csv\", stable-for: 1s }}";

    static void Deliver(Flow flow, string folder, string name, string text) => File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(Path.Combine(flow.Folder("inbox"), folder)).FullName, name), text);

    static Task MakeDue(Flow flow, string feed) => flow.Do(
        $"update quartz.qrtz_triggers set next_fire_time = {DateTime.UtcNow.Ticks} where trigger_name = '{feed}'");

    /// <summary>Waits until both work and one of them has read the accounts.</summary>
    /// <returns>The one that holds their lease, then the other.</returns>
    static async Task<(WorkerProcess Holder, WorkerProcess Other)> AtPublishing(
        Flow flow, WorkerProcess one, WorkerProcess two)
    {
        await Until(flow, async () => await AreTwo(flow) && await one.Runs("visits") + await two.Runs("visits") > 1,
            one, two);
        await MakeDue(flow, "accounts");
        await Until(flow, () => flow.One<bool>(
            "select exists (select from core.run where feed = 'accounts' and state = 'streamed')"), one, two);
        var name = await flow.One<string>(
            """
            select a.application_name from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and a.datname = current_database()
              and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended('de06/accounts', 0)
            """);
        return name == one.Name ? (one, two) : (two, one);
    }

    /// <summary>Times that were late are made up for one by one, so what is counted are the times since the schedule
    /// began; one more for a run that the killed worker had ended and not yet reported.</summary>
    static async Task NoTimeWasRunTwice(Flow flow, string feed)
    {
        var (runs, times) = await flow.One<(int, int)>(
            """
            select count(*)::int, 2 + floor((extract(epoch from max(r.started_at))
              - (min(t.start_time) - 621355968000000000) / 1e7) / 2)::int
            from core.run r join quartz.qrtz_triggers t on t.trigger_name = r.feed
            where r.feed = @feed and r.trigger = 'schedule' and r.state <> 'failed'
            """, new { feed });
        Assert.InRange(runs, 3, times);
    }

    /// <summary>Both are nodes of the scheduler.</summary>
    static Task<bool> AreTwo(Flow flow) => flow.One<bool>("select count(*) = 2 from quartz.qrtz_scheduler_state");

    static async Task Until(Flow flow, Func<Task<bool>> condition, params WorkerProcess[] workers)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.DoesNotContain(workers, w => w.HasExited);
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, string.Join('\n', await flow.All<string>(
                """
                select concat_ws(' ', feed, state, cause, detail) from core.run where state <> 'unchanged'
                order by run_id
                """)));
            await Task.Delay(50);
        }
    }

    /// <summary>Keeps the publishing of a feed from coming to its end.</summary>
    sealed class Hold : IAsyncDisposable
    {
        readonly NpgsqlConnection connection;

        Hold(NpgsqlConnection connection) => this.connection = connection;

        public static async Task<Hold> Publishing(Flow flow, string feed)
        {
            var connection = await flow.Source.OpenConnectionAsync();
            await connection.ExecuteAsync(
                "begin; select from core.feed_current where feed = @feed for update", new { feed });
            return new Hold(connection);
        }

        public Task Release() => connection.ExecuteAsync("rollback");

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
