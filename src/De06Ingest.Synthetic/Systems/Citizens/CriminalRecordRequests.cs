using De06Ingest.Synthetic.People;
using static De06Ingest.Synthetic.Systems.CitizenRow;

namespace De06Ingest.Synthetic.Systems.Citizens;

/// <summary>Requests for criminal-record certificates; sex as 1 and 0, dates in three precisions.</summary>
sealed class CriminalRecordRequests() : CitizenSystem(
    "criminal-record-requests", "ly-lich-tu-phap",
    "receiveNo;fullName;genderId;birthDateStr;ethnicId;identifyNo;idTypeId;reRegionId;phone;dadName;" +
    "momName;recordContent;declareDate;formType;channel;state")
{
    public override Layout Layout { get; } = Layout.Lines;
    public override string[] Compares { get; } = ["name", "birthDate", "sex", "phone"];

    public override int RecordsOf(in Citizen citizen, ref Chance chance) =>
        2026 - citizen.Birth.Year >= 18 && chance.PerMille(20) ? 1 : 0;

    public override string RecordNo(int citizen, int ordinal) => $"LLTP{citizen:D8}";

    public override IEnumerable<string[]> Lines(CitizenRow r)
    {
        var declared = r.DayWithin(120);
        var state = declared.AddDays(10) < r.AsOf ? "5" : r.Pick("3", "4");
        return
        [
            [
                r.RecordNo,
                r.Name(),
                r.Sex("1", "0"),
                r.BirthOrYear(),
                "01",
                r.Id(),
                "3",
                r.Unit,
                r.Phone(),
                "",
                "",
                "không",
                Day(declared),
                r.Pick("1", "1", "2"),
                r.Pick("0", "1", "2"),
                state,
            ],
        ];
    }
}
