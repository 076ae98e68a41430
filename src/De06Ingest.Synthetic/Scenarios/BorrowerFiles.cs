using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Borrowers of the policy bank.</summary>
static class BorrowerFiles
{
    /// <param name="people">The scenario's people.</param>
    /// <param name="verified">Heads of poor households and of people with merit who were verified: one loan
    /// each.</param>
    /// <param name="millions">What these owe together.</param>
    /// <param name="others">Borrowers of other programmes, or not verified yet.</param>
    public static ScenarioFile File(ScenarioPeople people, int[] verified, int millions, int[] others)
    {
        return ScenarioFile.Of("policy-bank-borrowers", Rows());

        IEnumerable<string[]> Rows()
        {
            var owed = Split.Evenly(millions, verified.Length, people.ChanceOf("loans"));
            for (var n = 0; n < verified.Length; n++)
            {
                var chance = people.ChanceOf("policy-bank-borrowers", verified[n]);
                var programme = chance.PerMille(850) ? "Hộ nghèo" : "Người có công";
                yield return Row(people, verified[n], programme, owed[n], "Có", ref chance);
            }

            foreach (var i in others)
            {
                var chance = people.ChanceOf("policy-bank-borrowers", i);
                var poor = chance.PerMille(300);
                var programme = poor ? "Hộ nghèo" : chance.Pick(["Hộ cận nghèo", "GQVL", "HSSV", "NS&VSMT"]);
                yield return Row(people, i, programme, chance.Between(10, 90), poor ? "Không" : "Có", ref chance);
            }
        }
    }

    static string[] Row(
        ScenarioPeople people, int i, string programme, long millions, string verified, ref Chance chance)
    {
        var lent = new Span(people.AsOf.AddYears(-3), people.AsOf.AddDays(-10)).Pick(ref chance);
        return
        [
            $"{chance.Between(1, 60)}",
            $"{people.Plan.Province}{i:D8}",
            Dress.Name(people[i].Name, ref chance),
            Dress.Id(people[i].Id, 600, ref chance),
            people[i].Legacy == 0 ? "" : people[i].Legacy.ToString("D9"),
            chance.PerMille(400) ? $"{people[i].Birth.Year}" : people.Birth(i, ref chance),
            programme,
            HealthFiles.Household(people, people[i].Head),
            $"{millions}000000",
            CitizenRow.Day(lent),
            CitizenRow.Day(lent.AddYears(5)),
            $"Tổ {chance.Between(1, 9)}",
            chance.Pick(["HND", "HPN", "CCB", "DTN"]),
            verified,
            Hamlets.Name(people.Home(i), people[i].Hamlet),
            people.Home(i).Code,
        ];
    }
}
