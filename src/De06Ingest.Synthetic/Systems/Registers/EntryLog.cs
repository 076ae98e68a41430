namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>How each dossier was keyed in.</summary>
sealed class EntryLog() : RegisterSystem(
    "entry-log", "nhat-ky-nhap-lieu",
    "Mã lượt nhập;Mã hồ sơ;Mã xã;Điểm nhập;Nhóm nhập;Thời điểm tiếp nhận;Thời điểm nhập;" +
    "Số bước phải nhập;Số bước đã nhập;Số lỗi phải sửa")
{
    public override Layout Layout { get; } = Layout.Commas with { Separator = '\t' };

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < Math.Max(200, view.Population.Registered / 40); i++)
        {
            var chance = view.ChanceOf(Feed, i);
            // Some communes key nothing in at all.
            var place = view.Places[chance.Next(view.Places.Count) is var at && at % 31 == 7 ? at - 1 : at];
            var received = new DateTime(2026, 5, 2, 7, 0, 0).AddDays(chance.Next(90)).AddMinutes(chance.Next(540));
            var late = chance.PerMille(880) ? chance.Between(0, 90) : chance.Between(300, 9_000);
            var steps = chance.Between(3, 5);
            yield return
            [
                $"NL{i:D8}",
                $"000.00.53.H48-{received:yyMMdd}-{i:D8}",
                place.Code,
                chance.Pick(["BPMC", "BPMC", "BĐ", "CDVC"]),
                $"N{chance.Between(1, 6)}",
                $"{received:dd/MM/yyyy HH:mm}",
                $"{received.AddMinutes(late):dd/MM/yyyy HH:mm}",
                $"{steps}",
                $"{(chance.PerMille(870) ? steps : steps - 1)}",
                $"{(chance.PerMille(900) ? 0 : chance.Between(1, 3))}",
            ];
        }
    }
}
