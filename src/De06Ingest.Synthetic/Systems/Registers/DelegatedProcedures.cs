namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Procedures whose decision was delegated.</summary>
sealed class DelegatedProcedures() : RegisterSystem(
    "delegated-procedures", "tthc-uy-quyen",
    "Mã;Mã TTHC;Cấp ủy quyền;Nơi nhận ủy quyền;Quyết định;Hiệu lực từ")
{
    static string Procedure(int number) => number < EssentialServices.All.Length
        ? EssentialServices.All[number].Procedure
        : $"2.{100_000 + number:D6}.000.00.00.H48";

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < 57 + 134 + 6; i++)
        {
            var chance = view.ChanceOf(Feed, i);
            yield return
            [
                $"UQ{i + 1:D3}",
                Procedure(i),
                "UBND tỉnh",
                i < 57 ? "Người đứng đầu" : i >= 191 ? "Giám đốc Sở Tư pháp" : i % 3 == 0 ? "UBND xã" : "Sở",
                $"{chance.Between(100, 900)}/QĐ-UBND",
                $"{chance.Between(1, 28):D2}/0{chance.Between(1, 9)}/2025",
            ];
        }
    }
}
