namespace De06Ingest.Synthetic.Systems.Registers;

/// <summary>Calls through the data-sharing platform, per service and day.</summary>
sealed class LgspCalls() : RegisterSystem(
    "lgsp-calls", "lgsp-giao-dich",
    "ma;maDichVu;ngay;heThongDich;tongGiaoDich;thanhCong;loiQuaHan;loiTuChoi;loiHeThong;" +
    "thoiGianTrungBinh")
{
    static readonly string[] Known =
        ["apiHoTichTuPhap", "apiLyLichTuPhap", "apiBHXH", "apiCSDLDKDN", "dmdc", "apiDanCu"];

    public override Layout Layout { get; } = Layout.Json("data.calls");

    public override IEnumerable<string[]> Rows(RegisterView view)
    {
        for (var i = 0; i < 29 * 31; i++)
        {
            var chance = view.ChanceOf(Feed, i);
            var day = new DateOnly(2026, 7, 1).AddDays(i / 29);
            var service = i % 29 < Known.Length ? Known[i % 29] : $"dichVu{i % 29:D2}";
            var total = chance.Between(2_000, 400_000);
            var timeout = total / chance.Between(700, 2_000);
            var refused = total / chance.Between(2_000, 9_000);
            var broken = total / chance.Between(3_000, 9_000);
            yield return
            [
                $"{service}-{day:yyyyMMdd}",
                service,
                $"{day:yyyy-MM-dd}",
                "Bộ, ngành",
                $"{total}",
                $"{total - timeout - refused - broken}",
                $"{timeout}",
                $"{refused}",
                $"{broken}",
                $"{chance.Between(80, 1_900)}",
            ];
        }
    }
}
