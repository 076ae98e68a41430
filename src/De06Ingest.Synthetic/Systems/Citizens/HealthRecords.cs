using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Persons of the electronic health record.</summary>
sealed class HealthRecords() : CitizenSystem(
    "health-records", "ho-so-suc-khoe",
    "maHoSo;maHo;nhanThan.soDinhDanh;nhanThan.hoTen;nhanThan.ngaySinh;nhanThan.gioiTinh;" +
    "nhanThan.maXa;soLuotKham;tichHopVneid;ngayLap;nhomMau;tienSu;trangThai")
{
    public override Layout Layout { get; } = Layout.Json("data.records");
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        chance.PerMille(350) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"HSSK51{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var made = r.DayWithin(900);
        return
        [
            [
                r.RecordNo,
                r.Household,
                r.Id(40),
                r.Name(),
                r.BirthCompact(),
                r.Sex("1", "2"),
                r.Unit,
                r.Number(0, 5),
                r.Flag(15),
                $"{made:yyyy-MM-dd}",
                "O",
                "không",
                "HD",
            ],
        ];
    }
}
