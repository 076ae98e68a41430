namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Procedures and whether the national portal shows them.</summary>
sealed class PublishedProcedures() : RegisterSystem(
    "published-procedures", "tthc-cong-khai",
    "maTTHC;tenTTHC;linhVuc;capThucHien;mucDo;coNghiaVuTaiChinh;coThanhToanTrucTuyen;daCongKhai;" +
    "ngayCongKhai;coQuanBanHanh;ngayGo")
{
    static readonly string[] Levels = ["TINH", "HUYEN", "XA"];

    public override Layout Layout { get; } = Layout.Json("data.procedures");

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < 400; i++)
        {
            var chance = view.ChanceOf(Feed, i);
            var service = EssentialServices.All[i % EssentialServices.All.Length];
            var published = chance.PerMille(930);
            yield return
            [
                i < EssentialServices.All.Length ? service.Procedure : $"2.{100_000 + i:D6}.000.00.00.H48",
                i < EssentialServices.All.Length ? service.Name : $"Thủ tục số {i}",
                service.Field,
                Levels[i % Levels.Length],
                service.Online > 500 ? "TT" : chance.Pick(["MP", "KHONG"]),
                service.HasFee ? "1" : "0",
                service.HasFee && chance.PerMille(840) ? "1" : "0",
                published ? "1" : "0",
                published ? $"2026-0{chance.Between(1, 7)}-{chance.Between(1, 28):D2}" : "2025-03-03",
                service.Ministry,
                published || !chance.PerMille(400) ? "" : $"2026-07-{chance.Between(1, 28):D2}",
            ];
        }
    }
}
