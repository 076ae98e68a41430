using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>
/// One month's pay list: CSV with semicolons and CRLF, a letterhead above the header, a total and signatures below.
/// </summary>
sealed class PensionPaymentsExtract(FeedPlan plan, SectorRow row, PayList list)
    : ExtractWriter(plan, row, list.Day, ExtractForm.Csv, keyedById: false)
{
    const string Header =
        "STT;Số sổ;Họ và tên;Năm sinh;Số CCCD;Loại chế độ;Số tiền;Hình thức nhận;Số tài khoản;Mã xã;Ký nhận\r\n";

    static readonly string[] Benefits =
        ["Hưu trí", "Hưu trí", "Hưu trí", "Hưu trí", "Tuất", "Mất sức lao động", "TNLĐ-BNN"];
    static readonly sbyte Minor = PlantedErrors.IndexOf<MinorBenefit>();
    static readonly sbyte OtherId = PlantedErrors.IndexOf<SeveralIds>();
    long _total;
    int _line;
    string _method = "";

    protected override byte Separator => (byte)';';

    public override void Write(ExtractSink sink)
    {
        sink.Text("BẢO HIỂM XÃ HỘI TỈNH QUẢNG NGÃI;;;;;CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM;;;;;\r\n");
        sink.Text(";;;;;Độc lập - Tự do - Hạnh phúc;;;;;\r\n;;;;;;;;;;\r\n");
        sink.Text($"DANH SÁCH CHI TRẢ LƯƠNG HƯU VÀ TRỢ CẤP BHXH THÁNG {list.Month:D2}/2026;;;;;;;;;;\r\n");
        sink.Text(Header);
        var subjects = Plan.Subjects(Feed.PensionPayments);
        for (var i = 0; i < subjects.Count; i++)
        {
            if (subjects[i].IsInMonth(list))
            {
                WriteSubject(sink, Feed.PensionPayments, i, subjects[i], subjects[i].SpoilsIn(list));
            }
        }

        sink.BeginRow();
        sink.Text($"Tổng cộng;;;;;;{_total};;;;\r\n;;;;;;;;;;\r\nNgười lập bảng;;;;;;Giám đốc;;;;\r\n");
    }

    protected override void WriteRow(ExtractSink sink, Subject subject)
    {
        var details = Chance.For(Seed, ChanceFor.Details, Key(Feed.PensionPayments, subject));
        var chance = Chance.For(Seed, ChanceFor.Dressing, Key(Feed.PensionPayments, subject));
        var amount = AmountOf(subject, ref details);
        _total += amount;
        _method = MethodOf(ref details);
        sink.Text((++_line).ToString());
        Next(sink, Row.RecordNo);
        Next(sink, Dress.Name(Row.Name, ref chance));
        Next(sink, BirthText(ref chance));
        Next(sink, IdText(ref chance));
        Next(sink, subject.Kind == Minor ? "Hưu trí" : BenefitOf(subject));
        Next(sink, Dress.Money(amount, ref chance));
        Next(sink, _method);
        Next(sink, _method == "TM" ? "" : $"560{Row.Citizen:D9}");
        Next(sink, Row.Population.Places[Row.Place].Code);
        Next(sink, "");
    }

    // Who is paid under two ids is known by name and whole birth date.
    protected override void Prepare(Subject subject) => Row.WholeBirth = Plan.WithOtherId.Contains(Row.Citizen);

    protected override void EndRow(ExtractSink sink) => sink.Text("\r\n");

    protected override void Count(Subject subject)
    {
        // The figure counts cases, and a second record of one benefit under the same id is the same case.
        if (subject.Ordinal == 0 || subject.Kind == OtherId)
        {
            Tally.Add("paid", true);
            Tally.Add("paid-through-account", _method != "TM");
        }
    }

    // Who is listed twice is so for the same benefit.
    string BenefitOf(Subject subject)
    {
        var details = Chance.For(Seed, ChanceFor.Details, Key(Feed.PensionPayments, subject with { Ordinal = 0 }));
        AmountOf(subject, ref details);
        MethodOf(ref details);
        return details.Pick(Benefits);
    }

    // July's second list corrects one amount in a hundred.
    long AmountOf(Subject subject, ref Chance details)
    {
        var amount = 1_800_000L + (details.Next(60_000) * 100L);
        var corrected = details.PerMille(10) && subject.IsPlain && list is { Month: 7, Day: 2 };
        return corrected ? amount + 50_000 : amount;
    }

    static string MethodOf(ref Chance details) => details.Next(100) switch
    {
        < 62 => "TK",
        < 68 => "UQ",
        _ => "TM",
    };

    string BirthText(ref Chance chance)
    {
        var yearOnly = chance.PerMille(600);
        return yearOnly && !Row.WholeBirth ? $"{Row.Birth.Year}" : Dress.Birth(Row.Birth, ref chance);
    }

    // The list passes through a spreadsheet: leading zeros go, and some numbers come back with a decimal part.
    string IdText(ref Chance chance)
    {
        var text = Row.IdText ?? Dress.Id(Row.Id, 280, ref chance);
        return Row.IdText is null && chance.PerMille(15) ? $"{Row.Id}.0" : text;
    }

    void Next(ExtractSink sink, string cell)
    {
        sink.Byte(Separator);
        sink.Cell(cell, Separator);
    }
}
