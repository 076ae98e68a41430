using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Candidates of the school-leaving exam.</summary>
sealed class ExamCandidates() : CitizenSystem(
    "exam-candidates", "thi-sinh",
    "Số báo danh;Số CCCD;Họ và tên;Ngày sinh;Nữ (X);Mã xã;Trường;Kỳ thi;Hình thức đăng ký;" +
    "Ngày đăng ký;Đăng ký xét tuyển")
{
    public override Layout Layout { get; } = Layout.Semicolons;
    public override string[] Compares { get; } = ["name", "birthDate", "sex"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 17 and < 20 && chance.PerMille(600) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"510{citizen:D7}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        return
        [
            [
                r.RecordNo,
                r.Id(),
                r.Name(),
                r.Birth(),
                r.Sex("0", "X"),
                r.Unit,
                $"Trường THPT {r.Home.Name}",
                "THPT-2026",
                r.Flag(965, "Trực tuyến", "Trực tiếp"),
                $"{r.Number(21, 28)}/04/2026",
                r.Flag(700, "Có", "Không"),
            ],
        ];
    }
}
