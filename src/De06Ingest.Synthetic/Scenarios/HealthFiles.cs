using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Health-insurance visits, and the electronic health record.</summary>
static class HealthFiles
{
    /// <summary>The visits of some months, one file a month.</summary>
    /// <param name="people">The scenario's people.</param>
    /// <param name="months">First days of the months.</param>
    /// <param name="byCard">Visits looked up by identity card and found, of all visits.</param>
    /// <param name="hospitals">How many the province has.</param>
    public static IEnumerable<ScenarioFile> Visits(
        ScenarioPeople people, IReadOnlyList<DateOnly> months, Share byCard, int hospitals)
    {
        var size = byCard.In(people);
        var visits = Split.Evenly(size.All, months.Count, people.ChanceOf($"visits {months[0]:yyyy}"));
        var cards = Split.Along(size.Part, visits);
        for (var m = 0; m < months.Count; m++)
        {
            var month = months[m];
            var (all, card) = ((int)visits[m], (int)cards[m]);
            yield return ScenarioFile.Of(
                "health-visits", Visits(people, month, all, card, hospitals), $"{month:yyyy-MM}");
        }
    }

    static IEnumerable<string[]> Visits(ScenarioPeople people, DateOnly month, int all, int byCard, int hospitals)
    {
        var what = $"visits {month:yyyy-MM}";
        var card = people.Quota(what, byCard, all);
        for (var n = 0; n < all; n++)
        {
            var chance = people.ChanceOf(what, n);
            var lookedUp = card.Next() ? "1" : chance.Pick(["2", "3", "3"]);
            yield return Visit(people, month, n, lookedUp, hospitals, ref chance);
        }
    }

    static string[] Visit(
        ScenarioPeople people, DateOnly month, int n, string lookedUp, int hospitals, ref Chance chance)
    {
        var citizen = ScenarioPeople.Turn(people.Living, n + (month.DayNumber * 1_009L));
        var day = month.AddDays(chance.Next(DateTime.DaysInMonth(month.Year, month.Month)));
        var birth = people[citizen].Birth;
        return
        [
            $"LK{people.Plan.Province}{month:yyMM}{n:D7}",
            $"BN{citizen:D8}",
            Dress.Name(people[citizen].Name, ref chance),
            people.Id(citizen),
            $"{birth.Year:D4}{birth.Month:D2}{birth.Day:D2}0000",
            people[citizen].Male ? "1" : "2",
            "01",
            people.Home(citizen).Code,
            $"GD4{people.Plan.Province}{people.Plan.Province}{20_000_000 + citizen:D8}",
            Registers.Facility(people, chance.Next(hospitals)),
            $"{day:yyyyMMdd}{chance.Between(7, 16):D2}{chance.Next(60):D2}",
            lookedUp,
            "1",
            "J00",
            "150000",
        ];
    }

    /// <summary>Persons of the electronic health record, among them some whom the register does not have.</summary>
    /// <param name="people">The scenario's people.</param>
    /// <param name="of">Whose records.</param>
    /// <param name="visits">Visits in all records together.</param>
    /// <param name="linked">Records that VNeID shows.</param>
    public static ScenarioFile Records(ScenarioPeople people, int[] of, int visits, int linked)
    {
        return ScenarioFile.Of("health-records", Rows());

        IEnumerable<string[]> Rows()
        {
            var each = Split.Evenly(visits, of.Length, people.ChanceOf("record visits"));
            var isLinked = people.Quota("record linked", linked, of.Length);
            for (var n = 0; n < of.Length; n++)
            {
                yield return Record(people, of[n], each[n], isLinked.Next());
            }
        }
    }

    static string[] Record(ScenarioPeople people, int i, long visits, bool linked)
    {
        var chance = people.ChanceOf("health-records", i);
        ref readonly var citizen = ref people[i];
        return
        [
            $"HSSK{people.Plan.Province}{i:D8}",
            Household(people, citizen.Head),
            people.Id(i),
            Dress.Name(citizen.Name, ref chance),
            $"{citizen.Birth.Year:D4}{citizen.Birth.Month:D2}{citizen.Birth.Day:D2}",
            citizen.Male ? "1" : "2",
            people.Home(i).Code,
            $"{visits}",
            linked ? "1" : "0",
            $"{Made(people, ref chance):yyyy-MM-dd}",
            chance.Pick(["O", "A", "B", "AB"]),
            "không",
            "HD",
        ];
    }

    /// <summary>Households of the electronic health record, by their heads.</summary>
    public static ScenarioFile Households(ScenarioPeople people, int[] heads) =>
        ScenarioFile.Of("health-households", heads.Select(head => HouseholdRow(people, head)));

    static string[] HouseholdRow(ScenarioPeople people, int head)
    {
        var chance = people.ChanceOf("health-households", head);
        var members = 1;
        while (head + members < people.Population.Registered && people[head + members].Head == head)
        {
            members++;
        }

        return
        [
            Household(people, head),
            people.Home(head).Code,
            $"{members}",
            $"{chance.Between(1, members)}",
            $"{Made(people, ref chance):yyyy-MM-dd}",
        ];
    }

    public static string Household(ScenarioPeople people, int head) => $"HGD{people.Plan.Province}{head:D8}";

    static DateOnly Made(ScenarioPeople people, ref Chance chance) =>
        new Span(people.AsOf.AddYears(-2), people.AsOf).Pick(ref chance);
}
