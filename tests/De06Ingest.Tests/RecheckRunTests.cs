using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>When the reference moves, its effect on what is published follows without a new extract.</summary>
public sealed class RecheckRunTests(PostgresServer server)
{
    [Fact]
    public async Task Follows_the_reference_and_writes_only_what_it_touched()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(30), "2026-01-01");
        // 4 is wrong on the sector's side, 5 too and stays so, 31 is not known yet.
        await flow.Run("accounts",
            Many(AccountsHeader, 31, n => Account(n, n is 4 or 5 ? "0912999999" : null)), "2026-01-01");
        Assert.Equal([$"{Id(4)} phone-differs open", $"{Id(5)} phone-differs open", $"{Id(31)} not-in-reference open"],
            await flow.Ledger("accounts"));
        var untouched = await Versions(flow, "<> all");

        await flow.Run("population", Many(PopulationHeader, 31,
            n => Citizen(n, n == 4 ? "0912999999" : null, n == 6 ? "dead" : "alive")), "2026-01-02");
        var report = Assert.Single(await flow.Recheck());

        Assert.Equal(("published", 31, 31, 0, 1),
            (report.State, report.RowsIn, report.Matched, report.Unmatched, report.Changed));
        Assert.Equal(
        [
            $"{Id(4)} phone-differs resolved", $"{Id(5)} phone-differs open", $"{Id(6)} deceased-active open",
            $"{Id(31)} not-in-reference resolved",
        ], await flow.Ledger("accounts"));
        Assert.Equal(untouched, await Versions(flow, "<> all"));
        Assert.Equal(30, await flow.One<int>(
            "select count(*) from clean.accounts where run_id = (select min(run_id) from clean.accounts)"));
        Assert.Equal("recheck", await flow.One<string>("select way from core.run order by run_id desc limit 1"));
        Assert.Empty(await flow.Recheck());
        Assert.Empty(await flow.Staged());
    }

    [Fact]
    public async Task Looks_at_every_row_of_a_subject_with_several()
    {
        await using var flow = await Flow.Start(server, Population, Visits);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await flow.Run("visits", VisitsHeader + Visit("K1", 1, "0912999999") + Visit("K2", 1)
            + Visit("K3", 2), "2026-01-01");
        await flow.Run("population", Many(PopulationHeader, 5, n => Citizen(n, n == 1 ? "0912999999" : null)),
            "2026-01-02");
        await flow.Recheck();
        Assert.Equal((1, "K2", "+84912000001"), await flow.One<(int, string, string)>(
            "select record_count, newest_record, sector_value from core.mismatch where state = 'open'"));
        await flow.Run("population", Many(PopulationHeader, 5, n => Citizen(n, n == 1 ? "0912777777" : null)),
            "2026-01-03");
        await flow.Recheck();
        Assert.Equal((2, "K2"), await flow.One<(int, string)>("select record_count, newest_record from core.mismatch"));
        await flow.Run("population", Citizens(4).Replace(Citizen(1), "", StringComparison.Ordinal), "2026-01-04");
        await flow.Recheck();
        Assert.Equal(["BN1 not-in-reference open", "BN1 phone-differs resolved"], await flow.Ledger("visits"));
    }

    [Fact]
    public async Task Knows_nothing_of_duplicates_and_leaves_them()
    {
        await using var flow = await Flow.Start(server, Population, Accounts(), Pensions);
        await flow.Run("population", Citizens(5), "2026-01-01");
        await flow.Run("accounts", Many(AccountsHeader, 5, n => Account(n)) + Account(3, level: "1"), "2026-01-01");
        await flow.Run("pensions", PensionsHeader + Pension("S1", 1) + Pension("S2", 1) + Pension("S3", 3)
            + Pension("S3", 3, amount: "8"),
            "2026-01-01", name: "pay_2026-01.csv");
        await flow.Run("population", Many(PopulationHeader, 5, n => Citizen(n, "0912777777")), "2026-01-02");
        await flow.Recheck();
        Assert.Contains($"{Id(3)} duplicate-subject open", await flow.Ledger("accounts"));
        Assert.Equal(["S2 duplicate-subject open", "S3 duplicate-subject open"], await flow.Ledger("pensions"));
    }

    [Fact]
    public async Task Gives_the_ledger_that_a_full_comparison_gives()
    {
        await using var flow = await Flow.Start(server, Population, Accounts(), Visits);
        await using var fresh = await Flow.Start(server, Population, Accounts(), Visits);
        var people = Citizens(60);
        var people2 = Many(PopulationHeader, 70, n => n % 9 == 0 ? "" : Citizen(n,
            n % 7 == 0 ? "0912777777" : null, n % 11 == 0 ? "dead" : "alive",
            n % 13 == 0 ? "Lê Thị Mỹ" : "Trần Văn Nam"));
        var accounts = Many(AccountsHeader, 80, n => Account(n, n % 14 == 0 ? "0912777777" : null));
        var visits = Many(VisitsHeader, 120, n => Visit($"K{n:D3}", 1 + (n % 75), n % 10 == 0 ? "0912777777" : null));
        await flow.Run("population", people, "2026-01-01");
        await flow.Run("accounts", accounts, "2026-01-01");
        await flow.Run("visits", visits, "2026-01-01");
        await flow.Run("population", people2, "2026-01-02");
        await flow.Recheck();

        await fresh.Run("population", people2, "2026-01-02");
        await fresh.Run("accounts", accounts, "2026-01-01");
        await fresh.Run("visits", visits, "2026-01-01");
        const string open =
            """
            select concat_ws('|', feed, subject_id, kind, sector_value, reference_value, unit, record_count,
                newest_record)
            from core.mismatch where state = 'open' order by 1
            """;
        Assert.Equal(await fresh.All<string>(open), await flow.All<string>(open));
        Assert.Equal(await fresh.Rows("accounts"), await flow.Rows("accounts"));
        Assert.Equal(await fresh.Rows("visits"), await flow.Rows("visits"));
        const string tally = "select t::text from core.tally t order by 1";
        Assert.Equal(await fresh.All<string>(tally), await flow.All<string>(tally));
    }

    static Task<List<string>> Versions(Flow flow, string which) => flow.All<string>(
        $"""
        select concat_ws('|', tableoid, ctid, xmin, record_id) from clean.accounts
        where record_id {which} (array['{Id(31)}']) union all
        select concat_ws('|', ctid, xmin, subject_id) from core.mismatch where subject_id = '{Id(5)}' order by 1
        """);
}
