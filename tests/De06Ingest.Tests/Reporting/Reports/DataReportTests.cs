using De06Ingest.Database;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using Npgsql;
using static De06Ingest.Tests.Reporting.Reports.ReportBench;

namespace De06Ingest.Tests.Reporting.Reports;

/// <summary>Reports about the data itself, and what holds for all reports.</summary>
public sealed class DataReportTests(PostgresServer server)
{
    [Fact]
    public async Task Divides_the_records_of_a_unit_by_what_is_known_of_them()
    {
        await using var bench = await Start(server);
        await bench.People("21040", "21040", "21040", "21040", "21040", "21040");
        await bench.Put("taxpayers", "citizen_ref, unmatched, personal_id, home_unit",
            $"{Ref(1)}, null, '051090000001', '21040'", $"{Ref(2)}, null, '051090000002', '21040'",
            $"{Ref(3)}, null, '051090000003', '21040'", $"{Ref(4)}, null, '051090000004', '21040'",
            "null, 'not-in-reference', '051090000099', '21040'");
        var run = await bench.Flow.One<long>("select run_id from core.run where feed = 'taxpayers'");
        await bench.Mismatch("taxpayers", "name-differs", "21040", 1);
        await bench.Mismatch("taxpayers", "duplicate-subject", "21040", 2);
        await bench.Mismatch("taxpayers", "birth-date-differs", "21040", 3, "resolved", "2026-07-01", run);

        Assert.Equal(
            ["2026-W32|taxpayers|21040|5|1|1|1|1|1|0|40.00|2|1|2",
                "2026-W27|taxpayers|21040|-|-|-|-|-|-|-|60.00|1|0|1"],
            (await bench.Lines("cleaned-share", "week feed unit records exact_records corrected_records "
                + "differing_records duplicate_records not_found_records in_review_records clean_percent "
                + "opened_in_week corrected_in_week open_at_end"))
                .Where(l => l.Contains("taxpayers", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task States_the_lag_of_a_feed_from_event_to_extract_and_from_extract_to_us()
    {
        await using var bench = await Start(server);
        const string columns = "record_no, received_at";
        await bench.PutOn("2026-08-04", "service-dossiers", columns, "'D1', '2026-01-01T00:00:00Z'");
        await bench.PutOn("2026-08-05", "service-dossiers", columns,
            "'D1', '2026-01-01T00:00:00Z'", "'D2', '2026-08-04T05:00:00+07:00'", "'D3', '2026-08-04T19:00:00+07:00'");

        var line = (await bench.Lines("sync-lag", "feed feed_state extract_to_us_hours records_measured "
            + "event_to_extract_median_hours event_to_extract_max_hours agreed_hours"))
            .Single(l => l.StartsWith("service-dossiers", StringComparison.Ordinal));

        Assert.Equal("service-dossiers|stale|3.0|2|12.0|19.0|36.0", line);
    }

    [Fact]
    public async Task An_extract_without_news_moves_the_day_of_the_data_and_when_it_was_told_together()
    {
        await using var bench = await Start(server);
        await bench.Put("tasks", "record_no, status", "'NV1', 'done'");
        await bench.Flow.Do(
            """
            insert into core.run (feed, fence, trigger, state, contract_hash, code_epoch, as_of, ended_at)
            values ('tasks', 2, 'command', 'unchanged', '0', 1, '2026-08-06 00:00+07', '2026-08-06 05:00+07')
            """);

        var answer = await bench.Read("sync-lag");
        var line = answer.Rows.Single(r => r[answer.Columns.ToList().IndexOf("feed")] is "tasks");
        var told = new[] { "as_of", "told_at", "changed_at", "extract_to_us_hours" }
            .Select(name => line[answer.Columns.ToList().IndexOf(name)]);

        Assert.Equal(
            [Flow.Day("2026-08-06"), Flow.Day("2026-08-06").AddHours(5), Flow.Day(Day).AddHours(3), 5.0m], told);
    }

    [Fact]
    public async Task Lists_messages_that_failed_wait_or_were_slow()
    {
        await using var bench = await Start(server);
        await bench.Put("linked-messages", "home_unit, dossier, status, sent_at, received_at, attempts, error_code",
            "'21040', 'L1', 'received', '2026-08-01T00:00:00Z', '2026-08-01T00:30:00Z', 1, null",
            "'21040', 'L2', 'received', '2026-08-01T00:00:00Z', '2026-08-01T05:30:00Z', 1, null",
            "'21061', 'L3', 'failed', '2026-08-04T05:00:00Z', null, 5, 'TIMEOUT'",
            "'21061', 'L4', null, '2026-08-04T11:00:00Z', null, 1, null");

        Assert.Equal(
            ["L3|failed|12.0|5|TIMEOUT", "L4|waiting|6.0|1|-", "L2|slow|5.5|1|-"],
            await bench.Lines("sync-lag-records", "dossier message_state lag_hours attempts error_code"));
        Assert.Single((await bench.Read("sync-lag-records", "21040")).Rows);
    }

    [Fact]
    public async Task Breaks_failed_calls_down_by_service_and_reason()
    {
        await using var bench = await Start(server);
        await bench.Put("lgsp-calls",
            "service, target, on_day, total, done, failed_timeout, failed_refused, failed_system",
            "'dmdc', 'Bộ', '2026-08-01', 100, 90, 6, 4, 0", "'dmdc', 'Bộ', '2026-07-20', 100, 99, 1, 0, 0",
            "'apiBHXH', 'BHXH', '2026-08-01', 50, 40, 0, 0, 3", "'apiDanCu', 'Bộ', '2026-08-01', 10, 10, 0, 0, 0");

        Assert.Equal(
            ["apiBHXH|unexplained|7|50|14.000|80.00|7|0", "dmdc|timeout|7|200|3.500|94.50|6|1",
                "dmdc|refused|4|200|2.000|94.50|4|0", "apiBHXH|system|3|50|6.000|80.00|3|0"],
            await bench.Lines("lgsp-failures",
                "service failure_reason failed calls failed_percent success_percent last_week week_before"));
    }

    [Fact]
    public async Task Tells_how_long_a_feed_was_down_and_which_figures_rested_on_old_data()
    {
        await using var bench = await Start(server);
        await bench.Put("tasks", "record_no, status", "'NV1', 'done'");
        await bench.Flow.Do(
            """
            insert into core.indicator_definition (code, title_vi, title_en, numerator_vi, denominator_vi, basis,
              rounding, decimals, feeds, definition_hash)
            values ('tasks-done', 'Nhiệm vụ', 'Tasks', 'a', 'b', 'tasks', 'round', 2, '{tasks}', '0');
            insert into core.run (feed, fence, trigger, state, cause, contract_hash, code_epoch, started_at, ended_at)
            select 'tasks', 2, 'schedule', s.state, s.cause, '0', 1, now() + api.clock_shift() - s.ago,
                   now() + api.clock_shift() - s.ago + interval '1 minute'
            from (values (1, 'failed', 'source-unavailable', interval '10 hours'),
                         (2, 'refused', 'extract-truncated', interval '9 hours'),
                         (3, 'unchanged', null, interval '8 hours'),
                         (4, 'failed', 'source-timeout', interval '2 hours'),
                         (5, 'discarded', null, interval '1 hour')) s (place, state, cause, ago) order by s.place
            """);

        Assert.Equal(
            ["tasks|ongoing|120|1|source-timeout|1|tasks-done",
                "tasks|ended|121|2|extract-truncated+source-unavailable|1|tasks-done"],
            await bench.Lines("outages", "feed outage_state outage_minutes failed_runs outage_causes figures_affected "
                + "affected_figures"));
    }

    [Fact]
    public async Task The_worst_day_of_a_reason_is_one_that_has_failures_of_it()
    {
        await using var bench = await Start(server);
        await bench.Put("lgsp-calls", "service, target, on_day, total, done, failed_timeout",
            "'dmdc', 'Bộ', '2026-08-01', 100, 94, 6", "'dmdc', 'Bộ', '2026-08-02', 100, 100, null");

        Assert.Equal(["dmdc|timeout|2026-08-01|6"],
            await bench.Lines("lgsp-failures", "service failure_reason worst_day worst_failed"));
    }

    [Fact]
    public async Task Gives_the_press_the_newest_version_of_fixed_figures_and_no_small_shares()
    {
        await using var bench = await Start(server);
        await bench.Flow.Do(
            """
            insert into core.indicator_definition (code, title_vi, title_en, numerator_vi, denominator_vi, basis,
              rounding, decimals, feeds, definition_hash)
            values ('a', 'Kích hoạt', 'Activated', 'a', 'b', 'accounts', 'round', 2, '{}', '0');
            insert into core.indicator_freeze (period, version, frozen_by, reason, frozen_at)
            values ('2026-06', 1, 'x', 'chốt', '2026-07-01'), ('2026-06', 2, 'x', 'bổ sung muộn', '2026-07-09'),
                   ('2026-Q2', 1, 'x', 'chốt', '2026-07-02');
            insert into core.indicator_frozen
              (period, version, code, unit, value, state, numerator, denominator, as_of, definition_version, rests_on)
            values ('2026-06', 1, 'a', '51', 88.20, 'value', 882, 1000, '2026-07-01', 1, '{}'),
                   ('2026-06', 2, 'a', '51', 88.30, 'value', 883, 1000, '2026-07-08', 1, '{}'),
                   ('2026-06', 2, 'a', '21040', 75, 'value', 3, 4, '2026-07-08', 1, '{}'),
                   ('2026-Q2', 1, 'a', '51', null, 'incomplete', 1, 2, '2026-07-01', 1, '{}');
            """);

        Assert.Equal(
            ["2026-06|51|Kích hoạt|88.30|value|1000|2|88.20|bổ sung muộn",
                "2026-06|21040|Kích hoạt|-|withheld|-|2|-|bổ sung muộn", "2026-Q2|51|Kích hoạt|-|withheld|-|1|-|-"],
            await bench.Lines("press-sheet",
                "period unit figure value figure_state denominator version earlier_value restated_because"));
    }

    [Fact]
    public async Task A_feed_that_never_came_is_told_and_its_absence_is_no_good_news()
    {
        await using var bench = await Start(server);
        await bench.Put("tasks", "record_no, home_unit, status, due_on", "'NV1', '21040', 'done', '2026-08-01'");

        var answer = await bench.Read("lgsp-failures");
        var work = await bench.Read("late-work");

        Assert.Empty(answer.Rows);
        Assert.Equal(["lgsp-calls"], answer.Absent.Select(f => f.Feed));
        Assert.Equal(
            ["inspection-findings", "models", "required-connections"], work.Absent.Select(f => f.Feed));
        var tasks = work.Feeds.Single(f => f.Feed == "tasks");
        Assert.Equal(("stale", Flow.Day(Day), Flow.Day(Day).AddHours(36)),
            (tasks.State, tasks.AsOf!.Value, tasks.StaleSince!.Value));
    }

    [Fact]
    public async Task Every_report_answers_before_anything_has_come()
    {
        await using var bench = await Start(server);
        foreach (var report in ReportCatalog.All)
        {
            var answer = await bench.Read(report.Name, report.ByUnit ? "51" : null);
            Assert.NotEmpty(answer.Columns);
            Assert.Equal(report.Tables.Count > 0 || report.OnEveryFeed, answer.Absent.Count > 0);
        }
    }

    [Fact]
    public async Task A_report_that_names_nobody_is_read_with_the_rights_of_a_reader_of_masked_views()
    {
        await using var bench = await Start(server);
        await bench.People("21040", "21061");
        await bench.Put("residence-events", "citizen_ref, home_unit, kind, destination, from_on",
            $"{Ref(1)}, '21040', 'absence', '79', '2026-07-01'");
        await bench.Put("eid-accounts", "citizen_ref, home_unit, collected_on, activated_on",
            $"{Ref(1)}, '21040', '2026-01-01', null", $"{Ref(2)}, '21040', '2026-01-01', '2026-01-02'");
        await using var asReader = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(bench.Flow.ConnectionString) { Options = "-c role=de06_reader" });
        var reports = new PublishedReports(asReader, new(() => bench.Flow.Parts.Contracts));

        var open = ReportCatalog.All.Where(r => !r.Statement.Contains("api_full.", StringComparison.Ordinal)).ToList();
        foreach (var report in open)
        {
            Assert.False(report.Personal);
            await reports.Read(report, null, false, TestContext.Current.CancellationToken);
        }

        Assert.Superset(
            new HashSet<string> { "still-limited", "late-work", "people-away-by-unit", "sync-lag", "targets" },
            open.Select(r => r.Name).ToHashSet());
        var away = await reports.Read(
            ReportCatalog.Find("people-away-by-unit")!, "21040", false, TestContext.Current.CancellationToken);
        Assert.Equal(50.00m, away.Rows[0][away.Columns.ToList().IndexOf("activated_percent")]);
        Assert.Equal(1m, away.Rows[0][away.Columns.ToList().IndexOf("away_not_activated")]);
        var denied = await Assert.ThrowsAsync<PostgresException>(() => reports.Read(
            ReportCatalog.Find("people-away")!, null, false, TestContext.Current.CancellationToken));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
    }

    [Fact]
    public async Task A_unit_of_an_older_map_is_told_what_it_became()
    {
        await using var bench = await Start(server);

        var old = await Assert.ThrowsAsync<UnitUnknown>(() => bench.Read("late-work", "524"));
        var none = await Assert.ThrowsAsync<UnitUnknown>(() => bench.Read("late-work", "99999"));

        Assert.StartsWith("524 → 21040, ", old.Detail, StringComparison.Ordinal);
        Assert.Equal("99999", none.Detail);
        Assert.Equal(
            new ReportUnit("51", "Tỉnh Quảng Ngãi", 96, "2025-07"), (await bench.Read("late-work", "51")).Unit);
    }

    [Fact]
    public async Task Codes_of_an_older_map_count_for_the_unit_they_went_into()
    {
        await using var bench = await Start(server);
        const string columns = "unit_map, record_no, home_unit, status, due_on";
        const string old = "(select map_no from core.unit_map where map = '2023-04')";
        var became = await bench.Flow.One<string>(
            "select unit from api.unit_now where map = '2023-04' and code = '21043'");
        await bench.Put("tasks", columns,
            $"{old}, 'NV1', '21043', 'in-progress', '2026-08-01'", $"{old}, 'NV2', '524', 'in-progress', '2026-08-01'");

        Assert.Equal(
            ["NV1|" + became, "NV2|524@2023-04"], await bench.Lines("late-work", "work_no unit", "51"));
        Assert.Equal(["NV1"], await bench.Lines("late-work", "work_no", became));
    }

    [Fact]
    public async Task A_report_without_the_contract_of_its_feed_says_which()
    {
        await using var bench = await Start(server);
        var reports = new PublishedReports(bench.Flow.Source, new(() =>
            [.. bench.Flow.Parts.Contracts.Where(c => c.Feed != "lgsp-calls")]));

        var thrown = await Assert.ThrowsAsync<ReportFeedMissing>(() => reports.Read(
            ReportCatalog.Find("lgsp-failures")!, null, false, TestContext.Current.CancellationToken));

        Assert.Equal("lgsp_calls", thrown.Tables);
    }
}
