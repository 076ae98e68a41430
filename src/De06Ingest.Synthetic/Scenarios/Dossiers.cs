using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Dossiers that came in within one period, each of its shares "n of d".</summary>
/// <param name="people">The scenario's people.</param>
/// <param name="what">Names the batch, for its chances.</param>
/// <param name="period">Days on which they came in.</param>
sealed class Dossiers(ScenarioPeople people, string what, Span period)
{
    /// <summary>Services, and how many dossiers each has, and how many of these online.</summary>
    public required IReadOnlyList<ServiceLoad> Services { get; init; }

    /// <summary>Dossiers still open on the day of the extract: of the last days of the period.</summary>
    public int OpenPerMille { get; init; }

    /// <summary>Of the returned ones.</summary>
    public Share OnTime { get; init; } = new(9, 10);

    /// <summary>Of the returned ones, with an electronic result.</summary>
    public Share Electronic { get; init; } = new(1, 2);

    /// <summary>Of the returned ones, digitised both in what was handed in and in the result.</summary>
    public Share Digitised { get; init; } = new(1, 2);

    /// <summary>Which procedures take money online in this period; of their dossiers with a fee two in three.</summary>
    public Func<ScenarioProcedure, bool> PaysOnline { get; init; } = s => s.HasFee;

    /// <summary>Number of the first dossier.</summary>
    public int FirstSerial { get; init; }

    /// <summary>Who hands in dossiers; adults unless said otherwise.</summary>
    public int[]? Applicants { get; init; }

    /// <summary>So many dossiers over these services, each with about the same share online.</summary>
    public static IReadOnlyList<ServiceLoad> Spread(
        ScenarioPeople people, string what, IEnumerable<ScenarioProcedure> services, Share online)
    {
        var of = services.ToList();
        var size = online.In(people);
        var parts = Split.Evenly(size.All, of.Count, people.ChanceOf($"{what} services"));
        var onlineParts = Split.Along(size.Part, parts);
        return [.. of.Select((s, i) => new ServiceLoad(s, (int)parts[i], (int)onlineParts[i]))];
    }

    public int All => Services.Sum(s => s.All);

    public int Returned => All - Open;

    int Open => (int)(All * (long)OpenPerMille / 1_000);

    public IEnumerable<Dossier> Rows()
    {
        var service = people.Deal($"{what} service", Services.Select((s, i) => (i, s.All)));
        var online = Services.Select((s, i) => people.Quota($"{what} online {i}", s.Online, s.All)).ToList();
        var open = people.Quota($"{what} open", Open, All);
        var onTime = people.Quota($"{what} on-time", OnTime.Of(Returned), Returned);
        var electronic = people.Quota($"{what} electronic", Electronic.Of(Returned), Returned);
        var digitised = people.Quota($"{what} digitised", Digitised.Of(Returned), Returned);
        var applicants = Applicants ?? people.Adults;
        for (var i = 0; i < All; i++)
        {
            var chance = people.ChanceOf(what, i);
            var at = service.Next();
            var isOnline = online[at].Next();
            var dossier = open.Next()
                ? Still(ref chance, isOnline)
                : Done(ref chance, isOnline, onTime.Next(), electronic.Next(), digitised.Next());
            yield return dossier with
            {
                Citizen = ScenarioPeople.Turn(applicants, FirstSerial + i),
                Serial = FirstSerial + i,
                Service = Services[at].Service,
                EligibleOnline = isOnline || chance.PerMille(600),
                PaidOnline = Services[at].Service.HasFee && PaysOnline(Services[at].Service) && chance.PerMille(660),
            };
        }
    }

    // Handed in within the last ten days, due later.
    Dossier Still(ref Chance chance, bool online)
    {
        var received = period.To.AddDays(-chance.Next(Math.Min(10, period.Days)));
        return new Dossier(0, 0, Services[0].Service)
        {
            Online = online,
            Received = Hour(received, ref chance),
            Due = WorkingDays.From(period.To.AddDays(chance.Between(2, 15))),
            Returned = null,
            InputDigitised = online || chance.PerMille(500),
        };
    }

    // Back within the period too, so that what came in and what was returned are the same dossiers.
    Dossier Done(ref Chance chance, bool online, bool onTime, bool electronic, bool digitised)
    {
        var received = period.Pick(ref chance);
        var took = Math.Min(chance.Next(8), period.To.DayNumber - received.DayNumber);
        var returned = received.AddDays(took);
        var late = chance.Between(1, 5);
        var begun = Hour(received, ref chance);
        return new Dossier(0, 0, Services[0].Service)
        {
            Online = online,
            Received = begun,
            Due = onTime
                ? WorkingDays.From(returned.AddDays(chance.Next(6)))
                : WorkingDays.Until(returned.AddDays(-late)),
            Returned = took == 0 ? begun.AddMinutes(20) : Hour(returned, ref chance),
            InputDigitised = digitised || chance.PerMille(400),
            ResultDigitised = digitised,
            ElectronicResult = electronic,
        };
    }

    static DateTime Hour(DateOnly day, ref Chance chance) =>
        day.ToDateTime(new TimeOnly(chance.Between(7, 16), chance.Next(60)));
}

/// <summary>Dossiers of one service in one period.</summary>
readonly record struct ServiceLoad(ScenarioProcedure Service, int All, int Online);

/// <summary>"n of d", in full size.</summary>
readonly record struct Share(int Part, int All)
{
    /// <summary>The part of so many others that is the same share, rounded to the nearest.</summary>
    public int Of(int all) => (int)Math.Round((double)Part * all / All, MidpointRounding.AwayFromZero);

    /// <summary>The same share in the size of a run.</summary>
    public Share In(ScenarioPeople people) => people.Size(All) is var all ? new Share(Of(all), all) : default;

    public static Share operator -(Share whole, Share part) => new(whole.Part - part.Part, whole.All - part.All);

    public static Share operator +(Share one, Share other) => new(one.Part + other.Part, one.All + other.All);
}
