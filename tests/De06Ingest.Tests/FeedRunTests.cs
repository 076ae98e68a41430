using De06Ingest.Feeds;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using Npgsql;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>From an extract to what readers see, run after run.</summary>
public sealed class FeedRunTests(PostgresServer server)
{
    [Fact]
    public async Task Publishes_a_first_load_as_a_new_generation()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(5), "2026-01-01");
        var report = await flow.Run("accounts", Many(AccountsHeader, 4, n => Account(n)), "2026-01-01");

        Assert.Equal("published", report.State);
        Assert.Equal((4, 4, 4), (report.RowsIn, report.Accepted, report.Matched));
        Assert.Equal(("new-generation", 1, 4), await Pointer(flow));
        Assert.Equal(4, await flow.One<int>("select count(*) from api.clean_accounts"));
        Assert.Empty(await flow.Staged());
    }

    [Fact]
    public async Task A_child_born_on_the_day_of_the_data_is_not_of_the_future()
    {
        await using var flow = await Flow.Start(server, Population);
        var row = Citizen(1).Replace("05/07/1990", "02/01/2026", StringComparison.Ordinal);
        await flow.Run("population", PopulationHeader + row, "2026-01-02");

        Assert.Equal("2026-01-02", await flow.One<string>("select birth_date_from::text from reference.population"));
    }

    [Fact]
    public async Task Merges_one_percent_of_changed_rows_and_keeps_the_replaced_ones()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await flow.Run("accounts", Many(AccountsHeader, 300, n => Account(n)), "2026-01-01");
        var first = await flow.One<long>("select run_id from core.feed_current");
        var report = await flow.Run("accounts",
            Many(AccountsHeader, 301, n => n == 9 ? "" : Account(n, level: n <= 3 ? "1" : "2")), "2026-01-02");

        Assert.Equal(("published", 4, 1), (report.State, report.Changed, report.Vanished));
        Assert.Equal(("in-place", 1, 300), await Pointer(flow));
        Assert.Equal(
            [$"{Id(1)} 2", $"{Id(2)} 2", $"{Id(3)} 2", $"{Id(9)} 2"],
            await flow.All<string>("select record_id || ' ' || level from clean.accounts_history order by 1"));
        Assert.Equal([(first, report.RunId)], await flow.All<(long, long)>(
            "select distinct run_id, ended_run from clean.accounts_history"));
        Assert.Equal(297, await flow.One<int>("select count(*) from api.clean_accounts where level = '••'")
            + await flow.One<int>("select count(*) from api_full.clean_accounts where level = '2'"));
        Assert.Empty(await flow.Staged());
    }

    [Fact]
    public async Task Same_bytes_again_write_nothing_but_the_run()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(5), "2026-01-01");
        var csv = Many(AccountsHeader, 6, n => Account(n, n == 2 ? "0912999999" : null));
        await flow.Run("accounts", csv, "2026-01-01");
        var before = await Business(flow);
        var tuples = await Tuples(flow);

        var same = await flow.Run("accounts", csv, "2026-01-01");
        var later = await flow.Run("accounts", csv, "2026-01-02");

        Assert.Equal(("unchanged", "unchanged"), (same.State, later.State));
        Assert.Equal(before, await Business(flow));
        Assert.Equal(tuples, await Tuples(flow));
        Assert.Empty(await flow.Staged());
    }

    [Fact]
    public async Task Same_rows_in_other_bytes_change_nothing_for_readers()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(5), "2026-01-01");
        await flow.Run("accounts", Many(AccountsHeader, 6, n => Account(n)), "2026-01-01");
        var before = await Business(flow);

        var reversed = await flow.Run("accounts", Many(AccountsHeader, 6, n => Account(7 - n)), "2026-01-02");
        var spaced = await flow.Run("accounts", Many(AccountsHeader, 6, n => Account(n)) + "\n", "2026-01-03");

        Assert.Equal(("unchanged", "unchanged"), (reversed.State, spaced.State));
        Assert.Equal(before, await Business(flow));
    }

    [Fact]
    public async Task An_extract_of_an_earlier_day_is_superseded()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)), "2026-01-05");
        var before = await Business(flow);
        var report = await flow.Run("accounts", Many(AccountsHeader, 4, n => Account(n)), "2026-01-04");

        Assert.Equal("superseded", report.State);
        Assert.Equal(before, await Business(flow));
    }

    [Fact]
    public async Task An_extract_older_than_one_that_showed_no_change_is_superseded_too()
    {
        await using var flow = await Flow.Start(server, Accounts());
        var csv = Many(AccountsHeader, 3, n => Account(n));
        await flow.Run("accounts", csv, "2026-01-01");
        Assert.Equal("unchanged", (await flow.Run("accounts", csv, "2026-01-05")).State);
        var late = await flow.Run("accounts", Many(AccountsHeader, 4, n => Account(n)), "2026-01-03");

        Assert.Equal("superseded", late.State);
    }

    [Fact]
    public async Task A_correction_of_the_same_day_may_be_taken_back_and_made_again()
    {
        await using var flow = await Flow.Start(server, Accounts());
        string Day(string level) => Many(AccountsHeader, 3, n => Account(n, level: level));
        await flow.Run("accounts", Day("1"), "2026-01-01");
        foreach (var level in (string[])["2", "1", "2", "1"])
        {
            Assert.Equal("published", (await flow.Run("accounts", Day(level), "2026-01-01")).State);
            Assert.Equal([level], await flow.All<string>("select distinct level from clean.accounts"));
        }
    }

    [Theory]
    [InlineData("refused-share", "051090000001,A,,21025,2\nx,A,,21025,2\ny,A,,21025,2\n", "id,name,phone,unit,level\n")]
    [InlineData("row-drop", "051090000001,Trần Văn Nam,0912000001,21040,1\n", "id,name,phone,unit,level\n")]
    [InlineData("new-column", "051090000001,A,0912000001,21040,1,k\n", "id,name,phone,unit,level,colour\n")]
    [InlineData("column-missing", "051090000001,0912000001,21040,1\n", "id,phone,unit,level\n")]
    public async Task Holds_what_a_person_must_see_and_leaves_the_published_state(
        string cause, string rows, string header)
    {
        var contract = Accounts(end: "on-new-column: hold");
        await using var flow = await Flow.Start(server, contract);
        await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)), "2026-01-01");
        var before = await Business(flow);
        var report = await flow.Run("accounts", header + rows, "2026-01-02");

        Assert.Equal(("held", cause), (report.State, report.Cause));
        Assert.Equal(before, await Business(flow));
        Assert.Empty(await flow.Staged());
    }

    [Theory]
    [InlineData(300, 3, false, "in-place")]
    [InlineData(3000, 1500, false, "new-generation")]
    [InlineData(9, 1, true, "new-generation")]
    public async Task A_refused_row_keeps_what_is_published_of_its_record(
        int count, int changed, bool newContract, string way)
    {
        static string Needing(string extra = "") =>
            Accounts(level: "level: { from: [level], type: key, required: true }", extra: extra);
        await using var flow = await Flow.Start(server, Population, Needing());
        await flow.Run("population", Citizens(count), "2026-01-01");
        string Day(string level, int some) => Many(AccountsHeader, count,
            n => n == 5 ? Account(n, "0912999999", level) : Account(n, level: n > count - some ? "1" : "2"));
        await flow.Run("accounts", Day("2", 0), "2026-01-01");
        string Records() => "select count(*) || ' ' || sum(records) || ' ' || sum(matched) from core.tally where "
            + "feed = 'accounts' and unit = '21040'";
        var tally = await flow.One<string>(Records());
        if (newContract)
        {
            flow.Use(Population, Needing("colour: { from: [colour], type: text, optional: true }"));
        }

        var report = await flow.Run("accounts", Day("", changed), "2026-01-02");

        Assert.Equal(("published", 1, 0), (report.State, report.Refused, report.Vanished));
        Assert.Equal(way, (await Pointer(flow)).Way);
        Assert.Equal(count, (await Pointer(flow)).Rows);
        Assert.Equal(["2"], await flow.All<string>(
            $"select level from api_full.clean_accounts where record_id = '{Id(5)}'"));
        Assert.Equal([$"{Id(5)} phone-differs open"], await flow.Ledger("accounts"));
        Assert.Equal(tally, await flow.One<string>(Records()));
        Assert.Equal(["{required-missing}"], await flow.All<string>("select faults::text from core.refusal"));

        // It comes back as it was: nothing to write, but for a row that was read under the contract before.
        var back = await flow.Run("accounts", Day("2", changed), "2026-01-03");
        Assert.Equal(newContract ? ("published", 1) : ("unchanged", 0), (back.State, back.Changed));
        var gone = await flow.Run("accounts", Many(AccountsHeader, count, n => n == 5 ? "" : Account(n)), "2026-01-04");
        Assert.Equal(1, gone.Vanished);
        Assert.Equal([$"{Id(5)} phone-differs vanished"], await flow.Ledger("accounts"));
    }

    /// <summary>The row of number 5, in an extract of a hundred, as it comes on the second day.</summary>
    [Theory]
    [InlineData("x,Tran Van Nam,0912999999,21040,2", 0, 1, false)]
    [InlineData(",Trần Văn Nam,0912999999,,", 0, 1, false)]
    [InlineData(",Trần Văn Nam,0912999999,21040,2", 50, 1, false)]
    [InlineData("051090000005,Trần", 0, 1, false)]
    [InlineData("051090000005,Trần", 50, 1, false)]
    [InlineData("x,Trần Văn Nam,0912000999,21040,2", 0, 0, true)]
    [InlineData("x,Lê Thị Lan,0912999999,21040,2", 0, 0, true)]
    public async Task A_record_whose_row_has_no_readable_key_is_not_declared_gone(
        string row, int changed, int unconfirmed, bool gone)
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(2000), "2026-01-01");
        string Day(string five, int some) => Many(AccountsHeader, 2000,
            n => n == 5 ? five : Account(n, level: some > 0 && n % some != 0 ? "1" : "2"));
        await flow.Run("accounts", Day(Account(5, "0912999999"), 0), "2026-01-01");

        var report = await flow.Run("accounts", Day(row + "\n", changed), "2026-01-02");

        Assert.Equal(("published", 1, 1, gone ? 1 : 0, unconfirmed),
            (report.State == "unchanged" ? "published" : report.State, report.Refused, report.UnreadKeys,
                report.Vanished, report.Unconfirmed));
        Assert.Equal([$"{Id(5)} phone-differs {(gone ? "vanished" : "open")}"], await flow.Ledger("accounts"));
        Assert.Equal(gone ? 1999 : 2000, (await Pointer(flow)).Rows);

        // Told by nothing any more, it is gone.
        var last = await flow.Run("accounts", Day("", changed), "2026-01-03");
        Assert.Equal(gone ? 0 : 1, last.Vanished);
        Assert.Equal([$"{Id(5)} phone-differs vanished"], await flow.Ledger("accounts"));
    }

    [Fact]
    public async Task The_tally_of_a_first_ledger_counts_what_a_kept_row_shows()
    {
        await using var flow = await Flow.Start(server, Population, Comparing("name"));
        await flow.Run("population", Citizens(9), "2026-01-01");
        string Day(string level) => Many(AccountsHeader, 9, n => n is 4 or 5
            ? Account(n, "0912999999", n == 5 ? level : "2") : Account(n));
        await flow.Run("accounts", Day("2"), "2026-01-01");
        Assert.Empty(await flow.Ledger("accounts"));
        flow.Use(Population, Comparing("phone"));

        var report = await flow.Run("accounts", Day(""), "2026-01-02");

        Assert.Equal(("published", 1, 0), (report.State, report.Refused, report.Vanished));
        Assert.Equal([$"{Id(4)} phone-differs open", $"{Id(5)} phone-differs open"], await flow.Ledger("accounts"));
        Assert.Equal(2, await flow.One<int>(
            "select sum(mismatched) from core.tally where feed = 'accounts' and unit = '21040'"));

        static string Comparing(string what) => Accounts(
            level: "level: { from: [level], type: key, required: true }").Replace(
            "compare: [name, phone, alive]", $"compare: [{what}]", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_row_that_was_kept_over_a_changed_contract_is_read_anew_when_it_comes_back(bool fromTable)
    {
        static string Saying(string word) => Accounts(
            level: $"level: {{ from: [level], type: code, codes: {{ 2: {word} }} }}").Replace(
            "name: { from: [name] }", "name: { from: [name], required: true }", StringComparison.Ordinal);
        await using var flow = await Flow.Start(server, Saying("full"));
        var sound = Many(AccountsHeader, 9, n => Account(n));
        await flow.Run("accounts", sound, "2026-01-01");
        flow.Use(Saying("whole"));
        var kept = await flow.Run(
            "accounts", Many(AccountsHeader, 9, n => Account(n, name: n == 5 ? "" : "Trần Văn Nam")), "2026-01-02");
        Assert.Equal((1, 0), (kept.Refused, kept.Vanished));
        Assert.Equal(["full"], await flow.All<string>(
            $"select level from api_full.clean_accounts where record_id = '{Id(5)}'"));
        if (fromTable)
        {
            Directory.Delete(flow.State, recursive: true);
        }

        var back = await flow.Run("accounts", sound, "2026-01-03");

        Assert.Equal(("published", 1), (back.State, back.Changed));
        Assert.Equal(["whole"], await flow.All<string>("select distinct level from api_full.clean_accounts"));
        Assert.Equal("unchanged", (await flow.Run("accounts", sound + "\n", "2026-01-04")).State);
    }

    [Fact]
    public async Task A_slice_from_before_a_changed_contract_is_read_anew_when_it_comes_again()
    {
        static string Saying(string word) => Pensions.Replace("type: money-vnd",
            $"type: code, codes: {{ 1000: {word} }}", StringComparison.Ordinal);
        await using var flow = await Flow.Start(server, Saying("full"));
        Task<RunReport> Month(string period, string asOf, string end = "") => flow.Run(
            "pensions", PensionsHeader + Pension("S1", 1) + Pension("S2", 2) + end, asOf, name: $"pay_{period}.csv");
        await Month("2026-01", "2026-02-01");
        flow.Use(Saying("whole"));
        await Month("2026-02", "2026-03-01");

        var again = await Month("2026-01", "2026-03-02", "\n");

        Assert.Equal(("published", 2), (again.State, again.Changed));
        Assert.Equal(["whole"], await flow.All<string>("select distinct amount from api_full.clean_pensions"));
        Assert.Equal("unchanged", (await Month("2026-01", "2026-03-03")).State);
    }

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

    [Fact]
    public async Task Accounts_for_every_row_and_the_database_insists_on_it()
    {
        await using var flow = await Flow.Start(server, Accounts(limits: "refused-share: 50%"));
        var csv = Many(AccountsHeader, 5, n => Account(n)) + "x,A,,21025,2\n" + Account(2) + Account(3, level: "9");
        var report = await flow.Run("accounts", csv, "2026-01-01");

        Assert.Equal((8, 5, 1, 2), (report.RowsIn, report.Accepted, report.Refused, report.Duplicate));
        Assert.Equal(1, await flow.One<int>("select count(*) from core.refusal"));
        var broken = await Assert.ThrowsAsync<PostgresException>(
            () => flow.Do("update core.run set rows_in = rows_in + 1"));
        Assert.Equal("rows_are_conserved", broken.ConstraintName);
        broken = await Assert.ThrowsAsync<PostgresException>(
            () => flow.Do("update core.run set matched = matched + 1"));
        Assert.Equal("accepted_is_conserved", broken.ConstraintName);
    }

    [Fact]
    public async Task Much_change_makes_a_new_generation_with_the_right_ledger()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(5000), "2026-01-01");
        await flow.Run(
            "accounts", Many(AccountsHeader, 5000, n => Account(n, n <= 10 ? "0912999999" : null)), "2026-01-01");
        var report = await flow.Run("accounts", Many(AccountsHeader, 4990,
            n => Account(n, n is > 5 and <= 12 ? "0912999999" : null, n <= 1500 ? "1" : "2")), "2026-01-02");

        Assert.Equal("published", report.State);
        Assert.Equal(("new-generation", 2, 4990), await Pointer(flow));
        Assert.Equal(new MismatchMovement("phone-differs", 2, 5, 0, 0, 7), Assert.Single(report.Mismatches));
        Assert.Equal(10, report.Vanished);
        Assert.Equal(4990, await flow.One<int>("select count(*) from api.clean_accounts"));

        var third = await flow.Run("accounts", Many(AccountsHeader, 4989,
            n => Account(n, n is > 5 and <= 11 ? "0912999999" : null, n <= 1500 ? "1" : "2")), "2026-01-03");
        Assert.Equal(("in-place", 2, 4989), await Pointer(flow));
        Assert.Equal(new MismatchMovement("phone-differs", 0, 1, 0, 0, 6), Assert.Single(third.Mismatches));
    }

    [Fact]
    public async Task Repeats_the_comparison_when_the_reference_moves_before_publishing()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(20), "2026-01-01");
        var moved = false;
        var report = await flow.Run("accounts", Many(AccountsHeader, 20, n => Account(n)), "2026-01-01", new RunOptions
        {
            Progress = at =>
            {
                if (at.Step == "prepare" && !moved)
                {
                    moved = true;
                    Task.Run(() => flow.Run("population",
                        Many(PopulationHeader, 20,
                            n => Citizen(n, n == 7 ? "0912777777" : null, n == 8 ? "dead" : "alive")),
                        "2026-01-02")).GetAwaiter().GetResult();
                }
            },
        });

        Assert.True(moved);
        Assert.Equal("published", report.State);
        Assert.Equal([$"{Id(7)} phone-differs open", $"{Id(8)} deceased-active open"], await flow.Ledger("accounts"));
        Assert.Equal(["discarded", "published"], await flow.All<string>(
            "select state from core.run where feed = 'accounts' order by run_id"));
        Assert.Equal(1, await flow.One<int>("select count(*) from core.feed_current a join core.feed_current p "
            + "on p.publish_id = a.reference_id where a.feed = 'accounts' and p.feed = 'population'"));
        Assert.Empty(await flow.Staged());
        Assert.Equal(["accounts_g1"], await flow.All<string>(
            "select relname::text from pg_class where relname ~ '^accounts_g\\d+$'"));
    }

    [Fact]
    public async Task A_changed_contract_is_read_anew_even_when_the_reference_moved_as_well()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(3), "2026-01-01");
        var csv = Many("id,name,phone,unit,level,note\n", 3, n => Account(n).TrimEnd() + ",abc\n");
        await flow.Run("accounts", csv, "2026-01-01");
        await flow.Run(
            "population", Many(PopulationHeader, 3, n => Citizen(n, n == 2 ? "0912777777" : null)), "2026-01-02");
        flow.Use(Population, Accounts(extra: "note: { from: [note], type: text }"));
        var report = await flow.Run("accounts", csv, "2026-01-02");

        Assert.Equal("published", report.State);
        Assert.Equal(["abc"], await flow.All<string>("select distinct note from api_full.clean_accounts"));
    }

    static Task<(string Way, int Generation, int Rows)> Pointer(Flow flow) => flow.One<(string, int, int)>(
        """
        select r.way, c.generation, c.rows::integer from core.feed_current c join core.run r using (run_id)
        where c.feed = 'accounts' and c.rows = (select count(*) from clean.accounts t where t.generation = c.generation)
        """);

    static async Task<Dictionary<string, string>> Business(Flow flow)
    {
        string[] ofRuns = ["core.run", "core.run_step", "core.\"extract\"", "core.feed", "core.refusal"];
        return (await flow.Fingerprint()).Where(t => !ofRuns.Contains(t.Key)).ToDictionary(t => t.Key, t => t.Value);
    }

    static async Task<string> Tuples(Flow flow) => string.Join('\n', await flow.All<string>(
        """
        select x from (
          select 'm' || ctid || xmin from core.mismatch union all select 'c' || ctid || xmin from core.feed_current
          union all select 't' || ctid || xmin from core.tally
          union all select 'a' || tableoid || ctid || xmin from clean.accounts
          union all select 'h' || ctid || xmin from clean.accounts_history) t (x) order by 1
        """));
}
