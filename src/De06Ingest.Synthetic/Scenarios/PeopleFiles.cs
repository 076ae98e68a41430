using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>The register of a scenario.</summary>
static class PeopleFiles
{
    static readonly string[] Religions = ["Không", "Không", "Không", "Không", "Phật giáo", "Công giáo", "Tin lành"];

    /// <summary>Gives a card to these people and to nobody else, on a day from their fourteenth birthday on.</summary>
    /// <param name="people">The scenario's people.</param>
    /// <param name="holders">Who has a card, in order.</param>
    /// <param name="firstIn">Whose card was applied for in <paramref name="lately"/>; all others had theirs
    /// before.</param>
    /// <param name="lately">The period of the article.</param>
    public static void GiveCards(ScenarioPeople people, int[] holders, HashSet<int> firstIn, Span lately)
    {
        for (var i = 0; i < people.Population.People.Length; i++)
        {
            people.Population.People[i].CardIssued = 0;
        }

        // Chip cards began in January 2021.
        var began = new DateOnly(2021, 1, 4);
        foreach (var holder in holders)
        {
            var chance = people.ChanceOf("card", holder);
            var from = people.Birthday(holder, 14) is var day && day > began ? day : began;
            var now = firstIn.Contains(holder) || from >= lately.From;
            var span = now ? new Span(lately.Clamp(from), lately.To) : new Span(from, lately.From.AddDays(-1));
            people.Population.People[holder].CardIssued = span.Pick(ref chance).DayNumber;
        }
    }

    public static ScenarioFile Register(ScenarioPeople people) =>
        ScenarioFile.Of("population", Enumerable.Range(0, people.Population.Registered).Select(i => Row(people, i)));

    static string[] Row(ScenarioPeople people, int i)
    {
        var chance = people.ChanceOf("population", i);
        ref readonly var citizen = ref people[i];
        var place = people.Home(i);
        var hamlet = Hamlets.Name(place, citizen.Hamlet);
        return
        [
            $"{i + 1}",
            people.Id(i),
            citizen.Legacy == 0 ? "" : citizen.Legacy.ToString("D9"),
            chance.PerMille(100) ? citizen.Name.ToUpperInvariant() : citizen.Name,
            people.Birth(i, ref chance),
            citizen.Male ? "Nam" : "Nữ",
            PersonNames.Title(citizen.Ethnic),
            chance.Pick(Religions),
            $"{hamlet}, {place.Name}, tỉnh {people.Plan.Title}",
            hamlet,
            place.Code,
            people.Phone(i),
            people.Id(citizen.Head),
            citizen.CardIssued == 0 ? "" : Dress.Date(DateOnly.FromDayNumber(citizen.CardIssued)),
            citizen.Status switch
            {
                LifeStatus.Dead => "Đã chết",
                LifeStatus.Moved => "Chuyển đi",
                _ => "Thường trú",
            },
        ];
    }

    /// <summary>Card dossiers: first cards of <paramref name="first"/>, and renewals of others.</summary>
    public static ScenarioFile Cards(ScenarioPeople people, int[] first, int[] renewed, Span lately) =>
        ScenarioFile.Of("card-issuance",
            first.Select(i => CardRow(people, i, "Cấp mới", lately))
                .Concat(renewed.Select(i => CardRow(people, i, i % 3 == 0 ? "Cấp lại" : "Cấp đổi", lately))));

    static string[] CardRow(ScenarioPeople people, int i, string kind, Span lately)
    {
        var chance = people.ChanceOf("card-issuance", i);
        var collected = kind == "Cấp mới"
            ? DateOnly.FromDayNumber(people[i].CardIssued)
            : lately.Pick(ref chance);
        var approved = collected.AddDays(chance.Between(2, 6));
        var returned = approved.AddDays(chance.Between(1, 20));
        return
        [
            $"CC{people.Plan.Province}{i:D8}{(kind == "Cấp mới" ? "" : "L")}",
            people.Id(i),
            Dress.Name(people[i].Name, ref chance),
            people.Birth(i, ref chance),
            people[i].Male ? "Nam" : "Nữ",
            people.Home(i).Code,
            kind,
            chance.Pick(["Trực tiếp", "Trực tiếp", "Lưu động"]),
            CitizenRow.Day(collected),
            approved <= people.AsOf ? CitizenRow.Day(approved) : "",
            returned <= people.AsOf ? CitizenRow.Day(returned) : "",
            returned <= people.AsOf ? "Đã trả thẻ" : approved <= people.AsOf ? "Đã duyệt" : "Đã thu nhận",
            $"Công an {people.Home(i).Name}",
        ];
    }
}
