using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Quảng Ngãi, six months of 2024.</summary>
sealed class QuangNgai2024H1() : Scenario("quang-ngai-2024-h1", "51", new DateOnly(2024, 6, 30), 1_250_000)
{
    static readonly Span Half = new(new DateOnly(2024, 1, 1), new DateOnly(2024, 6, 30));

    // 73,14 % of the holders of a card, 88,23 % of the accounts; hơn 9,5 and hơn 131,5 nghìn of the half-year.
    static readonly IdentityPlan Plan = new(
        Cards: 960_000, NewCards: 9_546, Level2: 702_144, NewLevel2: 131_547, Activated: 619_502, Half);

    // 67,21 % of the cases, hơn 14,8 nghìn; 61 % is crossed with June's list, four months before it was due.
    const int Pensioners = 22_060;
    static readonly (string Month, int ThroughAccount)[] PensionMonths =
    [
        ("2024-01", 12_100), ("2024-02", 12_420), ("2024-03", 12_760), ("2024-04", 13_030), ("2024-05", 13_410),
        ("2024-06", 14_827),
    ];

    // 39,04 % have an account, hơn 45 nghìn; 99,83 % of these are paid through it.
    const int Aided = 115_600;
    static readonly (string Month, int Accounts, int Through)[] AidMonths =
        [("2024-05", 44_610, 44_380), ("2024-06", 45_130, 45_053)];

    // 25 services: 97,90 % online, 177,8 nghìn; part of them in the software of the police.
    static readonly Share Essential = new(177_826, 181_640);
    static readonly Share EssentialPolice = new(61_020, 61_640);
    static readonly Share Others = new(24_600, 60_000);

    // Of the dossiers that the one-stop software returned.
    static readonly Share Electronic = new(6_451, 10_000);
    static readonly Share Digitised = new(6_243, 10_000);

    // Hơn 4 tỷ and hơn 33,9 tỷ đồng.
    const long Fees = 4_046_250_000;
    const long LandDuties = 33_941_800_000;

    public override IEnumerable<ScenarioFile> Files(ScenarioPeople people) =>
        [.. Identities(people), .. Pay(people), .. Services(people), .. Linked(people), .. Steering()];

    static IEnumerable<ScenarioFile> Identities(ScenarioPeople people)
    {
        var from15 = people.Living.Where(i => people.Birthday(i, 15) <= people.AsOf).ToArray();
        var identity = Identity.Of(people, people.Draw("cards", people.Size(Plan.Cards!.Value), from15), Plan);
        var level1 = people.Draw("level 1", people.Size(40_000), [.. people.Adults.Except(identity.Level2)]);
        var renewed = people.Draw("renewed", people.Size(6_200), [.. identity.Cards.Except(identity.NewCards)]);
        yield return PeopleFiles.Register(people);
        yield return identity.Accounts(people, Half).File(level1, new Span(new DateOnly(2022, 3, 1), Half.To));
        yield return PeopleFiles.Cards(people, identity.NewCards, renewed, Half);
    }

    static IEnumerable<ScenarioFile> Pay(ScenarioPeople people)
    {
        var old = people.Adults.Where(i => people[i].Birth.Year < 1970).ToArray();
        var paid = people.Draw("pensioners", people.Size(Pensioners), old);
        var pensions = PayFiles.Pensions(
            people, paid, PensionMonths.Select(m => (m.Month, people.Part(m.ThroughAccount, Pensioners))));
        var aided = people.Draw("aided", people.Size(Aided), people.Living);
        var aid = AidMonths.Select(m => PayFiles.SocialProtection(
            people, m.Month, aided, people.Part(m.Accounts, Aided), people.Part(m.Through, Aided)));
        var (_, accounts, through) = AidMonths[^1];
        return
        [
            .. pensions, .. aid,
            PayFiles.ProtectionRegister(people, aided, people.Part(accounts, Aided), people.Part(through, Aided)),
        ];
    }

    IEnumerable<ScenarioFile> Services(ScenarioPeople people)
    {
        var essential = EssentialServices.All.Where(s => s.Number <= 25).Select(s => ScenarioProcedure.Of(s, Agency));
        var rows = new DossierRows(people);
        var oneStop = new Dossiers(people, "one-stop", Half)
        {
            Services =
            [
                .. Dossiers.Spread(people, "essential", essential.Where(s => !s.IsPolice), Essential - EssentialPolice),
                .. Dossiers.Spread(people, "others", ScenarioProcedure.Others(40, Agency), Others),
            ],
            OpenPerMille = 30,
            OnTime = new Share(93, 100),
            Electronic = Electronic,
            Digitised = Digitised,
        };
        var police = new Dossiers(people, "police", Half)
        {
            Services = Dossiers.Spread(people, "police", essential.Where(s => s.IsPolice), EssentialPolice),
            OpenPerMille = 25,
        };
        var withFee = EssentialServices.WithFee.Select(s => ScenarioProcedure.Of(s, Agency)).ToArray();
        var land = ScenarioProcedure.Of(EssentialServices.LandTransfer, Agency);
        return
        [
            Registers.Catalogue(Agency),
            rows.OneStop(oneStop.Rows()),
            rows.Police(police.Rows()),
            ScenarioFile.Of(
                "fee-payments", PaymentFiles.AtCentre(people, Fees, people.Size(42_000), withFee, Half)),
            ScenarioFile.Of(
                "land-duty-payments",
                PaymentFiles.LandDuties(people, LandDuties, people.Size(3_600), land, Half)),
        ];
    }

    // Lý Sơn has no communes, so that the linked procedures cannot be done there.
    static IEnumerable<ScenarioFile> Linked(ScenarioPeople people)
    {
        var (born, dead) = LinkedFiles.Concerned(people, except: "536");
        yield return LinkedFiles.Births(people, people.Draw("linked births", people.Size(6_400), born), 4, Half);
        yield return LinkedFiles.Deaths(people, people.Draw("linked deaths", people.Size(2_800), dead), 4, Half);
    }

    IEnumerable<ScenarioFile> Steering()
    {
        const string office = "Văn phòng Chính phủ";
        yield return Registers.Targets(
            new("pension-through-account", Province, Half.From, new DateOnly(2024, 10, 31)) { Percent = 61 },
            new("essential-53-eligible-online", Province, Half.To.AddDays(1), new DateOnly(2024, 12, 31))
            {
                Percent = 100,
            });
        yield return Registers.Rankings(
            Province,
            new("QĐ766", office, AsOf) { Rank = 26, Score = 7_214 },
            new("QĐ766-KQDT", office, AsOf) { Rank = 25, Score = 6_451 },
            new("QĐ766-SHHS", office, AsOf) { Rank = 25, Score = 6_243 },
            new("ASXH-TK", "Bộ Công an", AsOf) { Rank = 25, Score = 3_904 },
            new("TIET-KIEM", "Tổ công tác Đề án 06 tỉnh", AsOf) { Amount = 24_740_000_000 });
    }
}
