namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Connections that are required, and whether they stand.</summary>
sealed class RequiredConnections() : RegisterSystem(
    "required-connections", "ket-noi-theo-yeu-cau",
    "Mã kết nối;Tên kết nối;Bắt buộc;Trạng thái;Hạn;Ngày hoàn thành;Đơn vị chủ trì")
{
    static readonly (string Title, bool Done)[] Listed =
    [
        ("CSDL quốc gia về dân cư", true),
        ("Hộ tịch điện tử", true),
        ("Bảo hiểm xã hội", true),
        ("Đăng ký doanh nghiệp", true),
        ("Lý lịch tư pháp", true),
        ("Cổng DVC quốc gia", true),
        ("Thanh toán trực tuyến", true),
        ("Đất đai", false),
        ("Mã số đơn vị quan hệ ngân sách", true),
        ("Cấp giấy phép lái xe", false),
    ];

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < Listed.Length; i++)
        {
            var row = Listed[i];
            var chance = view.ChanceOf(Feed, i);
            yield return
            [
                $"KN{i + 1:D2}",
                row.Title,
                "Có",
                row.Done ? "Hoàn thành" : "Đang làm",
                "31/12/2025",
                row.Done ? $"{chance.Between(1, 28):D2}/0{chance.Between(1, 9)}/2025" : "",
                "Sở Khoa học và Công nghệ",
            ];
        }
    }
}
