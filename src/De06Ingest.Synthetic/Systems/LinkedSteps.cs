using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems;

/// <summary>One step of a linked procedure.</summary>
/// <param name="Days">Working days that it may take.</param>
/// <param name="Statutory">Days that the law gave it before.</param>
readonly record struct LinkedStep(string Code, string Name, string Agency, int Days, int Statutory);

/// <summary>A linked procedure, a row per step; the next step begins when the one before is done.</summary>
abstract class LinkedSteps(string feed, string stem, IReadOnlyList<LinkedStep> steps) : CitizenSystem(
    feed, stem,
    "Mã hồ sơ liên thông;Mã bước;Tên bước;Cơ quan thực hiện;Số ĐDCN;Họ và tên;Ngày sinh;Giới tính;" +
    "Mã xã;Hình thức nộp;Thời điểm tiếp nhận bước;Hạn bước;Thời điểm hoàn thành bước;" +
    "Số ngày làm việc;Số ngày theo quy định cũ;Trạng thái bước")
{
    public override Layout Layout { get; } = Layout.Commas with { Separator = '|' };
    public override string[] Compares { get; } = ["name", "birthDate", "sex"];

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var begun = r.TimeOf(r.DayWithin(200));
        var online = r.Flag(820, "0", "1");
        foreach (var step in steps)
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
