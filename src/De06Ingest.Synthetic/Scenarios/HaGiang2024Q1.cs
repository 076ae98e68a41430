using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Hà Giang, the first quarter of 2024 beside the year 2023.</summary>
sealed class HaGiang2024Q1() : Scenario("ha-giang-2024-q1", "02", new DateOnly(2024, 3, 31), 900_000)
{
    const int Hospitals = 17;

    // Of 300 procedures with a financial duty: 83,7 %, and 64,7 % in 2023.
    const int Procedures = 300;
    const int PaidOnline = 251;
    const int PaidOnlineBefore = 194;

    static readonly Span Quarter = new(new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 31));
    static readonly Span Before = new(new DateOnly(2023, 1, 1), new DateOnly(2023, 12, 31));

    // 66,7 % of all accounts by 10/3.
    static readonly Span ToMarch = new(new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 10));
    static readonly IdentityPlan Plan = new(
        Cards: 640_000, NewCards: 4_200, Level2: 520_000, NewLevel2: 31_000, Activated: 346_840, ToMarch);

    // 88,8 % of the one-stop dossiers are online, 72,3 % in 2023; of the 25 services, with the police's, 95 and 77 %.
    static readonly Year Now = new(
        Quarter, Online: new(71_040, 80_000), Essential: new(51_300, 54_000), EssentialPolice: new(23_000, 24_000),
        PortalOnTime: new(957, 1_000), PortalDossiers: 60_000);

    static readonly Year Last = new(
        Before, Online: new(216_900, 300_000), Essential: new(154_000, 200_000), EssentialPolice: new(73_700, 90_000),
        PortalOnTime: new(907, 1_000), PortalDossiers: 200_000);

    // 92,7 % of the visits by card, 81,7 % in 2023.
    static readonly Share ByCard = new(166_860, 180_000);
    static readonly Share ByCardBefore = new(490_200, 600_000);

    // Health records: two registers of their own.
    const int Records = 903_221;
    const int RecordsOutside = 58_221;
    const int HealthHouseholds = 165_679;
    const int HealthVisits = 1_804_228;
    const int RecordsLinked = 11_981;

    // 2.527 tỷ đồng.
    const int Borrowers = 57_396;
    const int LentMillions = 2_527_000;

    public override int Strangers => RecordsOutside;

    public override IEnumerable<ScenarioFile> Files(ScenarioPeople people) =>
        [.. Identities(people), .. Services(people), .. Health(people), Loans(people), .. Steering()];

    IEnumerable<ScenarioFile> Identities(ScenarioPeople people)
    {
        var from15 = people.Living.Where(i => people.Birthday(i, 15) <= AsOf).ToArray();
        var identity = Identity.Of(people, people.Draw("cards", people.Size(Plan.Cards!.Value), from15), Plan);
        var level1 = people.Draw("level 1", people.Size(9_000), [.. people.Adults.Except(identity.Level2)]);
        yield return PeopleFiles.Register(people);
        yield return identity.Accounts(people, ToMarch).File(level1, new Span(ToMarch.To.AddDays(1), AsOf));
    }

    IEnumerable<ScenarioFile> Services(ScenarioPeople people)
    {
        var rows = new DossierRows(people);
        var withFee = ScenarioProcedure.Others(Procedures, Agency).Select(s => s with { HasFee = true }).ToArray();
        people.ChanceOf("procedures").Shuffle(withFee);
        var (before, now) = (Batches(people, Last, 0), Batches(people, Now, 4_000_000));
        yield return Registers.Catalogue(Agency);
        yield return rows.OneStop(before.OneStop.Rows().Concat(now.OneStop.Rows()));
        yield return rows.Police(before.Police.Rows().Concat(now.Police.Rows()));
        yield return rows.Portal(before.Portal.Rows().Concat(now.Portal.Rows()));
        var free = ScenarioProcedure.Others(Procedures + 900, Agency).Skip(Procedures).ToArray();
        yield return Registers.Procedures(withFee, free, AsOf);
        yield return ScenarioFile.Of("fee-payments", [
            .. Fees(people, 0, 60_000, withFee, PaidOnlineBefore, Before),
            .. Fees(people, 1_000_000, 20_000, withFee, PaidOnline, Quarter),
        ]);
    }

    static IEnumerable<string[]> Fees(
        ScenarioPeople people, int first, int count, ScenarioProcedure[] procedures, int online, Span period) =>
        PaymentFiles.ByProcedure(
            people, first, Math.Max(procedures.Length, people.Size(count)), procedures, online, period);

    (Dossiers OneStop, Dossiers Police, Dossiers Portal) Batches(ScenarioPeople people, Year year, int firstSerial)
    {
        var name = $"{year.Period.From:yyyy}";
        var essential = EssentialServices.All.Where(s => s.Number <= 25).Select(s => ScenarioProcedure.Of(s, Agency));
        var others = ScenarioProcedure.Others(60, Agency);
        var civil = year.Essential - year.EssentialPolice;
        var oneStop = new Dossiers(people, $"one-stop {name}", year.Period)
        {
            Services =
            [
                .. Dossiers.Spread(people, $"essential {name}", essential.Where(s => !s.IsPolice), civil),
                .. Dossiers.Spread(people, $"others {name}", others, year.Online - civil),
            ],
            OpenPerMille = year == Now ? 40 : 0,
            OnTime = new Share(94, 100),
            FirstSerial = firstSerial,
        };
        var police = new Dossiers(people, $"police {name}", year.Period)
        {
            Services = Dossiers.Spread(
                people, $"police {name}", essential.Where(s => s.IsPolice), year.EssentialPolice),
            FirstSerial = firstSerial,
        };
        var portal = new Dossiers(people, $"portal {name}", year.Period)
        {
            Services = Dossiers.Spread(
                people, $"portal {name}", others, new Share(year.PortalDossiers * 9 / 10, year.PortalDossiers)),
            OnTime = year.PortalOnTime,
            FirstSerial = firstSerial,
        };
        return (oneStop, police, portal);
    }

    static IEnumerable<ScenarioFile> Health(ScenarioPeople people)
    {
        var before = Enumerable.Range(0, 12).Select(Before.From.AddMonths).ToList();
        var now = Enumerable.Range(0, 3).Select(Quarter.From.AddMonths).ToList();
        var outside = people.Strangers.Take(people.Size(RecordsOutside));
        var inside = people.Draw("records", people.Size(Records) - people.Size(RecordsOutside), people.Living);
        int[] heads = [.. people.Living.Where(i => people[i].Head == i)];
        return
        [
            Registers.Facilities(people, Hospitals),
            .. HealthFiles.Visits(people, before, ByCardBefore, Hospitals),
            .. HealthFiles.Visits(people, now, ByCard, Hospitals),
            HealthFiles.Records(
                people, [.. inside, .. outside], people.Size(HealthVisits), people.Part(RecordsLinked, Records)),
            HealthFiles.Households(people, people.Draw("health households", people.Size(HealthHouseholds), heads)),
        ];
    }

    static ScenarioFile Loans(ScenarioPeople people)
    {
        int[] heads = [.. people.Living.Where(i => people[i].Head == i)];
        var verified = people.Draw("borrowers", people.Size(Borrowers), heads);
        var others = people.Draw("other borrowers", people.Size(14_000), [.. heads.Except(verified)]);
        return BorrowerFiles.File(people, verified, people.Size(LentMillions), others);
    }

    IEnumerable<ScenarioFile> Steering()
    {
        const string government = "Văn phòng Chính phủ";
        var (from, due) = (new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31));
        yield return Registers.Models(33, 17, AsOf);
        yield return Registers.Targets(
            new("dossiers-online", Province, from, due) { Percent = 70 },
            new("essential-25-online", Province, from, due) { Percent = 70 },
            new("procedures-paid-online", Province, from, due) { Percent = 45 },
            new("visits-by-card", Province, from, due) { Percent = 70 });
        yield return Registers.Rankings(
            Province,
            new("PAPI", "UNDP", new DateOnly(2022, 12, 31)) { Rank = 40, Score = 4_210 },
            new("PAPI", "UNDP", new DateOnly(2023, 12, 31)) { Rank = 11, Score = 4_391 },
            new("QĐ766-CKMB", government, new DateOnly(2023, 12, 31)) { Rank = 31, Score = 1_402, ScoreMax = 1_800 },
            new("QĐ766-CKMB", government, AsOf) { Rank = 47, Score = 1_187, ScoreMax = 1_800 });
    }

    /// <summary>What came in within one period.</summary>
    /// <param name="Online">Of all one-stop dossiers.</param>
    /// <param name="Essential">Of the 25 services, in both systems.</param>
    /// <param name="EssentialPolice">The part of the software of the police.</param>
    sealed record Year(
        Span Period, Share Online, Share Essential, Share EssentialPolice, Share PortalOnTime, int PortalDossiers);
}
