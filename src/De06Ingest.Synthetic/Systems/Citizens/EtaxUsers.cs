using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Users of electronic tax services, UTF-16 with tabs.</summary>
sealed class EtaxUsers() : CitizenSystem(
    "etax-users", "nguoi-dung-thue-dien-tu",
    "Mã tài khoản;MST;Số CCCD;Họ và tên;Số điện thoại;Mã xã;Loại NNT;Ngày đăng ký;Số tờ khai;" +
    "Số lần nộp;Số tiền đã nộp")
{
    public override Layout Layout { get; } = Layout.Commas with { Separator = '\t', Encoding = FileEncoding.Utf16 };
    public override string[] Compares { get; } = ["name", "phone"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 18 and < 70 && chance.PerMille(70) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"ET{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var registered = r.DayWithin(900);
        var payments = r.Details.Next(6);
        return
        [
            [
                r.RecordNo,
                TaxCodes.Of(r.Values.Citizen * 2L),
                r.Id(),
                r.Name(),
                r.Phone(),
                r.Unit,
                r.Pick("CN", "CN", "CN", "HKD"),
                Day(registered),
                r.Number(0, 12),
                $"{payments}",
                $"{payments * 500_000L}",
            ],
        ];
    }
}
