using De06Ingest.Mismatches;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.AcrossContracts;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Mismatches.Across;

/// <summary>How rules across the set are settled: once, in part, again after a stop, and under one ledger.</summary>
public sealed class AcrossRunTests(PostgresServer server)
{
    const string Day1 = "2026-01-01";

    static readonly string Twins = DossiersHeader
        + Dossier("H1", 1) + Dossier("H2", 1, name: "Lê Thị Mai", phone: "0912777001") + Dossier("H3", 2);

    [Fact]
    public async Task The_same_extract_again_writes_nothing_but_its_run()
    {
        await using var flow = await Ready();
        await flow.Run("dossiers", Twins, Day1);
        var before = await flow.Fingerprint();
        var again = await flow.Run("dossiers", Twins, Day1);

        Assert.Equal("unchanged", again.State);
        Assert.Empty(again.Across);
        var after = await flow.Fingerprint();
        var written = after.Where(t => before[t.Key] != t.Value).Select(t => t.Key).Order();
        Assert.Equal(["core.\"extract\"", "core.feed", "core.run", "core.run_step"], written);
    }

    [Fact]
    public async Task A_mismatch_keeps_its_number_through_its_life()
    {
        await using var flow = await Ready();
        await flow.Run("dossiers", Twins, Day1);
        var no = await flow.One<long>("select mismatch_no from core.mismatch");
        var decisions = new MismatchDecisions(flow.Source);

        await flow.Run("dossiers", DossiersHeader + Dossier("H1", 1) + Dossier("H2", 1) + Dossier("H3", 2),
            "2026-01-02");
        Assert.Equal(["H2 id-shared resolved"], await flow.Ledger("dossiers"));
        await flow.Run("dossiers", Twins, "2026-01-03");
        Assert.Equal($"{no} open 1", await flow.One<string>(
            "select mismatch_no || ' ' || state || ' ' || reopened from core.mismatch"));

        Assert.True(await decisions.Ignore(MismatchKey("H2"), "Lan", "hai mẹ con", default));
        await flow.Run("dossiers", Twins + Dossier("H4", 4), "2026-01-04");
        Assert.Equal(["H2 id-shared ignored"], await flow.Ledger("dossiers"));
        await flow.Run("dossiers", DossiersHeader + Dossier("H1", 1), "2026-01-05");
        await flow.Run("dossiers", Twins, "2026-01-06");
        Assert.Equal(["H2 id-shared ignored"], await flow.Ledger("dossiers"));

        await flow.Run("dossiers", Twins.Replace("Mai", "Hoa", StringComparison.Ordinal), "2026-01-07");
        Assert.Equal(["H2 id-shared open"], await flow.Ledger("dossiers"));
        await flow.Run("dossiers", DossiersHeader + Dossier("H1", 1), "2026-01-08");
        Assert.Equal(["H2 id-shared vanished"], await flow.Ledger("dossiers"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task A_part_looked_at_again_gives_what_the_whole_gives(long indexFrom)
    {
        const string checks = "id-shared, several-ids, phone-shared, phone-disagrees, deceased-registered";
        await using var flow = await Flow.Start(server, Register, Dossiers(checks), Clinic(), Deaths);
        flow.Change(parts => parts with { IndexFrom = indexFrom });
        var chance = new Random(7);
        await flow.Run("population", Many(PopulationHeader, 60, n => Citizen(n, phone: n % 3 == 0 ? "" : null)), Day1);
        for (var day = 2; day <= 9; day++)
        {
            var asOf = $"2026-01-{day:D2}";
            await flow.Run(
                "clinic", ClinicHeader + Some(chance, 40, i => ClinicVisit($"K{i}", i, AnyPhone(chance))), asOf);
            await flow.Run(
                "deaths", DeathsHeader + Some(chance, 60, i => $"T{i},{Id(i)},a b,registered\n", 10), asOf);
            await flow.Run("dossiers", DossiersHeader + Some(chance, 60, i => Dossier(
                $"H{i}", i, id: Id(1 + (i * chance.Next(1, 3) % 70)), name: i % 7 == 0 ? "Lê Thị Mai" : "Trần Văn Nam",
                phone: AnyPhone(chance), born: i % 5 == 0 ? "06/07/1990" : "05/07/1990")), asOf);
            var inParts = await Open(flow);
            Assert.True(inParts.Count > 5, $"{inParts.Count}");

            await flow.Do("delete from core.across_seen");
            await flow.Settle();
            Assert.Equal(inParts, await Open(flow));
        }

        Assert.Equal(indexFrom == 0, await flow.One<bool>(
            "select exists (select from pg_indexes where schemaname = 'clean' and indexname like '%\\_phone')"));
    }

    [Fact]
    public async Task What_a_stopped_program_left_undone_is_settled_by_the_next_run_of_any_feed_concerned()
    {
        await using var flow = await Flow.Start(server, Population, Dossiers("deceased-registered"), Deaths);
        await flow.Run("population", Citizens(3), Day1);
        await flow.Run("dossiers", Twins, Day1);
        await using (await flow.Hold("dossiers"))
        {
            await flow.Run("deaths", DeathsHeader + $"T1,{Id(2)},a b,registered\n", Day1);
            Assert.Empty(await flow.Ledger("dossiers"));
        }

        var again = await flow.Run("deaths", DeathsHeader + $"T1,{Id(2)},a b,registered\n", Day1);
        Assert.Equal("unchanged", again.State);
        Assert.Equal(["H3 deceased-registered open"], await flow.Ledger("dossiers"));
    }

    [Fact]
    public async Task A_rule_that_the_contract_no_longer_asks_for_is_closed()
    {
        await using var flow = await Ready();
        await flow.Run("dossiers", Twins, Day1);
        Assert.Single(await flow.Ledger("dossiers"));
        flow.Use(Population, Dossiers(""));
        await flow.Run("dossiers", Twins, "2026-01-02");

        Assert.Equal(["H2 id-shared resolved"], await flow.Ledger("dossiers"));
        Assert.Equal(0, await flow.One<int>("select count(*) from core.across_seen"));
    }

    [Fact]
    public async Task Readers_see_a_publish_with_its_tally_and_the_rows_stay_known()
    {
        await using var flow = await Ready();
        var report = await flow.Run("dossiers", Twins, Day1);
        var across = Assert.Single(report.Across);

        Assert.Equal(across.PublishId, await flow.One<Guid>(
            "select publish_id from api.feed_health where feed = 'dossiers'"));
        Assert.Equal("across", await flow.One<string>($"select way from api.run where run_id = {across.RunId}"));
        Assert.Equal(1, await flow.One<int>("select sum(mismatched) from api.tally where feed = 'dossiers'"));
        var delta = await flow.Run("dossiers", Twins + Dossier("H9", 3), "2026-01-02");
        Assert.Equal(1, delta.Changed);
    }

    [Fact]
    public async Task A_dry_run_settles_nothing()
    {
        await using var flow = await Ready();
        var dry = await flow.Run("dossiers", Twins, Day1, new RunOptions { DryRun = true });

        Assert.Empty(dry.Across);
        Assert.Empty(await flow.Ledger("dossiers"));
    }

    static MismatchKey MismatchKey(string subject) => new("dossiers", subject, "id-shared");

    static string Some(Random chance, int most, Func<int, string> row, int percent = 80) => string.Concat(
        Enumerable.Range(1, most).Where(_ => chance.Next(100) < percent).Select(row));

    static string AnyPhone(Random chance) => Phone(9000 + chance.Next(12));

    static Task<List<string>> Open(Flow flow) => flow.All<string>(
        """
        select concat_ws(' ', m.subject_id, m.kind, m.sector_value, m.reference_value, m.record_count)
        from core.mismatch m join core.mismatch_kind k using (kind) where k.across and m.state = 'open' order by 1
        """);

    async Task<Flow> Ready()
    {
        var flow = await Flow.Start(server, Population, Dossiers("id-shared"));
        await flow.Run("population", Citizens(8), Day1);
        return flow;
    }
}
