using De06Ingest.Mismatches;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using Npgsql;
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
        await using var flow = await Ready();
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
        await using var flow = await Ready();
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
        await using var flow = await Ready();
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
        await using var flow = await Ready();
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
        await using var flow = await Ready();
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
        await using var flow = await Ready();
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
        await using var flow = await Ready();
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
        await using var flow = await Ready();
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
    public async Task A_second_row_of_one_key_with_other_content_is_told_until_it_is_gone()
    {
        await using var flow = await Ready();
        var rows = Many(AccountsHeader, 5, n => Account(n));
        var first = await flow.Run("accounts", rows + Account(3), "2026-01-01");
        Assert.Equal((1, 0), (first.Duplicate, first.Mismatches.Count));
        await flow.Run("accounts", rows + Account(3, level: "1"), "2026-01-02");
        Assert.Equal([$"{Id(3)} duplicate-subject open"], await flow.Ledger("accounts"));
        await flow.Run("accounts", rows + Account(3, level: "1") + Account(6), "2026-01-03");
        Assert.Equal([$"{Id(3)} duplicate-subject open"], await flow.Ledger("accounts"));
        await flow.Run("accounts", rows + Account(6), "2026-01-04");
        Assert.Equal([$"{Id(3)} duplicate-subject resolved"], await flow.Ledger("accounts"));
    }

    [Fact]
    public async Task Two_rows_of_one_person_in_the_reference_that_disagree_are_told_until_one_is_gone()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        var first = await flow.Run("population", Citizens(5) + Citizen(3, name: "Lê Văn Ba"), "2026-01-01");

        Assert.Equal(("published", 1, 1), (first.State, first.Duplicate, first.Mismatches.Count));
        Assert.Equal([$"{Id(3)} duplicate-subject open"], await flow.Ledger("population"));
        Assert.Equal(["reference Lê Văn Ba 1"], await flow.All<string>(
            "select corrects || ' ' || (reference_value::jsonb ->> 'name') || ' ' || count(citizen_ref) over () "
            + "from api_full.mismatch"));
        Assert.Equal("•••", await flow.One<string>("select reference_value from api.mismatch"));

        // A sector is compared with the row that stands, and does not inherit the conflict.
        await flow.Run("accounts", Many(AccountsHeader, 5, n => Account(n)), "2026-01-01");
        Assert.Empty(await flow.Ledger("accounts"));
        await flow.Run("population", Citizens(6), "2026-01-02");
        Assert.Equal([$"{Id(3)} duplicate-subject resolved"], await flow.Ledger("population"));
    }

    [Fact]
    public async Task A_conflict_about_whose_a_record_is_closes_when_the_other_row_goes()
    {
        await using var flow = await Flow.Start(server, Population, Visits);
        await flow.Run("population", Citizens(5), "2026-01-01");
        var rows = VisitsHeader + Visit("K1", 1) + Visit("K2", 2);
        await flow.Run("visits", rows + Visit("K1", 3), "2026-01-01");
        Assert.Equal(["BN1 duplicate-subject open"], await flow.Ledger("visits"));

        await flow.Run("visits", rows + Visit("K3", 3), "2026-01-02");
        Assert.Equal(["BN1 duplicate-subject resolved"], await flow.Ledger("visits"));
    }

    [Fact]
    public async Task A_conflict_that_is_all_that_went_is_closed()
    {
        await using var flow = await Ready();
        var rows = Many(AccountsHeader, 5, n => Account(n));
        await flow.Run("accounts", rows + Account(3, level: "1"), "2026-01-01");
        var report = await flow.Run("accounts", rows, "2026-01-02");
        Assert.Equal("published", report.State);
        Assert.Equal([$"{Id(3)} duplicate-subject resolved"], await flow.Ledger("accounts"));
        Assert.Equal("unchanged", (await flow.Run("accounts", rows + "\n", "2026-01-03")).State);
    }

    [Fact]
    public async Task A_later_row_of_one_subject_is_a_duplicate_and_is_not_compared()
    {
        await using var flow = await Flow.Start(server, Population, Pensions);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await Month(flow, "2026-01", "2026-02-01", Pension("S1", 1), Pension("S2", 1, "Khác Tên"), Pension("S3", 2));
        Assert.Equal(["S2 duplicate-subject open"], await flow.Ledger("pensions"));
        Assert.Equal("S1|2026-01", await flow.One<string>("select sector_value from core.mismatch"));

        await Month(flow, "2026-01", "2026-02-02", Pension("S1", 1), Pension("S2", 1, "Khác Tên"),
            Pension("S3", 2, amount: "2"));
        Assert.Equal(["S2 duplicate-subject open"], await flow.Ledger("pensions"));

        // The first row goes, so the second stands for the citizen and is compared.
        await Month(flow, "2026-01", "2026-02-03", Pension("S2", 1, "Khác Tên"), Pension("S3", 2, amount: "2"));
        Assert.Equal(["S2 duplicate-subject resolved", "S2 name-differs open"], await flow.Ledger("pensions"));
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
    public async Task A_conflict_of_an_older_month_outlasts_the_repair_of_the_newer()
    {
        await using var flow = await Flow.Start(server, Population, Pensions);
        await flow.Run("population", Citizens(5), "2026-01-01");
        string[] conflict = [Pension("S1", 1), Pension("S5", 3), Pension("S5", 3, amount: "7")];
        string[] sound = [Pension("S1", 1), Pension("S5", 3)];
        await Month(flow, "2026-01", "2026-02-01", conflict);
        await Month(flow, "2026-02", "2026-03-01", conflict);
        Assert.Equal((2, "S5|2026-02"), await Shows(flow));

        await Month(flow, "2026-02", "2026-03-02", sound);
        Assert.Equal(["S5 duplicate-subject open"], await flow.Ledger("pensions"));
        Assert.Equal((1, "S5|2026-01"), await Shows(flow));
        await Month(flow, "2026-03", "2026-04-01", sound);
        Assert.Equal(["S5 duplicate-subject open"], await flow.Ledger("pensions"));

        var last = await Month(flow, "2026-01", "2026-04-02", sound);
        Assert.Equal("published", last.State);
        Assert.Equal(["S5 duplicate-subject resolved"], await flow.Ledger("pensions"));
        Assert.Equal("unchanged", (await Month(flow, "2026-01", "2026-04-03", [.. sound.Reverse()])).State);
    }

    [Fact]
    public async Task A_third_row_follows_when_the_first_of_its_subject_goes()
    {
        await using var flow = await Flow.Start(server, Population, Pensions);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await Month(flow, "2026-01", "2026-02-01", Pension("S1", 1), Pension("S2", 1), Pension("S3", 1));
        var report = await Month(flow, "2026-01", "2026-02-02", Pension("S2", 1), Pension("S3", 1));

        Assert.Equal((2, 1), (report.Changed, report.Vanished));
        Assert.Equal(["S2|2026-01 ", "S3|2026-01 S2|2026-01"], await flow.All<string>(
            "select record_id || ' ' || coalesce(duplicate_of, '') from clean.pensions order by 1"));
        Assert.Equal(["S2 duplicate-subject resolved", "S3 duplicate-subject open"], await flow.Ledger("pensions"));
        Assert.Equal(["S2|2026-01"], await flow.All<string>(
            "select sector_value from core.mismatch where state = 'open'"));
        Assert.Equal("unchanged", (await Month(flow, "2026-01", "2026-02-03", Pension("S2", 1), Pension("S3", 1)))
            .State);
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

    async Task<Flow> Ready()
    {
        var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(9), "2026-01-01");
        return flow;
    }

    /// <summary>Nine accounts, of which one may be wrong, missing, of another unit, or different in what is not
    /// compared.</summary>
    static Task<RunReport> Day(
        Flow flow, int day, int wrong = 0, string phone = Wrong, int changed = 0, int without = 0,
        int moved = 0) =>
        flow.Run("accounts", Many(AccountsHeader, 9, n => n == without ? ""
            : Account(n, n == wrong ? phone : null, n == changed ? "1" : "2")
                .Replace(Unit(n), n == moved ? "21025" : Unit(n), StringComparison.Ordinal)), $"2026-01-0{day}");

    static Task<RunReport> Month(Flow flow, string period, string asOf, params string[] rows) =>
        flow.Run("pensions", PensionsHeader + string.Concat(rows), asOf, name: $"pay_{period}.csv");

    static Task<string> Row(Flow flow) => flow.One<string>(
        """
        select concat_ws('|', ctid, xmin, subject_id, kind, state, sector_value, reference_value, record_count,
            newest_record)
        from core.mismatch
        """);

    static Task<long> No(Flow flow) => flow.One<long>("select mismatch_no from core.mismatch");

    static Task<(int Count, string Newest)> Shows(Flow flow) =>
        flow.One<(int, string)>("select record_count, newest_record from core.mismatch");
}

/// <summary>Holds a publishing transaction at a temporary table of the ledger, so that a person can act then.</summary>
sealed class LedgerPause : IAsyncDisposable
{
    readonly Flow flow;
    readonly NpgsqlConnection holder;

    LedgerPause(Flow flow, NpgsqlConnection holder) => (this.flow, this.holder) = (flow, holder);

    /// <param name="flow">Whose runs are held.</param>
    /// <param name="table">Temporary table that is about to be made.</param>
    public static async Task<LedgerPause> Before(Flow flow, string table)
    {
        await flow.Do(
            $"""
            create function pause() returns event_trigger language plpgsql as $$ begin
              if current_query() like '%create temporary table {table} %' then
                perform set_config('lock_timeout', '60s', true);
                perform pg_advisory_xact_lock_shared(8606);
                perform set_config('lock_timeout', '3s', true);
              end if;
            end $$;
            create event trigger pause on ddl_command_start when tag in ('CREATE TABLE AS') execute function pause()
            """);
        var holder = await flow.Source.OpenConnectionAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_lock(8606)", holder);
        await take.ExecuteNonQueryAsync();
        return new LedgerPause(flow, holder);
    }

    /// <summary>Waits until the run stands there.</summary>
    public async Task Reached(Task running)
    {
        while (await flow.One<int>("select count(*) from pg_locks where locktype = 'advisory' and not granted "
            + "and database = (select oid from pg_database where datname = current_database())") == 0)
        {
            Assert.False(running.IsCompleted, "the run ended without coming by");
            await Task.Delay(10);
        }
    }

    public async Task End()
    {
        await using var give = new NpgsqlCommand("select pg_advisory_unlock(8606)", holder);
        await give.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => holder.DisposeAsync();
}
