using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Pupils in the headers of the ministry's export.</summary>
sealed class Pupils() : CitizenSystem(
    "pupils", "hoc-sinh",
    "STT;Họ tên;Ngày sinh;Giới tính;Mã dân tộc;Dân tộc;Mã tỉnh HSĐ;Phường/Xã HSĐ;Thôn/Xóm/Ấp HSĐ;" +
    "Mã định danh Bộ GD&ĐT;Số ĐDCN;Trạng thái HS;Mã lớp;Khối;Trường;SĐT liên hệ")
{
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 6 and < 18 && chance.PerMille(930) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"51{20_000_000 + citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var grade = Math.Clamp(r.Age - 5, 1, 12);
        return
        [
            [
                r.Number(1, 45),
                r.Name(),
                r.Birth(),
                r.Sex(),
                "01",
                PersonNames.Title(r.Citizen.Ethnic),
                "51",
                r.Unit,
                Hamlets.Name(r.Home, r.Citizen.Hamlet),
                r.RecordNo,
                r.Id(60),
                r.Pick("Đang học", "Đang học", "Đang học", "Chuyển đến"),
                $"{grade}A{r.Number(1, 4)}",
                $"{grade}",
                $"Trường TH và THCS {r.Home.Name}",
                "",
            ],
        ];
    }
}
