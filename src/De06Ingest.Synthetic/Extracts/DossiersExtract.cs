using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>Dossiers of public services; the two sources say the same in different words.</summary>
abstract class DossiersExtract(FeedPlan plan, SectorRow row, int day, Feed feed, ExtractForm form)
    : ExtractWriter(plan, row, day, form, keyedById: false)
{
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
        var service = chance.Pick(EssentialServices.All);
        var received = DossierDates.ReceivedOn(subject)
            .ToDateTime(new TimeOnly(chance.Between(7, 16), chance.Next(60)));
        var due = WorkingDays.From(DateOnly.FromDateTime(received).AddDays(chance.Between(5, 15)));
        var finished = received.AddDays(chance.PerMille(930) ? chance.Next(5) : chance.Next(25)).AddMinutes(30);
        var open = DateOnly.FromDateTime(finished) >= ProvinceOptions.DateOf(Day);
        var online = chance.PerMille(830);
        return new Dossier(service, online, received, due, open ? null : finished)
        {
            EligibleOnline = online || chance.PerMille(600),
            PaidOnline = service.HasFee && chance.PerMille(640),
            InputDigitised = online || chance.PerMille(550),
            ResultDigitised = !open && chance.PerMille(720),
            ElectronicResult = !open && chance.PerMille(645),
            EntryPoint = online ? "CDVC" : chance.PerMille(300) ? "BD" : "BPMC",
            AgencyLevel = chance.Pick(["TINH", "XA", "XA", "XA"]),
            Entered = received.AddMinutes(online ? 0 : chance.Next(400)),
        };
    }

    /// <summary>The applicant as written.</summary>
    protected readonly record struct Person(string Id, string Name, string Phone, string Place);

    /// <summary>What only these sources know; times are Vietnam's.</summary>
    protected readonly record struct Dossier(
        CatalogueEntry Service, bool Online, DateTime Received, DateOnly Due, DateTime? Returned)
    {
        public bool EligibleOnline { get; init; }
        public bool PaidOnline { get; init; }
        public bool InputDigitised { get; init; }
        public bool ResultDigitised { get; init; }
        public bool ElectronicResult { get; init; }
        public required string EntryPoint { get; init; }
        public required string AgencyLevel { get; init; }

        /// <summary>When it was keyed in; a counter may be late.</summary>
        public DateTime Entered { get; init; }
        public string Procedure => Service.Procedure;
        public string Field => Service.Field;
    }
}
