using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>The two linked procedures, a row per step, so many working days from the first step to the last.</summary>
static class LinkedFiles
{
    static readonly LinkedStep[] Birth =
    [
        new("KS", "Đăng ký khai sinh", "Tư pháp - Hộ tịch cấp xã", 1, 5),
        new("TT", "Đăng ký thường trú", "Công an cấp xã", 2, 7),
        new("BHYT", "Cấp thẻ BHYT trẻ em dưới 6 tuổi", "Bảo hiểm xã hội", 1, 9),
    ];

    static readonly LinkedStep[] Death =
    [
        new("KT", "Đăng ký khai tử", "Tư pháp - Hộ tịch cấp xã", 1, 3),
        new("XTT", "Xóa đăng ký thường trú", "Công an cấp xã", 1, 8),
        new("MTP", "Trợ cấp mai táng phí", "Phòng LĐ-TB&XH", 2, 10),
    ];

    /// <summary>Children born of late, and the dead, but those of one place.</summary>
    public static (int[] Born, int[] Dead) Concerned(ScenarioPeople people, string except)
    {
        var all = Enumerable.Range(0, people.Population.Registered);
        var there = all.Where(i => people.Home(i).Code != except).ToList();
        return (
            [.. there.Where(i => people[i].Status == LifeStatus.Alive && people[i].Birth.Year >= people.AsOf.Year - 5)],
            [.. there.Where(i => people[i].Status == LifeStatus.Dead)]);
    }

    public static ScenarioFile Births(ScenarioPeople people, int[] of, int days, Span period) =>
        File("linked-birth-steps", "LTKS", Birth, people, of, days, period);

    public static ScenarioFile Deaths(ScenarioPeople people, int[] of, int days, Span period) =>
        File("linked-death-steps", "LTKT", Death, people, of, days, period);

    /// <param name="feed">Feed.</param>
    /// <param name="prefix">Of the dossier's number.</param>
    /// <param name="steps">The procedure.</param>
    /// <param name="people">The scenario's people.</param>
    /// <param name="of">Whom the dossiers are about: an even number, so that the mean comes out.</param>
    /// <param name="days">Mean of the working days; half of the dossiers take less, and as many take more.</param>
    /// <param name="period">In which they are begun and done.</param>
    static ScenarioFile File(
        string feed, string prefix, LinkedStep[] steps, ScenarioPeople people, int[] of, int days, Span period)
    {
        return ScenarioFile.Of(feed, Rows());

        IEnumerable<string[]> Rows()
        {
            var less = people.Deal(feed, (-2, of.Length / 8), (-1, of.Length / 8), (1, of.Length / 8),
                (2, of.Length / 8), (0, of.Length - (4 * (of.Length / 8))));
            foreach (var i in of)
            {
                foreach (var row in Steps(prefix, steps, people, i, days + less.Next(), period))
                {
                    yield return row;
                }
            }
        }
    }

    static IEnumerable<string[]> Steps(
        string prefix, LinkedStep[] steps, ScenarioPeople people, int i, int days, Span period)
    {
        var chance = people.ChanceOf(prefix, i);
        var begun = WorkingDays.After(
            new Span(period.From, period.To.AddDays(-16)).Pick(ref chance).ToDateTime(new TimeOnly(8, 0)),
            0, chance.Between(0, 300));
        var middle = chance.Next(days + 1);
        int[] doneAfter = [chance.Next(middle + 1), middle, days];
        var received = begun;
        for (var s = 0; s < steps.Length; s++)
        {
            var done = After(begun, doneAfter[s], 30 + (100 * s));
            yield return
            [
                $"{prefix}.{people.Plan.Agency}.{i:D8}",
                steps[s].Code,
                steps[s].Name,
                steps[s].Agency,
                people.Id(i),
                people[i].Name,
                people.Birth(i, ref chance),
                people[i].Male ? "1" : "2",
                people.Home(i).Code,
                "0",
                Time(received),
                Day(DateOnly.FromDateTime(received).AddDays(steps[s].Days + 3)),
                Time(done),
                $"{WorkingDays.Between(received, done)}",
                $"{steps[s].Statutory}",
                "4",
            ];
            received = done.AddMinutes(5);
        }
    }

    // So many working days after the first day, at a time that keeps the order of the steps.
    static DateTime After(DateTime begun, int days, int minutes) =>
        WorkingDays.After(begun.Date.AddHours(14), days, minutes);
}
