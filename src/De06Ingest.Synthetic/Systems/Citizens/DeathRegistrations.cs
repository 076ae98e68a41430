using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Deaths: the list of the deceased, with the day of death.</summary>
sealed class DeathRegistrations() : CivilRegister(
    "death-registrations", "khai-tu",
    "Số đăng ký;Quyển số;Trang số;Ngày đăng ký;Mã nơi đăng ký;Số ĐDCN;Họ tên người chết;Ngày sinh;" +
    "Giới tính;Ngày chết;Số giấy báo tử;Nguyên nhân chết;Loại đăng ký;Trạng thái;Mã xã cư trú")
{
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit"];
    public override LifeStatusOf About => LifeStatusOf.Dead;
    public override bool RegistersDeaths => true;

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        chance.PerMille(850) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"KT-{citizen:D8}";

    protected override DateOnly RegisteredOn(in Citizen citizen, ref Chance details) => DayWithin(1200, ref details);

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var registered = RegisteredOn(r.Citizen, ref r.Details);
        var died = registered.AddDays(-r.Details.Between(1, 14));
        return
        [
            [
                r.RecordNo,
                Book(registered),
                r.Number(1, 200),
                Day(registered),
                Office(r),
                r.Id(30),
                r.Name(),
                r.BirthOrYear(),
                r.Sex("1", "2"),
                Day(died),
                $"GBT-{r.Number(1, 999)}",
                "Tuổi già",
                "Đúng hạn",
                "4",
                r.Unit,
            ],
        ];
    }
}
