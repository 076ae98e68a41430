using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Reporting.Reports.ReportBench;

namespace De06Ingest.Tests.Reporting.Reports;

/// <summary>Reports whose rows are persons.</summary>
public sealed class PeopleReportTests(PostgresServer server)
{
    const string Events = "citizen_ref, kind, home_unit, destination, from_on, until_on, reason";
    const string Accounts = "citizen_ref, personal_id, home_unit, collected_on, activated_on, not_activated_reason";
    const string Work = "citizen_ref, home_unit, employment, work_place, updated_on";

    [Fact]
    public async Task Lists_who_is_away_where_and_what_is_open_about_them()
    {
        await using var bench = await Away();

        Assert.Equal(
            [
                "21040|79|Hồ Chí Minh|absence|2026-07-01|not-activated|wrong-phone|2|name-differs+phone-invalid",
                "21040|21025|Phường Cẩm Thành|short-stay|2026-08-04|no-account|-|0|-",
                "21061|48|Thành phố Đà Nẵng|work|2026-05-01|activated|-|0|-",
            ],
            await bench.Lines("people-away", "unit away_unit away_unit_name away_source away_since eid "
                + "not_activated_reason open_mismatches open_kinds"));
    }

    [Theory]
    [InlineData("21040", 2)]
    [InlineData("21025", 1)]
    [InlineData("48", 1)]
    [InlineData("51", 3)]
    [InlineData("21548", 0)]
    public async Task Gives_people_away_to_the_unit_at_home_and_to_the_one_they_are_in(string unit, int rows)
    {
        await using var bench = await Away();

        Assert.Equal(rows, (await bench.Read("people-away", unit)).Rows.Count);
    }

    [Fact]
    public async Task Who_is_absent_without_saying_where_is_away_and_work_may_tell_where()
    {
        await using var bench = await Start(server);
        await bench.People("21040", "21040", "21040");
        await bench.Put("residence-events", Events,
            $"{Ref(1)}, 'absence', '21040', null, '2026-07-01', null, 'work'",
            $"{Ref(2)}, 'absence', '21040', null, '2026-07-01', null, 'work'",
            $"{Ref(3)}, 'temporary', '21040', null, '2026-07-01', null, 'work'");
        await bench.Put("workers", Work, $"{Ref(2)}, '21040', 'employed', '79', '2026-05-01'");
        await bench.Put("eid-accounts", Accounts,
            $"{Ref(1)}, '051090000001', '21040', '2026-01-01', null, 'away'",
            $"{Ref(3)}, '051090000003', '21040', '2026-01-01', null, null");

        Assert.Equal(
            ["21040|-|-|absence|not-activated", "21040|79|Hồ Chí Minh|work|no-account"],
            await bench.Lines("people-away", "unit away_unit away_unit_name away_source eid"));
        Assert.Contains("21040|2|1|1|1", await bench.Lines(
            "people-away-by-unit", "unit accounts away away_not_activated accounts_without_away"));
    }

    [Fact]
    public async Task States_activation_with_and_without_people_who_are_away()
    {
        await using var bench = await Away();

        var lines = await bench.Lines("people-away-by-unit", "unit row_state accounts activated activated_percent away "
            + "away_not_activated accounts_without_away activated_percent_without_away points_without_away");

        Assert.Equal("51|value|4|2|50.00|2|1|2|50.00|0.00", lines[0]);
        Assert.Contains("21040|value|2|1|50.00|1|1|1|100.00|50.00", lines);
        Assert.Contains("21061|value|2|1|50.00|1|0|1|0.00|-50.00", lines);
        Assert.Contains("21548|no-rows|-|-|-|-|-|-|-|-", lines);
        Assert.Equal(97, lines.Count);
    }

    [Fact]
    public async Task An_account_in_no_unit_counts_in_the_province_as_in_the_figure()
    {
        await using var bench = await Start(server);
        await bench.People("21040");
        await bench.Put("residence-events", Events, $"{Ref(1)}, 'absence', '21040', '79', '2026-07-01', null, 'work'");
        await bench.Put("workers", Work, $"{Ref(9)}, '21040', 'unemployed', null, '2026-05-01'");
        await bench.Put("eid-accounts", Accounts,
            $"{Ref(1)}, '051090000001', '21040', '2026-01-01', null, null",
            "null, '051090000002', '29913', '2026-01-01', '2026-01-05', null",
            "null, '051090000003', null, '2026-01-01', '2026-01-05', null");

        var lines = await bench.Lines("people-away-by-unit", "unit accounts activated away");

        Assert.Equal("51|3|2|1", lines[0]);
        Assert.Contains("21040|1|0|1", lines);
    }

    [Fact]
    public async Task Tells_beneficiaries_with_an_account_somewhere_from_those_without()
    {
        await using var bench = await Start(server);
        await bench.People("21040", "21040", "21040", "21040", "21040");
        const string columns = "citizen_ref, personal_id, name, home_unit, pay_method, has_account, amount";
        await bench.Put("social-protection", columns,
            $"{Ref(1)}, '051090000001', 'Trần Văn Canary', '21040', 'cash', false, 500000",
            $"{Ref(2)}, '051090000002', 'Trần Văn Canary', '21040', 'cash', true, 600000",
            $"{Ref(3)}, '051090000003', 'Trần Văn Canary', '21040', 'authorised-account', false, 700000",
            $"{Ref(4)}, '051090000004', 'Trần Văn Canary', '21040', 'cash', false, 800000");
        await bench.Put("merit-people", columns,
            $"{Ref(4)}, '051090000004', 'Trần Văn Canary', '21040', 'account', true, 900000",
            "null, '051090000099', 'Trần Văn Canary', '21061', 'cash', false, 100000");
        await bench.Put("pension-payments", "citizen_ref, personal_id, name, home_unit, pay_method, amount, slice",
            $"{Ref(5)}, '051090000005', 'Trần Văn Canary', '21040', 'cash', 1, '2026-06'",
            $"{Ref(5)}, '051090000005', 'Trần Văn Canary', '21040', 'account', 1, '2026-07'");
        await bench.Put("opened-accounts", "citizen_ref, status, opened_on", $"{Ref(1)}, 'active', '2026-07-20'");

        Assert.Equal(
            [
                "21040|paid-by-account-elsewhere|051•••••••04|social-protection|800000|-",
                "21040|has-account|051•••••••02|social-protection|600000|-",
                "21040|opened-since|051•••••••01|social-protection|500000|2026-07-20",
                "21061|no-account|051•••••••99|merit-people|100000|-",
            ],
            await bench.Lines("beneficiaries-without-account",
                "unit account_state personal_id programmes amount opened_on"));
        Assert.Single((await bench.Read("beneficiaries-without-account", "21061")).Rows);
    }

    [Fact]
    public async Task Names_borrowers_who_are_dead_stand_twice_or_are_not_found()
    {
        await using var bench = await Start(server);
        await bench.People("21040", "21040", "21040", "21040");
        await bench.Put("death-registrations", "citizen_ref, status, died_on", $"{Ref(1)}, 'completed', '2026-06-01'");
        await bench.Put("policy-bank-borrowers",
            "citizen_ref, unmatched, record_no, personal_id, home_unit, household, balance, verified",
            $"{Ref(1)}, null, 'KH000001', '051090000001', '21040', 'H1', 10, true",
            $"{Ref(2)}, null, 'KH000002', '051090000002', '21040', 'H2', 20, true",
            $"{Ref(2)}, null, 'KH000003', '051090000002', '21040', 'H2', 30, false",
            "null, 'not-in-reference', 'KH000004', '051090000044', '21061', 'H3', 40, false",
            $"{Ref(3)}, null, 'KH000005', '051090000003', '21040', 'H3', 50, false",
            $"{Ref(4)}, null, 'KH000006', '051090000004', '21040', 'H4', 60, false");

        Assert.Equal(
            [
                "deceased|KH••••01|2026-06-01|1|1|-|deceased",
                "duplicate|KH••••02|-|2|2|-|duplicate",
                "duplicate|KH••••03|-|2|2|-|duplicate",
                "not-found|KH••••04|-|1|2|not-in-reference|not-found+household-shared",
                "household-shared|KH••••05|-|1|2|-|household-shared",
            ],
            await bench.Lines("borrowers", "borrower_problem record_no died_on records_of_person records_of_household "
                + "unmatched_reason problems"));
    }

    [Fact]
    public async Task Lists_who_needs_help_by_hamlet_and_who_may_help_there()
    {
        await using var bench = await Start(server);
        await bench.People("21040", "21040", "21040", "21040", "21061");
        await bench.Put("eid-accounts", Accounts,
            $"{Ref(1)}, '051090000001', '21040', '2026-01-01', null, 'wrong-phone'",
            $"{Ref(2)}, '051090000002', '21040', '2026-01-01', null, null",
            $"{Ref(4)}, '051090000004', '21040', '2026-01-01', '2026-01-02', null");
        await bench.Put("residence-events", Events, $"{Ref(2)}, 'absence', '21040', '79', '2026-07-01', null, 'work'");
        await bench.Put("workers", Work);
        await bench.Put("pupils", "citizen_ref, grade, status", $"{Ref(4)}, 11, 'studying'");
        await bench.Put("teachers", "citizen_ref, status");
        await bench.Put("officials", "citizen_ref");

        Assert.Equal(
            [
                "21040|Thôn 1|T••• V••• C•••|correct-phone|2|1|0|0",
                "21040|Thôn 1|T••• V••• C•••|register-eid|2|1|0|0",
                "21061|Thôn 1|T••• V••• C•••|register-eid|1|0|0|0",
            ],
            await bench.Lines("helpers-list", "unit hamlet name help in_need_here helper_pupils helper_teachers "
                + "helper_officials"));
    }

    [Fact]
    public async Task The_list_for_helpers_has_no_number_birth_date_or_benefit_even_in_the_clear()
    {
        await using var bench = await Away();

        var answer = await bench.Read("helpers-list", clear: true);

        Assert.Equal(
            ["unit", "unit_name", "hamlet", "name", "help", "in_need_here", "helper_pupils", "helper_teachers",
                "helper_officials"], answer.Columns);
        Assert.DoesNotContain("clean_social", ReportCatalog.Find("helpers-list")!.Statement, StringComparison.Ordinal);
        Assert.DoesNotContain("clean_poor", ReportCatalog.Find("helpers-list")!.Statement, StringComparison.Ordinal);
        Assert.DoesNotContain("clean_health", ReportCatalog.Find("helpers-list")!.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_no_person_in_the_clear_unless_asked()
    {
        await using var bench = await Away();
        string[] canaries = ["Canary", "051090000", "912000", "1990-07-05"];
        foreach (var report in ReportCatalog.All)
        {
            var text = string.Join('\n', (await bench.Read(report.Name)).Rows.Select(r => string.Join('|', r)));
            Assert.All(canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.Ordinal));
        }

        Assert.Contains("051090000001|+84912000001", string.Join('\n', await bench.Lines(
            "people-away", "personal_id phone", clear: true)), StringComparison.Ordinal);
    }

    /// <summary>P1 and P2 of 21040 are away, P3 of 21061 works in Đà Nẵng, P4 and P5 are at home: an event of theirs is
    /// over, or lies in their own province.</summary>
    async Task<ReportBench> Away()
    {
        var bench = await Start(server);
        await bench.People("21040", "21040", "21061", "21040", "21061");
        await bench.Put("residence-events", Events,
            $"{Ref(1)}, 'absence', '21040', '79', '2026-07-01', '2026-12-31', 'work'",
            $"{Ref(2)}, 'short-stay', '21040', '21025', '2026-08-04', '2026-08-06', 'family'",
            $"{Ref(4)}, 'absence', '21040', '79', '2026-01-01', '2026-08-04', 'study'");
        await bench.Put("workers", Work,
            $"{Ref(3)}, '21061', 'employed', '48', '2026-05-01'",
            $"{Ref(5)}, '21061', 'employed', '51', '2026-05-01'");
        await bench.Put("eid-accounts", Accounts,
            $"{Ref(1)}, '051090000001', '21040', '2026-01-01', null, 'wrong-phone'",
            $"{Ref(3)}, '051090000003', '21061', '2026-01-01', '2026-01-05', null",
            $"{Ref(4)}, '051090000004', '21040', '2026-01-01', '2026-01-05', null",
            $"{Ref(5)}, '051090000005', '21061', '2026-01-01', null, null");
        await bench.Mismatch("eid-accounts", "phone-invalid", "21040", 1);
        await bench.Mismatch("workers", "name-differs", "21040", 1);
        await bench.Mismatch("workers", "name-differs", "21040", 2, "resolved");
        return bench;
    }
}
