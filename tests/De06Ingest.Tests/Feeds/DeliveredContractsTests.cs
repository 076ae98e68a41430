using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Synthetic.Systems;
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

    /// <summary>One form for all three books: kind, number, book, page and office make a record.</summary>
    const string BookHeader = "Loại việc,Số,Quyển số,Trang số,Ngày đăng ký,Nơi đăng ký (mã đơn vị),Họ tên,Ngày sinh,"
        + "Giới tính,Dân tộc,Số ĐDCN,Họ tên cha,Ngày sinh cha,ĐDCN cha,Họ tên mẹ,Ngày sinh mẹ,ĐDCN mẹ,Người đi khai,"
        + "Số GCS\n";

    static readonly (string Feed, string File, string Kind, string Dates)[] Books =
    [
        ("birth-registrations", "khai-sinh_20260806.csv", "KS", "01/01/1972"),
        ("death-registrations", "khai-tu_20260806.csv", "KT", "1972 – 03/03/2024"),
        ("marriage-registrations", "ket-hon_20260806.csv", "KH", "01/01/1972"),
    ];

    static bool BooksOf(string feed) => Books.Any(b => b.Feed == feed);

    /// <summary>The bank's software writes Windows-1258.</summary>
    static byte[] Encoded(string feed, string text) => feed == "policy-bank-borrowers"
        ? (Layout.Semicolons with { Encoding = FileEncoding.Windows1258 }).Encoded(Encoding.UTF8.GetBytes(text))
        : Encoding.UTF8.GetBytes(text);

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
                + "Thôn/Xóm/Ấp HSĐ,Mã định danh Bộ GD&ĐT,Trạng thái HS,Mã lớp,Số ĐDCN,Họ tên cha/mẹ,SĐT liên hệ,"
                + "Trường,"
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
                "MA_LK|STT|MA_BN|HO_TEN|SO_CCCD|NGAY_SINH|GIOI_TINH|NHOM_MAU|MA_QUOCTICH|MA_DANTOC|MA_NGHE_NGHIEP|"
                + "DIA_CHI|MATINH_CU_TRU|MAHUYEN_CU_TRU|MAXA_CU_TRU|DIEN_THOAI|MA_THE_BHYT|MA_DKBD|GT_THE_TU|"
                + "GT_THE_DEN|"
                + "MA_CSKCB|NGAY_VAO|CHAN_DOAN_RV|T_BHTT|CACH_TRA_CUU|KET_QUA_TRA_CUU\n"
                + "K1|1|B1|DINH VAN KRE|051072999001|197201010000|1|O|000|08|00000||51|529|21307||"
                + "DN4515112000124;HC4515112000124|51001;51001|20240101;20240101|20241231;20241231|"
                + "51001|202608010815|Sốt|100000|1|1\n"),
            ("pension-payments", "chi-tra-luong-huu_2026-07_20260806.csv",
                "BẢO HIỂM XÃ HỘI TỈNH QUẢNG NGÃI;;;;CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM;;;;;;;;\n;;;;;;;;;;;;\n"
                + "STT;Số sổ/Số hồ sơ;Họ và tên;Năm sinh;Số CCCD;Loại chế độ;Số tiền;Hình thức nhận (TM/TK);"
                + "Số tài khoản;Ngân hàng;Tổ chi trả;Địa chỉ;Ký nhận\n7;51-0012345;ĐINH VĂN KRỄ;1972;"
                + "51072999001;Hưu trí;3.245.600;"
                + "TK;****4321;BIDV Quảng Ngãi;Tổ 3;Tịnh Ấn Tây;\nTổng cộng;;;;;;3.245.600;;;;;;\n"),
            ("social-protection", "doi-tuong-bao-tro_20260806.csv",
                "STT;Họ và tên;Ngày sinh;Giới tính;Số CCCD/ĐDCN;Dân tộc;Mã đối tượng (khoản/điểm điều 5);Hệ số;"
                + "Mức hưởng;Từ tháng;Hình thức chi trả;Số tài khoản;Chủ tài khoản;Người giám hộ/nhận thay;Thôn;"
                + "Xã\n3;Đinh Văn Krễ;"
                + "00/00/1972;Nam;051072999001;Hrê;5c;1,0;500.000;07/2018;Ủy quyền;****99;Phạm Văn Đeo;Phạm Văn Đeo;"
                + "Làng Mâm;Ba Bích\n"),
            ("workers", "nguoi-lao-dong_20260806.csv",
                "STT;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Mã số BHXH;Nơi thường trú;Nơi ở hiện tại;"
                + "Đối tượng ưu tiên;Trình độ GDPT;CMKT cao nhất;Chuyên ngành;Tình trạng việc làm;Vị thế;"
                + "Công việc;Nơi làm việc;SĐT\n"
                + "5;Đinh Văn Krễ;1972;Nam;51072999001;;;Bình Dương;Hộ nghèo;12/12;CĐ;Điện;Có việc làm;Làm công;"
                + ";;\n"),
            ("policy-bank-borrowers", "vay-von-nhcsxh_20260806.csv",
                "STT;Mã khách hàng;Tên KH;Số CMND/CCCD;Ngày sinh;Chương trình vay;Dư nợ;Ngày vay;Ngày đến hạn;"
                + "Tổ TK&VV;Tổ trưởng;Hội quản lý;Thôn;Xã\n9;0021000123;ĐINH VĂN KRỄ;51072999001;1972;Hộ nghèo;"
                + "50.000.000;"
                + "02/03/2024;02/03/2027;Tổ Sủng Là 1;Giàng Mí Páo;Hội ND;Thôn 1;Sủng Là\n"),
            .. Books.Select(b => (b.Feed, b.File, BookHeader + $"{b.Kind},12,01/2024,12,05/03/2024,21148,ĐINH VĂN KRỄ,"
                + $"{b.Dates},Nam,Hrê,051072999001,,,,,,,,\n{b.Kind},12,02/2024,3,07/03/2024,21148,Hồ Thị Mỷ,"
                + $"1939,Nữ,Co,"
                + "051139999006,,,,,,,,\n")),
            ("portal-dossiers", "ho-so-cong-dvc_20260806.ndjson",
                """
                {"MaHoSo":"H48.53-260805-0001","SoBienNhan":"1","TenTTHC":"Khai sinh","MaLinhVuc":"HT",
                """ + """
                "TenLinhVuc":"Hộ tịch",
                """ + """
                "MaTTHC":"1.001193","ChuHoSo":"ĐINH VĂN KRỄ","LoaiDoiTuong":"1","MaDoiTuong":"051072999001",
                """ + """
                "NgayTiepNhan":"20260805081500","NgayHenTra":"20260807","TrangThaiHoSo":"6","HinhThuc":"0",
                """ + """
                "DonViXuLy":"UBND xã","TaiLieuNop":[],"DanhSachGiayToKetQua":[]}
                """),
        ];
        await using var bench = await FeedBench.Start(
            server, [.. files.Select(f => FeedBench.DeployedContract(
                f.Feed == "portal-dossiers" ? "service-dossiers-stream" : f.Feed))]);
        var told = new List<string>();
        foreach (var (feed, file, text) in files)
        {
            var report = await bench.RunFiles(feed, bench.Write(file, Encoded(feed, text)));
            var rows = BooksOf(feed) ? 2L : 1L;
            Assert.Equal((feed, "published", "", rows, 0L),
                (feed, report.State, report.Cause ?? "", report.Accepted, report.Refused));
            told.AddRange((await bench.Text($"select unnest(faults) from {new CleanTable(bench.Contract(feed)).Name}"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(fault => $"{feed} {fault}"));
        }

        // An old number under "Số giấy tờ" is told as one, two cards in a cell are none; birth and death no birth date.
        Assert.Equal(
            [
                "taxpayers personalId:personal-id-legacy:212000999",
                "health-visits healthCard:health-card-characters:DN4515112000124;HC4515112000124",
                "death-registrations birthDate:birth-date-unreadable:1972 – 03/03/2024",
            ],
            told);
        Assert.Equal("0", await bench.Text(
            """
            select (select count(*) from api_full.clean_criminal_record_requests where unmatched is not null)
                 + (select count(*) from api_full.clean_health_visits where unmatched is not null)
            """));
        Assert.All(Directory.GetFiles(bench.Spool, "*", SearchOption.AllDirectories).Select(File.ReadAllText),
            kept => Assert.DoesNotContain("Sốt", kept, StringComparison.Ordinal));
    }
}
