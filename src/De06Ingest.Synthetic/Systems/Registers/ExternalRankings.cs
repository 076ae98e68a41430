namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Ranks and scores that others publish.</summary>
sealed class ExternalRankings() : RegisterSystem(
    "external-rankings", "xep-hang",
    "Mã;Chỉ số;Năm;Mã đơn vị;Hạng;Trên tổng;Điểm x 100;Điểm tối đa x 100;Nguồn;Ngày công bố")
{
    static readonly (string Code, string Source, int Of)[] Listed =
    [
        ("PAPI", "UNDP", 63),
        ("QĐ766", "Văn phòng Chính phủ", 63),
        ("QĐ766-CKMB", "Văn phòng Chính phủ", 63),
        ("DTI", "Bộ Khoa học và Công nghệ", 63),
        ("SIPAS", "Bộ Nội vụ", 63),
    ];

    public override Layout Layout { get; } = Layout.Semicolons;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < Listed.Length; i++)
        {
            var row = Listed[i];
            for (var year = 2022; year < 2026; year++)
            {
                var chance = view.ChanceOf(Feed, (i * 10_000L) + year);
                yield return
                [
                    $"{row.Code}-{year}",
                    row.Code,
                    $"{year}",
                    "51",
                    $"{chance.Between(5, 40)}",
                    $"{row.Of}",
                    $"{chance.Between(4_000, 9_000)}",
                    "10000",
                    row.Source,
                    $"{chance.Between(1, 28):D2}/04/{year + 1}",
                ];
            }
        }
    }
}
