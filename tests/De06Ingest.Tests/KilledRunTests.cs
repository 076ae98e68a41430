using Dapper;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>The real program, killed, stopped or shut out in the middle of its work: running again makes
/// good.</summary>
public sealed class KilledRunTests(PostgresServer server)
{
    const int Rows = 30_000;

    static readonly string People = Citizens(Rows - 100);
    static readonly string First = Many(AccountsHeader, Rows, n => Account(n, n % 50 == 0 ? "0912999999" : null));
    static readonly string Second = Many(AccountsHeader, Rows, n => n % 997 == 0 ? "" : Account(n,
        n % 50 == 0 && n % 100 != 0 ? "0912999999" : null, n % 40 == 0 ? "1" : "2"));

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    public async Task A_killed_run_leaves_nothing_that_another_run_does_not_make_good(int seed, int kills)
    {
        var expected = await Undisturbed();
        await using var flow = await Flow.Start(server, Population, Accounts());
        var chance = new Random(seed);
        await Persist(flow, "population", People, "2026-01-01", chance, kills);
        await Persist(flow, "accounts", First, "2026-01-01", chance, kills);
        await Persist(flow, "accounts", Second, "2026-01-02", chance, kills);

        Assert.Equal(expected, await flow.Outcome("population") + await flow.Outcome("accounts"));
        Assert.Empty(await flow.Staged());
        Assert.Equal(0, await flow.One<int>(
            "select count(*) from core.run where state not in ('published', 'unchanged', 'failed')"));
        Assert.Equal(0, await flow.One<int>(
            "select count(*) from core.run where state = 'failed' "
            + "and (cause is distinct from 'abandoned' or ended_at is null)"));
        Assert.True(
            await flow.One<int>("select count(*) from core.run where cause = 'abandoned'") > 0,
            "nothing was killed in time");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_killed_recheck_is_made_good_by_the_next_run_of_the_reference(int seed)
    {
        var moved = Many(PopulationHeader, Rows - 50, n => Citizen(n, n % 60 == 0 ? "0912777777" : null));
        await using var whole = await Flow.Start(server, Population, Accounts());
        await whole.Run("population", People, "2026-01-01");
        await whole.Run("accounts", First, "2026-01-01");
        await whole.Run("population", moved, "2026-01-02");
        await whole.Recheck();

        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", People, "2026-01-01");
        await flow.Run("accounts", First, "2026-01-01");
        await flow.Run("population", moved, "2026-01-02");
        var chance = new Random(seed);
        await Persist(flow, "population", moved, "2026-01-02", chance, 6);

        Assert.Equal(await whole.Outcome("population") + await whole.Outcome("accounts"),
            await flow.Outcome("population") + await flow.Outcome("accounts"));
        Assert.Empty(await flow.Staged());
    }

    [Fact]
    public async Task A_session_that_the_server_ends_in_the_middle_of_the_copy_is_made_good_by_the_next_run()
    {
        const int rows = 200_000;
        var text = Many(AccountsHeader, rows, n => Account(n, n % 50 == 0 ? "0912999999" : null));
        await using var whole = await Flow.Start(server, Accounts());
        await whole.Run("accounts", text, "2026-01-01");

        await using var flow = await Flow.Start(server, Accounts());
        await flow.Run("accounts", Many(AccountsHeader, 5, n => Account(n)), "2025-12-31");
        var published = await flow.Outcome("accounts");
        var file = flow.Write("big.csv", text);
        using var cut = ProgramProcess.Run(flow, "accounts", file, "2026-01-01");
        const string copying = """
            from pg_stat_activity where datname = current_database() and state = 'active'
              and query like 'copy stage.run_%'
            """;
        await Until(flow, "select count(*) " + copying, cut);
        Assert.True(await flow.One<bool>("select bool_and(pg_terminate_backend(pid)) " + copying));
        var (code, said) = await cut.End();

        Assert.True(code == 75, said);
        Assert.Contains("[database-away]", said, StringComparison.Ordinal);
        Assert.Equal(published, await flow.Outcome("accounts"));
        Assert.Empty(await flow.Staged());
        using var again = ProgramProcess.Run(flow, "accounts", file, "2026-01-01");
        (code, said) = await again.End();
        Assert.True(code == 0, said);
        Assert.Equal(await whole.Rows("accounts"), await flow.Rows("accounts"));
        Assert.Equal(await whole.Ledger("accounts"), await flow.Ledger("accounts"));
    }

    [Fact]
    public async Task A_run_that_is_killed_between_commit_and_report_is_published_and_comes_again_as_unchanged()
    {
        await using var whole = await Flow.Start(server, Population, Accounts());
        await using var flow = await Flow.Start(server, Population, Accounts());
        var text = Many(AccountsHeader, 300, n => Account(n, n % 50 == 0 ? "0912999999" : null));
        foreach (var each in new[] { whole, flow })
        {
            await each.Run("population", Citizens(300), "2026-01-01");
        }

        await whole.Run("accounts", text, "2026-01-01");
        var file = flow.Write("a.csv", text);
        await using (var connection = await flow.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            // The report is written to it, after the commit.
            await using var held = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await connection.ExecuteAsync("lock table core.run_step in access exclusive mode");
            using var program = ProgramProcess.Run(flow, "accounts", file, "2026-01-01");
            await Until(flow, "select count(*) from core.run where feed = 'accounts' and state = 'published'", program);
            program.Signal(ProgramProcess.Kill);
            await program.End();
        }

        Assert.Equal(await whole.Outcome("accounts"), await flow.Outcome("accounts"));
        using var again = ProgramProcess.Run(flow, "accounts", file, "2026-01-01");
        var (code, said) = await again.End();
        Assert.True(code == 0, said);
        Assert.Equal(await whole.Outcome("accounts"), await flow.Outcome("accounts"));
        Assert.Equal(["published", "unchanged"], await flow.All<string>(
            "select state from core.run where feed = 'accounts' order by run_id"));
        Assert.Empty(await flow.Staged());
    }

    [Fact]
    public async Task A_leased_feed_ends_the_program_with_try_later()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await using var work = await FeedWork.Begin(flow.Parts, flow.Contract("accounts"), new RunOptions(), default);
        using var program = ProgramProcess.Run(
            flow, "accounts", flow.Write("a.csv", AccountsHeader + Account(1)), "2026-01-01");
        var (code, said) = await program.End();
        Assert.Equal(75, code);
        Assert.Contains("[feed-leased]", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stopped_process_that_wakes_after_a_takeover_publishes_nothing(bool byExpiry)
    {
        await using var flow = await Flow.Start(server, Accounts());
        var file = flow.Write("big.csv", Many(AccountsHeader, 300_000, n => Account(n)));
        using var zombie = ProgramProcess.Run(flow, "accounts", file, "2026-01-05");
        await Until(flow, "select count(*) from core.run where state = 'pulled'", zombie);
        zombie.Signal(ProgramProcess.Stop);
        await flow.Do(byExpiry
            ? "update core.feed set lease_until = '-infinity'"
            : """
              select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid)
              where l.locktype = 'advisory' and a.application_name = 'de06-process'
                and a.datname = current_database()
              """);
        await Task.Delay(200);
        var other = await flow.Run("accounts", Many(AccountsHeader, 5, n => Account(n)), "2026-01-02");
        Assert.Equal("published", other.State);
        var published = await flow.Outcome("accounts");

        zombie.Signal(ProgramProcess.Continue);
        var (code, said) = await zombie.End();
        Assert.Equal(75, code);
        Assert.Contains("[fence-lost]", said, StringComparison.Ordinal);
        Assert.Equal(published, await flow.Outcome("accounts"));
        Assert.Equal(1, await flow.One<int>("select count(*) from core.run where publish_id is not null"));

        Assert.Equal(
            "published", (await flow.Run("accounts", Many(AccountsHeader, 6, n => Account(n)), "2026-01-06")).State);
        Assert.Empty(await flow.Staged());
        Assert.Equal(0, await flow.One<int>(
            "select count(*) from core.run where state not in ('published', 'failed')"));
    }

    async Task<string> Undisturbed()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", People, "2026-01-01");
        await flow.Run("accounts", First, "2026-01-01");
        await flow.Run("accounts", Second, "2026-01-02");
        return await flow.Outcome("population") + await flow.Outcome("accounts");
    }

    /// <summary>Starts the run again and again, killing it at random moments, and lets the last one end.</summary>
    static async Task Persist(Flow flow, string feed, string csv, string asOf, Random chance, int kills)
    {
        var file = flow.Write(feed + ".csv", csv);
        for (var i = 0; i < kills; i++)
        {
            using var program = ProgramProcess.Run(flow, feed, file, asOf);
            await Task.Delay(chance.Next(250, 1300));
            program.Signal(ProgramProcess.Kill);
            await program.End();
        }

        using var last = ProgramProcess.Run(flow, feed, file, asOf);
        var (code, said) = await last.End();
        Assert.True(code == 0, said);
    }

    static async Task Until(Flow flow, string condition, ProgramProcess program)
    {
        while (await flow.One<long>(condition) == 0)
        {
            Assert.False(program.HasExited, "the program ended too early");
            await Task.Delay(5);
        }
    }
}
