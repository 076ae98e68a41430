using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Authentications at the exam room, one JSON object a line.</summary>
sealed class ExamAuthentications() : CitizenSystem(
    "exam-authentications", "xac-thuc-thi-sinh",
    "maLuot;soBaoDanh;soDinhDanh;hoTen;ngaySinh;maXa;diemThi;buoiThi;thoiDiem;ketQuaThe;" +
    "ketQuaSinhTrac;anhKhuonMat")
{
    public override Layout Layout { get; } = Layout.Lines;
    public override string[] Compares { get; } = ["name", "birthDate"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 17 and < 20 && chance.PerMille(500) ? 2 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"XT{citizen:D8}-{ordinal + 1}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        return
        [
            [
                r.RecordNo,
                $"510{r.Values.Citizen:D7}",
                r.Id(),
                r.Name(),
                r.BirthCompact(),
                r.Unit,
                $"Điểm thi {r.Home.Name}",
                $"{r.Subject.Ordinal + 1}",
                $"2026-06-2{6 + r.Subject.Ordinal}T07:{r.Details.Between(10, 40)}:00+07:00",
                r.Pick("OK", "OK", "OK", "OK", "OK", "OK", "OK", "OK", "LOI", "KHONG"),
                r.Pick("OK", "OK", "OK", "OK", "OK", "OK", "OK", "OK", "LOI", "KHONG"),
                "0",
            ],
        ];
    }
}
