using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Reporting.Reports.ReportBench;

namespace De06Ingest.Tests.Reporting.Reports;

/// <summary>Reports of dossiers, services, tasks and what is behind.</summary>
public sealed class WorkReportTests(PostgresServer server)
{
    const string Dossiers = "record_id, home_unit, field, status, due_on, returned_at, channel, procedure, received_at";

    static string Dossier(string id, string unit, string status, string due, string channel = "online",
        string procedure = "1.01") =>
        $"'{id}', '{unit}', 'Đất đai', '{status}', {due}, "
        + $"{(status == "returned" ? "'2026-08-01T08:00:00+07:00'" : "null")}, '{channel}', '{procedure}', "
        + "'2026-07-20T08:00:00+07:00'";

    [Fact]
    public async Task Counts_dossiers_that_are_late_by_age_and_those_that_soon_will_be()
    {
        await using var bench = await Start(server);
        await bench.Put("service-dossiers", Dossiers,
            Dossier("D1", "21040", "in-progress", "'2026-08-04'"),
            Dossier("D2", "21040", "in-progress", "'2026-07-28'"),
            Dossier("D3", "21040", "in-progress", "'2026-06-01'"),
            Dossier("D4", "21040", "in-progress", "'2026-08-05'"),
            Dossier("D5", "21040", "in-progress", "'2026-08-09'"),
            Dossier("D6", "21040", "supplement", "'2026-07-01'"),
            Dossier("D7", "21040", "returned", "'2026-07-01'"),
            Dossier("D8", "21040", "in-progress", "null"));
        await bench.Put("portal-dossiers", Dossiers,
            Dossier("D1", "21040", "in-progress", "'2026-08-04'"),
            Dossier("P1", "21061", "in-progress", "'2026-07-20'"));

        const string columns = "unit dossier_system overdue overdue_1_5 overdue_6_10 overdue_11_30 overdue_over_30 "
            + "oldest_days due_soon waits_for_citizen no_due_day unfinished";
        Assert.Equal(
            ["21040|service-dossiers|3|1|1|0|1|65|2|1|1|7", "21061|portal-dossiers|1|0|0|1|0|16|0|0|0|1"],
            await bench.Lines("overdue-dossiers", columns));
        Assert.Equal(
            ["21061|portal-dossiers|1|0|0|1|0|16|0|0|0|1"], await bench.Lines("overdue-dossiers", columns, "21061"));
    }

    [Fact]
    public async Task Puts_units_that_enter_nothing_before_entries_with_errors()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await bench.Put("entry-log",
            "home_unit, entry_point, operator_group, received_at, entered_at, steps_expected, steps_entered, errors",
            "'21040', 'post-office', 'N1', '2026-08-01T08:00:00Z', '2026-08-01T10:00:00Z', 4, 3, 1",
            "'21040', 'post-office', 'N1', '2026-08-01T08:00:00Z', '2026-08-03T08:00:00Z', 4, 4, 0",
            "'21040', 'one-stop', 'N2', '2026-08-01T08:00:00Z', '2026-08-01T09:00:00Z', 4, 4, 0");
        await bench.Put("linked-birth-steps", "record_no, home_unit, channel, step, completed_at",
            "'L1', '21040', 'online', 'birth', '2026-07-01T08:00:00Z'",
            "'L2', '21040', 'online', 'birth', '2026-07-01T08:00:00Z'",
            "'L2', '21040', 'online', 'residence', null");

        const string columns = "unit row_state entry_source entry_point entries errors entries_with_errors "
            + "error_percent missing_steps late_over_day delay_hours_median";
        var lines = await bench.Lines("entry-errors", columns, "51");

        Assert.Equal(95, lines.TakeWhile(l => l.Contains("no-rows", StringComparison.Ordinal)).Count());
        Assert.Equal(
            [
                "21040|value|entry-log|post-office|2|1|1|50.00|1|1|25.0",
                "21040|value|linked-birth-steps|online|2|-|0|0.00|2|0|-",
            ], lines[95..]);
        Assert.Equal(2, (await bench.Read("entry-errors", "21040")).Rows.Count);
    }

    [Fact]
    public async Task Names_units_that_enter_far_less_than_they_did()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        string[] before = [.. Enumerable.Range(0, 15).Select(i => $"'21040', {Received(30 + (10 * i))}"),
            .. Enumerable.Range(0, 15).Select(i => $"'21061', {Received(30 + (10 * i))}")];
        await bench.Put("entry-log", "home_unit, received_at",
            [.. before, $"'21061', {Received(1)}", $"'21061', {Received(2)}"]);
        static string Received(int daysAgo) => $"timestamptz '2026-08-05T08:00:00+07:00' - interval '{daysAgo} days'";

        // 15 in the six times four weeks before: 2,5 to be expected are too few to tell.
        Assert.Empty(await Fewer(bench));

        await bench.Put("entry-log", "home_unit, received_at",
            [.. before, .. before, $"'21061', {Received(1)}", $"'21061', {Received(2)}"]);
        Assert.Equal(["21040|entry-log|0|5.0"], await Fewer(bench));

        static async Task<List<string>> Fewer(ReportBench bench) =>
            [.. (await bench.Lines("entry-errors", "row_state unit entry_source entries expected_entries", "51"))
                .Where(l => l.StartsWith("rows-few|", StringComparison.Ordinal))
                .Select(l => l["rows-few|".Length..])];
    }

    [Fact]
    public async Task Tells_services_without_activity_from_those_that_do_not_apply()
    {
        await using var bench = await Start(server);
        await bench.People("21040", "21061");
        await bench.Put("service-catalogue", "procedure, number, title, field, from_on, until_on",
            "'1.01', 1, 'Đất', 'Đất đai', '2024-01-01', null",
            "'1.02', 2, 'Chưa ai nộp', 'Hộ tịch', '2024-01-01', null",
            "'1.03', 3, 'Cấp tỉnh', 'Hộ tịch', '2024-01-01', null",
            "'1.04', 4, 'Liên thông khai sinh', 'Liên thông', '2024-01-01', null",
            "'1.05', 5, 'Đã thôi', 'Hộ tịch', '2022-01-01', '2023-12-31'");
        await bench.Put("published-procedures", "record_no, level, published",
            "'1.01', 'commune', true", "'1.02', 'commune', true", "'1.03', 'province', true");
        await bench.Put("rollout-flags", "home_unit, topic, begun, reason",
            "'21548', 'linked-procedures', false, 'Không có cấp xã'");
        await bench.Put("service-dossiers", Dossiers,
            Dossier("D1", "21040", "returned", "null", "counter"),
            Dossier("D2", "21040", "returned", "null", "counter"),
            Dossier("D3", "21061", "returned", "null", "online"));

        const string columns = "unit activity service_no dossiers online reason";
        Assert.Equal(
            ["21040|none|2|0|0|-", "21040|none|4|0|0|-", "21040|none-online|1|2|0|-", "21040|not-applicable|3|0|0|-"],
            await bench.Lines("low-activity-services", columns, "21040"));
        Assert.Equal(
            ["21548|none|1|0|0|-", "21548|none|2|0|0|-", "21548|not-applicable|3|0|0|-",
                "21548|not-applicable|4|0|0|Không có cấp xã"],
            await bench.Lines("low-activity-services", columns, "21548"));
        var province = await bench.Lines("low-activity-services", columns);
        Assert.Equal(
            ["51|none|2|0|0|-", "51|none|3|0|0|-", "51|none|4|0|0|-", "51|few-online|1|3|1|-"], province[..4]);
        Assert.DoesNotContain(province, l => l.Contains("|5|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_procedures_that_the_portal_does_not_show_by_their_dossiers()
    {
        await using var bench = await Start(server);
        await bench.Put("service-catalogue", "procedure, number, title, field, from_on",
            "'1.02', 7, 'Trong danh mục', 'Hộ tịch', '2024-01-01'");
        await bench.Put("delegated-procedures", "procedure, decision", "'1.03', '12/QĐ-UBND'", "'1.04', '13/QĐ-UBND'");
        await bench.Put("published-procedures", "record_no, title, level, published",
            "'1.03', 'Ủy quyền', 'commune', false", "'1.04', 'Đã công khai', 'commune', true");
        await bench.Put("service-dossiers", Dossiers, Dossier("D1", "21040", "returned", "null"));

        Assert.Equal(
            ["1.01|absent|1|-|-", "1.02|absent|0|7|-", "1.03|not-published|0|-|12/QĐ-UBND"],
            await bench.Lines("procedures-missing", "procedure portal_state dossiers service_no decisions"));
    }

    [Fact]
    public async Task Names_late_work_its_owner_and_closure_without_proof()
    {
        await using var bench = await Start(server);
        const string columns = "record_no, home_unit, title, leader, status, due_on, done_on, proof";
        await bench.Put("models", columns,
            "'MH1', '21040', 'Một', 'Sở Y tế', 'in-progress', '2026-07-31', null, null",
            "'MH2', '21040', 'Hai', 'Sở Y tế', 'done', '2026-07-31', '2026-07-30', '1/BC'",
            "'MH3', '21040', 'Ba', 'Sở Y tế', 'not-begun', null, null, null");
        await bench.Put("tasks", columns,
            "'NV1', '21061', 'Bốn', 'Sở Tư pháp', 'done', '2026-07-31', '2026-07-30', null",
            "'NV2', '21061', 'Năm', 'Sở Tư pháp', 'done', '2026-07-01', '2026-07-11', '2/BC'",
            "'NV3', '21061', 'Sáu', 'Sở Tư pháp', 'in-progress', '2026-08-10', null, null",
            "'NV4', '21061', 'Bảy', 'Sở Tư pháp', 'in-progress', '2026-12-31', null, null");
        await bench.Put("inspection-findings", columns,
            "'TT1', '21061', 'Tám', 'UBND xã', 'in-progress', '2026-01-01', null, null");
        await bench.Put("required-connections", "record_no, title, leader, status, due_on, done_on",
            "'KN1', 'Chín', 'Sở KHCN', 'done', '2026-01-01', '2025-12-31'");

        const string shown = "work_state work_no leader unit days_late proof";
        Assert.Equal(
            ["late|TT1|UBND xã|21061|216|-", "late|MH1|Sở Y tế|21040|5|-", "no-deadline|MH3|Sở Y tế|21040|-|-",
                "no-proof|NV1|Sở Tư pháp|21061|-|-", "due-soon|NV3|Sở Tư pháp|21061|-|-",
                "done-late|NV2|Sở Tư pháp|21061|10|2/BC"],
            await bench.Lines("late-work", shown));
        Assert.Equal(2, (await bench.Read("late-work", "21040")).Rows.Count);
    }

    [Fact]
    public async Task Gathers_what_a_unit_is_behind_in_against_a_week_ago()
    {
        await using var bench = await Start(server);
        await bench.People("21040", "21061");
        await bench.Put("targets", "home_unit, indicator, value_kind, value, origin, from_on, due_on",
            "'21040', 'eid-activated', 'share', 9500, 'assigned', '2026-01-01', '2026-12-31'",
            "'21061', 'eid-activated', 'share', 8000, 'own', '2026-01-01', '2026-12-31'",
            "'21040', 'wrong-phones', 'share', 100, 'own', '2026-01-01', '2026-07-31'",
            "'21061', 'unstated', 'share', 9900, 'own', '2026-01-01', '2026-12-31'");
        await bench.Put("models", "record_no, home_unit, title, leader, status, due_on, done_on",
            "'MH1', '21040', 'Điểm khám bệnh', 'Sở Y tế', 'in-progress', '2026-08-01', null",
            "'MH2', '21040', 'Thẻ học sinh', 'Sở GDĐT', 'done', '2026-07-01', '2026-08-01'");
        await bench.Put("tasks", "record_no, home_unit, title, leader, status, due_on",
            "'NV1', null, 'Ban hành quy chế', 'Sở Nội vụ', 'not-begun', '2026-07-26'");
        await bench.Put("police-dossiers", "record_no, home_unit, field, status, due_on, returned_at",
            "'D1', '21061', 'Cư trú', 'in-progress', '2026-07-31', null",
            "'D2', '21061', 'Cư trú', 'in-progress', '2026-08-03', null",
            "'D3', '21061', 'Căn cước', 'in-progress', '2026-07-20', null",
            "'D4', '21061', 'Căn cước', 'done', '2026-07-20', '2026-08-04T08:00:00Z'");
        await bench.Mismatch("population", "phone-invalid", "21061", 2);
        await bench.Flow.Do(
            """
            insert into core.indicator_definition (code, title_vi, title_en, numerator_vi, denominator_vi, basis,
              rounding, decimals, feeds, definition_hash, lower_is_better)
            values ('eid-activated', 'Kích hoạt', 'Activated', 'a', 'b', 'c', 'round', 2, '{}', '0', false),
                   ('wrong-phones', 'Sai số', 'Wrong', 'a', 'b', 'c', 'round', 2, '{}', '0', true),
                   ('unstated', 'Không nêu', 'Unstated', 'a', 'b', 'not-stated', 'round', 2, '{}', '0', false);
            insert into core.indicator_value
              (code, unit, period, value, state, numerator, denominator, as_of, publish_id)
            values ('eid-activated', '21040', 'all', 90, 'value', 9, 10, now(), gen_random_uuid()),
                   ('eid-activated', '21061', 'all', 90, 'value', 9, 10, now(), gen_random_uuid()),
                   ('wrong-phones', '21040', 'all', 3, 'value', 3, 100, now(), gen_random_uuid()),
                   ('unstated', '21061', 'all', 3, 'value', 3, 100, now(), gen_random_uuid());
            """);

        Assert.Equal(
            ["2026-W32|21040|late-work|models|MH1|Điểm khám bệnh|-|-|-|-|4|3",
                "2026-W32|21040|below-target|-|wrong-phones|Sai số|3|-|1.00|-2.00|-|3",
                "2026-W32|21040|below-target|-|eid-activated|Kích hoạt|90|-|95.00|-5.00|-|3",
                "2026-W32|21061|overdue-dossiers|police-dossiers|-|Căn cước|1|1|-|-|16|3",
                "2026-W32|21061|overdue-dossiers|police-dossiers|-|Cư trú|2|0|-|-|5|3",
                "2026-W32|21061|open-mismatches|per-thousand-records|-|-|1|0|-|200.00|-|3",
                "2026-W32|51|late-work|tasks|NV1|Ban hành quy chế|-|-|-|-|10|1"],
            await bench.Lines("still-limited", "week unit matter matter_kind matter_code matter_subject matter_value "
                + "matter_week_ago target gap days_late matters_of_unit"));
        Assert.Equal(3, (await bench.Read("still-limited", "21061")).Rows.Count);
        Assert.Equal(["Sở Y tế", "Sở Nội vụ"], (await bench.Lines("still-limited", "matter_leader", "51"))
            .Where(l => l.StartsWith("Sở", StringComparison.Ordinal)));
    }
}
