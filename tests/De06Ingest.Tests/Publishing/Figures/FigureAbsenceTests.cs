using De06Ingest.Commands;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Publishing.Figures;

/// <summary>Where a figure has no value, the reason stands in the place of nothing.</summary>
public sealed class FigureAbsenceTests(PostgresServer server)
{
    static readonly IndicatorDefinition Collected = new()
    {
        Code = "collected",
        Shows = FigureForm.Number,
        ValidTo = new(2026, 12, 31),
        Statement =
            """
            select '' as unit, t.record_id as record, t.collected as day, 1::bigint as numerator,
                   1::bigint as denominator
            from api_full.clean_cards t
            """,
    };

    static readonly IndicatorDefinition Now = Collected with
    {
        Code = "now",
        Periods = [],
        Counts = FigureCounting.ToDate,
        Statement =
            """
            select '' as unit, t.record_id as record, null::date as day, 1::bigint as numerator,
                   1::bigint as denominator
            from api_full.clean_cards t
            """,
    };

    static readonly IndicatorDefinition Waiting = Collected with
    {
        Code = "waiting",
        Statement = Collected.Statement.Replace("clean_cards t", "clean_cards t join api_full.clean_more m using (no)",
            StringComparison.Ordinal),
    };

    const string Cards =
        """
        feed: cards
        title: Thẻ
        owner: Công an tỉnh
        role: register
        key: [recordNo]
        fields: { recordNo: { from: [no] } }
        extra: { collected: { from: [day], type: date } }
        """;

    [Theory]
    [InlineData("collected", "2019", "figure-before-data", "bản ghi đầu tiên là ngày 05/02/2024")]
    [InlineData("collected", "2024-03", "figure-none-in-period", "không có bản ghi nào trong kỳ 03/2024")]
    [InlineData("collected", "2026", "figure-period-ahead", "số liệu mới đến 15/07/2024")]
    [InlineData("until", "2024-05", "figure-not-in-force", "đến 31/12/2023")]
    [InlineData("now", "2023", "figure-only-now", "--period all")]
    [InlineData("waiting", null, "figure-no-data", "chưa có số liệu: more")]
    [InlineData("waiting", "2019", "figure-no-data", "chưa có số liệu: more")]
    [InlineData(null, "2019", "figure-none-of-any", "số liệu mới đến 15/07/2024")]
    [InlineData(null, "2030", "figure-period-ahead", "số liệu mới đến 15/07/2024")]
    public async Task Says_why_there_is_none(string? code, string? period, string why, string told)
    {
        await using var flow = await Flow.Start(server, Cards);
        IndicatorDefinition[] all =
            [Collected, Collected with { Code = "until", ValidTo = new(2023, 12, 31) }, Now, Waiting];
        flow.Change(parts => parts with { Indicators = [Collected, all[1], Now], Province = "51" });
        await flow.Run("cards", "no,day\n1,05/02/2024\n2,10/07/2024\n", "2024-07-15");
        var units = new AdminUnits(
            flow.Source, new(() => all), new(() => flow.Parts.Contracts), "51", new(2024, 7, 16));
        using var output = new StringWriter();
        using var error = new StringWriter();
        await using var parts = new FakeParts { Lists = units, Codes = { "collected", "until", "now", "waiting" } };

        string?[] words = ["indicators", Word("--code", code), code, Word("--period", period), period];
        var exit = await CommandLine.Run([.. words.OfType<string>()], parts, output, error, terminal: null);

        Assert.Equal(65, exit);
        Assert.Contains($"[{why}]", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());

        static string? Word(string word, string? value) => value is null ? null : word;
    }

    [Fact]
    public async Task What_is_a_state_of_now_is_not_told_of_years_ago()
    {
        await using var flow = await Flow.Start(server, Cards);
        flow.Change(parts => parts with { Indicators = [Now], Province = "51" });
        await flow.Run("cards", "no,day\n1,05/02/2024\n", "2024-07-15");
        var units = new AdminUnits(
            flow.Source, new(() => [Now]), new(() => flow.Parts.Contracts), "51", new(2024, 7, 16));

        Assert.Empty(await units.Figures(null, new("now", null, "2019"), default));
        Assert.NotEmpty(await units.Figures(null, new("now", null, "2024"), default)); // now is in it
        Assert.NotEmpty(await units.Figures(null, new("now", null, "all"), default));
    }

    [Fact]
    public async Task An_explanation_says_the_same()
    {
        await using var flow = await Flow.Start(server, Cards);
        var share = Collected with { Code = "share", Shows = FigureForm.Percent };
        flow.Change(parts => parts with { Indicators = [share], Province = "51" });
        await flow.Run("cards", "no,day\n1,05/02/2024\n", "2024-07-15");
        var explanations = new FigureExplanations(
            flow.Source, new(() => [share]), new(() => flow.Parts.Contracts), "51", new(2024, 7, 16));

        Assert.Equal("figure-before-data", await Why("2019"));
        Assert.Equal("figure-nothing", await Why("2024-03"));
        Assert.Equal("figure-not-in-force", await Why("2024-02", share with { ValidTo = new(2023, 12, 31) }));

        async Task<string> Why(string period, IndicatorDefinition? other = null) =>
            (await Assert.ThrowsAsync<FigureUnknown>(() => (other is null ? explanations : new FigureExplanations(
                flow.Source, new(() => [other]), new(() => flow.Parts.Contracts), "51", new(2024, 7, 16)))
                .Hold(new("share", "51", period, 5, false), default))).Code;
    }
}
