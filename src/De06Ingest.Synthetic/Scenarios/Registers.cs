using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>The small registers: what is stated row by row and not drawn.</summary>
static class Registers
{
    // The three of the 25 that no agency of the province handles.
    static readonly int[] NotIn22 = [8, 24, 25];

    /// <summary>The catalogue of essential services: the 25 of 2022, the 22 of them of 2023, the 53 of 2024.</summary>
    public static ScenarioFile Catalogue(string agency) => ScenarioFile.Of("service-catalogue",
        Version("2022", 25, [], "06/01/2022", "", agency)
            .Concat(Version("2023-22", 25, NotIn22, "01/01/2023", "31/12/2023", agency))
            .Concat(Version("2024", 53, [], "01/01/2024", "", agency)));

    static IEnumerable<string[]> Version(
        string version, int last, int[] without, string from, string until, string agency) =>
        EssentialServices.All.Where(s => s.Number <= last && !without.Contains(s.Number)).Select(s =>
            Cells.Of("service-catalogue",
                ("Mã mục", $"{version}-{s.Number:D2}"), ("Phiên bản", version), ("Số thứ tự", $"{s.Number}"),
                ("Mã TTHC", ScenarioProcedure.Of(s, agency).Procedure), ("Tên dịch vụ", s.Name), ("Lĩnh vực", s.Field),
                ("Bộ chủ trì", s.Ministry), ("Mức độ", s.Online > 700 ? "4" : "3"),
                ("Nghĩa vụ tài chính", s.HasFee ? "Có" : "Không"), ("Hiệu lực từ", from), ("Hiệu lực đến", until),
                ("Mã dịch vụ", s.Key)));

    public static ScenarioFile Targets(params ScenarioTarget[] targets) =>
        ScenarioFile.Of("targets", targets.Select(t => Cells.Of("targets",
            ("Mã", $"{t.Figure}-{t.Unit}-{t.Due:yyyy}"), ("Mã chỉ số", t.Figure), ("Mã đơn vị", t.Unit),
            ("Loại", t.Percent is null ? "SL" : "TL"), ("Giá trị", $"{t.Percent * 100 ?? t.Number}"),
            ("Nguồn", t.Own ? "Tự đặt" : "Giao"), ("Cơ quan giao", t.By), ("Từ ngày", CitizenRow.Day(t.From)),
            ("Hạn", CitizenRow.Day(t.Due)))));

    public static ScenarioFile Rankings(string province, params ScenarioRank[] ranks) =>
        ScenarioFile.Of("external-rankings", ranks.Select(r => Cells.Of("external-rankings",
            ("Mã", $"{r.Index}-{r.AsOf:yyyyMMdd}"), ("Chỉ số", r.Index), ("Năm", $"{r.AsOf:yyyy}"),
            ("Mã đơn vị", province), ("Hạng", r.Rank is { } rank ? $"{rank}" : ""),
            ("Trên tổng", r.Rank is null ? "" : "63"), ("Điểm x 100", r.Score is { } score ? $"{score}" : ""),
            ("Điểm tối đa x 100", r.Score is null ? "" : $"{r.ScoreMax}"), ("Nguồn", r.Source),
            ("Ngày công bố", CitizenRow.Day(r.AsOf.AddDays(5))), ("Kỳ đến ngày", CitizenRow.Day(r.AsOf)),
            ("Giá trị", r.Amount is { } amount ? $"{amount}" : ""))));

    public static ScenarioFile Tasks(string plan, int all, int done, Span year, DateOnly asOf) =>
        ScenarioFile.Of("tasks", Enumerable.Range(0, all).Select(i => Cells.Of("tasks",
            ("Mã nhiệm vụ", $"NV{i + 1:D3}"), ("Nội dung", $"Nhiệm vụ số {i + 1}"), ("Kế hoạch", plan),
            ("Đơn vị chủ trì", i % 2 == 0 ? "Sở Nội vụ" : "Văn phòng UBND tỉnh"),
            ("Ngày giao", CitizenRow.Day(year.From.AddDays(9))), ("Hạn", CitizenRow.Day(year.To)),
            ("Ngày hoàn thành", i < done ? CitizenRow.Day(asOf.AddDays(-3 * (done - i))) : ""),
            ("Minh chứng", i < done ? $"{100 + i}/BC-SNV" : ""),
            ("Trạng thái", i < done ? "Hoàn thành" : i % 3 == 0 ? "Chưa thực hiện" : "Đang thực hiện"))));

    public static ScenarioFile Models(int all, int done, DateOnly asOf) =>
        ScenarioFile.Of("models", Enumerable.Range(0, all).Select(i => Cells.Of("models",
            ("Mã mô hình", $"MH{i + 1:D2}"), ("Tên mô hình", $"Mô hình số {i + 1}"),
            ("Đơn vị chủ trì", i % 2 == 0 ? "Công an tỉnh" : "Sở Y tế"), ("Mô hình điểm", i % 5 == 0 ? "Có" : "Không"),
            ("Hạn", CitizenRow.Day(asOf.AddDays(20 * (i - done)))),
            ("Ngày hoàn thành", i < done ? CitizenRow.Day(asOf.AddDays((20 * (i - done)) - 5)) : ""),
            ("Minh chứng", i < done ? $"{100 + i}/BC-CAT" : ""),
            ("Trạng thái", i < done ? "Hoàn thành" : "Đang thực hiện"))));

    /// <summary>Procedures of the province; those with a financial duty are all published. A quarter of the others
    /// was taken off the portal lately.</summary>
    public static ScenarioFile Procedures(ScenarioProcedure[] withFee, ScenarioProcedure[] others, DateOnly asOf) =>
        ScenarioFile.Of("published-procedures", withFee.Concat(others.Select(s => s with { HasFee = false })).Select(
            (s, i) =>
            {
                var published = s.HasFee || i % 4 > 0;
                return Cells.Of("published-procedures",
                    ("maTTHC", s.Procedure), ("tenTTHC", $"Thủ tục số {i + 1}"), ("linhVuc", s.Field),
                    ("capThucHien", s.Level), ("mucDo", i % 3 == 0 ? "MP" : "TT"),
                    ("coNghiaVuTaiChinh", s.HasFee ? "1" : "0"), ("coThanhToanTrucTuyen", s.HasFee ? "1" : "0"),
                    ("daCongKhai", published ? "1" : "0"),
                    ("ngayCongKhai", $"{asOf.AddDays(published ? -40 - (i % 700) : -600):yyyy-MM-dd}"),
                    ("ngayGo", published ? "" : $"{asOf.AddDays(-10 - (i % 50)):yyyy-MM-dd}"),
                    ("coQuanBanHanh", "UBND tỉnh"));
            }));

    /// <summary>Health facilities: hospitals first, then a station in every commune.</summary>
    /// <param name="people">The scenario's people.</param>
    /// <param name="hospitals">All of them connected to the electronic health record.</param>
    public static ScenarioFile Facilities(ScenarioPeople people, int hospitals)
    {
        var places = people.Population.Places;
        return ScenarioFile.Of("health-facilities", Enumerable.Range(0, hospitals + places.Count).Select(i =>
        {
            var hospital = i < hospitals;
            var place = places[hospital ? i * 7 % places.Count : i - hospitals];
            return Cells.Of("health-facilities",
                ("Mã CSKCB", Facility(people, i)),
                ("Tên cơ sở", hospital ? $"Bệnh viện số {i + 1}" : $"Trạm y tế {place.Name}"), ("Mã xã", place.Code),
                ("Loại", hospital ? "BV" : "TYT"), ("Hình thức", hospital && i % 6 == 5 ? "TN" : "CL"),
                ("KCB BHYT", "Có"), ("Dùng CCCD", "Có"), ("Kết nối HSSK", hospital || i % 9 > 0 ? "Có" : "Không"),
                ("Ngày kết nối", hospital || i % 9 > 0 ? CitizenRow.Day(people.AsOf.AddDays(-30 - i)) : ""));
        }));
    }

    public static string Facility(ScenarioPeople people, int number) => $"{people.Plan.Province}{number + 1:D3}";
}

/// <summary>One target: a whole percent, or a number.</summary>
sealed record ScenarioTarget(string Figure, string Unit, DateOnly From, DateOnly Due)
{
    public int? Percent { get; init; }
    public int? Number { get; init; }
    public bool Own { get; init; }
    public string By { get; init; } = "UBND tỉnh";
}

/// <summary>One rank, score or sum that others published.</summary>
/// <param name="AsOf">Last day of what it is about.</param>
sealed record ScenarioRank(string Index, string Source, DateOnly AsOf)
{
    public int? Rank { get; init; }

    /// <summary>In hundredths.</summary>
    public int? Score { get; init; }
    public int ScoreMax { get; init; } = 10_000;

    /// <summary>Đồng.</summary>
    public long? Amount { get; init; }
}
