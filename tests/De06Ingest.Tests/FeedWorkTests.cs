using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>One run at a time works on a feed, and a dry run leaves no trace.</summary>
public sealed class FeedWorkTests(PostgresServer server)
{
    [Fact]
    public async Task A_second_run_of_a_feed_is_turned_away_and_a_third_after_it_is_not()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await using (await FeedWork.Begin(flow.Parts, flow.Contract("accounts"), new RunOptions(), default))
        {
            var leased = await Assert.ThrowsAsync<FeedLeasedException>(
                () => flow.Run("accounts", Many(AccountsHeader, 2, n => Account(n)), "2026-01-01"));
            Assert.Equal("accounts", leased.Feed);
            Assert.False(Directory.Exists(Path.Combine(flow.Spool, "accounts")), "it archived what it was not to run");
            Assert.Equal("published", (await flow.Run("population", Citizens(2), "2026-01-01")).State);
        }

        Assert.Equal("published",
            (await flow.Run("accounts", Many(AccountsHeader, 2, n => Account(n)), "2026-01-01")).State);
    }

    [Fact]
    public async Task A_run_whose_feed_was_taken_publishes_nothing()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await flow.Run("accounts", Many(AccountsHeader, 2, n => Account(n)), "2026-01-01");
        RunReport? other = null;
        await Assert.ThrowsAsync<FenceLostException>(() => flow.Run(
            "accounts", Many(AccountsHeader, 9, n => Account(n)), "2026-01-03", new RunOptions
            {
                Progress = at =>
                {
                    if (at.Step == "prepare" && other is null)
                    {
                        other = Task.Run(() => TakeOver(flow)).GetAwaiter().GetResult();
                    }
                },
            }));

        Assert.Equal("published", other!.State);
        Assert.Equal(3, await flow.One<int>("select count(*) from api.clean_accounts"));
        Assert.Equal(["published", "failed", "published"],
            await flow.All<string>("select state from core.run order by run_id"));
        Assert.Equal("fence-lost", await flow.One<string>("select cause from core.run where state = 'failed'"));
        Assert.Empty(await flow.Staged());
    }

    [Fact]
    public async Task Drops_the_tables_that_any_earlier_run_of_the_feed_left()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(2), "2026-01-01");
        await flow.Run("accounts", Many(AccountsHeader, 2, n => Account(n)), "2026-01-01");
        var (other, run) = await flow.One<(long, long)>("select min(run_id), max(run_id) from core.run");
        await flow.Do($"create table stage.run_{run} (x int); create table stage.run_{run}_touched (x int); "
            + $"create table stage.run_{other} (x int)");
        await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)), "2026-01-02");
        Assert.Equal([$"run_{other}"], await flow.Staged());
    }

    [Fact]
    public async Task A_generation_of_a_run_that_died_is_passed_over_while_read_and_dropped_later()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)), "2026-01-01");
        await flow.Do("create table clean.accounts_g2 partition of clean.accounts for values in (2)");
        flow.Use(Accounts().Replace("[name, phone, alive]", "[name, phone]", StringComparison.Ordinal));
        await using (var reader = await flow.Source.OpenConnectionAsync())
        await using (await reader.BeginTransactionAsync())
        {
            await using var look = new Npgsql.NpgsqlCommand("select count(*) from api.clean_accounts", reader);
            Assert.Equal(3L, await look.ExecuteScalarAsync());
            var report = await flow.Run("accounts", Many(AccountsHeader, 4, n => Account(n)), "2026-01-02");
            Assert.Equal("published", report.State);
            Assert.Equal(3, await flow.One<int>("select generation from core.feed_current"));
        }

        Assert.Equal(4, await flow.One<int>("select count(*) from api.clean_accounts"));
        await flow.Run("accounts", Many(AccountsHeader, 5, n => Account(n)), "2026-01-03");
        Assert.Equal(["accounts_g1", "accounts_g3"], await flow.All<string>(
            "select relname::text from pg_class where relname ~ '^accounts_g\\d+$' order by 1"));
    }

    [Fact]
    public async Task A_dry_run_tells_what_the_run_will_do_and_writes_nothing()
    {
        await using var flow = await Flow.Start(server, Population, Accounts(limits: "refused-share: 20%"));
        await flow.Run("population", Citizens(300), "2026-01-01");
        var day1 = Many(AccountsHeader, 300, n => Account(n, n < 5 ? "0912999999" : null));
        await DryThenReal(flow, day1, "2026-01-01");
        var day2 = Many(
            AccountsHeader, 302, n => n == 9 ? "x,A,,21025,2\n" : Account(n, n is > 2 and < 7 ? "0912999999" : null));
        await DryThenReal(flow, day2, "2026-01-02");
        await DryThenReal(flow, day2, "2026-01-02");
        await DryThenReal(flow, day1, "2026-01-01");
        await DryThenReal(flow, Many(AccountsHeader, 10, n => Account(n)), "2026-01-03");
        flow.Use(Population, Accounts(
            limits: "refused-share: 20%", extra: "note: { from: [note], type: text, optional: true }"));
        await DryThenReal(flow, day2, "2026-01-04");
    }

    [Fact]
    public async Task A_dry_run_of_the_reference_tells_what_the_run_will_do_and_writes_nothing()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await DryThenReal(flow, Citizens(20), "2026-01-01", "population");
        await DryThenReal(flow, Citizens(21), "2026-01-02", "population");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dry_run_with_a_new_column_keeps_no_reader_waiting(bool sliced)
    {
        var old = sliced ? Pensions : Accounts();
        var contract = sliced
            ? Pensions.Replace("extra:", "extra:\n  note: { from: [note], type: text, optional: true }",
                StringComparison.Ordinal)
            : Accounts(extra: "note: { from: [note], type: text, optional: true }");
        var (feed, name) = sliced ? ("pensions", "pay_2026-01.csv") : ("accounts", null);
        var csv = sliced
            ? PensionsHeader + Pension("S1", 1) + Pension("S2", 2, "Khác Tên")
            : Many(AccountsHeader, 30, n => Account(n));
        await using var flow = await Flow.Start(server, Population, old);
        await flow.Run("population", Citizens(30), "2026-01-01");
        await flow.Run(feed, csv, "2026-01-01", name: name);
        flow.Use(Population, contract);
        var reads = 0;
        var options = new RunOptions { DryRun = true, Progress = _ => Read() };
        var dry = await flow.Run(feed, csv, "2026-01-02", options, name);

        Assert.True(reads > 3, $"{reads}");
        var real = await flow.Run(feed, csv, "2026-01-02", name: name);
        Assert.Equal("published", real.State);
        Assert.Equal(Told(real), Told(dry));

        void Read()
        {
            using var connection = flow.Source.OpenConnection();
            using var command = connection.CreateCommand();
            command.CommandText = $"set lock_timeout = '1s'; select count(*) from api.clean_{feed}";
            command.ExecuteNonQuery();
            reads++;
        }
    }

    [Fact]
    public async Task A_new_column_waits_for_a_reader_who_forgot_to_end_and_keeps_others_reading()
    {
        await using var flow = await Flow.Start(server, Accounts());
        var csv = Many(AccountsHeader, 3, n => Account(n));
        await flow.Run("accounts", csv, "2026-01-01");
        flow.Use(Accounts(extra: "note: { from: [note], type: text, optional: true }"));
        await using var idle = await flow.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var open = await idle.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = new Npgsql.NpgsqlCommand("select count(*) from api.clean_accounts", idle, open))
        {
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }

        var running = flow.Run("accounts", csv, "2026-01-02");
        for (var i = 0; i < 16; i++)
        {
            await Task.Delay(250, TestContext.Current.CancellationToken);
            await flow.Do("set lock_timeout = '500ms'; select count(*) from api.clean_accounts");
        }

        Assert.False(running.IsCompleted);
        await open.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("published", (await running).State);
    }

    static async Task DryThenReal(Flow flow, string csv, string asOf, string feed = "accounts")
    {
        var (database, spool) = (await flow.Fingerprint(), Files(flow));
        var dry = await flow.Run(feed, csv, asOf, new RunOptions { DryRun = true });
        Assert.Equal(database, await flow.Fingerprint());
        Assert.Equal(spool, Files(flow));
        Assert.True(dry.DryRun);

        var real = await flow.Run(feed, csv, asOf);
        Assert.Equal(Told(real), Told(dry));
    }

    static string Told(RunReport report) => System.Text.Json.JsonSerializer.Serialize(
        report with
        {
            RunId = 0, ExtractId = null, PublishId = null, DryRun = false, Seconds = 0, Steps = [],
        });

    static List<string> Files(Flow flow) =>
        [.. Directory.EnumerateFiles(flow.Spool, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Makes the lease look run out, as after a process that hangs, and publishes in its place.</summary>
    static async Task<RunReport> TakeOver(Flow flow)
    {
        await flow.Do("update core.feed set lease_until = '-infinity' where feed = 'accounts'");
        return await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)), "2026-01-02");
    }
}
