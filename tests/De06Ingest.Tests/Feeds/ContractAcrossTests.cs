using De06Ingest.Feeds;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Feeds;

/// <summary>The words about rules on request, rules across the set and suggestions.</summary>
public sealed class ContractAcrossTests
{
    [Fact]
    public void Reads_every_word()
    {
        var contract = FeedCatalog.Parse("x.yaml", AcrossContracts.Dossiers("id-shared, minor-benefit", """
            extra:
              paid: { from: [paid], type: date }
              told: { from: [told], type: timestamp }
              type: { from: [type], type: code, codes: { A: adult } }
            adults-only-when: { type: [adult] }
            paid-on: paid
            dead-when: always
            witness: { phone: told, name: unknown }
            suggest: [phone]
            one-account-per-phone: true
            """));

        Assert.Equal(["id-shared", "minor-benefit"], contract.Check);
        Assert.Equal(["adult"], contract.AdultsOnlyWhen!.Codes);
        Assert.Equal("paid", contract.PaidOn);
        Assert.Equal(new DeathRows(null), contract.DeadWhen);
        Assert.Equal([("phone", "told"), ("name", null)], contract.Witness.Select(w => (w.Key, w.Value)));
        Assert.Equal(["phone"], contract.Suggest);
        Assert.True(contract.OneAccountPerPhone);
        Assert.Equal(5, contract.Limits.PeoplePerPhone);
    }

    [Theory]
    [InlineData("check: [id-sharde]", "'check' does not know 'id-sharde'", "id-shared")]
    [InlineData("check: [minor-benefit]", "asks for 'minor-benefit', which needs 'paid-on'", "")]
    [InlineData("suggest: [age]", "'suggest' does not know 'age'", "")]
    [InlineData("witness: [phone]", "'witness' must be a mapping", "unknown")]
    [InlineData("witness: { age: unknown }", "'witness' does not know 'age'", "")]
    [InlineData("witness: { phone: name }", "needs a column of type date or timestamp", "'name'")]
    [InlineData("paid-on: nonesuch", "'paid-on' names the column 'nonesuch'", "")]
    [InlineData("dead-when: { nonesuch: [x] }", "'dead-when' names the column 'nonesuch'", "")]
    public void Names_what_is_wrong_with_its_line(string line, string problem, string hint)
    {
        var yaml = AcrossContracts.Dossiers("", line).Replace("check: []\n", "", StringComparison.Ordinal);
        var problems = Assert.Throws<AggregateException>(() => FeedCatalog.Parse("x.yaml", yaml));
        var wrong = Assert.Single(problems.Flatten().InnerExceptions.OfType<ContractException>());

        Assert.Contains(problem, wrong.Problem.ToString(), StringComparison.Ordinal);
        Assert.Contains(hint, wrong.Problem.ToString(), StringComparison.Ordinal);
        Assert.True(wrong.Line > 10, $"{wrong.Line}");
    }

    static string Hash(string check, string end = "") =>
        FeedCatalog.Parse("x.yaml", AcrossContracts.Dossiers(check, end)).Hash;

    [Fact]
    public void Only_rules_of_the_pass_make_rows_be_read_anew()
    {
        var silent = Hash("");

        Assert.Equal(silent, Hash("id-shared", "suggest: [name]"));
        Assert.NotEqual(silent, Hash("id-structure"));
    }
}
