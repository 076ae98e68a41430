using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>One dossier of a public service, as the systems that keep dossiers write it.</summary>
/// <param name="Citizen">Who handed it in.</param>
/// <param name="Serial">Unique within its file.</param>
readonly record struct Dossier(int Citizen, int Serial, ScenarioProcedure Service)
{
    public required bool Online { get; init; }
    public required DateTime Received { get; init; }
    public required DateOnly Due { get; init; }

    /// <summary>Null while it is open.</summary>
    public required DateTime? Returned { get; init; }
    public bool EligibleOnline { get; init; }
    public bool PaidOnline { get; init; }
    public bool InputDigitised { get; init; }
    public bool ResultDigitised { get; init; }
    public bool ElectronicResult { get; init; }
}

/// <summary>A procedure that dossiers are about.</summary>
/// <param name="Procedure">Its code.</param>
/// <param name="Level">TINH, HUYEN or XA: who decides.</param>
sealed record ScenarioProcedure(string Procedure, string Field, bool HasFee, string Level, bool IsPolice)
{
    public static ScenarioProcedure Of(CatalogueEntry entry, string agency) => new(
        entry.Procedure[..^3] + agency, entry.Field, entry.HasFee, entry.Number % 4 == 0 ? "HUYEN" : "XA",
        entry.Ministry == "Bộ Công an");

    /// <summary>Procedures that no catalogue lists.</summary>
    public static IEnumerable<ScenarioProcedure> Others(int count, string agency) =>
        Enumerable.Range(0, count).Select(i => new ScenarioProcedure(
            $"2.{100_000 + (37 * i):D6}.000.00.00.{agency}", Fields[i % Fields.Length], i % 3 == 0,
            i % 5 == 0 ? "TINH" : i % 2 == 0 ? "HUYEN" : "XA", false));

    static readonly string[] Fields =
        ["Đất đai", "Chứng thực", "Xây dựng", "Hộ tịch", "Bảo trợ xã hội", "Đầu tư", "Môi trường"];
}

/// <summary>Writes dossiers in the words of each system.</summary>
sealed class DossierRows(ScenarioPeople people)
{
    public ScenarioFile OneStop(IEnumerable<Dossier> dossiers) =>
        ScenarioFile.Of("service-dossiers", dossiers.Select(OneStop));

    public ScenarioFile Portal(IEnumerable<Dossier> dossiers) =>
        ScenarioFile.Of("portal-dossiers", dossiers.Select(Portal));

    public ScenarioFile Police(IEnumerable<Dossier> dossiers) =>
        ScenarioFile.Of("police-dossiers", dossiers.Select(Police));

    string[] OneStop(Dossier d)
    {
        var chance = people.ChanceOf("service-dossiers", d.Serial);
        return
        [
            $"000.00.53.{people.Plan.Agency}-{d.Received:yyMMdd}-{d.Serial:D8}",
            .. Asked(d, ref chance),
            Time(d.Received),
            $"{d.Due:yyyy-MM-dd}",
            d.Returned is { } returned ? Time(returned) : "",
            d.Returned is null ? "Đang xử lý" : "Đã trả kết quả",
            d.EligibleOnline ? "Toàn trình" : "Một phần",
            d.Service.Level,
            Flag(d.EligibleOnline),
            Flag(d.Service.HasFee),
            Flag(d.PaidOnline),
            Flag(d.InputDigitised),
            Flag(d.ResultDigitised),
            Flag(d.ElectronicResult),
            d.Online ? "CDVC" : chance.PerMille(300) ? "BD" : "BPMC",
            Time(d.Received.AddMinutes(d.Online ? 0 : chance.Next(300))),
            "Hồ sơ mẫu",
            $"UBND {people.Home(d.Citizen).Name}",
        ];
    }

    string[] Portal(Dossier d)
    {
        var chance = people.ChanceOf("portal-dossiers", d.Serial);
        return
        [
            $"G22.99.{people.Plan.Agency}-{d.Received:yyMMdd}-{d.Serial:D8}",
            .. Asked(d, ref chance),
            $"{d.Received:yyyyMMddHHmmss}",
            $"{d.Due:yyyyMMdd}",
            d.Returned is { } returned ? $"{returned:yyyyMMddHHmmss}" : "",
            d.Returned is null ? "4" : "10",
            d.EligibleOnline ? "TT" : "MP",
            d.Service.Level,
            Flag(d.EligibleOnline),
            Flag(d.Service.HasFee),
            Flag(d.PaidOnline),
            Flag(d.ElectronicResult),
            "Đơn đề nghị",
            $"UBND {people.Home(d.Citizen).Name}",
        ];
    }

    string[] Police(Dossier d)
    {
        var chance = people.ChanceOf("police-dossiers", d.Serial);
        return
        [
            $"G01.8{people.Plan.Province}.{d.Received:yyMMdd}.{d.Serial:D8}",
            people.Id(d.Citizen),
            Dress.Name(people[d.Citizen].Name, ref chance),
            BirthUtc(people[d.Citizen].Birth, ref chance),
            people[d.Citizen].Male ? "1" : "0",
            Phone(d.Citizen, ref chance),
            people.Home(d.Citizen).Code,
            d.Service.Procedure,
            d.Service.Field,
            d.Online ? "0" : "1",
            Flag(d.EligibleOnline),
            Time(d.Received),
            $"{d.Due:yyyy-MM-dd}",
            d.Returned is { } returned ? Time(returned) : "",
            d.Returned is null ? "4" : "10",
            $"Công an {people.Home(d.Citizen).Name}",
            Flag(d.Service.HasFee),
            Flag(d.PaidOnline),
            Flag(d.ElectronicResult),
        ];
    }

    /// <summary>Who asked for what, and by which way.</summary>
    string[] Asked(Dossier d, ref Chance chance) =>
    [
        people.Id(d.Citizen),
        Dress.Name(people[d.Citizen].Name, ref chance),
        Phone(d.Citizen, ref chance),
        people.Home(d.Citizen).Code,
        d.Service.Procedure,
        d.Service.Field,
        d.Online ? "0" : "1",
    ];

    string Phone(int citizen, ref Chance chance) =>
        people[citizen].Phone == 0 || chance.PerMille(120) ? "" : Dress.Phone(people[citizen].Phone, ref chance);

    // Midnight in Vietnam is the evening before in UTC; before 1976 the offset was another.
    static string BirthUtc(BirthDay birth, ref Chance chance) => birth.YearOnly || birth.Year < 1976
        ? Dress.Birth(birth, ref chance)
        : $"{new DateTime(birth.Year, birth.Month, birth.Day).AddHours(-7):yyyy-MM-ddTHH:mm:ss.000}+0000";

    static string Time(DateTime local) => $"{local:yyyy-MM-ddTHH:mm:ss}+07:00";

    static string Flag(bool yes) => yes ? "1" : "0";
}
