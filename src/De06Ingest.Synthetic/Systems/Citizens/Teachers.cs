using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Teachers and heads of schools.</summary>
sealed class Teachers() : CitizenSystem(
    "teachers", "giao-vien",
    "Mã giáo viên;Họ tên;Ngày sinh;Giới tính;Số CCCD;Điện thoại;Mã xã;Trường;Vị trí;Trạng thái")
{
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "phone"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 23 and < 60 && chance.PerMille(25) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"GV51{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        return
        [
            [
                r.RecordNo,
                r.Name(),
                r.Birth(),
                r.Sex(),
                r.Id(),
                r.Phone(),
                r.Unit,
                $"Trường THPT {r.Home.Name}",
                r.Pick("GV", "GV", "GV", "GV", "HT", "PHT", "NV"),
                "Đang làm việc",
            ],
        ];
    }
}
