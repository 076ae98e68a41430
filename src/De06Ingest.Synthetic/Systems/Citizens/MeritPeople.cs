using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>People with merit, in VNI.</summary>
sealed class MeritPeople() : CitizenSystem(
    "merit-people", "nguoi-co-cong",
    "Số hồ sơ;Họ và tên;Năm sinh;Giới tính;Số CCCD;Loại đối tượng;Mức trợ cấp;Có tài khoản;" +
    "Hình thức chi trả;Mã xã")
{
    public override Layout Layout { get; } = Layout.Semicolons with { Encoding = FileEncoding.Vni };
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit", "alive"];
    public override bool ChecksDeaths => true;

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 50 && chance.PerMille(60) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"NCC{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var account = r.Details.PerMille(550);
        return
        [
            [
                r.RecordNo,
                r.Name(),
                r.BirthOrYear(),
                r.Sex(),
                r.Id(150),
                r.Pick("TB", "BB", "TNLS", "CĐHH", "KC"),
                $"{r.Details.Between(1500, 4500)}000",
                account ? "Có" : "Không",
                account ? "TK" : r.Pick("TM", "TM", "UQ"),
                r.Unit,
            ],
        ];
    }
}
