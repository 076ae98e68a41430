using De06Ingest.Feeds;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Feeds;

/// <summary>The contracts of <c>deploy/feeds</c> against what the systems send.</summary>
public sealed class DeliveredContractsTests(PostgresServer server)
{
    static readonly string[] Ethnicity = ["dan toc", "ma dan toc", "ma dantoc", "ethnic id"];

    public static TheoryData<string> OfPersons { get; } = [.. FeedCatalog.Load(FeedBench.Deployed("feeds"))
        .Where(c => c.Role != FeedRole.Register).Select(c => c.Feed)];

    /// <summary>No rule needs them. The forms of health insurance and criminal records have no religion.</summary>
    [Theory]
    [MemberData(nameof(OfPersons))]
    public void Forbids_what_is_sensitive_in_every_file_of_persons(string feed)
    {
        var contract = FeedCatalog.Load(FeedBench.Deployed("feeds")).Single(c => c.Feed == feed);
        var forbidden = contract.Forbid.Select(f => string.Join(' ', HeaderWords.Words(f.Split('.')[^1]))).ToList();

        Assert.Contains(forbidden, Ethnicity.Contains);
        Assert.True(feed is "health-visits" or "criminal-record-requests" || forbidden.Contains("ton giao"));
    }

    /// <summary>Groups that tell of a disease, a disability or a people are not told apart.</summary>
    [Fact]
    public void Keeps_no_code_that_tells_of_health_or_ethnicity() => Assert.DoesNotContain(
        FeedCatalog.Load(FeedBench.Deployed("feeds")).SelectMany(c => c.Columns).SelectMany(c => c.Codes.Values),
        code => code is "hiv" or "hiv-poor" or "disabled" or "minority");

    [Fact]
    public async Task Takes_the_forms_that_the_systems_write()
    {
        (string Feed, string File, string Text)[] files =
        [
            ("population", "dan-cu_20260806_1.csv",
                "STT,Số ĐDCN,Số CMND,Họ và tên,Ngày sinh,Giới tính,Dân tộc,Tôn giáo,Nơi đăng ký khai sinh,Quê quán,"
                + "Nơi thường trú,Mã xã,Nơi ở hiện tại,Quan hệ với chủ hộ,Số ĐDCN chủ hộ,Họ tên cha,Họ tên mẹ,"
                + "Tình trạng,Ngày cập nhật\n1,051072999001,212000999,ĐINH VĂN KRỄ,01/01/1972,Nam,Hrê,Không,,,"
                + "\"Thôn Làng Rê, xã Sơn Linh\",21307,,Chủ hộ,051072999001,,,Thường trú,30/06/2024\n"),
            ("eid-accounts", "tai-khoan-dinh-danh_20260806.csv",
                "Số ĐDCN,Họ và tên,Ngày sinh,SĐT đăng ký,Mức độ (1/2),Ngày thu nhận,Ngày phê duyệt,Ngày kích hoạt,"
                + "Trạng thái,Lý do chưa kích hoạt,Xã\n051185999008,Lê Thị Mỹ,15/03/1985,01680000124,2,12/05/2023,"
                + "20/05/2023,,Chưa kích hoạt,Sai số điện thoại,21040\n"),
            ("pupils", "hoc-sinh_20260806.csv",
                "STT,Họ tên,Ngày sinh,Giới tính,Mã dân tộc,Dân tộc,Mã tỉnh HSĐ,Tỉnh HSĐ,Quận/huyện HSĐ,Phường/Xã HSĐ,"
                + "Thôn/Xóm/Ấp HSĐ,Mã định danh Bộ GD&ĐT,Trạng thái HS,Mã lớp,Số ĐDCN,Họ tên cha/mẹ,SĐT liên hệ,Trường,"
                + "Lớp\n12,Hồ Thị Mỷ,09/11/2012,Nữ,25,Co,51,Tỉnh Quảng Ngãi,,21115,Thôn 1,5123456789,Đang học,6A01,"
                + "051312999006,,0912000101,THCS Trà Bồng,6A\n"),
            ("taxpayers", "nguoi-nop-thue_20260806.csv",
                "STT;MST;Tên NNT;Ngày sinh;Số giấy tờ;Loại giấy tờ;Ngày cấp;Nơi cấp;Địa chỉ;Cơ quan thuế;"
                + "Trạng thái MST\n1;8000000018;ĐINH VĂN KRỄ;01/01/1972;212000999;CMND;01/02/2010;CA Quảng Ngãi;"
                + "Xã Sơn Linh;Thuế cơ sở 1;00\n"),
            ("criminal-record-requests", "ly-lich-tu-phap_20260806.ndjson",
                """
                {"receiveNo":"LL1","fullName":"ĐINH VĂN KRỄ","genderId":1,"birthDateStr":"1972","ethnicId":"08",
                """ + """
                "reRegionId":"21307","idTypeId":3,"identifyNo":"051072999001","phone":"0912000101",
                """ + """
                "declareDate":"01/08/2026","formType":1,"state":4,"partnerName":"A"}
                """),
            ("health-visits", "luot-kcb-bhyt_2026-08_20260806.csv",
                "MA_LK|STT|MA_BN|HO_TEN|SO_CCCD|NGAY_SINH|GIOI_TINH|NHOM_MAU|MA_QUOCTICH|MA_DANTOC|MAXA_CU_TRU|"
                + "MA_THE_BHYT|MA_CSKCB|NGAY_VAO|CHAN_DOAN_RV|T_BHTT|CACH_TRA_CUU|KET_QUA_TRA_CUU\n"
                + "K1|1|B1|DINH VAN KRE|051072999001|197201010000|1|O|000|08|21307|DN4515112000124;HC4515112000124|"
                + "51001|202608010815|Sốt|100000|1|1\n"),
        ];
        await using var bench = await FeedBench.Start(
            server, [.. files.Select(f => FeedBench.DeployedContract(f.Feed))]);
        foreach (var (feed, file, text) in files)
        {
            var report = await bench.Run(feed, file, text);
            Assert.Equal((feed, "published", 1L, 0L), (feed, report.State, report.Accepted, report.Refused));
        }

        Assert.Equal("0", await bench.Text(
            """
            select (select count(*) from api_full.clean_criminal_record_requests where unmatched is not null)
                 + (select count(*) from api_full.clean_health_visits where unmatched is not null)
            """));
        Assert.All(Directory.GetFiles(bench.Spool, "*", SearchOption.AllDirectories).Select(File.ReadAllText),
            kept => Assert.DoesNotContain("Sốt", kept, StringComparison.Ordinal));
    }
}
