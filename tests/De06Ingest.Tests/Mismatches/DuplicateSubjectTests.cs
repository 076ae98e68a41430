using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Mismatches.LedgerFlow;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Mismatches;

/// <summary>Second rows of one record or one subject: what the ledger tells of them, and until when.</summary>
public sealed class DuplicateSubjectTests(PostgresServer server)
{
    [Fact]
    public async Task A_second_row_of_one_key_with_other_content_is_told_until_it_is_gone()
    {
        await using var flow = await Ready(server);
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
        await using var flow = await Ready(server);
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
}
