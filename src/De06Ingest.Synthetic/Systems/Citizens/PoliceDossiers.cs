using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Dossiers of residence, cards, vehicles and seals; birthdays as UTC times, sex as 1 and 0.</summary>
sealed class PoliceDossiers() : CitizenSystem(
    "police-dossiers", "ho-so-dvc-cong-an",
    "maHoSo;nguoiNop.soDinhDanh;nguoiNop.hoTen;nguoiNop.ngaySinh;nguoiNop.gioiTinh;" +
    "nguoiNop.soDienThoai;nguoiNop.maXa;thuTuc.ma;thuTuc.linhVuc;hinhThucNop;duDieuKienTrucTuyen;" +
    "ngayTiepNhan;ngayHenTra;ngayTraKetQua;trangThai;donViXuLy;coPhi;thanhToanTrucTuyen;ketQuaDienTu")
{
    public override Layout Layout { get; } = Layout.Json("data.items");
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "phone"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 18 && chance.PerMille(70) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"G01.848.{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var service = r.Details.Pick(EssentialServices.Of("Bộ Công an"));
        var received = r.TimeOf(r.DayWithin(92));
        var due = received.AddDays(r.Details.Between(1, 10));
        var returned = received.AddDays(r.Details.Next(11)).AddMinutes(40);
        var isReturned = DateOnly.FromDateTime(returned) < r.AsOf;
        var online = r.Details.PerMille(service.Online);
        return
        [
            [
                r.RecordNo,
                r.Id(),
                r.Name(),
                r.BirthUtc(),
                r.Sex("1", "0"),
                r.Phone(),
                r.Unit,
                service.Procedure,
                service.Field,
                online ? "0" : "1",
                online ? "1" : r.Flag(700),
                $"{received:yyyy-MM-ddTHH:mm:ss}+07:00",
                $"{due:yyyy-MM-dd}",
                isReturned ? $"{returned:yyyy-MM-ddTHH:mm:ss}+07:00" : "",
                isReturned ? "10" : "4",
                $"Công an {r.Home.Name}",
                service.HasFee ? "1" : "0",
                service.HasFee ? r.Flag(600) : "0",
                isReturned ? r.Flag(640) : "0",
            ],
        ];
    }
}
