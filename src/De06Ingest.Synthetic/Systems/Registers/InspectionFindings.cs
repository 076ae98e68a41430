namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Findings of inspections until they are closed.</summary>
sealed class InspectionFindings() : RegisterSystem(
    "inspection-findings", "ket-luan-kiem-tra",
    "Mã tồn tại;Nội dung;Mã xã;Nhóm tiện ích;Ngày kiểm tra;Đơn vị khắc phục;Hạn;Ngày hoàn thành;" +
    "Minh chứng;Trạng thái")
{
    public override Layout Layout { get; } = Layout.Semicolons;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < 60; i++)
        {
            var chance = view.ChanceOf(Feed, i);
            var place = view.Places[chance.Next(view.Places.Count)];
            var due = new DateOnly(2026, 1, 31).AddDays(chance.Next(240));
            var done = chance.PerMille(600) && due < ProvinceOptions.DateOf(1);
            yield return
            [
                $"TT{i + 1:D3}",
                $"Tồn tại số {i + 1}",
                place.Code,
                $"{chance.Between(1, 5)}",
                $"{chance.Between(1, 28):D2}/0{chance.Between(1, 3)}/2026",
                $"UBND {place.Name}",
                $"{due:dd/MM/yyyy}",
                done ? $"{due.AddDays(-chance.Between(0, 30)):dd/MM/yyyy}" : "",
                done && i % 12 != 5 ? $"{chance.Between(10, 900)}/BC" : "",
                done ? "Hoàn thành" : chance.Pick(["Đang thực hiện", "Đang thực hiện", "Chưa thực hiện"]),
            ];
        }
    }
}
