using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Health-insurance visits in the headers of XML1: sex 1 and 2, birth dates of twelve digits.</summary>
sealed class HealthVisits() : CitizenSystem(
    "health-visits", "luot-kcb-bhyt",
    "MA_LK;MA_BN;HO_TEN;SO_CCCD;NGAY_SINH;GIOI_TINH;MA_DANTOC;MAXA_CU_TRU;MA_THE_BHYT;MA_CSKCB;" +
    "NGAY_VAO;CACH_TRA_CUU;KET_QUA_TRA_CUU;MA_BENH;T_TONGCHI")
{
    public override Layout Layout { get; } = Layout.Commas with { Separator = '|' };
    public override IReadOnlyList<SystemDelivery> Deliveries => Months;
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "alive"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        chance.PerMille(80) ? chance.Between(1, 2) : 0;

    public override string RecordNo(int citizen, int ordinal) => $"LK51{citizen:D8}{ordinal}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var day = new DateOnly(2026, r.Delivery.Month, r.Details.Between(1, 28));
        var at = r.TimeOf(day);
        var code = $"51{20_000_000 + r.Values.Citizen:D8}";
        return
        [
            [
                r.RecordNo,
                $"BN{r.Values.Citizen:D8}",
                r.Name(),
                r.Id(),
                r.BirthHealth(),
                r.Sex("1", "2"),
                "01",
                r.Unit,
                $"GD451{code}",
                $"51{r.Details.Between(1, 17):D3}",
                $"{at:yyyyMMddHHmm}",
                r.Pick("1", "1", "1", "1", "1", "1", "1", "1", "2", "3"),
                r.Flag(985),
                "J00",
                "150000",
            ],
        ];
    }
}
