using De06Ingest.Feeds;
using De06Ingest.Synthetic;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Systems;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Synthetic;

/// <summary>Every contract has made-up extracts, and they say the same of a system as its contract does.</summary>
public sealed class SectorSystemTests
{
    static readonly IReadOnlyList<FeedContract> Contracts = FeedCatalog.Load(Repository.Folder("deploy/feeds"));

    public static TheoryData<string> Systems =>
        [.. SectorSystems.Citizens.Select(s => s.Feed).Concat(SectorSystems.Registers.Select(s => s.Feed))];

    [Fact]
    public void Every_contract_has_extracts_and_every_extract_a_contract()
    {
        string[] older =
            ["population", "eid-accounts", "pension-payments", "service-dossiers", "portal-dossiers"];
        Assert.Equal(
            Contracts.Select(c => c.Feed).Order(StringComparer.Ordinal),
            Systems.Select(s => s.Data).Concat(older).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Headers_are_those_of_the_contract(string feed)
    {
        var contract = Contracts.Single(c => c.Feed == feed);
        var header = Find(feed).Header;

        Assert.Distinct(header);
        var known = contract.Columns.SelectMany(c => c.From).Concat(contract.Forbid).Concat(contract.Ignore);
        Assert.All(header, h => Assert.Contains(h, known));
        Assert.All(contract.Columns, c => Assert.Contains(c.From, header.Contains));
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void A_feed_has_an_owner_a_schedule_a_purpose_and_a_basis(string feed)
    {
        var contract = Contracts.Single(c => c.Feed == feed);

        Assert.All(
            [contract.Owner, contract.Schedule, contract.Purpose, contract.LegalBasis],
            text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.True(contract.Examples.Count >= 2);
        Assert.Contains(contract.Examples, e => e.Refused.Count > 0);
    }

    [Fact]
    public void What_is_planted_is_what_the_contract_compares() => Assert.All(
        SectorSystems.Citizens,
        s => Assert.Equal(s.Compares, Contracts.Single(c => c.Feed == s.Feed).Compare));

    [Fact]
    public void Who_registers_deaths_and_who_asks_for_them_is_as_in_the_contract() => Assert.All(
        SectorSystems.Citizens,
        s =>
        {
            var contract = Contracts.Single(c => c.Feed == s.Feed);
            Assert.Equal(s.RegistersDeaths, contract.DeadWhen is not null);
            Assert.Equal(s.ChecksDeaths, contract.Check.Contains("deceased-registered"));
        });

    [Fact]
    public void Systems_about_citizens_are_matched_and_registers_are_not()
    {
        Assert.All(SectorSystems.Citizens, s => Assert.True(Contracts.Single(c => c.Feed == s.Feed).IsMatched));
        Assert.All(
            SectorSystems.Registers,
            s => Assert.Equal("Register", Contracts.Single(c => c.Feed == s.Feed).Role.ToString()));
    }

    [Theory]
    [InlineData("Dân tộc")]
    [InlineData("MA_DANTOC")]
    [InlineData("MA_BENH")]
    [InlineData("tienSu")]
    [InlineData("recordContent")]
    [InlineData("anhKhuonMat")]
    [InlineData("Nguyên nhân chết")]
    [InlineData("Số tài khoản")]
    public void Sensitive_headers_are_sent_and_forbidden(string header)
    {
        var sent = SectorSystems.Citizens.Where(s => s.Header.Contains(header)).ToList();

        Assert.NotEmpty(sent);
        Assert.All(sent, s => Assert.Contains(header, Contracts.Single(c => c.Feed == s.Feed).Forbid));
    }

    [Fact]
    public void Record_numbers_are_unique_in_a_system()
    {
        var population = Population.Make(new ProvinceOptions(4_000, 3));
        var plans = SystemPlan.All(population, FeedPlan.Make(population));

        Assert.All(plans, plan =>
        {
            Assert.NotEmpty(plan.Subjects);
            Assert.Distinct(plan.Subjects.Select(plan.Planned.Key));
        });
    }

    [Fact]
    public void Nobody_whom_the_register_changes_is_in_a_system()
    {
        var population = Population.Make(new ProvinceOptions(4_000, 3));
        var feeds = FeedPlan.Make(population);

        Assert.All(
            SystemPlan.All(population, feeds),
            plan => Assert.DoesNotContain(plan.Subjects, s => feeds.ReferenceChanges.ContainsKey(s.Citizen)));
    }

    [Theory]
    [InlineData(8, 0, 1)]
    [InlineData(8, 2, 3)]
    [InlineData(10, 1, 2)]
    public void Working_days_leave_out_the_weekend(int day, int days, int between)
    {
        // 10 July 2026 is a Friday.
        var from = new DateTime(2026, 7, day, 9, 0, 0);
        var to = WorkingDays.After(from, days, 30);

        Assert.Equal(between, WorkingDays.Between(from, to));
        Assert.True(to.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
    }

    static SectorSystem Find(string feed) =>
        SectorSystems.Citizens.Cast<SectorSystem>().Concat(SectorSystems.Registers).Single(s => s.Feed == feed);
}
