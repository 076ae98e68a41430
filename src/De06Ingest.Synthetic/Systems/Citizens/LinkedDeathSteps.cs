using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>The linked death procedure, a row per step; its people are the deceased.</summary>
sealed class LinkedDeathSteps() : CitizenSystem(
    "linked-death-steps", "lien-thong-khai-tu",
    "Mã hồ sơ liên thông;Mã bước;Tên bước;Cơ quan thực hiện;Số ĐDCN;Họ và tên;Ngày sinh;Giới tính;" +
    "Mã xã;Hình thức nộp;Thời điểm tiếp nhận bước;Hạn bước;Thời điểm hoàn thành bước;" +
    "Số ngày làm việc;Số ngày theo quy định cũ;Trạng thái bước")
{
    static readonly (string Code, string Name, string Agency, int Days, int Statutory)[] Steps =
    [
        ("KT", "Đăng ký khai tử", "Tư pháp - Hộ tịch cấp xã", 1, 3),
        ("XTT", "Xóa đăng ký thường trú", "Công an cấp xã", 1, 8),
        ("MTP", "Trợ cấp mai táng phí", "Sở Y tế - Bảo trợ xã hội", 2, 10),
    ];

    public override Layout Layout { get; } = Layout.Commas with { Separator = '|' };
    public override string[] Compares { get; } = ["name", "birthDate", "sex"];
    public override LifeStatusOf About => LifeStatusOf.Dead;

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        chance.PerMille(450) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"LTKT.H48.{citizen:D8}";

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
