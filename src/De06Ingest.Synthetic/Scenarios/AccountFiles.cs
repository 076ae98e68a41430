using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Electronic identification accounts of a scenario.</summary>
/// <param name="people">The scenario's people.</param>
/// <param name="level2">Who has an account of level 2 collected, in order.</param>
/// <param name="activated">Which of these are activated.</param>
/// <param name="lately">Which of these were collected in the article's period.</param>
/// <param name="period">The article's period; accounts are of March 2022 and later.</param>
sealed class AccountFiles(
    ScenarioPeople people, int[] level2, HashSet<int> activated, HashSet<int> lately, Span period)
{
    static readonly string[] Reasons = ["Đi làm ăn xa", "Đi làm ăn xa", "Sai số điện thoại", "Khác"];

    /// <param name="level1">Accounts of level 1 besides, which are in use from the day on which they were
    /// approved.</param>
    /// <param name="since">When these were approved.</param>
    public ScenarioFile File(int[] level1, Span since) => ScenarioFile.Of(
        "eid-accounts", level2.Select(Collected).Concat(level1.Select(i => Plain(i, since))));

    string[] Collected(int i)
    {
        var chance = people.ChanceOf("eid-accounts", i);
        var card = DateOnly.FromDayNumber(people[i].CardIssued);
        var began = new DateOnly(2022, 3, 1);
        var before = new Span(card > began ? card : began, period.From.AddDays(-1));
        var now = new Span(card > period.From ? card : period.From, period.To);
        var collected = (lately.Contains(i) || card >= period.From ? now : before).Pick(ref chance);
        var approved = Past(collected.AddDays(chance.Between(3, 20)));
        var active = activated.Contains(i);
        return Row(i, ref chance, "2", CitizenRow.Day(collected), CitizenRow.Day(approved),
            active ? CitizenRow.Day(Past(approved.AddDays(chance.Between(0, 60)))) : "");
    }

    string[] Plain(int i, Span since)
    {
        var chance = people.ChanceOf("eid-accounts", i);
        var approved = since.Pick(ref chance);
        return Row(i, ref chance, "1", "", CitizenRow.Day(approved), CitizenRow.Day(approved));
    }

    string[] Row(int i, ref Chance chance, string level, string collected, string approved, string activatedOn)
    {
        var active = activatedOn.Length > 0;
        return
        [
            people.Id(i),
            Dress.Name(people[i].Name, ref chance),
            people.Birth(i, ref chance),
            people[i].Male ? "Nam" : "Nữ",
            people[i].Phone == 0 ? "" : Dress.Phone(people[i].Phone, ref chance),
            level,
            collected,
            approved,
            activatedOn,
            active ? "Đã kích hoạt" : "Chưa kích hoạt",
            active ? "" : people[i].Phone == 0 ? "Chưa có điện thoại" : chance.Pick(Reasons),
            people.Home(i).Code,
        ];
    }

    DateOnly Past(DateOnly day) => day < period.To ? day : period.To;
}
