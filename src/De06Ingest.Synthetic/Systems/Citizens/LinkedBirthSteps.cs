using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>The linked birth procedure, a row per step: civil status, residence, health insurance.</summary>
sealed class LinkedBirthSteps() : CitizenSystem(
    "linked-birth-steps", "lien-thong-khai-sinh",
    "Mã hồ sơ liên thông;Mã bước;Tên bước;Cơ quan thực hiện;Số ĐDCN;Họ và tên;Ngày sinh;Giới tính;" +
    "Mã xã;Hình thức nộp;Thời điểm tiếp nhận bước;Hạn bước;Thời điểm hoàn thành bước;" +
    "Số ngày làm việc;Số ngày theo quy định cũ;Trạng thái bước")
{
    static readonly (string Code, string Name, string Agency, int Days, int Statutory)[] Steps =
    [
        ("KS", "Đăng ký khai sinh", "Tư pháp - Hộ tịch cấp xã", 1, 5),
        ("TT", "Đăng ký thường trú", "Công an cấp xã", 2, 7),
        ("BHYT", "Cấp thẻ BHYT trẻ em dưới 6 tuổi", "Bảo hiểm xã hội", 1, 9),
    ];

    public override Layout Layout { get; } = Layout.Commas with { Separator = '|' };
    public override string[] Compares { get; } = ["name", "birthDate", "sex"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        citizen.Birth.Year >= 2022 && !citizen.Birth.YearOnly && chance.PerMille(800) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"LTKS.H48.{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var begun = r.TimeOf(r.DayWithin(200));
        var online = r.Flag(820, "0", "1");
        foreach (var step in Steps)
        {
            var done = WorkingDays.After(begun, r.Details.Between(0, step.Days), r.Details.Between(20, 300));
            yield return
            [
                r.RecordNo,
                step.Code,
                step.Name,
                step.Agency,
                r.Id(),
                r.Name(),
                r.Birth(),
                r.Sex("1", "2"),
                r.Unit,
                online,
                Time(begun),
                Day(DateOnly.FromDateTime(begun).AddDays(step.Days)),
                r.TimeIfPast(done),
                $"{WorkingDays.Between(begun, done)}",
                $"{step.Statutory}",
                r.TimeIfPast(done) != "" ? "4" : "1",
            ];
            if (r.TimeIfPast(done) == "")
            {
                yield break;
            }

            begun = done.AddMinutes(r.Details.Between(5, 600));
        }
    }
}
