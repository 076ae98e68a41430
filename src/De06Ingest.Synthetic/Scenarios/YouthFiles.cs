namespace De06Ingest.Synthetic.Scenarios;

/// <summary>What the youth teams of Quảng Ngãi counted in 2023, one file a month, cut over the communes.</summary>
static class YouthFiles
{
    /// <summary>Headers of the sheet with the sums of a campaign.</summary>
    static readonly (string Campaign, string Month, string[] Communes, (string Header, int Sum)[] Sums)[] Campaigns =
    [
        ("TTN", "2023-03", [],
        [
            ("Lượt hoạt động", 45), ("Số đoàn viên", 196), ("Kích hoạt mức 1", 3_500), ("Thu nhận mức 2", 4_520),
            ("Kích hoạt mức 2", 3_580),
        ]),

        // Bình Minh (Bình Sơn) and Trà Xuân (Trà Bồng).
        ("GH", "2023-03", ["21085", "21115"],
        [
            ("Lượt tuyên truyền", 204), ("Thu nhận mức 2", 25), ("Lượt hỗ trợ DVC", 350), ("Tài khoản ngân hàng", 35),
            ("Ví điện tử", 24), ("Tiểu thương", 38),
        ]),
        ("NCD", "2023-05", [],
        [
            ("Số cơ sở đoàn", 236), ("Cơ sở đoàn ra quân", 236), ("Số đội hình", 140), ("Số đoàn viên", 1_694),
            ("Lượt hỗ trợ TTHC", 2_393), ("Lượt cài đặt định danh", 2_280), ("Lượt hỗ trợ DVC", 2_283),
        ]),
    ];

    public static IEnumerable<ScenarioFile> All(ScenarioPeople people) =>
        Campaigns.GroupBy(c => c.Month).Select(month => ScenarioFile.Of(
            "campaign-tallies", month.SelectMany(c => Rows(people, c.Campaign, c.Communes, c.Sums)), month.Key));

    static IEnumerable<string[]> Rows(
        ScenarioPeople people, string campaign, string[] communes, (string Header, int Sum)[] sums)
    {
        var units = communes.Length > 0 ? communes : [.. people.Population.Places.Select(p => p.Code)];
        var weights = Split.Evenly(100_000, units.Length, people.ChanceOf($"youth {campaign}"));
        var parts = sums.Select(s => Split.Along(s.Sum, weights)).ToList();
        return units.Select((unit, i) => Cells.Of(
            "campaign-tallies",
            [
                ("Mã xã", unit), ("Đợt", campaign),
                .. sums.Select((s, column) => (s.Header, $"{parts[column][i]}")),
            ]));
    }
}
