using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Births, with the ids of the parents.</summary>
sealed class BirthRegistrations() : CivilRegister(
    "birth-registrations", "khai-sinh",
    "Số đăng ký;Quyển số;Trang số;Ngày đăng ký;Mã nơi đăng ký;Số ĐDCN;Họ tên trẻ;Ngày sinh;Giới tính;" +
    "Dân tộc;Số ĐDCN cha;Số ĐDCN mẹ;Loại đăng ký;Trạng thái;Mã xã cư trú")
{
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        citizen.Birth.Year >= 2020 && !citizen.Birth.YearOnly ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"KS-{citizen:D8}";

    protected override DateOnly RegisteredOn(in Citizen citizen, ref Chance details)
    {
        var day = BirthDate(citizen).AddDays(details.Between(3, 90));
        return day < ProvinceOptions.DateOf(1) ? day : ProvinceOptions.DateOf(1).AddDays(-1);
    }

    static DateOnly BirthDate(in Citizen citizen) =>
        new(citizen.Birth.Year, citizen.Birth.Month, citizen.Birth.Day);

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var registered = RegisteredOn(r.Citizen, ref r.Details);
        var late = registered.DayNumber - BirthDate(r.Citizen).DayNumber;
        var head = r.Values.Population.People[r.Citizen.Head];
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
                head.Male ? head.Id.ToString("D12") : "",
                head.Male ? "" : head.Id.ToString("D12"),
                late > 60 ? "Quá hạn" : "Đúng hạn",
                "4",
                r.Unit,
            ],
        ];
    }
}
