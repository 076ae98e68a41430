using Dapper;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Reporting.Reports.ReportBench;

namespace De06Ingest.Tests.Reporting.Reports;

/// <summary>Reports of figures: targets, what to look at again, what others publish. Day of the data: 5 August
/// 2026.</summary>
public sealed class FigureReportTests(PostgresServer server)
{
    const string Targets = "record_id, home_unit, indicator, value_kind, value, origin, from_on, due_on";

    [Fact]
    public async Task A_target_says_what_should_be_by_now_and_whether_it_will_be_in_time()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await Figure(bench, "share", "todate", ("51", "all", 70, 100), ("51", "2026-07", 70, 100),
            ("51", "2026-06", 68, 100), ("51", "2025-12", 60, 100));
        await Figure(bench, "count", "inperiod", ("51", "2026", 300, 1));
        await bench.Put("targets", Targets,
            "'T1', '51', 'share', 'share', 8000, 'assigned', '2026-01-01', '2026-12-31'",
            "'T2', '51', 'share', 'share', 7000, 'own', '2026-01-01', null",
            "'T3', '51', 'share', 'share', 7500, 'own', '2026-01-01', null",
            "'T4', '51', 'share', 'share', 7500, 'assigned', '2026-01-01', '2026-06-30'",
            "'T5', '51', 'count', 'number', 365, 'assigned', '2026-01-01', '2026-12-31'",
            "'T6', '51', 'no-such', 'number', 10, 'assigned', '2026-01-01', '2026-12-31'");

        var lines = await bench.Lines(
            "targets", "figure_code value target gap expected_now gap_now forecast_on needed_per_month target_state");

        // From 60 to 80 in 364 days, of which 216 are over: 71,87. Two points a month: five months for ten points.
        Assert.Equal(
            [
                "count|300|365.00|-65.00|216.59|83.41|-|13.35|on-track",
                "no-such|-|10.00|-|-|-|-|-|figure-unknown",
                "share|70.00|70.00|0.00|-|-|-|-|reached",
                "share|70.00|75.00|-5.00|-|-|2026-10-20|-|no-deadline",
                "share|70.00|75.00|-5.00|75.00|-5.00|2026-10-20|-|late",
                "share|70.00|80.00|-10.00|71.87|-1.87|2027-01-04|2.05|will-be-late",
            ],
            lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_target_that_cannot_be_judged_says_why()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await Figure(bench, "share", "todate", ("51", "all", 70, 100));
        await Figure(bench, "of-target", "todate", ("51", "all", 106, 100), ("51", "2025-12", 80, 100));
        await bench.Put("targets", Targets,
            "'T1', '51', 'share', 'share', 8000, 'assigned', '2026-01-01', '2026-12-31'",
            "'T2', '21040', 'share', 'share', 8000, 'own', '2026-01-01', '2026-12-31'",
            "'T3', '51', 'of-target', 'number', 100, 'assigned', '2026-01-01', '2026-12-31'",
            "'T4', '51', 'of-target', 'number', 120, 'own', '2026-01-01', '2026-12-31'");

        // A number as the target of a percentage is one of its numerator: 106 of 120, and should be at 103,74 by now.
        Assert.Equal(
            [
                "51|of-target|of-target|number|106|120.00|-14.00|103.74|on-track",
                "51|of-target|of-target|number|106|100.00|6.00|91.87|reached",
                "51|share|share|percent|70.00|80.00|-10.00|-|pace-unknown",
                "21040|share|share|percent|-|80.00|-|-|figure-none",
            ],
            (await bench.Lines(
                "targets", "unit figure_code figure shown_as value target gap expected_now target_state"))
            .OrderBy(l => l.StartsWith("21", StringComparison.Ordinal)).ThenBy(l => l.Split('|')[1])
            .ThenByDescending(l => l.Split('|')[5]));
        Assert.Equal(["Xã Bình Sơn"], await bench.Lines("targets", "unit_name", "21040"));
    }

    [Fact]
    public async Task Figures_to_look_at_again_are_named()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await Figure(bench, "whole", "todate", ("51", "all", 10, 100));
        await Figure(bench, "part", "todate", ("51", "all", 12, 100));
        await Figure(bench, "steady", "inperiod", [.. Enumerable.Range(1, 7).Select(month =>
            ("21040", $"2026-{month:D2}", month == 7 ? 30L : 90L + (month % 2), 100L))]);
        await bench.Flow.Do(
            """
            update core.indicator_definition set not_above = 'whole' where code = 'part';
            insert into core.indicator_value
              (code, unit, period, state, numerator, denominator, as_of, publish_id, reported, expected)
            values ('steady', '51', '2026-07', 'incomplete', 1, 2, now(), gen_random_uuid(), 56, 96)
            """);

        Assert.Equal(
            [
                "part|51|all|above-its-whole|12|10", "steady|51|2026-07|incomplete|56|96",
                "steady|21040|2026-07|far-from-history|30.00|90.50",
            ],
            await bench.Lines("figure-checks", "figure_code unit period finding value against"));
        Assert.Equal(["steady|far-from-history"],
            await bench.Lines("figure-checks", "figure_code finding", "21040"));
    }

    [Fact]
    public async Task What_grows_from_month_to_month_is_looked_at_by_what_a_month_adds()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await Figure(bench, "growing", "todate", [.. Enumerable.Range(1, 7).Select(month =>
            ("21040", $"2026-{month:D2}", 10L * month, 100L))]);
        await Figure(bench, "leaping", "todate", [.. Enumerable.Range(1, 7).Select(month =>
            ("21040", $"2026-{month:D2}", month == 7 ? 95L : 50L + month, 100L))]);

        Assert.Equal(["leaping|moved-unlike-before|39.00|1.00"],
            await bench.Lines("figure-checks", "figure_code finding value against"));
    }

    [Fact]
    public async Task What_is_in_no_unit_is_nothing_to_look_at_again()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await Figure(bench, "steady", "inperiod", [.. Enumerable.Range(1, 7).Select(month =>
            ("51@2025-07", $"2026-{month:D2}", month == 7 ? 30L : 90L + (month % 2), 100L))]);

        Assert.Empty(await bench.Lines("figure-checks", "figure_code unit"));
    }

    [Fact]
    public async Task A_target_is_measured_against_no_share_of_nobody_knows_what()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await Figure(bench, "unstated", "todate", ("51", "all", 50, 100));
        await bench.Flow.Do("update core.indicator_definition set basis = 'not-stated' where code = 'unstated'");
        await bench.Put("targets",
            "record_id, home_unit, indicator, value_kind, value, origin, from_on, due_on",
            "'T1', '51', 'unstated', 'share', 4000, 'assigned', '2026-01-01', '2026-12-31'",
            "'T2', '51', 'unstated', 'number', 40, 'assigned', '2026-01-01', null");

        Assert.Equal(
            ["unstated|50.00|40.00|-|-|not-comparable", "unstated|50|40.00|10.00|-|reached"],
            (await bench.Lines("targets", "figure_code value target gap expected_now target_state"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Values_of_others_stand_beside_ours_of_the_same_period()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await Figure(bench, "share", "todate", ("51", "2026-06", 701, 1000), ("51", "2026-H1", 701, 1000));
        await Figure(bench, "unknown-basis", "todate", ("51", "2026-06", 50, 100));
        await bench.Flow.Do("update core.indicator_definition set basis = 'not-stated' where code = 'unknown-basis'");
        await bench.Put("external-rankings", "record_id, home_unit, indicator, score, source, as_of_on, year",
            "'X1', '51', 'share', 7150, 'Bộ Công an', '2026-06-30', 2026",
            "'X2', '51', 'share', 7010, 'Báo cáo đã công bố', '2026-06-30', 2026",
            "'X3', '51', 'share', 6000, 'Bộ Công an', '2025-03-31', 2025",
            "'X4', '51', 'unknown-basis', 4000, 'Báo', '2026-06-30', 2026",
            "'X5', '51', null, 4000, 'Báo', '2026-06-30', 2026");

        Assert.Equal(
            [
                "share|71.50|70.10|-1.40|differs", "share|70.10|70.10|0.00|equal",
                "share|60.00|-|-|no-own-value", "unknown-basis|40.00|50.00|-|not-comparable",
            ],
            await bench.Lines("outside-values", "figure_code outside_value value gap outside_state"));
    }

    [Fact]
    public async Task What_was_published_before_is_a_series_with_its_source_beside_ours()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await Figure(bench, "share", "todate", ("51", "2026-H1", 701, 1000), ("51", "2025-H1", 60, 100));
        await Figure(bench, "unstated", "todate", ("51", "2026-H1", 50, 100));
        await bench.Flow.Do("update core.indicator_definition set basis = 'not-stated' where code = 'unstated'");
        await bench.Put("published-figures",
            "record_id, home_unit, indicator, of_period, value_kind, value, word, source, title, link, published_on",
            "'A1', '51', 'share', '2025-H1', 'share', 6000, null, 'Báo A', 'Sơ kết', 'https://a/1', '2025-07-10'",
            "'A2', '51', 'share', '2026-H1', 'share', 6721, null, 'Báo A', 'Sơ kết', 'https://a/2', '2026-07-10'",
            "'A3', '51', 'share', '2026', 'share', 9000, null, 'Báo A', 'Tổng kết', null, '2027-01-10'",
            "'B1', '21040', 'share', '2026-H1', 'share', 5000, null, 'Báo B', null, null, '2026-07-11'",
            "'C1', '51', 'unstated', '2026-H1', 'share', 4000, null, 'Báo A', 'Sơ kết', null, '2026-07-10'",
            "'D1', '51', 'share', '2026-H1', 'share', 7000, 'hơn', 'Báo D', 'Sơ kết', null, '2026-07-12'",
            "'E1', '51', 'gone', '2026-H1', 'number', 12, null, 'Báo E', null, null, '2026-07-12'");

        Assert.Equal(
            [
                "51|gone|2026-H1|12|-|-|-|figure-unknown|Báo E|-",
                "21040|share|2026-H1|50.00|-|-|-|no-own-value|Báo B|-",
                "51|share|2025-H1|60.00|-|60.00|0.00|equal|Báo A|https://a/1",
                "51|share|2026|90.00|-|-|-|no-own-value|Báo A|-",
                "51|share|2026-H1|67.21|7.21|70.10|2.89|differs|Báo A|https://a/2",
                "51|share|2026-H1|70.00|2.79|70.10|-|not-comparable|Báo D|-",
                "51|unstated|2026-H1|40.00|-|50.00|-|not-comparable|Báo A|-",
            ],
            await bench.Lines("published-series",
                "unit figure_code period published_value published_change value gap outside_state source link"));
        Assert.Single(await bench.Lines("published-series", "unit", "21040"));
    }

    /// <summary>A figure in percent with these cells.</summary>
    static async Task Figure(
        ReportBench bench, string code, string counts,
        params (string Unit, string Period, long Numerator, long Denominator)[] cells)
    {
        await using var connection = await bench.Flow.Source.OpenConnectionAsync();
        var shows = cells.All(c => c.Denominator == 1) ? "number" : "percent";
        await connection.ExecuteAsync(
            """
            insert into core.indicator_definition
              (code, title_vi, title_en, numerator_vi, denominator_vi, basis, rounding, decimals, feeds,
               definition_hash, counts, shows)
            values (@code, @code, '', '', '', 'x', 'round', 2, '{}', '', @counts, @shows)
            """, new { code, counts, shows });
        foreach (var (unit, period, numerator, denominator) in cells)
        {
            await connection.ExecuteAsync(
                """
                insert into core.indicator_value (code, unit, period, value, state, numerator, denominator, as_of,
                  publish_id)
                values (@code, @unit, @period,
                  case when @shows = 'number' then @numerator else round(100.0 * @numerator / @denominator, 2) end,
                  'value', @numerator, @denominator, '2026-08-05', gen_random_uuid())
                """, new { code, unit, period, numerator, denominator, shows });
        }
    }
}
