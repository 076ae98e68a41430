using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.AcrossContracts;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Mismatches.Suggestions;

/// <summary>Suggestions on the real database: they follow what the witnesses publish, and leave with their
/// mismatch.</summary>
public sealed class SuggestionTableTests(PostgresServer server)
{
    const string Day1 = "2026-01-01";
    const string Wrong = "0912999999";

    static readonly string Suggesting =
        Accounts(end: "suggest: [phone, name]\none-account-per-phone: true");

    [Fact]
    public async Task A_wrong_phone_gets_what_others_have_of_the_citizen()
    {
        await using var flow = await Ready();
        await flow.Run("clinic", ClinicHeader + ClinicVisit("K1", 2, "0912777001", "01/12/2025"), Day1);

        Assert.Equal("phone 1 +84912777001 {clinic} 2025-12-01 1;phone 2 +84912000002 {population}  1",
            await Suggested(flow));
        Assert.Equal("phone-differs +8491••••001", await flow.One<string>(
            "select kind || ' ' || value from api.suggestion where rank = 1"));
    }

    [Fact]
    public async Task They_follow_the_witnesses_and_leave_with_the_mismatch()
    {
        await using var flow = await Ready();
        await flow.Run("clinic", ClinicHeader + ClinicVisit("K1", 2, "0912777001"), Day1);
        await flow.Run("clinic", ClinicHeader + ClinicVisit("K1", 2, "0912777002"), "2026-01-02");
        Assert.Contains("phone 1 +84912777002", await Suggested(flow), StringComparison.Ordinal);

        await flow.Run("clinic", ClinicHeader + ClinicVisit("K2", 3), "2026-01-03");
        Assert.Equal("phone 1 +84912000002 {population}  0", await Suggested(flow));

        await flow.Run("accounts", Many(AccountsHeader, 4, n => Account(n)), "2026-01-04");
        Assert.Equal(0, await flow.One<int>("select count(*) from core.suggestion"));
    }

    [Fact]
    public async Task The_same_witness_again_writes_nothing()
    {
        await using var flow = await Ready();
        var rows = ClinicHeader + ClinicVisit("K1", 2, "0912777001");
        await flow.Run("clinic", rows, Day1);
        var before = await flow.One<string>("select string_agg(s::text, ';') from core.suggestion s");
        await flow.Run("clinic", rows + ClinicVisit("K2", 3), "2026-01-02");

        Assert.Equal(before, await flow.One<string>("select string_agg(s::text, ';') from core.suggestion s"));
    }

    [Fact]
    public async Task A_number_that_another_account_takes_is_withdrawn()
    {
        await using var flow = await Ready();
        await flow.Run("clinic", ClinicHeader + ClinicVisit("K1", 2, "0912777001"), Day1);
        Assert.Contains("+84912777001", await Suggested(flow), StringComparison.Ordinal);

        await flow.Run("accounts", Many(AccountsHeader, 4, n => Account(n, n switch
        {
            2 => Wrong,
            4 => "0912777001",
            _ => null,
        })), "2026-01-02");
        Assert.DoesNotContain("+84912777001", await Suggested(flow), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_looked_at_again_suggests_what_the_whole_suggests()
    {
        await using var flow = await Flow.Start(
            server, Register, Suggesting, Clinic(), Clinic("insurance"));
        flow.Change(parts => parts with { IndexFrom = 0 });
        var chance = new Random(3);
        await flow.Run("population", Citizens(50), Day1);
        for (var day = 2; day <= 9; day++)
        {
            var asOf = $"2026-01-{day:D2}";
            await flow.Run("clinic", ClinicHeader + Visits(chance), asOf);
            await flow.Run("insurance", ClinicHeader + Visits(chance), asOf);
            await flow.Run("accounts", Many(AccountsHeader, 50, n => Account(
                n, chance.Next(3) == 0 ? AnyPhone(chance) : null)), asOf);
            var inParts = await All(flow);
            Assert.NotEmpty(inParts);

            await flow.Do("delete from core.across_seen");
            await flow.Settle();
            Assert.Equal(inParts, await All(flow));
        }
    }

    static string Visits(Random chance) => string.Concat(Enumerable.Range(1, 50).Where(_ => chance.Next(10) < 9)
        .Select(n => ClinicVisit($"K{n}", n, AnyPhone(chance), $"{chance.Next(1, 28):D2}/11/202{chance.Next(1, 5)}")));

    static string AnyPhone(Random chance) => Phone(9000 + chance.Next(40));

    static Task<List<string>> All(Flow flow) => flow.All<string>(
        """
        select concat_ws(' ', subject_id, field, rank, value, confidence, feeds, since, others, holders)
        from core.suggestion order by 1
        """);

    static Task<string> Suggested(Flow flow) => flow.One<string>(
        """
        select string_agg(concat_ws(' ', field, rank, value, feeds::text, coalesce(since::text, ''), others), ';'
                          order by field, rank)
        from core.suggestion
        """);

    async Task<Flow> Ready()
    {
        var flow = await Flow.Start(server, Register, Suggesting, Clinic());
        await flow.Run("population", Citizens(4), Day1);
        await flow.Run("accounts", Many(AccountsHeader, 4, n => Account(n, n == 2 ? Wrong : null)), Day1);
        return flow;
    }
}
