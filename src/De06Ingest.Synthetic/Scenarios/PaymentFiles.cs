using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Payments of fees and of land duties.</summary>
static class PaymentFiles
{
    /// <summary>Payments at the province's centre, none in cash, that add up to a sum.</summary>
    /// <param name="people">The scenario's people.</param>
    /// <param name="total">Đồng, a multiple of a thousand.</param>
    /// <param name="count">How many payments.</param>
    /// <param name="services">Procedures with a fee; each has a payment.</param>
    /// <param name="period">When.</param>
    public static IEnumerable<string[]> AtCentre(
        ScenarioPeople people, long total, int count, ScenarioProcedure[] services, Span period)
    {
        var amounts = Split.Evenly(total / 1_000, count, people.ChanceOf("fee amounts"));
        for (var n = 0; n < count; n++)
        {
            var chance = people.ChanceOf("fee-payments", n);
            yield return Fee(people, new(
                n, services[n % services.Length], amounts[n] * 1_000, period.Pick(ref chance),
                chance.Pick(["QR", "QR", "CTT"]), "TT"), ref chance);
        }
    }

    /// <summary>Payments of a period by procedure: each of the first <paramref name="online"/> procedures has some
    /// online, the others only in cash.</summary>
    public static IEnumerable<string[]> ByProcedure(
        ScenarioPeople people, int first, int count, ScenarioProcedure[] services, int online, Span period)
    {
        for (var n = 0; n < count; n++)
        {
            var chance = people.ChanceOf("fee-payments", first + n);
            var at = n % services.Length;
            var isOnline = at < online && (n < services.Length || chance.PerMille(700));
            yield return Fee(people, new(
                first + n, services[at], chance.Between(1, 30) * 5_000, period.Pick(ref chance),
                isOnline ? "CTT" : "TM", isOnline ? "CDVC" : "BP1C"), ref chance);
        }
    }

    static string[] Fee(ScenarioPeople people, Payment payment, ref Chance chance)
    {
        var citizen = ScenarioPeople.Turn(people.Adults, payment.Serial);
        return
        [
            $"GD{payment.Serial:D9}",
            Dossier(people, payment),
            people.Id(citizen),
            Dress.Name(people[citizen].Name, ref chance),
            payment.Service.Procedure,
            chance.Pick(["Phí", "Lệ phí"]),
            $"{payment.Amount}",
            payment.Method,
            payment.Method == "CTT" ? "1" : "0",
            CitizenRow.Time(Hour(payment.Day, ref chance)),
            payment.Place,
            people.Home(citizen).Code,
            "TC",
        ];
    }

    /// <summary>Land duties at the support counter, none in cash, that add up to a sum.</summary>
    public static IEnumerable<string[]> LandDuties(
        ScenarioPeople people, long total, int count, ScenarioProcedure service, Span period)
    {
        var amounts = Split.Evenly(total / 1_000, count, people.ChanceOf("land amounts"));
        for (var n = 0; n < count; n++)
        {
            var chance = people.ChanceOf("land-duty-payments", n);
            var citizen = ScenarioPeople.Turn(people.Adults, 5L * n);
            var payment = new Payment(
                n, service, amounts[n] * 1_000, period.Pick(ref chance), chance.Pick(["QR", "CTT", "CK"]), "QUAY");
            yield return
            [
                $"NVTC{n:D8}",
                Dossier(people, payment),
                people.Id(citizen),
                Dress.Name(people[citizen].Name, ref chance),
                service.Procedure,
                chance.Pick(["TSDĐ", "TNCN", "LPTB"]),
                $"{payment.Amount}",
                payment.Method,
                CitizenRow.Time(Hour(payment.Day, ref chance)),
                payment.Place,
                people.Home(citizen).Code,
            ];
        }
    }

    static string Dossier(ScenarioPeople people, Payment payment) =>
        $"000.00.53.{people.Plan.Agency}-{payment.Day:yyMMdd}-{payment.Serial % 10_000:D4}";

    static DateTime Hour(DateOnly day, ref Chance chance) =>
        day.ToDateTime(new TimeOnly(chance.Between(7, 16), chance.Next(60)));

    readonly record struct Payment(
        int Serial, ScenarioProcedure Service, long Amount, DateOnly Day, string Method, string Place);
}
