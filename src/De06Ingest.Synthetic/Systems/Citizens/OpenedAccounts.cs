using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Bank accounts and e-wallets opened, one JSON object a line.</summary>
sealed class OpenedAccounts() : CitizenSystem(
    "opened-accounts", "tai-khoan-mo-moi",
    "maMoTaiKhoan;chuTaiKhoan.soDinhDanh;chuTaiKhoan.hoTen;chuTaiKhoan.soDienThoai;chuTaiKhoan.maXa;" +
    "soTaiKhoan;loai;donViMo;ngayMo;noiHoTro;trangThai")
{
    public override Layout Layout { get; } = Layout.Lines;
    public override string[] Compares { get; } = ["name", "phone"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 15 && chance.PerMille(60) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"TKM{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var opened = r.DayWithin(360);
        return
        [
            [
                r.RecordNo,
                r.Id(),
                r.Name(),
                r.Phone(),
                r.Unit,
                $"560{r.Values.Citizen:D9}",
                r.Pick("TKTT", "TKTT", "TKTT", "VDT", "MM"),
                r.Pick("Agribank", "BIDV", "VietinBank", "VNPT Money", "Viettel Money"),
                $"{opened:yyyy-MM-dd}",
                r.Pick("NH", "NH", "DTN", "MC", "TN"),
                r.Pick("HD", "HD", "HD", "KHOA"),
            ],
        ];
    }
}
