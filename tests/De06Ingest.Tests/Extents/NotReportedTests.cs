using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Extents;

/// <summary>What figures say of a commune that has not come.</summary>
public sealed class NotReportedTests(PostgresServer server)
{
    const string Header =
        "Số ĐDCN,Họ và tên,Ngày sinh,Giới tính,SĐT đăng ký,Mức độ,Ngày thu nhận,Ngày kích hoạt,Trạng thái,Mã xã";

    static string Account(string id, string unit, bool active) =>
        $"{id},Lê Thị Lan,01/02/1980,Nữ,0912000101,2,01/02/2024,"
        + $"{(active ? "03/02/2024" : "")},{(active ? "Đã" : "Chưa")} kích hoạt,{unit}";

    async Task<FeedBench> Bench()
    {
        var contract = FeedBench.DeployedContract("eid-accounts").Replace("extent: full\n",
            "extent: full of [unit]\nunit: { file-name: \"…_(unit)_…\" }\n", StringComparison.Ordinal);
        var bench = await FeedBench.Start(server, FeedBench.People, contract);
        await bench.RunPeople(FeedBench.Person("051180000001", "Lê Thị Lan"));
        return bench;
    }

    [Fact]
    public async Task A_commune_that_has_not_come_is_not_reported_and_the_province_incomplete()
    {
        await using var bench = await Bench();

        var report = await bench.Run("eid-accounts", "eid_21025_20260701.csv", FeedBench.Lines(Header,
            Account("051180000001", "21025", true), Account("051180000002", "21025", false)));

        Assert.Equal("published", report.State);
        Assert.Equal("eid-activated | 21025 | all | 50 | value | 1 | 2", await bench.Figures(
            "code = 'eid-activated' and unit = '21025' and period = 'all'"));
        Assert.Equal("not-reported | 95", await bench.Text(
            "select state, count(*) from core.indicator_value "
            + "where code = 'eid-activated' and period = 'all' and length(unit) = 5 and unit <> '21025' group by 1"));
        Assert.Equal(
            "eid-activated | 51 | all | - | incomplete | 1 | 2",
            await bench.Figures("code = 'eid-activated' and unit = '51' and period = 'all'"));
    }

    [Fact]
    public async Task Rows_that_name_a_unit_do_not_stand_for_its_own_file()
    {
        await using var bench = await Bench();

        await bench.Run("eid-accounts", "eid_21025_20260701.csv", FeedBench.Lines(Header,
            Account("051180000001", "21025", true), Account("051180000002", "21034", true)));

        Assert.Equal("eid-activated | 21034 | all | - | not-reported | 0 | 0", await bench.Figures(
            "code = 'eid-activated' and unit = '21034' and period = 'all'"));
    }

    [Fact]
    public async Task A_commune_that_reports_nobody_is_not_missing()
    {
        await using var bench = await Bench();
        await bench.Run(
            "eid-accounts", "eid_21025_20260701.csv", FeedBench.Lines(Header, Account("051180000001", "21025", true)));

        await bench.Run("eid-accounts", "eid_21034_20260701.csv", FeedBench.Lines(Header));

        Assert.Equal("eid-activated | 21034 | all | - | not-applicable | 0 | 0", await bench.Figures(
            "code = 'eid-activated' and unit = '21034' and period = 'all'"));
    }

    [Fact]
    public async Task A_month_is_not_reported_by_a_commune_that_sent_only_another_month()
    {
        var contract = FeedBench.DeployedContract("pension-payments")
            .Replace(
                "full of [period]\n", "full of [period, unit]\nunit: { file-name: \"…-(unit)-…\" }\n",
                StringComparison.Ordinal);
        await using var bench = await FeedBench.Start(server, FeedBench.People, contract);
        await bench.RunPeople(FeedBench.Person("051180000001", "Lê Thị Lan"));
        await Send("2026-06", "21025");
        await Send("2026-06", "21034");

        await Send("2026-07", "21025");

        Assert.Equal("""
            21025 | 2026-06 | value
            21025 | 2026-07 | value
            21034 | 2026-06 | value
            21034 | 2026-07 | not-reported
            21040 | 2026-06 | not-reported
            21040 | 2026-07 | not-reported
            """, await bench.Text("""
                select unit, period, state from core.indicator_value
                where code = 'pension-through-account' and unit in ('21025', '21034', '21040')
                  and length(period) = 7 and period like '2026-0%' order by 1, 2
                """), ignoreLineEndingDifferences: true);

        async Task Send(string month, string unit) => Assert.Equal("published", (await bench.Run("pension-payments",
            $"pay-{unit}-_{month}_20260801.csv", FeedBench.Lines(
                "Số sổ;Họ và tên;Năm sinh;Số CCCD;Loại chế độ;Số tiền;Hình thức nhận;Số tài khoản;Mã xã",
                $"{unit};Lê Thị Lan;1980;051180000001;Hưu trí;100;TK;1;{unit}"))).State);
    }
}
