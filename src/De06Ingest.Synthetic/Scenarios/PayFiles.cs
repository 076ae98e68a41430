using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Monthly pay lists of the social insurance and of social protection.</summary>
static class PayFiles
{
    static readonly string[] Benefits =
        ["Hưu trí", "Hưu trí", "Hưu trí", "Hưu trí", "Tuất", "Mất sức lao động", "TNLĐ-BNN"];

    /// <summary>The pay lists of the months of one half-year. Who has changed to an account stays with it.</summary>
    /// <param name="people">The scenario's people.</param>
    /// <param name="paid">Who is paid.</param>
    /// <param name="months">Month, and how many are paid through an account.</param>
    public static IEnumerable<ScenarioFile> Pensions(
        ScenarioPeople people, int[] paid, IEnumerable<(string Month, int ThroughAccount)> months)
    {
        var order = paid.ToArray();
        people.ChanceOf("pension order").Shuffle(order);
        var rank = order.Select((citizen, at) => (citizen, at)).ToDictionary(p => p.citizen, p => p.at);
        foreach (var (month, through) in months)
        {
            yield return ScenarioFile.Of(
                "pension-payments", paid.Select((i, line) => Pension(people, i, line, rank[i] < through)), month);
        }
    }

    static string[] Pension(ScenarioPeople people, int i, int line, bool account)
    {
        var chance = people.ChanceOf("pension-payments", i);
        var method = !account ? "TM" : chance.PerMille(60) ? "UQ" : "TK";
        return
        [
            $"{line + 1}",
            $"{people.Plan.Province}-{i:D7}",
            Dress.Name(people[i].Name, ref chance),
            chance.PerMille(600) ? $"{people[i].Birth.Year}" : people.Birth(i, ref chance),
            people.Id(i),
            chance.Pick(Benefits),
            Dress.Money(1_800_000L + (chance.Next(60_000) * 100L), ref chance),
            method,
            method == "TM" ? "" : $"560{i:D9}",
            people.Home(i).Code,
            "",
        ];
    }

    /// <summary>One month of social protection.</summary>
    /// <param name="people">The scenario's people.</param>
    /// <param name="month">yyyy-MM.</param>
    /// <param name="beneficiaries">Everybody on the list.</param>
    /// <param name="accounts">How many have an account.</param>
    /// <param name="through">How many of these are paid through it.</param>
    public static ScenarioFile SocialProtection(
        ScenarioPeople people, string month, int[] beneficiaries, int accounts, int through)
    {
        return ScenarioFile.Of("social-protection-payments", Rows(), month);

        IEnumerable<string[]> Rows()
        {
            // The same chances in every month, so that hardly anybody loses an account again.
            var account = people.Quota("aid account", accounts, beneficiaries.Length);
            var paid = people.Quota("aid paid", through, accounts);
            foreach (var i in beneficiaries)
            {
                var hasAccount = account.Next();
                yield return Aid(people, i, month, hasAccount, hasAccount && paid.Next());
            }
        }
    }

    static string[] Aid(ScenarioPeople people, int i, string month, bool hasAccount, bool through)
    {
        var chance = people.ChanceOf("social-protection-payments", i);
        var method = !through ? "TM" : chance.PerMille(80) ? "UQ" : "TK";
        var age = people.AsOf.Year - people[i].Birth.Year;
        return
        [
            $"BT{people.Plan.Province}{i:D7}",
            Dress.Name(people[i].Name, ref chance),
            people.Id(i),
            age >= 75 ? "NCT" : age < 16 ? "TE" : chance.Pick(["NKT", "K"]),
            chance.Pick(["360.000", "540.000", "720.000", "900000"]),
            hasAccount ? "Y" : "N",
            method,
            method == "TM" ? "" : $"970{i:D9}",
            $"05/{month[5..]}/{month[..4]}",
            "Đã chi",
            people.Home(i).Code,
        ];
    }

    /// <summary>The register of social protection behind those lists.</summary>
    public static ScenarioFile ProtectionRegister(ScenarioPeople people, int[] beneficiaries, int accounts, int through)
    {
        return ScenarioFile.Of("social-protection", Rows());

        IEnumerable<string[]> Rows()
        {
            var account = people.Quota("aid account", accounts, beneficiaries.Length);
            var paid = people.Quota("aid paid", through, accounts);
            var line = 0;
            foreach (var i in beneficiaries)
            {
                var hasAccount = account.Next();
                yield return Protected(people, i, ++line, hasAccount, hasAccount && paid.Next());
            }
        }
    }

    static string[] Protected(ScenarioPeople people, int i, int line, bool hasAccount, bool through)
    {
        var pay = people.ChanceOf("social-protection-payments", i);
        var name = Dress.Name(people[i].Name, ref pay);
        var authorised = through && pay.PerMille(80);
        var chance = people.ChanceOf("social-protection", i);
        var age = people.AsOf.Year - people[i].Birth.Year;
        return
        [
            $"{line}",
            $"BT{people.Plan.Province}{i:D7}",
            name,
            people.Birth(i, ref chance),
            people[i].Male ? "Nam" : "Nữ",
            people.Id(i),
            PersonNames.Title(people[i].Ethnic),
            age >= 80 ? "5b" : age >= 75 ? "5a" : chance.Pick(["6", "1", "4", "3", "5c"]),
            chance.Pick(["1,0", "1,5", "2,0", "2,5"]),
            chance.Pick(["360.000", "540.000", "720.000", "900000"]),
            $"{chance.Between(10, 12)}/{chance.Between(2015, 2022)}",
            hasAccount ? "Có" : "Không",
            !through ? "TM" : authorised ? "UQ" : "TK",
            !through ? "" : authorised ? people[people[i].Head].Name : people[i].Name,
            Hamlets.Name(people.Home(i), people[i].Hamlet),
            people.Home(i).Code,
        ];
    }
}
