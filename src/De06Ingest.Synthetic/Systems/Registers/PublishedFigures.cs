namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>What papers printed of earlier half-years.</summary>
sealed class PublishedFigures() : RegisterSystem(
    "published-figures", "da-cong-bo",
    "Mã;Mã chỉ số;Mã đơn vị;Kỳ;Loại;Giá trị;Từ kèm số;Nguồn;Tiêu đề;Liên kết;Ngày công bố")
{
    static readonly string[] Shares = ["eid-activated", "dossiers-online", "pension-through-account"];

    public override Layout Layout { get; } = Layout.Semicolons;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < Shares.Length; i++)
        {
            for (var half = 0; half < 5; half++)
            {
                var chance = view.ChanceOf(Feed, (i * 100L) + half);
                var (year, second) = (2024 + (half / 2), half % 2 == 1);
                yield return
                [
                    $"BC-{year}-{(second ? 2 : 1)}-{i + 1}",
                    Shares[i],
                    "51",
                    second ? $"{year}" : $"{year}-H1",
                    "TL",
                    $"{4_000 + (half * 900) + chance.Between(0, 800)}",
                    chance.PerMille(200) ? "hơn" : "",
                    "Báo của tỉnh",
                    second ? $"Tổng kết Đề án 06 năm {year}" : $"Sơ kết Đề án 06 sáu tháng đầu năm {year}",
                    $"https://bao.example/de-an-06/{year}-{(second ? 2 : 1)}",
                    second ? $"15/01/{year + 1}" : $"15/07/{year}",
                ];
            }
        }
    }
}
