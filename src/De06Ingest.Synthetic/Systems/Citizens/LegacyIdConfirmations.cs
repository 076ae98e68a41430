using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Confirmations that an old nine-digit number is of the holder of a personal id.</summary>
sealed class LegacyIdConfirmations() : CitizenSystem(
    "legacy-id-confirmations", "xac-nhan-so-cmnd",
    "Số xác nhận;Số ĐDCN;Số CMND;Họ và tên;Ngày sinh;Mã xã;Ngày xác nhận;Hình thức nộp")
{
    public override Layout Layout { get; } = Layout.Semicolons;
    public override string[] Compares { get; } = ["name", "birthDate"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        citizen.Legacy != 0 && chance.PerMille(40) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"XN{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var confirmed = r.DayWithin(600);
        return
        [
            [
                r.RecordNo,
                r.Id(),
                r.Legacy,
                r.Name(),
                r.BirthOrYear(),
                r.Unit,
                Day(confirmed),
                r.Pick("Trực tuyến", "Trực tuyến", "Trực tiếp"),
            ],
        ];
    }
}
