namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Tasks with an owner, a deadline and a proof.</summary>
sealed class Tasks() : RegisterSystem(
    "tasks", "nhiem-vu",
    "Mã nhiệm vụ;Nội dung;Kế hoạch;Đơn vị chủ trì;Mã đơn vị;Ngày giao;Hạn;Ngày hoàn thành;Minh chứng;" +
    "Trạng thái")
{
    public override Layout Layout { get; } = Layout.Semicolons;

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < 43; i++)
        {
            var chance = view.ChanceOf(Feed, i);
            var place = view.Places[chance.Next(view.Places.Count)];
            var due = new DateOnly(2026, 1, 31).AddDays(chance.Next(240));
            var done = chance.PerMille(744) && due < ProvinceOptions.DateOf(1);
            yield return
            [
                $"NV{i + 1:D3}",
                $"Nhiệm vụ số {i + 1}",
                i % 3 == 0 ? "DA06-2026" : "CCHC-2026",
                chance.Pick(["Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Văn phòng UBND tỉnh"]),
                place.Code,
                "02/01/2026",
                $"{due:dd/MM/yyyy}",
                done ? $"{due.AddDays(-chance.Between(0, 30)):dd/MM/yyyy}" : "",
                done && i % 12 != 5 ? $"{chance.Between(10, 900)}/BC" : "",
                done ? "Hoàn thành" : chance.Pick(["Đang thực hiện", "Đang thực hiện", "Chưa thực hiện"]),
            ];
        }
    }
}
