using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Payments of land duties.</summary>
sealed class LandDutyPayments() : CitizenSystem(
    "land-duty-payments", "nghia-vu-tai-chinh-dat-dai",
    "Mã giao dịch;Mã hồ sơ;Số CCCD;Họ và tên người nộp;Mã TTHC;Khoản thu;Số tiền;Hình thức;" +
    "Thời điểm nộp;Nơi nộp;Mã xã")
{
    public override Layout Layout { get; } = Layout.Semicolons;
    public override string[] Compares { get; } = ["name", "homeUnit"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 25 && chance.PerMille(25) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"NVTC{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var service = EssentialServices.LandTransfer;
        var paid = r.TimeOf(r.DayWithin(92));
        return
        [
            [
                r.RecordNo,
                $"000.00.53.H48-{paid:yyMMdd}-{r.Values.Citizen % 10000:D4}",
                r.Id(),
                r.Name(),
                service.Procedure,
                r.Pick("TSDĐ", "TNCN", "LPTB"),
                $"{r.Details.Between(500, 60_000) * 1000L}",
                r.Pick("QR", "CTT", "CK", "TM"),
                Time(paid),
                r.Pick("QUAY", "CDVC", "NH"),
                r.Unit,
            ],
        ];
    }
}
