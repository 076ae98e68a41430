namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Ranks, scores and sums that others publish.</summary>
sealed class ExternalRankings() : RegisterSystem(
    "external-rankings", "xep-hang",
    "Mã;Chỉ số;Năm;Mã đơn vị;Hạng;Trên tổng;Điểm x 100;Điểm tối đa x 100;Nguồn;Ngày công bố;" +
    "Kỳ đến ngày;Mã chỉ số của tỉnh;Giá trị")
{
    const string Office = "Văn phòng Chính phủ";
    const string Police = "Bộ Công an";
    static readonly (string Code, string Source, string Beside, int Most)[] Listed =
    [
        ("PAPI", "UNDP", "", 8_000),
        ("QĐ766", Office, "", 10_000),
        ("QĐ766-CKMB", Office, "", 1_800),
        ("DTI", "Bộ Khoa học và Công nghệ", "", 10_000),
        ("SIPAS", "Bộ Nội vụ", "", 10_000),
        ("QĐ766-KQDT", Office, "electronic-results", 10_000),
        ("QĐ766-SHHS", Office, "dossiers-digitised", 10_000),
        ("ASXH-TK", Police, "aid-with-account", 10_000),
        ("VNEID", Police, "eid-activated", 10_000),
        ("TIET-KIEM", Police, "", 0),
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
                    row.Most == 0 ? "" : $"{chance.Between(5, 40)}",
                    row.Most == 0 ? "" : "63",
                    row.Most == 0 ? "" : $"{chance.Between(row.Most * 4 / 10, row.Most * 9 / 10)}",
                    row.Most == 0 ? "" : $"{row.Most}",
                    row.Source,
                    $"{chance.Between(1, 28):D2}/04/{year + 1}",
                    $"31/12/{year}",
                    row.Beside,
                    row.Most == 0 ? $"{chance.Between(18, 30)}000000000" : "",
                ];
            }
        }
    }
}
