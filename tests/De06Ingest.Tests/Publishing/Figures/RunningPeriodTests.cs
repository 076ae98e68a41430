using De06Ingest.Commands;
using De06Ingest.Database;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Publishing.Figures;

/// <summary>What a period is compared with while it runs, and when it has ended.</summary>
public sealed class RunningPeriodTests(PostgresServer server)
{
    static readonly IndicatorDefinition Collected = new()
    {
        Code = "collected",
        Title = "Số tài khoản thu nhận",
        Shows = FigureForm.Number,
        Decimals = 0,
        Periods = [PeriodKind.Month, PeriodKind.Year],
        CompareWith = "same-period-last-year",
        Statement =
            """
            -- Accounts collected.
            -- psql
            -- one row each of: eid-accounts
            select t.home_unit as unit, t.record_id as record, t.collected_on as day, 1::bigint as numerator,
                   1::bigint as denominator
            from api_full.clean_eid_accounts t
            """,
    };

    static readonly IndicatorDefinition Share = Collected with
    {
        Code = "share",
        Decimals = 2,
        Shows = FigureForm.Percent,
        Statement =
            """
            select t.home_unit as unit, t.record_id as record, t.collected_on as day,
                   (t.activated_on is not null)::integer::bigint as numerator, 1::bigint as denominator
            from api_full.clean_eid_accounts t
            """,
    };

    /// <summary>Three by the middle of July 2023 and two after it; four by then in 2024.</summary>
    static readonly string[] Days =
    [
        "2023-01-10", "2023-07-01", "2023-07-15", "2023-07-16", "2023-11-30",
        "2024-01-05", "2024-02-29", "2024-07-02", "2024-07-10",
    ];

    [Fact]
    public async Task A_running_period_is_held_against_the_same_days_and_a_whole_one_against_a_whole()
    {
        await using var flow = await Start(Collected);
        await Run(flow, "2024-07-15", Days);

        Assert.Equal(["2024 1 same-days 2023 2023-07-15", "2024-07 0 same-days 2023-07 2023-07-15"],
            await Changes(flow, "^2024(-07)?$"));

        await Run(flow, "2024-07-16", [.. Days, "2024-07-16"]);
        Assert.Equal(["2024 1 same-days 2023 2023-07-16", "2024-07 0 same-days 2023-07 2023-07-16"],
            await Changes(flow, "^2024(-07)?$"));

        await Run(flow, "2024-12-31", [.. Days, "2024-07-16", "2024-12-31"]);
        Assert.Equal(["2024 1 whole 2023", "2024-07 0 whole 2023-07"], await Changes(flow, "^2024(-07)?$"));
        Assert.Equal(0, await flow.One<int>("select count(*)::int from core.indicator_earlier"));
    }

    [Fact]
    public async Task A_publish_that_moves_kept_counts_moves_the_days_too()
    {
        await using var flow = await Start(Collected);
        string[] rows = [.. Days, .. Enumerable.Repeat("2022-05-05", 40)];
        await Run(flow, "2024-07-15", rows);
        await Run(flow, "2024-07-16", [.. rows, "2024-07-16"]);

        Assert.Equal("2024-07-15", await flow.One<string>("select counted_until::text from core.figure_count"));
        Assert.Equal(["2024 1 same-days 2023 2023-07-16", "2024-07 0 same-days 2023-07 2023-07-16"],
            await Changes(flow, "^2024(-07)?$"));
        await using var connection = await flow.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["collected"], await KeptCountsCheck.Check(connection, [Collected]));
    }

    [Fact]
    public async Task Without_the_same_days_nothing_is_said_and_why()
    {
        await using var flow = await Start(Collected);
        await Run(flow, "2024-07-15", Days);
        await flow.Do("delete from core.indicator_earlier");

        Assert.Equal(["2024 period-runs 2023", "2024-07 period-runs 2023-07"], await Changes(flow, "^2024(-07)?$"));
        var figure = (await new PublishedViews(flow.Source).Indicators(new("collected", "51", "2024"), default))[0];
        Assert.StartsWith("chưa so sánh", Messages.For(Language.Vi).FigureChange(figure), StringComparison.Ordinal);
        Assert.DoesNotContain("so với", new FigureSentence(Messages.For(Language.Vi), FigureTargets.None).Of(figure),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_is_held_against_the_same_days_or_the_whole_year_before_where_that_is_named()
    {
        await using var flow = await Start(Share, Share with { Code = "of-year", CompareWith = "previous-year" },
            Collected with { Code = "number-of-year", CompareWith = "previous-year" });
        await Run(flow, "2024-07-15", Days, activated: ["2023-01-10", "2023-11-30", "2024-01-05"]);

        // 1 of 4 against 1 of 3, and against 2 of 5.
        Assert.Equal(["2024 -8.33 same-days 2023 2023-07-15"], await Changes(flow, "^2024$", "share"));
        Assert.Equal(["2024 -15.00 whole 2023", "2024-01 60.00 whole 2023"],
            await Changes(flow, "^2024(-01)?$", "of-year"));
        Assert.Equal(["2024 1 same-days 2023 2023-07-15", "2024-01"],
            await Changes(flow, "^2024(-01)?$", "number-of-year"));
    }

    [Fact]
    public async Task The_sentence_and_the_table_name_the_day()
    {
        await using var flow = await Start(Collected);
        await Run(flow, "2024-07-15", Days);
        var figure = (await new PublishedViews(flow.Source).Indicators(new("collected", "51", "2024"), default))[0];

        Assert.Equal("+1 so với 2023 (tính đến 15/07/2023)", Messages.For(Language.Vi).FigureChange(figure));
        Assert.EndsWith("tăng 1 so với cùng kỳ năm 2023 (tính đến 15/07/2023).",
            new FigureSentence(Messages.For(Language.Vi), FigureTargets.None).Of(figure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_whose_feed_is_not_fresh_says_so()
    {
        await using var flow = await Start(Collected);
        await Run(flow, "2024-07-15", Days);
        var figures = await new PublishedViews(flow.Source).Indicators(new("collected", "51", "2024"), default);
        using var output = new StringWriter();
        using var error = new StringWriter();
        await using var parts = new FakeParts { Codes = { "collected" } };
        parts.IndicatorRows.AddRange(figures);

        Assert.Equal(["eid-accounts stale"], Assert.Single(figures).FeedsInDoubt ?? []);
        Assert.Equal(0, await CommandLine.Run(
            ["indicators", "--code", "collected"], parts, output, error, terminal: null));
        Assert.Contains("Lưu ý: nguồn eid-accounts", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-07")]
    [InlineData("2024-01")]
    [InlineData("2024-07R")]
    [InlineData("2024-01R")]
    [InlineData("2024-W01")]
    [InlineData("2024-W30")]
    [InlineData("2024-Q1")]
    [InlineData("2024-Q3")]
    [InlineData("2024-H1")]
    [InlineData("2024-H2")]
    [InlineData("2024-9M")]
    [InlineData("2024")]
    public async Task Program_and_view_mean_the_same_period(string period)
    {
        await using var flow = await Flow.Start(server);
        foreach (var how in new[] { "previous-year", "previous-period", "same-period-last-year" })
        {
            Assert.Equal(
                await flow.One<string>("select core.comparator(@period, @how)", new { period, how }),
                FigurePeriod.Parse(period)!.Value.Comparator(how).ToString());
        }

        Assert.Equal(
            await flow.One<string>("select core.first_day(@period) || ' ' || core.last_day(@period)", new { period }),
            FigurePeriod.Parse(period) is { } its ? $"{its.First:yyyy-MM-dd} {its.Last:yyyy-MM-dd}" : "");
    }

    [Fact]
    public void A_leap_day_is_held_against_the_last_of_february()
    {
        var days = EarlierDays.Of(Collected, new(2024, 2, 29)).Select(e => $"{e.Running} {e.Days.Last:yyyy-MM-dd}");
        var previous = EarlierDays.Of(Collected with { CompareWith = "previous-period" }, new(2024, 3, 30))
            .Select(e => $"{e.Running} {e.Days.Last:yyyy-MM-dd}");

        Assert.Equal(["2024 2023-02-28"], days); // February has ended
        Assert.Equal(["2024-03 2024-02-29", "2024 2023-03-30"], previous);
    }

    async Task<Flow> Start(params IndicatorDefinition[] figures)
    {
        var flow = await Flow.Start(server, Accounts);
        flow.Change(parts => parts with { Indicators = figures, Province = "51" });
        return flow;
    }

    static Task Run(Flow flow, string day, string[] collected, string[]? activated = null) =>
        flow.Run("eid-accounts", "id,name,unit,collected,activated\n" + string.Concat(collected.Select((on, n) =>
            $"{Id(n + 1)},Trần Văn Nam,21025,{on},{(activated?.Contains(on) == true ? on : "")}\n")), day);

    static Task<List<string>> Changes(Flow flow, string period, string code = "collected") => flow.All<string>(
        """
        select concat_ws(' ', period, change, comparison, compared_with, compared_until) from api.indicator
        where code = @code and unit = '51' and period ~ @period
          order by period
        """, new { code, period });

    const string Accounts =
        """
        feed: eid-accounts
        title: Tài khoản
        owner: Công an tỉnh
        key: [personalId]
        match: personal-id
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          homeUnit: { from: [unit] }
        extra:
          collectedOn: { from: [collected], type: date }
          activatedOn: { from: [activated], type: date }
        limits: { refused-share: 20%, row-drop: 90%, mismatch-share: 100% }
        unit-map: 2025-07
        """;
}
