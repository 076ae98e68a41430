using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.AcrossContracts;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Mismatches.Rules;

/// <summary>Pair rules that a contract asks for under <c>check</c>.</summary>
public sealed class RulesOnRequestTests(PostgresServer server)
{
    const string Day1 = "2026-01-01";

    [Theory]
    [InlineData("Nam", "05/07/1990", "")]
    [InlineData("Nam", "1990", "")]
    [InlineData("Nữ", "05/07/1990", "female 1990 / male 1990")]
    [InlineData("Nam", "05/07/1991", "male 1991 / male 1990")]
    [InlineData("", "1985", "1985 / male 1990")]
    [InlineData("", "", "")]
    public async Task An_id_is_held_against_sex_and_birth_year_of_its_row(string sex, string born, string told)
    {
        await using var flow = await Flow.Start(server, Population, Dossiers("id-structure"));
        await flow.Run("population", Citizens(1), Day1);
        await flow.Run("dossiers", DossiersHeader + Dossier("H1", 777, sex: sex, born: born), Day1);

        var found = await flow.All<string>(
            "select sector_value || ' / ' || reference_value from core.mismatch where kind = 'id-structure'");
        Assert.Equal(told.Length == 0 ? [] : [told], found);
    }

    [Theory]
    [InlineData("", "H1 id-structure open,H2 id-structure open")]
    [InlineData("compare: [sex, birthDate]", "H1 birth-date-differs open,H2 sex-differs open")]
    public async Task What_the_comparison_with_the_citizen_says_is_not_said_twice(string compare, string ledger)
    {
        await using var flow = await Flow.Start(server, Population, Dossiers("id-structure", compare));
        await flow.Run("population", Citizens(2), Day1);
        await flow.Run("dossiers",
            DossiersHeader + Dossier("H1", 1, born: "05/07/1991") + Dossier("H2", 2, sex: "Nữ"), Day1);

        Assert.Equal(ledger.Split(','), await flow.Ledger("dossiers"));
    }

    [Theory]
    [InlineData("05/07/2008", "2026-06", true)]
    [InlineData("05/07/2008", "2026-07", false)]
    [InlineData("31/07/2008", "2026-07", false)]
    [InlineData("01/08/2008", "2026-07", true)]
    [InlineData("2008", "2026-07", false)]
    [InlineData("2009", "2026-07", true)]
    public async Task A_benefit_for_adults_is_told_while_nobody_born_then_is_one(string born, string month, bool told)
    {
        await using var flow = await Paid(born, "type: old-age", month);
        Assert.Equal(told ? ["S1 minor-benefit open"] : [], await flow.Ledger("pensions"));
    }

    [Fact]
    public async Task A_benefit_for_children_is_none_of_it()
    {
        await using var flow = await Paid("05/07/2015", "type: orphan", "2026-07");
        Assert.Empty(await flow.Ledger("pensions"));
    }

    [Fact]
    public async Task A_corrected_birth_date_in_the_reference_resolves_it()
    {
        await using var flow = await Paid("05/07/2015", "type: old-age", "2026-07");
        Assert.Equal(["S1 minor-benefit open"], await flow.Ledger("pensions"));
        Assert.Equal("2026 / 2015", await flow.One<string>(
            "select sector_value || ' / ' || reference_value from api.mismatch"));
        await flow.Run("population", PopulationHeader + Person("05/07/1951"), "2026-08-02");
        await flow.Recheck();

        Assert.Equal(["S1 minor-benefit resolved"], await flow.Ledger("pensions"));
    }

    async Task<Flow> Paid(string born, string type, string month)
    {
        var contract = Pensions.Replace("  amount:", """
              type: { from: [type], type: code, codes: { old-age: old-age, orphan: orphan } }
              amount:
            """.TrimEnd(), StringComparison.Ordinal)
            + "\ncheck: [minor-benefit]\nadults-only-when: { type: [old-age] }";
        var flow = await Flow.Start(server, Population, contract);
        await flow.Run("population", PopulationHeader + Person(born), Day1);
        await flow.Run("pensions",
            "book,id,name,unit,amount,type\n" + Pension("S1", 1).TrimEnd('\n') + $",{type["type: ".Length..]}\n",
            "2026-08-01", name: $"pay_{month}.csv");
        return flow;
    }

    static string Person(string born) => $"{Id(1)},Trần Văn Nam,{born},Nam,{Phone(1)},{Unit(1)},alive\n";
}
