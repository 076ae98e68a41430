namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Counters of installs, cumulative by day.</summary>
sealed class AppInstalls() : RegisterSystem(
    "app-installs", "cai-dat-ung-dung",
    "Mã;Ứng dụng;Nền tảng;Đến ngày;Lũy kế lượt cài")
{
    static readonly string[] Apps = ["Smart Quảng Ngãi", "egov Quảng Ngãi"];

    public override Layout Layout { get; } = Layout.Semicolons;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        foreach (var (app, no) in Apps.Select((a, i) => (a, i)))
        {
            var total = 20_000 / (no + 1);
            for (var week = 0; week < 26; week++)
            {
                var chance = view.ChanceOf(Feed, (no * 100) + week);
                var day = new DateOnly(2026, 2, 2).AddDays(7 * week);
                total += chance.Between(50, 900) / (no + 1);
                yield return
                [
                    $"{no + 1}-{day:yyyyMMdd}",
                    app,
                    "Tất cả",
                    $"{day:dd/MM/yyyy}",
                    $"{total}",
                ];
            }
        }
    }
}
