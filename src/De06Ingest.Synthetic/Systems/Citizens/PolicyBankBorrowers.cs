using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Borrowers of the policy bank, Windows-1258, ids without their zeros.</summary>
sealed class PolicyBankBorrowers() : CitizenSystem(
    "policy-bank-borrowers", "vay-von-nhcsxh",
    "STT;Mã khách hàng;Tên KH;Số CCCD;Số CMND;Ngày sinh;Chương trình vay;Mã hộ;Dư nợ;Ngày vay;" +
    "Ngày đến hạn;Tổ TK&VV;Hội quản lý;Đã xác minh;Thôn;Mã xã")
{
    public override Layout Layout { get; } = Layout.Semicolons with { Encoding = FileEncoding.Windows1258 };
    public override string[] Compares { get; } = ["name", "birthDate", "homeUnit", "alive"];
    public override bool ChecksDeaths => true;

    /// <summary>Loans outlive people: the bank hears of a death late.</summary>
    public override int DeadPerMille => 400;

    /// <summary>A few borrow twice.</summary>
    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 20 and < 70 && chance.PerMille(60) ? chance.PerMille(15) ? 2 : 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"51{citizen:D8}{(ordinal > 0 ? $"-{ordinal}" : "")}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var lent = r.DayWithin(1500);
        var balance = r.Details.Between(5, 100) * 1_000_000L;
        return
        [
            [
                r.Number(1, 60),
                r.RecordNo,
                r.Name(),
                r.Id(700),
                r.Legacy,
                r.BirthOrYear(),
                r.Pick("Hộ nghèo", "Hộ cận nghèo", "Hộ mới thoát nghèo", "GQVL", "HSSV", "NS&VSMT"),
                r.Household,
                $"{balance:#,0}".Replace(',', '.'),
                Day(lent),
                Day(lent.AddYears(5)),
                $"Tổ {r.Number(1, 9)}",
                r.Pick("HND", "HPN", "CCB", "DTN"),
                r.Flag(820, "Có", "Không"),
                Hamlets.Name(r.Home, r.Citizen.Hamlet),
                r.Unit,
            ],
        ];
    }
}
