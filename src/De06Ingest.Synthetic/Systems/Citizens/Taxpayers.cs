using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Individual tax payers, keyed by tax code; some citizens have two.</summary>
sealed class Taxpayers() : CitizenSystem(
    "taxpayers", "nguoi-nop-thue",
    "MST;Tên NNT;Ngày sinh;Số CCCD;Số CMND;Mã xã;Địa chỉ;Cơ quan thuế;Ngày cấp;Trạng thái MST;" +
    "Đã chuẩn hóa")
{
    public override Layout Layout { get; } = Layout.Semicolons;
    public override string[] Compares { get; } = ["name", "birthDate", "alive"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year is >= 18 and < 75 && chance.PerMille(220) ? chance.PerMille(40) ? 2 : 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => TaxCodes.Of((citizen * 2L) + ordinal);

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var issued = r.DayWithin(3000);
        return
        [
            [
                r.RecordNo,
                r.Name(),
                r.Birth(),
                r.Id(120),
                r.Legacy,
                r.Unit,
                r.Address,
                r.Pick("Thuế cơ sở 1", "Thuế cơ sở 2", "Thuế cơ sở 3"),
                Day(issued),
                r.Pick("00", "00", "00", "00", "00", "03", "06"),
                r.Flag(800, "x", ""),
            ],
        ];
    }
}
