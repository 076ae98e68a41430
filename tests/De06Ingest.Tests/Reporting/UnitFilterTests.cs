using De06Ingest.Commands;
using De06Ingest.Database;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Tests.Reporting.Reports;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Reporting;

/// <summary>A unit in a list of the ledger means what it means in a report: itself and all below it.</summary>
public sealed class UnitFilterTests(PostgresServer server)
{
    static readonly CancellationToken Stop = CancellationToken.None;

    [Theory]
    [InlineData("51", "s1 s2 s3")]
    [InlineData("21040", "s1")]
    [InlineData("21025", "")]
    [InlineData("79@2023-04", "s4")]
    public async Task A_list_shows_the_unit_and_all_below_it(string unit, string subjects)
    {
        await using var bench = await Start();
        var published = new PublishedViews(bench.Flow.Source);
        foreach (var clear in new[] { true, false })
        {
            var mismatches = await published.Mismatches(new(null, null, unit, "open", 9, clear), Stop);
            Assert.Equal(subjects, string.Join(' ', mismatches.Select(m => Number(m.CitizenRef!)).Order()));
            var suggestions = await published.Suggestions(new("eid-accounts", unit, null, 0, 9, clear), Stop);
            Assert.Equal(subjects, string.Join(' ', suggestions.Select(s => Number(s.CitizenRef!)).Order()));
            var reviews = await published.Reviews(new(null, unit, null, null, 9, clear), Stop);
            Assert.Equal(subjects.Length == 0 ? 0 : subjects.Split(' ').Length, reviews.Count);
        }
    }

    [Theory]
    [InlineData("524", "524 → 21040")]
    [InlineData("99999", "99999")]
    public async Task Nothing_about_a_unit_that_is_no_more_says_what_it_became(string unit, string detail)
    {
        await using var bench = await Start();
        var published = new PublishedViews(bench.Flow.Source);

        var unknown = await Assert.ThrowsAsync<UnitUnknown>(() =>
            published.Mismatches(new(null, null, unit, "open", 9, Clear: false), Stop));

        Assert.StartsWith(detail, unknown.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("524 → 21040", "unit-not-in-force", "524")]
    [InlineData("524 → 21040", "unit-not-in-force", "524", "--period", "2019-01")]
    [InlineData("99999", "unit-not-in-force", "99999", "--period", "2019-01")]
    [InlineData("99999, 2023-04", "unit-not-on-map", "99999", "--map", "2023-04")]
    public async Task No_figure_of_a_unit_that_the_map_does_not_have_is_no_good_news(
        string detail, string code, string unit, params string[] more)
    {
        await using var bench = await Start();
        using var output = new StringWriter();
        using var error = new StringWriter();
        await using var parts = new FakeParts
        {
            Lists = new AdminUnits(bench.Flow.Source, new(() => []), new(() => []), "51", new(2026, 8, 6)),
            UnitCodes = { unit },
            MapNames = { "2023-04" },
        };

        var exit = await CommandLine.Run(
            ["indicators", "--unit", unit, .. more], parts, output, error, terminal: null);

        Assert.Equal(64, exit);
        Assert.Contains(detail, error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"[{code}]", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task A_figure_of_the_province_alone_is_said_to_be_one()
    {
        await using var bench = await Start();
        var units = new AdminUnits(
            bench.Flow.Source, new(() => [new() { Code = "rank", OnlyProvince = true, Statement = "" }]), new(() => []),
            "51", new(2026, 8, 6));

        var refused = await Assert.ThrowsAsync<FigureUnknown>(() => units.MustHave("21040", "rank", null, Stop));
        Assert.Equal("figure-province-only", refused.Code);
        await units.MustHave("51", "rank", null, Stop);
        await units.MustHave("21040", "other", null, Stop);
    }

    [Fact]
    public async Task No_figure_of_a_known_unit_is_no_mistake()
    {
        await using var bench = await Start();
        using var output = new StringWriter();
        using var error = new StringWriter();
        await using var parts = new FakeParts
        {
            Lists = new AdminUnits(bench.Flow.Source, new(() => []), new(() => []), "51", new(2026, 8, 6)),
            UnitCodes = { "21040" },
        };

        Assert.Equal(0, await CommandLine.Run(
            ["indicators", "--unit", "21040", "--period", "2019-01"], parts, output, error, terminal: null));
    }

    [Fact]
    public async Task A_mismatch_that_closed_under_an_older_code_is_still_found_by_it()
    {
        await using var bench = await Start();
        await bench.Mismatch("eid-accounts", "name-differs", "524", 9, state: "vanished", closed: 1);

        Assert.Single(await new PublishedViews(bench.Flow.Source).Mismatches(
            new(null, null, "524", null, 9, Clear: false), Stop));
    }

    /// <summary>One in a commune, one in the province, one of nowhere, and one of another map.</summary>
    async Task<ReportBench> Start()
    {
        var bench = await ReportBench.Start(server);
        await bench.Put("eid-accounts", "personal_id", "'051090000001'");
        string[] units = ["21040", "51", "", "79@2023-04"];
        for (var n = 1; n <= units.Length; n++)
        {
            await bench.Mismatch("eid-accounts", "phone-differs", units[n - 1], n);
            await bench.Flow.Do(
                $"""
                update core.mismatch set unit = nullif(unit, '');
                insert into core.suggestion values ('eid-accounts', 's{n}', 'phone', 1, {ReportBench.Ref(n)},
                  '+84912000001', 0.9, array['population'], null, 0, 1, 1);
                insert into core.link_review (feed, record_id, personal_id, citizen_ref, method, probability, profile,
                  cause, unit, first_run, last_run)
                values ('eid-accounts', 's{n}', '051090000001', {ReportBench.Ref(n)}, 'evidence', 0.5, '',
                  'probability', nullif('{units[n - 1]}', ''), 1, 1)
                """);
        }

        return bench;
    }

    static string Number(string citizen) => "s" + citizen[^1];
}
