using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Extents;

/// <summary>Two feeds that come in slices, aid by commune and pay by month, and the people in them.</summary>
static class SlicedFeeds
{
    public const string Lan = "051185999008";
    public const string Nam = "051090999011";
    public const string Re = "051072999001";

    public const string ByUnit = """
        feed: aid
        title: Trợ giúp xã hội
        owner: Sở
        extent: full of [unit]
        unit: { file-name: "…_(unit)_…" }
        source-time: { from: file-name, pattern: "…_(yyyyMMdd)…" }
        key: [personalId]
        fields:
          personalId: { from: [Số ĐDCN] }
          name: { from: [Họ và tên] }
          phone: { from: [SĐT] }
        compare: [name, phone]
        limits: { refused-share: 50%, row-drop: 60% }
        """;

    public static readonly string ByUnitColumn = ByUnit
        .Replace("unit: { file-name: \"…_(unit)_…\" }", "unit: { column: homeUnit }", StringComparison.Ordinal)
        .Replace("  phone:", "  homeUnit: { from: [Mã xã] }\n  phone:", StringComparison.Ordinal);

    public const string ByPeriod = """
        feed: pay
        title: Chi trả
        owner: Sở
        extent: full of [period]
        period: { above: "*Tháng (M/yyyy)*" }
        source-time: { from: file-name, pattern: "…_(yyyyMMdd)…" }
        read: { header: { find: [Số sổ] } }
        key: [recordNo, period]
        subject: [recordNo]
        fields:
          recordNo: { from: [Số sổ] }
          personalId: { from: [Số ĐDCN] }
          name: { from: [Họ và tên] }
        compare: [name]
        limits: { refused-share: 50%, row-drop: 60% }
        """;

    public static string Aid(params string[] rows) => FeedBench.Lines("Số ĐDCN,Họ và tên,SĐT", rows);

    public static string Pay(string month, params string[] rows) =>
        $"DANH SÁCH CHI TRẢ\nTháng {month}\n\n" + FeedBench.Lines("Số sổ,Số ĐDCN,Họ và tên", rows);

    public static async Task<FeedBench> Bench(PostgresServer server, params string[] contracts)
    {
        var bench = await FeedBench.Start(server, [FeedBench.People, .. contracts]);
        await bench.RunPeople(
            FeedBench.Person(Lan, "Lê Thị Lan", "0912000101"),
            FeedBench.Person(Nam, "Trần Văn Nam", "0912000102"),
            FeedBench.Person(Re, "Đinh Văn Re", "0912000103"));
        return bench;
    }

    public static Task<string> Rows(FeedBench bench, string feed) => bench.Text($"""
        select record_id, name, slice from clean.{feed}
        where generation = (select generation from core.feed_current where feed = '{feed}') order by record_id
        """);
}
