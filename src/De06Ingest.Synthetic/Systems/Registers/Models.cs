namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>The 33 models: who leads, by when, how far.</summary>
sealed class Models() : RegisterSystem(
    "models", "mo-hinh-de-an-06",
    "Mã mô hình;Tên mô hình;Đơn vị chủ trì;Mã xã điểm;Mô hình điểm;Hạn;Ngày hoàn thành;Minh chứng;" +
    "Trạng thái")
{

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < 33; i++)
        {
            var chance = view.ChanceOf(Feed, i);
            var place = view.Places[chance.Next(view.Places.Count)];
            var due = new DateOnly(2026, 1, 31).AddDays(chance.Next(240));
            var done = chance.PerMille(515) && due < ProvinceOptions.DateOf(1);
            yield return
            [
                $"MH{i + 1:D2}",
                $"Mô hình số {i + 1}",
                chance.Pick(["Công an tỉnh", "Sở Y tế", "Sở Tư pháp", "Sở Giáo dục và Đào tạo"]),
                place.Code,
                chance.PerMille(200) ? "Có" : "Không",
                $"{due:dd/MM/yyyy}",
                done ? $"{due.AddDays(-chance.Between(0, 30)):dd/MM/yyyy}" : "",
                done && i % 12 != 5 ? $"{chance.Between(10, 900)}/BC" : "",
                done ? "Hoàn thành" : chance.Pick(["Đang thực hiện", "Đang thực hiện", "Chưa thực hiện"]),
            ];
        }
    }
}
