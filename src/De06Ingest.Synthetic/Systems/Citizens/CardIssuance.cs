using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Identity card dossiers: new, changed and replaced cards.</summary>
sealed class CardIssuance() : CitizenSystem(
    "card-issuance", "cap-can-cuoc",
    "Mã hồ sơ;Số ĐDCN;Họ và tên;Ngày sinh;Giới tính;Mã xã;Loại cấp;Hình thức;Ngày thu nhận;" +
    "Ngày duyệt;Ngày trả thẻ;Trạng thái;Đơn vị thu nhận")
{
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "homeUnit", "alive"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        citizen.CardIssued != 0 && chance.PerMille(120) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"CC{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var collected = r.DayWithin(400);
        var approved = collected.AddDays(r.Details.Between(2, 6));
        var returned = approved.AddDays(r.Details.Between(1, 20));
        return
        [
            [
                r.RecordNo,
                r.Id(),
                r.Name(),
                r.Birth(),
                r.Sex(),
                r.Unit,
                r.Pick("Cấp mới", "Cấp mới", "Cấp đổi", "Cấp lại"),
                r.Pick("Trực tiếp", "Trực tuyến", "Lưu động"),
                Day(collected),
                r.DayIfPast(approved),
                r.DayIfPast(returned),
                r.DayIfPast(returned) != "" ? "Đã trả thẻ" : r.DayIfPast(approved) != "" ? "Đã duyệt" : "Đã thu nhận",
                $"Công an {r.Home.Name}",
            ],
        ];
    }
}
