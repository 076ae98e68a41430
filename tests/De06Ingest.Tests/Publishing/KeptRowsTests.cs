using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Publishing;

/// <summary>What is published of a record stays while its row is refused, or was read under another contract.</summary>
public sealed class KeptRowsTests(PostgresServer server)
{
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
        Assert.Equal(way, (await flow.Pointer("accounts")).Way);
        Assert.Equal(count, (await flow.Pointer("accounts")).Rows);
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
        Assert.Equal(gone ? 1999 : 2000, (await flow.Pointer("accounts")).Rows);

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
}
