using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Payments of fees and charges per dossier.</summary>
sealed class FeePayments() : CitizenSystem(
    "fee-payments", "thanh-toan-phi-le-phi",
    "Mã giao dịch;Mã hồ sơ;Số CCCD;Họ và tên người nộp;Mã TTHC;Loại khoản thu;Số tiền;Hình thức;" +
    "Trực tuyến;Thời điểm;Nơi thu;Mã xã;Kết quả")
{
    public override string[] Compares { get; } = ["name"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 18 && chance.PerMille(50) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"GD{citizen:D9}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var service = r.Details.Pick(EssentialServices.WithFee);
        var paid = r.TimeOf(r.DayWithin(92));
        return
        [
            [
                r.RecordNo,
                $"000.00.53.H48-{paid:yyMMdd}-{r.Values.Citizen % 10000:D4}",
                r.Id(),
                r.Name(),
                service.Procedure,
                r.Pick("Phí", "Lệ phí"),
                r.Pick("15.000", "30.000", "50.000", "150000"),
                r.Pick("QR", "CTT", "CTT", "CK", "TM"),
                r.Flag(830),
                Time(paid),
                r.Pick("TT", "BP1C", "CDVC"),
                r.Unit,
                r.Pick("TC", "TC", "TC", "TC", "TC", "TC", "TC", "KTC"),
            ],
        ];
    }
}
