using De06Ingest.Mismatches;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.AcrossContracts;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Mismatches.Across;

/// <summary>What each rule across the set tells, and what not, on the real database.</summary>
public sealed class SetRuleTests(PostgresServer server)
{
    const string Day1 = "2026-01-01";

    [Fact]
    public async Task Two_persons_with_one_id_are_told_of_the_one_whom_the_reference_does_not_bear_out()
    {
        await using var flow = await Ready("id-shared");
        await flow.Run("dossiers", DossiersHeader
            + Dossier("H1", 1) + Dossier("H2", 1, name: "Lê Thị Mai", phone: "0912777001")
            + Dossier("H3", 2) + Dossier("H4", 2, name: "Trần Văn Nàm")
            + Dossier("H5", 3) + Dossier("H6", 3, name: "Lê Thị Mai"), Day1);

        Assert.Equal(["H2 id-shared open"], await flow.Ledger("dossiers"));
        Assert.Equal("Lê Thị Mai|Trần Văn Nam", await flow.One<string>(
            "select sector_value || '|' || reference_value from api_full.mismatch"));
        Assert.Equal("L••• T••• M•••", await flow.One<string>("select sector_value from api.mismatch"));
    }

    [Fact]
    public async Task A_row_without_a_phone_is_its_citizen_by_name_when_another_stands_under_the_id()
    {
        await using var flow = await Ready("id-shared");
        await flow.Run("dossiers", DossiersHeader
            + Dossier("H1", 1, phone: " ") + Dossier("H2", 1, name: "Lê Thị Mai", phone: "0912777001")
            + Dossier("H3", 2, phone: " ") + Dossier("H4", 2, name: "Lê Thị Mai")
            + Dossier("H5", 3, phone: " ", name: "Phạm Thị Hoa")
            + Dossier("H6", 3, name: "Lê Thị Mai", phone: "0912777001"), Day1);

        Assert.Equal(["H2 id-shared open"], await flow.Ledger("dossiers"));
        Assert.Equal("Lê Thị Mai|Trần Văn Nam", await flow.One<string>(
            "select sector_value || '|' || reference_value from api_full.mismatch"));
    }

    [Fact]
    public async Task Two_persons_with_an_id_that_nobody_has_are_both_told()
    {
        await using var flow = await Ready("id-shared");
        await flow.Run("dossiers", DossiersHeader
            + Dossier("H1", 777) + Dossier("H2", 777, name: "Lê Thị Mai", born: "01/02/1985"), Day1);

        Assert.Equal(
            ["H1 id-shared open", "H1 not-in-reference open", "H2 id-shared open", "H2 not-in-reference open"],
            await flow.Ledger("dossiers"));
    }

    [Fact]
    public async Task One_person_with_two_ids_is_told_of_the_id_that_the_reference_does_not_know()
    {
        await using var flow = await Ready("several-ids");
        await flow.Run("dossiers", DossiersHeader
            + Dossier("H1", 1, name: "TRẦN VĂN NAM") + Dossier("H2", 1, id: Id(777), phone: "0912777001")
            + Dossier("H3", 2, born: "06/07/1990") + Dossier("H4", 2, id: Id(778), born: "07/07/1990")
            + Dossier("H5", 3, born: "1990") + Dossier("H6", 3, id: Id(779), born: "1990"), Day1);

        Assert.Equal(
            ["H2 not-in-reference open", "H2 several-ids open", "H4 not-in-reference open",
                "H6 not-in-reference open"],
            await flow.Ledger("dossiers"));
    }

    [Fact]
    public async Task Two_citizens_of_one_name_and_birth_date_are_two_people_unless_they_share_a_phone()
    {
        await using var flow = await Ready("several-ids");
        await flow.Run("dossiers", DossiersHeader
            + Dossier("H1", 1) + Dossier("H2", 4) + Dossier("H3", 5, phone: "0912777001")
            + Dossier("H4", 7, phone: "0912777001"), Day1);

        Assert.Equal(["H3 several-ids open", "H4 several-ids open"], await flow.Ledger("dossiers"));
    }

    [Fact]
    public async Task A_phone_of_more_people_than_the_limit_is_told_of_all_of_them()
    {
        await using var flow = await Ready("phone-shared", "limits: { people-per-phone: 3, row-drop: 100% }");
        const string shared = "0912777001";
        await flow.Run("dossiers", DossiersHeader
            + string.Concat(Enumerable.Range(1, 4).Select(n => Dossier($"H{n}", n, phone: shared)))
            + string.Concat(Enumerable.Range(1, 5).Select(n => Dossier($"K{n}", 5, phone: "0912777002")))
            + string.Concat(Enumerable.Range(6, 3).Select(n => Dossier($"L{n}", n, phone: "0912777003"))), Day1);

        Assert.Equal(Enumerable.Range(1, 4).Select(n => $"H{n} phone-shared open"), await flow.Ledger("dossiers"));

        await flow.Run("dossiers", DossiersHeader
            + string.Concat(Enumerable.Range(1, 3).Select(n => Dossier($"H{n}", n, phone: shared))), "2026-01-02");
        Assert.Equal(
            ["H1 phone-shared resolved", "H2 phone-shared resolved", "H3 phone-shared resolved",
                "H4 phone-shared vanished"],
            await flow.Ledger("dossiers"));
    }

    [Fact]
    public async Task A_phone_that_no_other_sector_has_is_told_where_the_reference_has_none()
    {
        await using var flow = await Flow.Start(server, Register, Dossiers("phone-disagrees"), Clinic());
        await flow.Run("population", PopulationHeader + Citizen(1, phone: "") + Citizen(2) + Citizen(3, phone: "")
            + Citizen(4, phone: ""), Day1);
        await flow.Run("clinic", ClinicHeader + string.Concat(Enumerable.Range(1, 4).Select(
            n => ClinicVisit($"K{n}", n, "0912777001"))), Day1);
        await flow.Run("dossiers", DossiersHeader + Dossier("H1", 1) + Dossier("H2", 2)
            + Dossier("H3", 3, phone: "0912777001") + Dossier("H4", 4, phone: " "), Day1);

        Assert.Equal(["H1 phone-disagrees open"], await flow.Ledger("dossiers"));
    }

    [Fact]
    public async Task A_registered_death_is_told_in_a_feed_that_was_published_before_it()
    {
        await using var flow = await Flow.Start(
            server, Population, Dossiers("deceased-registered", "compare: [alive]"), Deaths);
        await flow.Run("population", PopulationHeader + Citizen(1) + Citizen(2, status: "dead") + Citizen(3), Day1);
        await flow.Run("dossiers", DossiersHeader + Dossier("H1", 1) + Dossier("H2", 2) + Dossier("H3", 3), Day1);
        Assert.Equal(["H2 deceased-active open"], await flow.Ledger("dossiers"));

        var deaths = await flow.Run("deaths", DeathsHeader + $"T1,{Id(1)},x y,registered\n"
            + $"T2,{Id(2)},x y,registered\nT3,{Id(3)},x y,cancelled\n", Day1);
        Assert.Equal(["H1 deceased-registered open", "H2 deceased-active open"], await flow.Ledger("dossiers"));
        var across = Assert.Single(deaths.Across);
        Assert.Equal(("dossiers", "published"), (across.Feed, across.State));
        Assert.Equal(
            new MismatchMovement("deceased-registered", 1, 0, 0, 0, 1),
            across.Mismatches.Single(m => m.Kind == "deceased-registered"));

        await flow.Run("deaths", DeathsHeader + $"T1,{Id(1)},x y,cancelled\n", "2026-01-02");
        Assert.Equal(["H1 deceased-registered resolved", "H2 deceased-active open"], await flow.Ledger("dossiers"));
    }

    [Fact]
    public async Task Unit_codes_are_held_against_the_lists_of_the_day()
    {
        await using var flow = await Ready("unit-unknown, unit-dissolved");
        var rows = DossiersHeader + Dossier("H1", 1, unit: "21025") + Dossier("H2", 2, unit: "20999")
            + Dossier("H3", 3, unit: "11111") + Dossier("H4", 4, unit: " ");
        await flow.Do("delete from core.unit");
        await flow.Run("dossiers", rows, Day1);
        Assert.Empty(await flow.Ledger("dossiers"));

        await flow.Do(
            """
            insert into core.unit (map, code, level, name, valid_from, valid_to) values
              ('2023-04', '21025', 'commune', 'A', '2023-04-10', '2025-06-30'),
              ('2025-07', '21025', 'commune', 'A', '2025-07-01', null),
              ('2023-04', '20999', 'commune', 'B', '2023-04-10', '2025-06-30')
            """);
        await flow.Run("dossiers", rows, "2026-01-02");
        Assert.Equal(["H2 unit-dissolved open", "H3 unit-unknown open"], await flow.Ledger("dossiers"));
    }

    [Fact]
    public async Task A_unit_is_dissolved_from_the_day_after_its_last_one_until_its_code_is_used_again()
    {
        await using var flow = await Ready("unit-unknown, unit-dissolved");
        await flow.Do(
            """
            delete from core.unit;
            insert into core.unit (map, code, level, name, valid_from, valid_to) values
              ('2023-04', '21025', 'commune', 'A', '2023-04-10', '2026-01-02'),
              ('2023-04', '20999', 'commune', 'B', '2023-04-10', '2024-12-31'),
              ('2025-07', '20999', 'commune', 'B', '2026-01-03', null)
            """);
        var rows = DossiersHeader + Dossier("H1", 1, unit: "21025") + Dossier("H2", 2, unit: "20999");
        await flow.Run("dossiers", rows, "2026-01-02");
        Assert.Equal(["H2 unit-dissolved open"], await flow.Ledger("dossiers"));

        await flow.Run("dossiers", rows + Dossier("H3", 3, unit: "21025"), "2026-01-03");
        Assert.Equal(["H1 unit-dissolved open", "H2 unit-dissolved resolved", "H3 unit-dissolved open"],
            await flow.Ledger("dossiers"));
    }

    [Fact]
    public void A_contract_may_ask_for_every_rule_by_its_code() => Assert.Equal(
        ["deceased-registered", "id-shared", "id-structure", "minor-benefit", "phone-disagrees", "phone-shared",
            "several-ids", "unit-dissolved", "unit-unknown"],
        MismatchRules.OnRequest);

    async Task<Flow> Ready(string check, string end = "")
    {
        var contract = Dossiers(check, end);
        if (end.StartsWith("limits", StringComparison.Ordinal))
        {
            contract = Dossiers(check).Replace(
                "limits: { refused-share: 60%, row-drop: 90%, mismatch-share: 100% }", end, StringComparison.Ordinal);
        }

        var flow = await Flow.Start(server, Population, contract);
        await flow.Run("population", Citizens(8), Day1);
        return flow;
    }
}
