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
        Assert.Equal(("new-generation", 1, 4), await flow.Pointer("accounts"));
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
        Assert.Equal(("in-place", 1, 300), await flow.Pointer("accounts"));
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
        Assert.Equal(("new-generation", 2, 4990), await flow.Pointer("accounts"));
        Assert.Equal(new MismatchMovement("phone-differs", 2, 5, 0, 0, 7), Assert.Single(report.Mismatches));
        Assert.Equal(10, report.Vanished);
        Assert.Equal(4990, await flow.One<int>("select count(*) from api.clean_accounts"));

        var third = await flow.Run("accounts", Many(AccountsHeader, 4989,
            n => Account(n, n is > 5 and <= 11 ? "0912999999" : null, n <= 1500 ? "1" : "2")), "2026-01-03");
        Assert.Equal(("in-place", 2, 4989), await flow.Pointer("accounts"));
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
