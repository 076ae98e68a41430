using System.Collections;
using De06Ingest.Publishing.Figures;
using De06Ingest.Tests.Support;
using Npgsql;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>Runs in whose way something stands: memory, disk, a slow or stopped server, a person who ends
/// them.</summary>
public sealed class HinderedRunTests(PostgresServer server)
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Refused_rows_beyond_the_memory_for_them_are_kept_too(bool dry, int runs)
    {
        await using var flow = await Flow.Start(server, Accounts(limits: "refused-share: 100%, row-drop: 100%"));
        var small = new FeedRuns(flow.Parts with { RefusalMemory = 4096 });
        for (var day = 1; day <= runs; day++)
        {
            var level = $"{day}";
            var csv = Many(AccountsHeader, 1500, n => Account(n, level: level) + $"x{n},A,,21025,2\n");
            var report = await small.Run(flow.Contract("accounts"), new RunOptions
            {
                Files = [flow.Write("accounts.csv", csv)],
                SourceTime = Flow.Day($"2026-01-0{day}"),
                DryRun = dry,
            }, TestContext.Current.CancellationToken);

            Assert.Equal(("published", 1500), (report.State, report.Refused));
            Assert.Equal(dry ? 0 : 1500, await flow.One<int>(
                "select count(*) from core.refusal where run_id = @RunId", new { report.RunId }));
        }

        Assert.Equal(dry ? 0 : runs * 1500, await flow.One<int>("select count(*) from core.refusal"));
    }

    [Fact]
    public async Task A_copy_of_refusals_that_fails_at_its_end_gives_its_connection_back()
    {
        await using var flow = await Flow.Start(server, Accounts(limits: "refused-share: 100%, row-drop: 100%"));
        await flow.Do(
            """
            create function full_disk() returns trigger language plpgsql as $$ begin
              raise exception 'full' using errcode = '53100';
            end $$;
            create trigger full_disk after insert on core.refusal for each statement execute function full_disk()
            """);
        await using var few = NpgsqlDataSource.Create(flow.ConnectionString + ";Maximum Pool Size=6;Timeout=2");
        var small = new FeedRuns(flow.Parts with { Database = few, RefusalMemory = 0 });
        for (var run = 0; run < 6; run++)
        {
            var failure = await Assert.ThrowsAsync<PostgresException>(() => small.Run(
                flow.Contract("accounts"), new RunOptions
                {
                    Files = [flow.Write("accounts.csv", Many(AccountsHeader, 9, n => $"x{n},A,,21025,2\n"))],
                    SourceTime = Flow.Day("2026-01-01"),
                }, TestContext.Current.CancellationToken));
            Assert.Equal("53100", failure.SqlState);
        }
    }

    [Fact]
    public async Task A_table_that_is_long_in_getting_ready_does_not_end_the_publishing_session()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(9), "2026-01-01");
        await flow.Do(
            """
            create function slow() returns event_trigger language plpgsql as $$ begin
              if current_query() like '%index on stage.%' then perform pg_sleep(2); end if;
            end $$;
            create event trigger slow on ddl_command_start when tag in ('CREATE INDEX') execute function slow();
            do $$ begin
              execute format('alter database %I set idle_in_transaction_session_timeout = 500', current_database());
            end $$
            """);
        await using var anew = NpgsqlDataSource.Create(flow.ConnectionString);

        var report = await new FeedRuns(flow.Parts with { Database = anew }).Run(
            flow.Contract("accounts"), new RunOptions
            {
                Files = [flow.Write("accounts.csv", Many(AccountsHeader, 9, n => Account(n)))],
                SourceTime = Flow.Day("2026-01-01"),
            }, TestContext.Current.CancellationToken);

        Assert.Equal("published", report.State);
        Assert.Empty(report.Undone);
    }

    [Fact]
    public async Task A_run_that_fails_leaves_no_work_behind_that_nobody_waits_for()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await flow.Do(
            """
            create function full_disk() returns trigger language plpgsql as $$ begin
              raise exception 'full' using errcode = '53100';
            end $$;
            create trigger full_disk after insert on core.mismatch for each statement execute function full_disk()
            """);
        var slow = new SlowFigures();
        flow.Change(parts => parts with { Indicators = slow });

        await Assert.ThrowsAsync<PostgresException>(() =>
            flow.Run("accounts", AccountsHeader + Account(1), "2026-01-01"));

        Assert.Equal((true, 0), (slow.Begun > 0, slow.Begun - slow.Ended));
    }

    /// <summary>No figures, and long in saying so.</summary>
    sealed class SlowFigures : IReadOnlyList<IndicatorDefinition>
    {
        int begun;
        int ended;

        public int Begun => Volatile.Read(ref begun);
        public int Ended => Volatile.Read(ref ended);
        public int Count => 0;
        public IndicatorDefinition this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<IndicatorDefinition> GetEnumerator()
        {
            Interlocked.Increment(ref begun);
            Thread.Sleep(1500);
            Interlocked.Increment(ref ended);
            yield break;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [Fact]
    public async Task A_table_that_cannot_be_made_ready_fails_the_run_at_once()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(9), "2026-01-01");
        await flow.Run("accounts", AccountsHeader + Account(1), "2026-01-01");
        await flow.Do(
            """
            create sequence settled;
            create function settle() returns trigger language plpgsql as $$ begin
              perform nextval('settled'); return null;
            end $$;
            create trigger settle after insert on core.mismatch for each statement execute function settle();
            create function deadlock() returns event_trigger language plpgsql as $$ begin
              if current_query() like '%index on stage.%' then
                raise exception 'deadlock' using errcode = '40P01';
              end if;
            end $$;
            create event trigger deadlock on ddl_command_start when tag in ('CREATE INDEX') execute function deadlock();
            """);
        flow.Use(Population, Accounts(extra: "note: { from: [note], type: text, optional: true }"));

        var failure = await Assert.ThrowsAsync<PostgresException>(() => flow.Run(
            "accounts", Many(AccountsHeader, 9, n => Account(n, "0912999999")), "2026-01-02"));

        Assert.Equal("40P01", failure.SqlState);
        Assert.True(await flow.One<long>("select last_value from settled") <= 1, "the ledger was settled again");
        Assert.Equal("database-40p01", await flow.One<string>(
            "select cause from core.run where state = 'failed'"));
    }

    [Fact]
    public async Task A_run_is_stopped_while_the_server_takes_no_rows()
    {
        await using var flow = await Flow.Start(server, Accounts());
        var file = flow.Write("accounts.csv", Many(AccountsHeader, 300_000, n => Account(n)));
        using var stop = new CancellationTokenSource();
        var running = new FeedRuns(flow.Parts).Run(
            flow.Contract("accounts"), new RunOptions { Files = [file], SourceTime = Flow.Day("2026-01-01") },
            stop.Token);
        int backend;
        while ((backend = (await flow.All<int>(
            "select pid from pg_stat_activity where state = 'active' and query like 'copy stage.run_%' "
            + "and datname = current_database()")).FirstOrDefault()) == 0)
        {
            Assert.False(running.IsCompleted, "the run ended too early");
        }

        ProgramProcess.Signal(backend, ProgramProcess.Stop);
        try
        {
            await Task.Delay(1500, TestContext.Current.CancellationToken);
            Assert.False(running.IsCompleted);
            await stop.CancelAsync();

            Assert.Same(running, await Task.WhenAny(
                running, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
        finally
        {
            ProgramProcess.Signal(backend, ProgramProcess.Continue);
        }

        Assert.Equal("stopped", await flow.One<string>("select cause from core.run"));
        Assert.Equal("published", (await flow.Run("accounts", AccountsHeader + Account(1), "2026-01-02")).State);
        Assert.Empty(await flow.Staged());
    }

    [Fact]
    public async Task A_pass_that_breaks_off_leaves_no_refusals()
    {
        await using var flow = await Flow.Start(server, Accounts(limits: "refused-share: 100%, row-drop: 100%"));
        var small = new FeedRuns(flow.Parts with { RefusalMemory = 4096 });
        using var stop = new CancellationTokenSource();
        var csv = Many(AccountsHeader, 40_000, n => $"x{n},A,,21025,2\n");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => small.Run(
            flow.Contract("accounts"), new RunOptions
            {
                Files = [flow.Write("accounts.csv", csv)],
                SourceTime = Flow.Day("2026-01-01"),
                Progress = p =>
                {
                    if (p.Rows > 20_000)
                    {
                        stop.Cancel();
                    }
                },
            }, stop.Token));

        Assert.Equal(0, await flow.One<int>("select count(*) from core.refusal"));
    }
}
