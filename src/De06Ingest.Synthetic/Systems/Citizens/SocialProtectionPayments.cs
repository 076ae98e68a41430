using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Monthly pay lists of social protection.</summary>
sealed class SocialProtectionPayments() : CitizenSystem(
    "social-protection-payments", "chi-tra-bao-tro",
    "Mã hồ sơ;Họ và tên;Số CCCD;Nhóm đối tượng;Số tiền;Có TK (Y/N);Hình thức chi trả;Số tài khoản;" +
    "Ngày chi trả;Trạng thái;Mã xã")
{
    public override Layout Layout { get; } = Layout.Semicolons;
    public override IReadOnlyList<SystemDelivery> Deliveries => Months;
    public override string[] Compares { get; } = ["name", "homeUnit", "alive"];
    public override bool ChecksDeaths => true;

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 75 ? chance.PerMille(650) ? 1 : 0 : chance.PerMille(30) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"BT51{citizen:D7}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var account = r.Details.PerMille(390);
        var method = account && r.Details.PerMille(990) ? "TK" : r.Pick("TM", "TM", "TM", "UQ");
        var paid = r.Details.PerMille(985);
        return
        [
            [
                r.RecordNo,
                r.Name(),
                r.Id(120),
                r.Age >= 75 ? "NCT" : r.Age < 16 ? "TE" : r.Pick("NKT", "K"),
                r.Pick("500.000", "750.000", "1000000"),
                account ? "Y" : "N",
                method,
                method == "TM" ? "" : $"970{r.Values.Citizen:D9}",
                paid ? Day(new DateOnly(2026, r.Delivery.Month, 5)) : "",
                paid ? "Đã chi" : "Chưa nhận",
                r.Unit,
            ],
        ];
    }
}
