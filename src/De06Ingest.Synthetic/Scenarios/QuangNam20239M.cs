using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Quảng Nam, nine months of 2023: mostly registers and tallies.</summary>
sealed class QuangNam20239M() : Scenario("quang-nam-2023-9m", "49", new DateOnly(2023, 9, 25), 1_500_000)
{
    static readonly Span Year = new(new DateOnly(2023, 1, 1), new DateOnly(2023, 12, 31));
    static readonly Span NineMonths = new(new DateOnly(2023, 1, 1), new DateOnly(2023, 9, 25));

    // Hơn 79 % of the target are activated.
    const int AccountTarget = 860_000;
    static readonly IdentityPlan Plan = new(
        Cards: 1_080_000, NewCards: 12_000, Level2: 796_000, NewLevel2: 240_000, Activated: 682_400, NineMonths);

    // 253.527.962 calls of 29 services, 99,8 % of them answered.
    const int LgspServices = 29;
    const long LgspCalls = 253_527_962;
    const long LgspFailed = 507_056;

    static readonly string[] KnownServices =
        ["apiHoTichTuPhap", "apiLyLichTuPhap", "apiBHXH", "apiCSDLDKDN", "dmdc", "apiDanCu"];

    public override IEnumerable<ScenarioFile> Files(ScenarioPeople people)
    {
        var from15 = people.From14.Where(i => people.Birthday(i, 15) <= AsOf).ToArray();
        var identity = Identity.Of(people, people.Draw("cards", people.Size(Plan.Cards!.Value), from15), Plan);
        var officials = people.Draw("officials", people.Size(38_000), [.. identity.Level2.Where(people.IsAdult)]);
        return
        [
            PeopleFiles.Register(people),
            identity.Accounts(people, NineMonths).File([], NineMonths),
            ScenarioFile.Of("officials", officials.Select(i => Official(people, i))),
            Registers.Facilities(people, 24),
            Registers.Tasks("CCHC-2023", 43, 32, Year, AsOf),
            new DossierRows(people).OneStop(
                Dossiers(people, land: false).Rows().Concat(Dossiers(people, land: true).Rows())),
            .. Steering(people),
        ];
    }

    // Many are late, land dossiers above all.
    Dossiers Dossiers(ScenarioPeople people, bool land)
    {
        var of = ScenarioProcedure.Others(60, Agency).Where(s => s.Field == "Đất đai" == land).ToList();
        var what = land ? "land" : "one-stop";
        return new(people, what, NineMonths)
        {
            Services = Scenarios.Dossiers.Spread(people, what, of, new Share(41_000 * of.Count / 60, 1_500 * of.Count)),
            OpenPerMille = 30,
            OnTime = land ? new Share(72, 100) : new Share(88, 100),
            FirstSerial = land ? 100_000 : 0,
        };
    }

    IEnumerable<ScenarioFile> Steering(ScenarioPeople people)
    {
        yield return Registers.Targets(
            new("eid-activated-of-target", Province, Year.From, Year.To)
            {
                Number = people.Size(AccountTarget), By = "Bộ Công an",
            },
            new("officials-activated", Province, Year.From, Year.To) { Percent = 100 },
            new("armed-forces-activated", Province, Year.From, Year.To) { Percent = 100 },
            new("vneid-rank", Province, Year.From, Year.To) { Number = 20, Own = true });
        yield return ScenarioFile.Of("legal-documents", Enumerable.Range(0, 25).Select(i => LegalDocument(i, i < 11)));
        yield return ScenarioFile.Of("required-connections", Enumerable.Range(0, 10).Select(i => Cells.Of(
            "required-connections", ("Mã kết nối", $"KN{i + 1:D2}"), ("Tên kết nối", $"Kết nối số {i + 1}"),
            ("Bắt buộc", "Có"), ("Trạng thái", i < 8 ? "Hoàn thành" : "Đang làm"), ("Hạn", "31/12/2023"),
            ("Ngày hoàn thành", i < 8 ? CitizenRow.Day(AsOf.AddDays(-25 * (i + 1))) : ""),
            ("Đơn vị chủ trì", "Sở Thông tin và Truyền thông"))));
        yield return ScenarioFile.Of("delegated-procedures", Delegated());
        yield return ScenarioFile.Of("app-installs", Installs("Smart Quảng Nam", 50_156, people)
            .Concat(Installs("egov Quảng Nam", 2_601, people)));
        yield return ScenarioFile.Of("lgsp-calls", Calls(people));
    }

    static string[] LegalDocument(int i, bool resolution) => Cells.Of(
        "legal-documents", ("Số, ký hiệu", resolution ? $"{i + 1:D2}/2023/NQ-HĐND" : $"{i + 1:D2}/2023/QĐ-UBND"),
        ("Loại", resolution ? "NQ" : "QĐ"), ("Trích yếu", $"Văn bản số {i + 1}"),
        ("Ngày ban hành", CitizenRow.Day(NineMonths.From.AddDays(9 + (10 * i)))),
        ("Ngày hiệu lực", CitizenRow.Day(NineMonths.From.AddDays(19 + (10 * i)))));

    // 57 to heads of departments and chairs of districts, 134 to departments and districts, 6 to the head of one.
    static IEnumerable<string[]> Delegated() => Enumerable.Range(0, 57 + 134 + 6).Select(i => Cells.Of(
        "delegated-procedures", ("Mã", $"UQ{i + 1:D3}"), ("Mã TTHC", $"2.{100_000 + i:D6}.000.00.00.H47"),
        ("Cấp ủy quyền", "UBND tỉnh"),
        ("Nơi nhận ủy quyền", i < 57 ? "Người đứng đầu" : i >= 191 ? "Giám đốc Sở Tư pháp"
            : i % 2 == 0 ? "Sở" : "UBND huyện"),
        ("Quyết định", $"{100 + (i / 10)}/QĐ-UBND"), ("Hiệu lực từ", CitizenRow.Day(NineMonths.From.AddDays(30 + i)))));

    static IEnumerable<string[]> Installs(string app, int total, ScenarioPeople people)
    {
        var weeks = Split.Evenly(total, 39, people.ChanceOf(app));
        var until = 0L;
        for (var week = 0; week < weeks.Length; week++)
        {
            until += weeks[week];
            var day = people.AsOf.AddDays(7 * (week - weeks.Length + 1));
            yield return Cells.Of(
                "app-installs", ("Mã", $"{app.Split(' ')[0].ToLowerInvariant()}-{day:yyyyMMdd}"), ("Ứng dụng", app),
                ("Nền tảng", "Tất cả"), ("Đến ngày", CitizenRow.Day(day)), ("Lũy kế lượt cài", $"{until}"));
        }
    }

    static IEnumerable<string[]> Calls(ScenarioPeople people)
    {
        var totals = Split.Evenly(LgspCalls, LgspServices * NineMonths.Days, people.ChanceOf("lgsp"));
        var failures = Split.Along(LgspFailed, totals);
        for (var i = 0; i < totals.Length; i++)
        {
            var chance = people.ChanceOf("lgsp-calls", i);
            var at = i % LgspServices;
            var service = at < KnownServices.Length ? KnownServices[at] : $"dichVu{at + 1:D2}";
            var day = NineMonths.From.AddDays(i / LgspServices);
            var reasons = Split.Evenly(failures[i], 3, chance);
            yield return Cells.Of(
                "lgsp-calls", ("ma", $"{service}-{day:yyyyMMdd}"), ("maDichVu", service), ("ngay", $"{day:yyyy-MM-dd}"),
                ("heThongDich", "Bộ, ngành"), ("tongGiaoDich", $"{totals[i]}"),
                ("thanhCong", $"{totals[i] - failures[i]}"), ("loiQuaHan", $"{reasons[0]}"),
                ("loiTuChoi", $"{reasons[1]}"), ("loiHeThong", $"{reasons[2]}"),
                ("thoiGianTrungBinh", $"{chance.Between(80, 1_900)}"));
        }
    }

    static string[] Official(ScenarioPeople people, int i)
    {
        var chance = people.ChanceOf("officials", i);
        return Cells.Of(
            "officials", ("maCanBo", $"CB49{i:D8}"), ("soDinhDanh", people.Id(i)),
            ("hoTen", Dress.Name(people[i].Name, ref chance)), ("ngaySinh", people.Birth(i, ref chance)),
            ("gioiTinh", people[i].Male ? "Nam" : "Nữ"), ("maXa", people.Home(i).Code),
            ("coQuan", $"UBND {people.Home(i).Name}"), ("loai", chance.Pick(["CB", "CC", "CC", "VC", "VC", "VC"])),
            ("coVneid", "1"), ("mucDo", "2"));
    }
}
