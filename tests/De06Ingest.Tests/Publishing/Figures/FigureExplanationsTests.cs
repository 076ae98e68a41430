using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Publishing.Figures;

/// <summary>Why a figure is low, and why it moved: every record has its part, and the parts add up.</summary>
public sealed class FigureExplanationsTests(PostgresServer server)
{
    const string Head = "id,name,unit,collected,activated,why\n";

    static readonly IndicatorDefinition Activated = new()
    {
        Code = "eid-activated",
        Title = "Kích hoạt",
        Counts = FigureCounting.ToDate,
        Causes = new Dictionary<string, string> { ["away"] = "Đi làm ăn xa" },
        Statement =
            """
            select t.home_unit as unit, t.record_id as record, t.collected_on as day, t.activated_on as reached,
                   (t.activated_on is not null)::integer as numerator,
                   (t.why is distinct from 'locked')::integer as denominator,
                   case when t.activated_on is null then t.why end as cause
            from api_full.clean_eid_accounts t
            """,
    };

    [Fact]
    public async Task What_holds_a_figure_down_is_told_by_cause_with_the_points_each_is_worth()
    {
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", "")
            + Row(2, "21025", "01/02/2025", "", "away") + Row(3, "21025", "01/02/2025", "", "away")
            + Row(4, "21040", "01/02/2025", "", "phone"), "2025-08-01");

        var hold = await Explanations(flow).Hold(Question("51"), default);

        Assert.Equal((25m, 1L, 4L), (hold.Now.Value, hold.Now.Numerator, hold.Now.Denominator));
        Assert.Equal(
            [("away", "Đi làm ăn xa", 2L, 50m), ("phone", null, 1L, 25m)],
            hold.Causes.Select(c => (c.Cause!, c.CauseText, c.Records, c.Worth)));
        Assert.Equal(100m, hold.Now.Value + hold.Causes.Sum(c => c.Worth));
        Assert.DoesNotContain(Id(2), hold.Causes[0].Some.Select(r => r.Record));

        var lower = await Explanations(flow, Activated with { LowerIsBetter = true }).Hold(Question("51"), default);
        Assert.Equal((1L, 25m), (Assert.Single(lower.Causes).Records, lower.Causes[0].Worth));

        var clear = await Explanations(flow).Hold(Question("21040") with { Clear = true }, default);
        Assert.Equal(Id(4), Assert.Single(Assert.Single(clear.Causes).Some).Record);
    }

    [Fact]
    public async Task Why_it_moved_is_told_by_the_records_that_count_otherwise()
    {
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head
            + Row(1, "21025", "01/02/2025", "03/02/2025", "")   // stays
            + Row(2, "21025", "01/02/2025", "", "away")         // activated since
            + Row(3, "21025", "01/02/2025", "05/03/2025", "")   // corrected: it was not
            + Row(4, "21025", "01/02/2025", "", "away")         // activated in May, told late
            + Row(5, "21025", "01/02/2025", "", "away")         // moves away
            + Row(6, "21040", "01/02/2025", "02/02/2025", "")   // arrives
            + Row(7, "21025", "03/08/2025", "", "")             // its day comes
            + Row(8, "21025", "01/02/2025", "", "away")         // is locked
            + Row(9, "21025", "01/02/2025", "01/03/2025", ""),  // vanishes
            "2025-08-01");
        await flow.Run("eid-accounts", Head
            + Row(1, "21025", "01/02/2025", "03/02/2025", "") + Row(2, "21025", "01/02/2025", "02/08/2025", "")
            + Row(3, "21025", "01/02/2025", "", "away") + Row(4, "21025", "01/02/2025", "20/07/2025", "")
            + Row(5, "21040", "01/02/2025", "", "away") + Row(6, "21025", "01/02/2025", "02/02/2025", "")
            + Row(7, "21025", "03/08/2025", "", "") + Row(8, "21025", "01/02/2025", "", "locked")
            + Row(10, "21025", "04/08/2025", "", "") + Row(11, "21025", "01/04/2025", "02/04/2025", ""),
            "2025-08-05");

        var change = await Explanations(flow).Change(Question("21025"), "2025-08-01", "2025-08-05", default);

        Assert.Equal((3L, 7L, 5L, 8L), (change.Before.Numerator, change.Before.Denominator,
            change.After.Numerator, change.After.Denominator));
        Assert.Equal(
            [
                ("arrived", 1L, 1L, 1L), ("due", 1L, 0L, 1L), ("excluded", 1L, 0L, -1L), ("gained", 1L, 1L, 0L),
                ("gained-late", 1L, 1L, 0L), ("late", 1L, 1L, 1L), ("left", 1L, 0L, -1L), ("lost", 1L, -1L, 0L),
                ("new", 1L, 0L, 1L), ("vanished", 1L, -1L, -1L),
            ],
            change.Parts.OrderBy(p => p.Kind, StringComparer.Ordinal)
                .Select(p => (p.Kind, p.Records, p.Numerator, p.Denominator)));
        AddsUp(change);
        Assert.Equal("moved", Assert.Single(change.Feeds).State);
    }

    [Theory]
    [InlineData("2025-08-05", "moved")]
    [InlineData("2025-08-06", "late")]
    [InlineData("2025-08-20", "late")]
    public async Task A_feed_that_is_down_is_told_beside_a_figure_that_stands_still(string to, string state)
    {
        await using var flow = await Start();
        var rows = Head + Row(1, "21025", "01/02/2025", "03/02/2025", "");
        await flow.Run("eid-accounts", rows, "2025-08-01");
        await flow.Run("eid-accounts", rows + Row(2, "21025", "01/02/2025", "03/02/2025", ""), "2025-08-05");

        var change = await Explanations(flow).Change(Question("51"), "2025-08-01", to, default);

        Assert.Equal((state, new DateOnly(2025, 8, 5)), (Assert.Single(change.Feeds).State, change.After.Day));
        AddsUp(change);
    }

    [Theory]
    [InlineData("2025-08-04", "late")]
    [InlineData("2025-08-05", "held")]
    [InlineData("2025-08-07", "held")]
    [InlineData("2025-08-09", "moved")]
    public async Task A_delivery_that_is_held_is_told_until_a_newer_one_is_published(string to, string state)
    {
        await using var flow = await Start();
        var rows = string.Concat(Enumerable.Range(1, 20).Select(n => Row(n, "21025", "01/02/2025", "03/02/2025", "")));
        await flow.Run("eid-accounts", Head + rows, "2025-08-01");
        Assert.Equal("held", (await flow.Run(
            "eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", ""), "2025-08-05")).State);
        await flow.Run("eid-accounts", Head + rows + Row(21, "21025", "01/02/2025", "", ""), "2025-08-09");

        var change = await Explanations(flow).Change(Question("51"), "2025-08-01", to, default);

        Assert.Equal(state, Assert.Single(change.Feeds).State);
    }

    [Fact]
    public async Task Another_definition_is_a_part_of_its_own()
    {
        await using var flow = await Start(Activated);
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", "")
            + Row(2, "21025", "01/02/2025", "", "locked") + Row(3, "21025", "01/02/2025", "", "away"), "2025-08-01");
        var other = Activated with
        {
            Statement = Activated.Statement.Replace("is distinct from 'locked'", "is null or true"),
        };
        flow.Change(parts => parts with { Indicators = [other] });
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", "")
            + Row(2, "21025", "01/02/2025", "", "locked") + Row(3, "21025", "01/02/2025", "04/08/2025", ""),
            "2025-08-05");

        var change = await Explanations(flow, other).Change(Question("51"), "2025-08-01", "2025-08-05", default);

        Assert.Equal((50m, 66.67m), (change.Before.Value, change.After.Value));
        Assert.Equal(["definition", "gained"], change.Parts.Select(p => p.Kind));
        Assert.Equal(-16.6667m, Math.Round(change.Parts[0].Worth, 4));
        Assert.Equal((1L, 1), (change.Parts[0].Records, change.Parts[0].Some.Count));
        AddsUp(change);
    }

    [Fact]
    public async Task An_event_of_the_day_of_the_extract_is_not_late_and_a_corrected_day_is_told_apart()
    {
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head
            + Row(1, "21025", "01/02/2025", "", "")             // activated on the day of the extract
            + Row(2, "21025", "01/02/2025", "05/03/2025", "")   // activation corrected to a day to come
            + Row(3, "21025", "01/02/2025", "05/03/2025", "")   // collection corrected to a day to come
            + Row(4, "21025", "01/09/2025", "", ""),            // collection corrected to a day long ago
            "2025-08-01");
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "01/08/2025", "")
            + Row(2, "21025", "01/02/2025", "20/08/2025", "") + Row(3, "21025", "01/09/2025", "05/09/2025", "")
            + Row(4, "21025", "01/01/2025", "", "") + Row(5, "21025", "01/08/2025", "", ""), "2025-08-05");

        var change = await Explanations(flow).Change(Question("21025"), "2025-08-01", "2025-08-05", default);

        Assert.Equal(
            [("gained", 1L, 1L, 0L), ("new", 1L, 0L, 1L), ("redated", 3L, -2L, 0L)],
            change.Parts.OrderBy(p => p.Kind, StringComparer.Ordinal)
                .Select(p => (p.Kind, p.Records, p.Numerator, p.Denominator)));
        AddsUp(change);
    }

    [Fact]
    public async Task Who_is_new_in_the_population_has_come_however_old_the_card_and_a_card_told_late_is_late()
    {
        var cards = Activated with
        {
            Statement =
                """
                select p.home_unit as unit, p.record_id as record, p.card_issued as day, null::date as reached,
                       0 as numerator, (p.card_issued is not null)::integer as denominator,
                       case when p.card_issued is null then 'no-card' end as cause
                from api_full.clean_population p
                """,
        };
        Assert.Equal(["population"], cards.RecordFeeds);
        await using var flow = await Flow.Start(server, Population);
        flow.Change(parts => parts with { Province = "51" });
        const string head = "id,name,unit,card\n";
        string Person(int n, string card) => $"{Id(n)},Trần Văn Nam,21025,{card}\n";
        await flow.Run("population", head + Person(1, "01/02/2020") + Person(2, "") + Person(3, ""), "2025-08-01");
        await flow.Run("population", head + Person(1, "01/02/2020") + Person(2, "02/08/2025")
            + Person(3, "01/03/2025") + Person(4, "01/02/2020"), "2025-08-05");

        var change = await Explanations(flow, cards).Change(Question("51"), "2025-08-01", "2025-08-05", default);

        Assert.Equal(
            [("appeared", null, 1L), ("entered", "no-card", 1L), ("entered-late", "no-card", 1L)],
            change.Parts.OrderBy(p => p.Kind, StringComparer.Ordinal).Select(p => (p.Kind, p.Cause, p.Records)));
        AddsUp(change);
        Assert.All(change.Parts, p => Assert.DoesNotContain(
            "figure.part", Messages.For(Language.Vi).FigurePart(p), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_shortest_period_has_no_value_yet_the_shortest_that_has_one_is_told()
    {
        var inPeriod = Activated with { Counts = FigureCounting.InPeriod };
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head + Row(1, "21025", "05/07/2025", "05/07/2025", ""), "2025-08-01");
        await flow.Run("eid-accounts", Head + Row(1, "21025", "05/07/2025", "05/07/2025", "")
            + Row(2, "21025", "02/08/2025", "", ""), "2025-08-05");

        var change = await Explanations(flow, inPeriod).Change(Question("51"), "2025-08-01", "2025-08-05", default);

        Assert.Equal(("2025-Q3", 100m, 50m), (change.Period, change.Before.Value, change.After.Value));
        AddsUp(change);
        Assert.Equal("figure-no-value", (await Assert.ThrowsAsync<FigureUnknown>(() => Explanations(flow, inPeriod)
            .Change(Question("51") with { Period = "2025-08" }, "2025-08-01", "2025-08-05", default))).Code);
    }

    [Theory]
    [InlineData("no-such", "51", "2025-08-01", "figure-unknown")]
    [InlineData("eid-activated", "51", "2025-01-01", "figure-before-feeds")]
    [InlineData("eid-activated", "51", "v3", "figure-moment")]
    [InlineData("eid-activated", "51", "June", "figure-moment")]
    public async Task What_cannot_be_told_is_said(string code, string unit, string from, string why)
    {
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", ""), "2025-08-01");

        var unknown = await Assert.ThrowsAsync<FigureUnknown>(() =>
            Explanations(flow).Change(Question(unit) with { Code = code }, from, null, default));
        Assert.Equal(why, unknown.Code);
    }

    [Fact]
    public async Task A_day_later_than_the_data_is_told_with_the_day_of_the_data()
    {
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", ""), "2025-08-01");

        var change = await Explanations(flow).Change(Question("51"), "2025-08-01", "2025-08-09", default);

        Assert.Equal((new(2025, 8, 1), null), (change.Before.Day, change.Before.Asked));
        Assert.Equal((new(2025, 8, 1), new DateOnly(2025, 8, 9)), (change.After.Day, change.After.Asked));
        Assert.Equal("ngày 09/08/2025 (số liệu đến 01/08/2025)",
            Messages.For(Language.Vi).FigureTime(change.After));
    }

    [Theory]
    [InlineData("21025", null, "figure-province-only")]
    [InlineData("51", "2025-09", "figure-period-ahead")]
    public async Task What_is_never_counted_there_or_not_yet_is_no_zero(string unit, string? period, string why)
    {
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", ""), "2025-08-01");
        var explanations = Explanations(flow, Activated with { OnlyProvince = true });
        var question = Question(unit) with { Period = period };

        Assert.Equal(why, (await Assert.ThrowsAsync<FigureUnknown>(() => explanations.Hold(question, default))).Code);
        Assert.Equal(why, (await Assert.ThrowsAsync<FigureUnknown>(() =>
            explanations.Change(question, "2025-08-01", null, default))).Code);
    }

    [Fact]
    public async Task A_unit_that_the_map_does_not_have_is_said()
    {
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", ""), "2025-08-01");

        var unknown = await Assert.ThrowsAsync<UnitUnknown>(() =>
            Explanations(flow).Change(Question("99999"), "2025-08-01", null, default));
        Assert.Equal("99999", unknown.Detail);
        var old = await Assert.ThrowsAsync<UnitUnknown>(() => Explanations(flow).Hold(Question("524"), default));
        Assert.StartsWith("524 → 21040", old.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frozen_period_stays_and_a_restatement_is_a_new_version_that_explains_itself()
    {
        await using var flow = await Start(Activated);
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", "")
            + Row(2, "21025", "01/02/2025", "", "away"), "2025-08-01");
        var freezes = Freezes(flow);
        var first = await freezes.Freeze("2025-07", "Công an tỉnh", "Báo cáo tháng 5", default);
        Assert.Equal((1, true, 0), (first.Version, first.IsNew, first.Differences.Count));
        Assert.False((await freezes.Freeze("2025-07", "Công an tỉnh", "Lần nữa", default)).IsNew);

        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", "")
            + Row(2, "21025", "01/02/2025", "30/07/2025", ""), "2025-08-05");
        var second = await freezes.Freeze("2025-07", "Công an tỉnh", "Đính chính", default);

        Assert.Equal(2, second.Version);
        Assert.Equal((50m, 100m),
            second.Differences.Where(d => d.Unit == "51").Select(d => (d.Before, d.After)).Single());
        var change = await Explanations(flow).Change(Question("51") with { Period = "2025-07" }, "v1", "v2", default);
        Assert.Equal((50m, 100m, "gained-late"),
            (change.Before.Value, change.After.Value, Assert.Single(change.Parts).Kind));
        Assert.Equal((1, 2), (change.Before.Version, change.After.Version));
        Assert.Equal("figure-period-empty", (await Assert.ThrowsAsync<FigureUnknown>(
            () => freezes.Freeze("1999", "Công an tỉnh", "x", default))).Code);
    }

    [Fact]
    public async Task A_period_of_which_no_values_are_kept_is_fixed_with_as_many_figures_as_a_month()
    {
        var rank = Activated with { Code = "papi-rank", Periods = [PeriodKind.Year] };
        var past = Activated with { Code = "eid-level-2-new", ValidTo = new(2025, 5, 31) };
        var monthly = Activated with { Code = "visits-by-card", Periods = [PeriodKind.Month, PeriodKind.RegimeMonth] };
        IndicatorDefinition[] figures = [Activated, rank, past, monthly];
        await using var flow = await Start(figures);
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", "")
            + Row(2, "21025", "01/02/2025", "", "away"), "2025-08-01");
        var freezes = Freezes(flow, figures);

        foreach (var period in (string[])["2025-07R", "2025-W30", "2025-07-20"])
        {
            var first = await freezes.Freeze(period, "Công an tỉnh", "Báo cáo", default);
            Assert.Equal((1, true), (first.Version, first.IsNew));
            Assert.Equal(
                ["eid-activated 50", "visits-by-card 50"], await flow.All<string>(
                    $"""
                    select code || ' ' || trim_scale(value) from core.indicator_frozen
                    where period = '{period}' and unit = '51' order by 1
                    """));
            Assert.False((await freezes.Freeze(period, "Công an tỉnh", "Lần nữa", default)).IsNew);
        }

        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", "")
            + Row(2, "21025", "01/02/2025", "10/07/2025", ""), "2025-08-05");
        var second = await freezes.Freeze("2025-07R", "Công an tỉnh", "Đính chính", default);
        Assert.Equal(["eid-activated", "visits-by-card"],
            second.Differences.Where(d => d.Unit == "51").Select(d => d.Code).Order());
        var change = await Explanations(flow).Change(
            Question("51") with { Period = "2025-07R" }, "v1", "v2", default);
        Assert.Equal((50m, 100m), (change.Before.Value, change.After.Value));
        Assert.Equal("figure-period-empty", (await Assert.ThrowsAsync<FigureUnknown>(
            () => freezes.Freeze("2025-09R", "Công an tỉnh", "x", default))).Code);
    }

    [Fact]
    public async Task Who_fixes_a_period_too_early_is_told()
    {
        await using var flow = await Start(Activated);
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "03/02/2025", ""), "2025-08-05");
        var freezes = Freezes(flow);

        Assert.Equal(new(2025, 8, 5), (await freezes.Freeze("2025-08", "Công an tỉnh", "Sớm", default)).UnfinishedAt);
        var ended = await freezes.Freeze("2025-07", "Công an tỉnh", "Báo cáo tháng 7", default);
        Assert.Equal((null, 0L), (ended.UnfinishedAt, ended.Incomplete));
    }

    [Fact]
    public async Task A_target_in_the_denominator_is_no_record_that_holds_the_figure_down()
    {
        const string statement =
            """
            select t.home_unit as unit, t.record_id as record, t.collected_on as day, t.collected_on as reached,
                   1::bigint as numerator, 0::bigint as denominator from api_full.clean_eid_accounts t
            union all
            select '' as unit, 'target' as record, '2025-01-01' as day, null as reached, 0 as numerator,
                   4 as denominator
            """;
        await using var flow = await Start();
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/02/2025", "", ""), "2025-08-01");
        var ofTarget = Activated with { Statement = statement };

        var hold = await Explanations(flow, ofTarget).Hold(Question("51"), default);
        var cause = Assert.Single(hold.Causes);
        Assert.Equal(("of-target", 3L, 75m), (cause.Cause, cause.Numerator, cause.Worth));
        Assert.Empty(cause.Some);
        Assert.Equal(100m, hold.Now.Value + cause.Worth);

        var passed = Activated with { Statement = statement.Replace("4 as", "1 as", StringComparison.Ordinal) };
        Assert.Empty((await Explanations(flow, passed).Hold(Question("51"), default)).Causes);
    }

    [Fact]
    public async Task The_newest_period_with_a_value_is_taken_apart_and_items_are_named()
    {
        var services = new IndicatorDefinition
        {
            Code = "eid-activated",
            ItemCounts = ItemRule.All,
            Statement =
                """
                select t.home_unit as unit, t.record_id as record, t.collected_on as day, t.why as item,
                       (t.activated_on is not null)::integer as numerator, 1 as denominator
                from api_full.clean_eid_accounts t
                """,
        };
        await using var flow = await Start(services);
        await flow.Run("eid-accounts", Head + Row(1, "21025", "01/06/2025", "", "Cấp thẻ")
            + Row(2, "21025", "02/06/2025", "03/06/2025", "Cư trú"), "2025-08-01");

        var hold = await Explanations(flow, services).Hold(Question("51"), default);
        Assert.Equal(("2025-06", 50m), (hold.Period, hold.Now.Value));
        var cause = Assert.Single(hold.Causes);
        Assert.Equal(("not-enough", "Cấp thẻ"), (cause.Cause, Assert.Single(cause.Some).Record));
        Assert.Equal("Có phát sinh, chưa đạt mức được tính", Messages.For(Language.Vi).FigurePart(cause));

        var masked = await Explanations(flow, services with { MasksItems = true }).Hold(Question("51"), default);
        Assert.DoesNotContain("thẻ", masked.Causes[0].Some[0].Record, StringComparison.Ordinal);
        Assert.Equal("figure-before-data", (await Assert.ThrowsAsync<FigureUnknown>(() => Explanations(flow, services)
            .Hold(Question("51") with { Period = "2025-05" }, default))).Code);
        Assert.Equal("figure-no-share", (await Assert.ThrowsAsync<FigureUnknown>(
            () => Explanations(flow, services with { Shows = FigureForm.Number }).Hold(Question("51"), default))).Code);
    }

    static void AddsUp(FigureChange change)
    {
        Assert.Equal(change.Difference!.Value, change.Parts.Sum(p => p.Worth), 20);
        Assert.Equal(change.After.Numerator - change.Before.Numerator, change.Parts.Sum(p => p.Numerator));
        Assert.Equal(change.After.Denominator - change.Before.Denominator, change.Parts.Sum(p => p.Denominator));
    }

    static FigureFreezes Freezes(Flow flow, params IndicatorDefinition[] figures) => new(flow.Source, new AdminUnits(
        flow.Source, new(() => figures), new(() => flow.Parts.Contracts), "51", new(2026, 1, 1)));

    static FigureQuestion Question(string unit) => new("eid-activated", unit, null, 5, false);

    static FigureExplanations Explanations(Flow flow, IndicatorDefinition? definition = null) =>
        new(flow.Source, new(() => [definition ?? Activated]), new(() => flow.Parts.Contracts), "51", new(2026, 1, 1));

    async Task<Flow> Start(params IndicatorDefinition[] figures)
    {
        var flow = await Flow.Start(server, Accounts);
        flow.Change(parts => parts with { Indicators = figures, Province = "51" });
        return flow;
    }

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
          why: { from: [why], type: key, optional: true }
        limits: { refused-share: 20%, row-drop: 90%, mismatch-share: 100% }
        unit-map: 2025-07
        """;

    const string Population =
        """
        feed: population
        title: Dân cư
        owner: Công an tỉnh
        role: reference
        key: [personalId]
        fields:
          personalId: { from: [id] }
          name: { from: [name] }
          homeUnit: { from: [unit] }
        extra:
          cardIssued: { from: [card], type: date, optional: true }
        limits: { refused-share: 20%, row-drop: 90%, mismatch-share: 100% }
        unit-map: 2025-07
        """;

    static string Row(int n, string unit, string collected, string activated, string why) =>
        $"{Id(n)},Trần Văn Nam,{unit},{collected},{activated},{why}\n";
}
