using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Quảng Ngãi, six months of 2023: which of the 25 services people use online, and what the youth teams
/// counted.</summary>
sealed class QuangNgai2023H1() : Scenario("quang-ngai-2023-h1", "51", new DateOnly(2023, 6, 30), 1_250_000)
{
    const string BaTo = "535";

    /// <summary>By number in the catalogue: dossiers of the half-year, and per mille online. 23 have some online, of
    /// them 8 is not among the 22; 16 of the 22 are above half, 4 of these wholly online; 24 and 25 have
    /// none.</summary>
    static readonly (int Number, int All, int Online)[] Loads =
    [
        (1, 2_900, 1_000), (2, 14_000, 610), (3, 9_200, 720), (4, 6_100, 690), (5, 3_300, 1_000), (6, 21_000, 1_000),
        (7, 8_400, 560), (8, 700, 310), (9, 260, 1_000), (10, 5_200, 640), (11, 9_800, 660), (12, 4_100, 570),
        (13, 3_700, 280), (14, 1_900, 740), (15, 900, 680), (16, 12_500, 980), (17, 15_000, 140), (18, 2_600, 230),
        (19, 1_100, 965), (20, 3_100, 190), (21, 4_800, 620), (22, 5_600, 420), (23, 2_200, 330),
    ];

    // The police of Ba Tơ: cards, permanent and temporary residence, short stays, vehicles.
    static readonly (int Number, Share Online)[] OfBaTo =
        [(2, new(97, 105)), (3, new(90, 96)), (4, new(38, 42)), (6, new(380, 380)), (7, new(62, 70))];

    // Trên 96 %.
    static readonly Share Exam = new(13_340, 13_860);

    static readonly Span Half = new(new DateOnly(2023, 1, 1), new DateOnly(2023, 6, 30));

    public override IEnumerable<ScenarioFile> Files(ScenarioPeople people)
    {
        var holders = people.From14.Where(i => people.Birthday(i, 15) <= AsOf).ToArray();
        PeopleFiles.GiveCards(people, holders, [], Half);
        return
        [
            PeopleFiles.Register(people), Registers.Catalogue(Agency), .. OfServices(people), ExamFile(people),
            .. YouthFiles.All(people),
        ];
    }

    IEnumerable<ScenarioFile> OfServices(ScenarioPeople people)
    {
        var rows = new DossierRows(people);
        var months = Enumerable.Range(1, 6).Select(month => (Month: month, Batch: Batch(people, month))).ToList();
        var baTo = Districts.Of(Province, BaTo);
        var ofBaTo = new Dossiers(people, "Ba Tơ", Half)
        {
            Services = [.. OfBaTo.Select(s => new ServiceLoad(Service(s.Number), s.Online.All, s.Online.Part))],
            Applicants = [.. people.Adults.Where(i => baTo.Contains(people.Home(i).Code))],
            FirstSerial = 9_000_000,
        };
        yield return rows.OneStop(months.SelectMany(m => m.Batch.OneStop.Rows()));
        yield return rows.Police(months.SelectMany(m => m.Batch.Police.Rows()).Concat(ofBaTo.Rows()));
    }

    /// <summary>One month: each service has a sixth of its dossiers, and of those that are not wholly online a share
    /// that grows from month to month.</summary>
    (Dossiers OneStop, Dossiers Police) Batch(ScenarioPeople people, int month)
    {
        var baTo = Districts.Of(Province, BaTo);
        var loads = Loads.Select(s => Load(people, s, month)).ToList();
        var period = Span.Month(2023, month);
        var oneStop = new Dossiers(people, $"one-stop {month}", period)
        {
            Services = [.. loads.Where(l => !l.Service.IsPolice)],
            FirstSerial = month * 1_000_000,
        };
        var police = new Dossiers(people, $"police {month}", period)
        {
            Services = [.. loads.Where(l => l.Service.IsPolice)],
            Applicants = [.. people.Adults.Where(i => !baTo.Contains(people.Home(i).Code))],
            FirstSerial = month * 1_000_000,
        };
        return (oneStop, police);
    }

    ServiceLoad Load(ScenarioPeople people, (int Number, int All, int Online) service, int month)
    {
        // Not below 50 a month, so that a service that is not wholly online never looks so.
        var all = Math.Max(50, people.Size(service.All / 6));
        var growth = service.Online >= 960 ? 0 : (2 * month) - 7;
        return new ServiceLoad(
            Service(service.Number), all, (int)((long)all * (service.Online + (8 * growth)) / 1_000));
    }

    ScenarioProcedure Service(int number) => ScenarioProcedure.Of(EssentialServices.All[number - 1], Agency);

    static ScenarioFile ExamFile(ScenarioPeople people)
    {
        var size = Exam.In(people);
        var young = people.Living.Where(i => people.AsOf.Year - people[i].Birth.Year is 17 or 18).ToArray();
        var candidates = people.Draw("candidates", size.All, young);
        var online = people.Quota("exam online", size.Part, size.All);
        return ScenarioFile.Of("exam-candidates", candidates.Select((i, n) => Candidate(people, i, n, online.Next())));
    }

    static string[] Candidate(ScenarioPeople people, int i, int n, bool online)
    {
        var chance = people.ChanceOf("exam-candidates", i);
        return Cells.Of("exam-candidates",
            ("Số báo danh", $"35{n:D6}"), ("Số CCCD", people.Id(i)),
            ("Họ và tên", Dress.Name(people[i].Name, ref chance)), ("Ngày sinh", people.Birth(i, ref chance)),
            ("Nữ (X)", people[i].Male ? "0" : "X"), ("Mã xã", people.Home(i).Code),
            ("Trường", $"Trường THPT {people.Home(i).Name}"), ("Kỳ thi", "THPT-2023"),
            ("Hình thức đăng ký", online ? "Trực tuyến" : "Trực tiếp"),
            ("Ngày đăng ký", $"{chance.Between(26, 30)}/04/2023"),
            ("Đăng ký xét tuyển", chance.PerMille(700) ? "Có" : "Không"));
    }
}
