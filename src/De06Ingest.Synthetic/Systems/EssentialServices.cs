namespace De06Ingest.Synthetic.Systems;

/// <summary>The essential public services of Project 06: 25 of 2022, and with the 28 that were added, 53.</summary>
/// <remarks>Names follow the decisions; codes of procedures are made up, but in the real form.</remarks>
static class EssentialServices
{
    const string Police = "Bộ Công an";
    const string Justice = "Bộ Tư pháp";
    const string Health = "Bộ Y tế";
    const string Finance = "Bộ Tài chính";
    const string Land = "Bộ Nông nghiệp và Môi trường";
    const string Home = "Bộ Nội vụ";
    const string School = "Bộ Giáo dục và Đào tạo";
    const string Trade = "Bộ Công Thương";
    const string Works = "Bộ Xây dựng";
    static readonly (string Name, string Field, string Ministry, int Online, bool HasFee)[] Named =
    [
        ("Xác nhận số CMND khi đã được cấp thẻ căn cước", "Căn cước", Police, 1000, false),
        ("Cấp đổi, cấp lại thẻ căn cước", "Căn cước", Police, 920, true),
        ("Đăng ký thường trú", "Đăng ký, quản lý cư trú", Police, 880, true),
        ("Đăng ký tạm trú", "Đăng ký, quản lý cư trú", Police, 860, true),
        ("Khai báo tạm vắng", "Đăng ký, quản lý cư trú", Police, 1000, false),
        ("Thông báo lưu trú", "Đăng ký, quản lý cư trú", Police, 1000, false),
        ("Đăng ký, cấp biển số mô tô, xe gắn máy", "Đăng ký xe", Police, 620, true),
        ("Thu nộp phạt vi phạm giao thông qua thiết bị ghi hình", "Giao thông", Police, 540, true),
        ("Làm con dấu mới và cấp giấy chứng nhận đăng ký mẫu dấu", "Con dấu", Police, 1000, false),
        ("Cấp hộ chiếu phổ thông", "Xuất nhập cảnh", Police, 730, true),
        ("Đăng ký khai sinh", "Hộ tịch", Justice, 840, false),
        ("Đăng ký khai tử", "Hộ tịch", Justice, 790, false),
        ("Đăng ký kết hôn", "Hộ tịch", Justice, 560, false),
        ("Liên thông khai sinh - thường trú - thẻ BHYT trẻ dưới 6 tuổi", "Liên thông", Justice, 900, false),
        ("Liên thông khai tử - xóa thường trú - mai táng phí", "Liên thông", Justice, 880, false),
        ("Đăng ký thuế lần đầu, thay đổi thông tin đăng ký thuế", "Thuế", Finance, 980, false),
        ("Đăng ký biến động quyền sử dụng đất", "Đất đai", Land, 310, true),
        ("Cấp đổi, cấp lại giấy phép lái xe", "Sát hạch lái xe", Works, 470, true),
        ("Đăng ký dự thi tốt nghiệp THPT và xét tuyển", "Thi cử", School, 965, false),
        ("Giải quyết hưởng trợ cấp thất nghiệp", "Việc làm", Home, 420, false),
        ("Cấp lại, đổi thẻ bảo hiểm y tế", "Bảo hiểm y tế", Finance, 890, false),
        ("Đóng BHXH tự nguyện, gia hạn thẻ BHYT hộ gia đình", "Bảo hiểm xã hội", Finance, 760, false),
        ("Tích hợp, cấp phiếu lý lịch tư pháp", "Lý lịch tư pháp", Police, 810, true),
        ("Cấp điện mới từ lưới điện hạ áp", "Điện lực", Trade, 950, false),
        ("Thay đổi chủ thể hợp đồng mua bán điện", "Điện lực", Trade, 940, false),
        ("Thành lập và hoạt động của hộ kinh doanh", "Hộ kinh doanh", Finance, 830, true),
        ("Chứng thực bản sao từ bản chính", "Chứng thực", Justice, 350, true),
        ("Trợ giúp xã hội hằng tháng", "Bảo trợ xã hội", Health, 640, false),
        ("Cấp giấy xác nhận tình trạng hôn nhân", "Hộ tịch", Justice, 700, true),
        ("Cấp bản sao trích lục hộ tịch", "Hộ tịch", Justice, 720, true),
        ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "Xây dựng", Works, 450, true),
        ("Tách thửa, hợp thửa đất", "Đất đai", Land, 260, true),
        ("Cấp đổi giấy chứng nhận quyền sử dụng đất", "Đất đai", Land, 280, true),
        ("Xóa đăng ký biện pháp bảo đảm", "Đất đai", Land, 390, true),
        ("Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất", "Đất đai", Land, 400, true),
        ("Hỗ trợ chi phí mai táng", "Bảo trợ xã hội", Health, 610, false),
        ("Xác định mức độ khuyết tật", "Bảo trợ xã hội", Health, 480, false),
        ("Công nhận hộ nghèo, hộ cận nghèo", "Giảm nghèo", Land, 370, false),
        ("Giải quyết chế độ thai sản", "Bảo hiểm xã hội", Finance, 920, false),
        ("Giải quyết hưởng lương hưu", "Bảo hiểm xã hội", Finance, 680, false),
        ("Cấp giấy chứng nhận an toàn thực phẩm", "An toàn thực phẩm", Health, 570, true),
        ("Cấp chứng chỉ hành nghề khám bệnh, chữa bệnh", "Khám chữa bệnh", Health, 590, true),
        ("Chuyển trường đối với học sinh", "Giáo dục", School, 660, false),
        ("Tuyển sinh đầu cấp", "Giáo dục", School, 870, false),
        ("Xét, cấp học bổng chính sách", "Giáo dục", School, 530, false),
        ("Cấp giấy phép lao động cho người nước ngoài", "Lao động", Home, 740, true),
        ("Giải quyết chế độ thờ cúng liệt sĩ", "Người có công", Home, 430, false),
        ("Cấp bổ sung giấy chứng nhận người có công", "Người có công", Home, 410, false),
        ("Đăng ký nội quy lao động", "Lao động", Home, 820, false),
        ("Thông báo hoạt động khuyến mại", "Thương mại", Trade, 910, false),
        ("Đổi giấy phép lái xe do nước ngoài cấp", "Sát hạch lái xe", Works, 500, true),
        ("Cấp phù hiệu xe ô tô kinh doanh vận tải", "Vận tải", Works, 780, true),
        ("Khai thuế, nộp thuế điện tử của cá nhân", "Thuế", Finance, 960, false),
    ];

    // Those that figures of one service ask for.
    static readonly Dictionary<int, string> Keys = new()
    {
        [1] = "legacy-id-confirmation", [2] = "card-renewal", [3] = "permanent-residence",
        [4] = "temporary-residence", [5] = "absence", [6] = "short-stay", [7] = "vehicle-plates", [9] = "seal",
        [16] = "tax-registration", [19] = "exam-registration",
    };

    public static CatalogueEntry[] All { get; } =
    [
        .. Named.Select((s, i) => new CatalogueEntry(
            i + 1, $"{1 + (i % 2)}.{1_000 + (i * 53):D6}.000.00.00.H48", s.Name, s.Field, s.Ministry, s.Online,
            s.HasFee, Keys.GetValueOrDefault(i + 1, ""))),
    ];

    public static CatalogueEntry[] WithFee { get; } = [.. All.Where(s => s.HasFee)];

    public static CatalogueEntry LandTransfer { get; } = All.First(s => s.Field == "Đất đai");

    static readonly Dictionary<string, CatalogueEntry[]> ByMinistry =
        All.GroupBy(s => s.Ministry).ToDictionary(g => g.Key, g => g.ToArray());

    public static CatalogueEntry[] Of(string ministry) => ByMinistry[ministry];
}

/// <summary>One service of the catalogue.</summary>
/// <param name="Number">1 to 25 are of 2022, 26 to 53 were added.</param>
/// <param name="Procedure">Code of the procedure, as dossiers have it.</param>
/// <param name="Online">So many of a thousand dossiers come online.</param>
/// <param name="HasFee">Whether it costs a fee.</param>
/// <param name="Key">What names the service in every version of the catalogue, where a figure needs it.</param>
sealed record CatalogueEntry(
    int Number, string Procedure, string Name, string Field, string Ministry, int Online, bool HasFee, string Key);
