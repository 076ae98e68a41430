using De06Ingest.Mismatches;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Mismatches.LedgerFlow;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Mismatches;

/// <summary>What becomes of a mismatch from one extract to the next.</summary>
public sealed class LedgerTests(PostgresServer server)
{
    const string Wrong = "0912999999";
    const string OtherWrong = "0912888888";

    [Fact]
    public async Task Opens_and_when_seen_again_writes_nothing()
    {
        await using var flow = await Ready(server);
        await Day(flow, 1, wrong: 2);
        var before = await Row(flow);
        await Day(flow, 2, wrong: 2, changed: 4);

        Assert.Equal(before, await Row(flow));
        Assert.Contains("|open|+84912999999|+84912000002|", before, StringComparison.Ordinal);
        Assert.Equal("2026-01-02 2026-01-01", await flow.One<string>(
            """
            select to_char(last_seen at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') || ' '
              || to_char(first_seen at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') from api.mismatch
            """));
    }

    [Fact]
    public async Task Takes_over_changed_values()
    {
        await using var flow = await Ready(server);
        await Day(flow, 1, wrong: 2);
        var no = await No(flow);
        await Day(flow, 2, wrong: 2, phone: OtherWrong);

        Assert.Equal(no, await No(flow));
        Assert.Contains("|open|+84912888888|", await Row(flow), StringComparison.Ordinal);
        Assert.Equal(0, await flow.One<int>("select reopened from core.mismatch"));
    }

    [Fact]
    public async Task Resolves_what_the_source_fixed_and_reopens_it_under_its_number()
    {
        await using var flow = await Ready(server);
        await Day(flow, 1, wrong: 2);
        var no = await No(flow);
        var first = await flow.One<Guid>("select publish_id from core.feed_current where feed = 'accounts'");
        var fixing = await Day(flow, 2);

        Assert.Equal(new MismatchMovement("phone-differs", 0, 1, 0, 0, 0), Assert.Single(fixing.Mismatches));
        Assert.Equal([$"{Id(2)} phone-differs resolved"], await flow.Ledger("accounts"));
        Assert.Equal(("fixed", fixing.RunId, first), await flow.One<(string, long, Guid)>(
            "select how, closed_run, confirmed_publish from core.mismatch"));

        var back = await Day(flow, 3, wrong: 2);
        Assert.Equal(new MismatchMovement("phone-differs", 0, 0, 0, 1, 1), Assert.Single(back.Mismatches));
        Assert.Equal(no, await No(flow));
        Assert.Equal(1, await flow.One<int>(
            "select count(*) from core.mismatch where reopened = 1 and closed_run is null and how is null"));
    }

    [Fact]
    public async Task Tells_vanished_with_its_subject_from_resolved()
    {
        await using var flow = await Ready(server);
        await Day(flow, 1, wrong: 2);
        var no = await No(flow);
        var gone = await Day(flow, 2, without: 2);

        Assert.Equal(new MismatchMovement("phone-differs", 0, 0, 1, 0, 0), Assert.Single(gone.Mismatches));
        Assert.Equal([$"{Id(2)} phone-differs vanished"], await flow.Ledger("accounts"));

        await Day(flow, 3, wrong: 2);
        Assert.Equal(no, await No(flow));
        Assert.Equal([$"{Id(2)} phone-differs open"], await flow.Ledger("accounts"));
    }

    [Fact]
    public async Task Remembers_what_a_person_ignored_while_its_values_stay()
    {
        await using var flow = await Ready(server);
        await Day(flow, 1, wrong: 2);
        var decisions = new MismatchDecisions(flow.Source);
        var key = new MismatchKey("accounts", Id(2), "phone-differs");
        Assert.True(await decisions.Ignore(key, "Lan", "số của con", default));
        Assert.False(await decisions.Ignore(key, "Lan", "lần nữa", default));

        await Day(flow, 2, wrong: 2, changed: 2);
        Assert.Contains("|ignored|", await Row(flow), StringComparison.Ordinal);
        Assert.Equal(("ignore", "Lan", "số của con"), await flow.One<(string, string, string)>(
            "select how, ignored_by, ignored_reason from core.mismatch"));

        await Day(flow, 3);
        await Day(flow, 4, wrong: 2);
        Assert.Contains("|ignored|", await Row(flow), StringComparison.Ordinal);

        await Day(flow, 5, wrong: 2, phone: OtherWrong);
        Assert.Contains("|open|", await Row(flow), StringComparison.Ordinal);
        Assert.Equal(1,
            await flow.One<int>("select count(*) from core.mismatch where ignored_by is null and how is null"));
    }

    /// <summary>What the run finds of number 2, and what becomes of a mismatch that a person ignores
    /// meanwhile.</summary>
    [Theory]
    [InlineData(Wrong, 0, "ignored", "Lan")]
    [InlineData(Wrong, 2, "ignored", "Lan")]
    [InlineData(OtherWrong, 0, "open", null)]
    [InlineData(null, 0, "ignored", "Lan")]
    public async Task A_person_who_ignores_while_a_run_settles_is_heard(
        string? phone, int moved, string state, string? by)
    {
        await using var flow = await Ready(server);
        await Day(flow, 1, wrong: 2);
        await using var pause = await LedgerPause.Before(flow, "closing");
        var running = Day(flow, 2, wrong: phone is null ? 0 : 2, phone: phone ?? "", changed: 4, moved: moved);
        await pause.Reached(running);
        Assert.True(await new MismatchDecisions(flow.Source).Ignore(
            new MismatchKey("accounts", Id(2), "phone-differs"), "Lan", "số của con", default));
        await pause.End();

        Assert.Equal("published", (await running).State);
        Assert.Equal([$"{Id(2)} phone-differs {state}"], await flow.Ledger("accounts"));
        Assert.Equal(by, await flow.One<string?>("select ignored_by from core.mismatch"));
        Assert.Equal(await flow.One<long>("select count(*) from core.mismatch where state = 'open'"),
            await flow.One<long>("select coalesce(sum(mismatched), 0)::bigint from api.tally where feed = 'accounts'"));
    }

    [Fact]
    public async Task A_person_may_name_a_mismatch_by_its_number()
    {
        await using var flow = await Ready(server);
        await Day(flow, 1, wrong: 2);
        var key = MismatchKey.Numbered(await flow.One<long>("select mismatch_no from api.mismatch"));
        var decisions = new MismatchDecisions(flow.Source);

        Assert.True(await decisions.Ignore(key, "Lan", "số của con", default));
        Assert.Equal([$"{Id(2)} phone-differs ignored"], await flow.Ledger("accounts"));
        Assert.Equal(0, await Mismatched());
        Assert.True(await decisions.Reopen(key, "Lan", "nhầm", default));
        Assert.Equal(1, await Mismatched());
        Assert.False(await decisions.Ignore(MismatchKey.Numbered(key.No!.Value + 1), "Lan", "", default));

        Task<long> Mismatched() =>
            flow.One<long>("select coalesce(sum(mismatched), 0)::bigint from api.tally where feed = 'accounts'");
    }

    [Fact]
    public async Task A_person_may_reopen_what_was_ignored_and_nothing_else()
    {
        await using var flow = await Ready(server);
        await Day(flow, 1, wrong: 2);
        var decisions = new MismatchDecisions(flow.Source);
        var key = new MismatchKey("accounts", Id(2), "phone-differs");
        Assert.False(await decisions.Reopen(key, "Lan", "", default));
        await decisions.Ignore(key, "Lan", "số của con", default);
        Assert.True(await decisions.Reopen(key, "Lan", "nhầm", default));
        Assert.False(await decisions.Ignore(key with { Subject = Id(3) }, "Lan", "", default));
        Assert.Equal([$"{Id(2)} phone-differs open"], await flow.Ledger("accounts"));
    }

    [Fact]
    public async Task Counts_the_rows_of_a_subject_and_stays_open_while_one_shows_it()
    {
        await using var flow = await Flow.Start(server, Population, Visits);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await flow.Run("visits", VisitsHeader + Visit("K1", 1, Wrong) + Visit("K2", 1, Wrong) + Visit("K3", 1)
            + Visit("K4", 2),
            "2026-01-01");
        var no = await No(flow);
        Assert.Equal((2, "K2"), await Shows(flow));

        await flow.Run("visits", VisitsHeader + Visit("K1", 1, Wrong) + Visit("K2", 1) + Visit("K3", 1)
            + Visit("K4", 2),
            "2026-01-02");
        Assert.Equal((1, "K1"), await Shows(flow));
        Assert.Equal(["BN1 phone-differs open"], await flow.Ledger("visits"));

        await flow.Run("visits", VisitsHeader + Visit("K1", 1, Wrong) + Visit("K2", 1) + Visit("K3", 1, OtherWrong)
            + Visit("K4", 2),
            "2026-01-03");
        Assert.Equal((2, "K3"), await Shows(flow));

        // Its row vanishes, and the subject stays by its other rows: fixed, not gone.
        await flow.Run("visits", VisitsHeader + Visit("K2", 1) + Visit("K4", 2), "2026-01-04");
        Assert.Equal(["BN1 phone-differs resolved"], await flow.Ledger("visits"));
        await flow.Run("visits", VisitsHeader + Visit("K1", 1, Wrong) + Visit("K2", 1) + Visit("K4", 2), "2026-01-05");
        await flow.Run("visits", VisitsHeader + Visit("K4", 2), "2026-01-06");
        Assert.Equal(["BN1 phone-differs vanished"], await flow.Ledger("visits"));
        Assert.Equal(no, await No(flow));
    }

    [Fact]
    public async Task Every_row_of_a_small_feed_may_change_at_once()
    {
        await using var flow = await Flow.Start(server, Population, Visits);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await flow.Run("visits", VisitsHeader + Visit("K1", 1, Wrong) + Visit("K2", 1, Wrong), "2026-01-01");
        var report = await flow.Run(
            "visits", VisitsHeader + Visit("K1", 1) + Visit("K2", 1, OtherWrong), "2026-01-02");

        Assert.Equal(("published", 2), (report.State, report.Changed));
        Assert.Equal((1, "K2"), await Shows(flow));
    }

    [Fact]
    public async Task A_row_that_changes_hands_takes_its_mismatch_along()
    {
        await using var flow = await Flow.Start(server, Population, Visits);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await flow.Run("visits", VisitsHeader + Visit("K1", 1, Wrong) + Visit("K2", 2) + Visit("K3", 1), "2026-01-01");
        await flow.Run("visits", VisitsHeader + Visit("K1", 2, Wrong) + Visit("K2", 2) + Visit("K3", 1), "2026-01-02");
        Assert.Equal(["BN1 phone-differs resolved", "BN2 phone-differs open"], await flow.Ledger("visits"));
    }

    [Fact]
    public async Task Slices_do_not_close_each_others_mismatches()
    {
        await using var flow = await Flow.Start(server, Population, Pensions);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await Month(flow, "2026-01", "2026-02-01", Pension("S1", 1, "Khác Tên"), Pension("S2", 2), Pension("S4", 2),
            Pension("S5", 3), Pension("S5", 3, amount: "7"));
        string[] january = ["S1 name-differs open", "S4 duplicate-subject open", "S5 duplicate-subject open"];
        Assert.Equal(january, await flow.Ledger("pensions"));

        await Month(flow, "2026-02", "2026-03-01", Pension("S1", 1), Pension("S2", 2), Pension("S4", 4),
            Pension("S5", 3));
        Assert.Equal(january, await flow.Ledger("pensions"));
        Assert.Equal(8, await flow.One<int>("select count(*) from api.clean_pensions"));

        await Month(flow, "2026-01", "2026-03-02", Pension("S1", 1), Pension("S2", 2), Pension("S5", 3));
        Assert.Equal(["S1 name-differs resolved", "S4 duplicate-subject resolved", "S5 duplicate-subject resolved"],
            await flow.Ledger("pensions"));
        Assert.Equal(7, await flow.One<int>("select rows from core.feed_current where feed = 'pensions'"));
    }

    [Fact]
    public async Task A_month_that_is_late_leaves_the_newer_month_alone()
    {
        await using var flow = await Flow.Start(server, Population, Pensions);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await Month(flow, "2026-02", "2026-03-05", Pension("S1", 1, "Khác Tên"));
        await Month(flow, "2026-01", "2026-02-05", Pension("S1", 1, "Khác Tên"), Pension("S2", 2));
        Assert.Equal((2, "S1|2026-02"), await Shows(flow));
        Assert.Equal("superseded", (await Month(flow, "2026-02", "2026-03-01", Pension("S9", 5))).State);
        Assert.Equal(3, await flow.One<int>("select count(*) from api.clean_pensions"));
    }

    /// <summary>Nine accounts, of which one may be wrong, missing, of another unit, or different in what is not
    /// compared.</summary>
    static Task<RunReport> Day(
        Flow flow, int day, int wrong = 0, string phone = Wrong, int changed = 0, int without = 0,
        int moved = 0) =>
        flow.Run("accounts", Many(AccountsHeader, 9, n => n == without ? ""
            : Account(n, n == wrong ? phone : null, n == changed ? "1" : "2")
                .Replace(Unit(n), n == moved ? "21025" : Unit(n), StringComparison.Ordinal)), $"2026-01-0{day}");

    static Task<string> Row(Flow flow) => flow.One<string>(
        """
        select concat_ws('|', ctid, xmin, subject_id, kind, state, sector_value, reference_value, record_count,
            newest_record)
        from core.mismatch
        """);

    static Task<long> No(Flow flow) => flow.One<long>("select mismatch_no from core.mismatch");
}
