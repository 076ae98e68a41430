using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Births, with the ids of the parents.</summary>
sealed class BirthRegistrations() : CitizenSystem(
    "birth-registrations", "khai-sinh",
    "Số đăng ký;Quyển số;Trang số;Ngày đăng ký;Mã nơi đăng ký;Số ĐDCN;Họ tên trẻ;Ngày sinh;Giới tính;" +
    "Dân tộc;Số ĐDCN cha;Số ĐDCN mẹ;Loại đăng ký;Trạng thái;Mã xã cư trú")
{
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        citizen.Birth.Year >= 2020 && !citizen.Birth.YearOnly ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"KS-{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var birth = r.Citizen.Birth;
        var late = r.Details.Between(3, 90);
        var registered = new DateOnly(birth.Year, birth.Month, birth.Day).AddDays(late);
        registered = registered < r.AsOf ? registered : r.AsOf.AddDays(-1);
        var head = r.Values.Population.People[r.Citizen.Head];
        return
        [
            [
                r.RecordNo,
                $"01/{registered:yyyy}",
                r.Number(1, 200),
                Day(registered),
                r.Home.Code,
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
