using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Residence events: permanent and temporary residence, absence, short stays.</summary>
sealed class ResidenceEvents() : CitizenSystem(
    "residence-events", "su-kien-cu-tru",
    "Mã sự kiện;Loại;Số ĐDCN;Họ và tên;Ngày sinh;Mã xã thường trú;Mã nơi đến;Từ ngày;Đến ngày;" +
    "Ngày khai báo;Hình thức;Lý do")
{
    public override string[] Compares { get; } = ["name", "birthDate", "homeUnit"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 16 && chance.PerMille(60) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"CT{citizen:D9}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var kind = r.Pick("TT", "TTR", "TTR", "TV", "TV", "LT", "LT", "LT");
        var from = r.DayWithin(180);
        var away = kind is "TV" or "TTR";
        return
        [
            [
                r.RecordNo,
                kind,
                r.Id(),
                r.Name(),
                r.Birth(),
                r.Unit,
                away ? r.Pick("74", "79", "75", "48", r.Unit) : r.Unit,
                Day(from),
                kind == "TT" ? "" : Day(from.AddDays(kind == "LT" ? 2 : 365)),
                Day(from.AddDays(-1)),
                r.Pick("0", "0", "0", "1", "2"),
                r.Pick("Đi làm", "Đi học", "Thăm thân", "Khác"),
            ],
        ];
    }
}
