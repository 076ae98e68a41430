using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Officials and public employees.</summary>
sealed class Officials() : CitizenSystem(
    "officials", "can-bo-cong-chuc",
    "maCanBo;soDinhDanh;hoTen;ngaySinh;gioiTinh;maXa;coQuan;loai;coVneid;mucDo")
{
    public override Layout Layout { get; } = Layout.Json("items");
    public override string[] Compares { get; } = ["name", "birthDate", "sex"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 23 and < 61 && chance.PerMille(40) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"CB51{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        return
        [
            [
                r.RecordNo,
                r.Id(2),
                r.Name(),
                r.Birth(),
                r.Sex(),
                r.Unit,
                $"UBND {r.Home.Name}",
                r.Pick("CB", "CC", "CC", "VC", "VC", "VC", "NLĐ"),
                r.Flag(970),
                r.Pick("2", "2", "2", "1"),
            ],
        ];
    }
}
