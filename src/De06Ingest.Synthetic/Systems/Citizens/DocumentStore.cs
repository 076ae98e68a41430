using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Documents in the personal store of the portal, one JSON object a line.</summary>
sealed class DocumentStore() : CitizenSystem(
    "document-store", "kho-du-lieu-ca-nhan",
    "maGiayTo;chuSoHuu.soDinhDanh;chuSoHuu.hoTen;chuSoHuu.maXa;loaiGiayTo;maTTHC;ngayLuu;" +
    "soLanSuDungLai;ngaySuDungGanNhat;nguon")
{
    public override Layout Layout { get; } = Layout.Lines;
    public override string[] Compares { get; } = ["name"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 18 && chance.PerMille(40) ? chance.Between(1, 2) : 0;

    public override string RecordNo(int citizen, int ordinal) => $"KDL-{citizen:D8}-{ordinal + 1}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var stored = r.DayWithin(500);
        var reused = r.Details.Next(4);
        return
        [
            [
                r.RecordNo,
                r.Id(),
                r.Name(),
                r.Unit,
                r.Pick("KQ", "KQ", "GT", "BS"),
                r.Details.Pick(EssentialServices.All).Procedure,
                $"{stored:yyyy-MM-dd}",
                $"{reused}",
                reused == 0 ? "" : $"{stored.AddDays(1):yyyy-MM-dd}",
                r.Pick("TINH", "CDVCQG"),
            ],
        ];
    }
}
