namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Legal documents of the province.</summary>
sealed class LegalDocuments() : RegisterSystem(
    "legal-documents", "van-ban-qppl",
    "Số, ký hiệu;Loại;Trích yếu;Ngày ban hành;Ngày hiệu lực")
{

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < 25; i++)
        {
            var chance = view.ChanceOf(Feed, i);
            yield return
            [
                i < 11 ? $"{i + 1:D2}/2026/NQ-HĐND" : $"{i + 1:D2}/2026/QĐ-UBND",
                i < 11 ? "NQ" : "QĐ",
                $"Văn bản số {i + 1}",
                $"{chance.Between(1, 28):D2}/0{chance.Between(1, 7)}/2026",
                $"15/0{chance.Between(7, 9)}/2026",
            ];
        }
    }
}
