using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Marriages; a row is about one spouse and names the other by id.</summary>
sealed class MarriageRegistrations() : CivilRegister(
    "marriage-registrations", "ket-hon",
    "Số đăng ký;Quyển số;Trang số;Ngày đăng ký;Mã nơi đăng ký;Số ĐDCN;Họ và tên;Ngày sinh;Giới tính;" +
    "Dân tộc;Số ĐDCN vợ/chồng;Trạng thái;Mã xã cư trú")
{
    public override string[] Compares { get; } = ["name", "birthDate", "sex"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 20 and < 60 && chance.PerMille(30) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"KH-{citizen:D8}";

    protected override DateOnly RegisteredOn(in Citizen citizen, ref Chance details) => DayWithin(900, ref details);

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var registered = RegisteredOn(r.Citizen, ref r.Details);
        var spouse = r.Values.Population.People[Math.Min(r.Citizen.Head + 1, r.Values.Population.Registered - 1)];
        return
        [
            [
                r.RecordNo,
                Book(registered),
                r.Number(1, 200),
                Day(registered),
                Office(r),
                r.Id(5),
                r.Name(),
                r.Birth(),
                r.Sex("1", "2"),
                PersonNames.Title(r.Citizen.Ethnic),
                spouse.Id.ToString("D12"),
                "4",
                r.Unit,
            ],
        ];
    }
}
