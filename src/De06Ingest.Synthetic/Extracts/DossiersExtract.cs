using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>Dossiers of public services; the two sources say the same in different words.</summary>
abstract class DossiersExtract(FeedPlan plan, SectorRow row, int day, Feed feed, ExtractForm form)
    : ExtractWriter(plan, row, day, form, keyedById: false)
{
    static readonly (string Code, string Field)[] Procedures =
    [
        ("1.001612.000.00.00.H48", "Thành lập và hoạt động của hộ kinh doanh"),
        ("1.004222.000.00.00.H48", "Đăng ký, quản lý cư trú"), ("1.001193.000.00.00.H48", "Hộ tịch"),
        ("2.000815.000.00.00.H48", "Chứng thực"), ("1.004193.000.00.00.H48", "Đất đai"),
        ("1.001776.000.00.00.H48", "Bảo trợ xã hội"),
    ];

    Dossier _dossier;

    /// <summary>The dossier at hand.</summary>
    protected Dossier Current => _dossier;

    /// <summary>Writes all dossiers, without what stands around them.</summary>
    protected void WriteDossiers(ExtractSink sink)
    {
        var subjects = Plan.Subjects(feed);
        for (var i = 0; i < subjects.Count; i++)
        {
            if (subjects[i].IsThereOn(Day))
            {
                WriteSubject(sink, feed, i, subjects[i], subjects[i].Course.SpoilsOn(Day));
            }
        }
    }

    protected sealed override void WriteRow(ExtractSink sink, Subject subject)
    {
        _dossier = DossierOf(subject);
        var chance = Chance.For(Seed, ChanceFor.Dressing, Key(feed, subject));
        WriteObject(sink, Applicant(subject, ref chance), ref chance);
    }

    /// <summary>Writes <see cref="Current"/> as one JSON object.</summary>
    protected abstract void WriteObject(ExtractSink sink, Person applicant, ref Chance chance);

    protected sealed override void Count(Subject subject)
    {
        var month = $"{_dossier.Received:yyyy-MM}";
        Tally.Add($"dossiers {month}", true);
        Tally.Add($"online {month}", _dossier.Online);
        if (_dossier.Returned is { } returned)
        {
            Tally.Add($"returned {returned:yyyy-MM}", true);
            Tally.Add($"on-time {returned:yyyy-MM}", DateOnly.FromDateTime(returned) <= _dossier.Due);
        }
    }

    /// <summary>Writes <c>"name":"text",</c> or, for null, <c>"name":null,</c>.</summary>
    protected static void Member(ExtractSink sink, string name, string? text)
    {
        LastMember(sink, name, text);
        sink.Byte((byte)',');
    }

    protected static void LastMember(ExtractSink sink, string name, string? text)
    {
        sink.Text($"\"{name}\":");
        if (text is null)
        {
            sink.Text("null");
        }
        else
        {
            sink.Quoted(text);
        }
    }

    Person Applicant(Subject subject, ref Chance chance)
    {
        var id = Row.IdText ?? Dress.Id(Row.Id, 20, ref chance);
        var name = Dress.Name(Row.Name, ref chance);
        var silent = chance.PerMille(120) && subject.IsPlain;
        var phone = Row.PhoneText ?? (Row.Phone == 0 || silent ? "" : Dress.Phone(Row.Phone, ref chance));
        return new Person(id, name, phone, Row.Population.Places[Row.Place].Code);
    }

    Dossier DossierOf(Subject subject)
    {
        var chance = Chance.For(Seed, ChanceFor.Details, Key(feed, subject));
        var (code, field) = chance.Pick(Procedures);
        var received = DossierDates.ReceivedOn(subject)
            .ToDateTime(new TimeOnly(chance.Between(7, 16), chance.Next(60)));
        var due = DateOnly.FromDateTime(received).AddDays(chance.Between(5, 15));
        var finished = received.AddDays(chance.PerMille(930) ? chance.Next(5) : chance.Next(25)).AddMinutes(30);
        var open = DateOnly.FromDateTime(finished) >= ProvinceOptions.DateOf(Day);
        return new Dossier(code, field, chance.PerMille(830), received, due, open ? null : finished);
    }

    /// <summary>The applicant as written.</summary>
    protected readonly record struct Person(string Id, string Name, string Phone, string Place);

    /// <summary>What only these sources know; times are Vietnam's.</summary>
    protected readonly record struct Dossier(
        string Procedure, string Field, bool Online, DateTime Received, DateOnly Due, DateTime? Returned);
}
