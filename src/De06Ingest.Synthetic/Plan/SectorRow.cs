using De06Ingest.Synthetic.People;

namespace De06Ingest.Synthetic.Plan;

/// <summary>
/// What a sector system holds about one subject: first what the register says, then what a planted error makes of it.
/// The extract dresses these values in the forms that people write.
/// </summary>
/// <remarks>One object is used again for every row of a file.</remarks>
sealed class SectorRow(Population population)
{
    public Population Population { get; } = population;

    /// <summary>Index of the citizen.</summary>
    public int Citizen { get; private set; }

    /// <summary>Null in the systems of <see cref="Systems"/>.</summary>
    public Feed? Feed { get; private set; }

    /// <summary>Number of the record in the feed; unused where the personal id is the key.</summary>
    public string RecordNo { get; set; } = "";
    public long Id { get; set; }

    /// <summary>Written in place of <see cref="Id"/>, as it stands.</summary>
    public string? IdText { get; set; }
    public string Name { get; set; } = "";
    public BirthDay Birth { get; set; }

    /// <summary>The date must be written with day and month.</summary>
    public bool WholeBirth { get; set; }
    public bool Male { get; set; }

    /// <summary>Nine national digits, 0 for none.</summary>
    public int Phone { get; set; }

    /// <summary>Written in place of <see cref="Phone"/>, as it stands.</summary>
    public string? PhoneText { get; set; }

    /// <summary>Index in <see cref="Population.Places"/>.</summary>
    public int Place { get; set; }

    /// <summary>Written in place of the code of <see cref="Place"/>.</summary>
    public string? PlaceText { get; set; }

    /// <summary>The source gives a wrong phone number as its reason for "not activated".</summary>
    public bool PhoneReportedWrong { get; set; }

    /// <summary>Somebody else with a plain account, whose personal id may be written by mistake; -1 for
    /// nobody.</summary>
    public int Lender { get; set; } = -1;

    /// <summary>The citizen's account has a phone that the register lacks, and nothing is wrong with it.</summary>
    public bool HasOwnPhone { get; set; }

    /// <summary>The account is locked, so that it does not count as active.</summary>
    public bool Locked { get; set; }

    /// <summary>The row must read as active, because that is its error.</summary>
    public bool MustBeActive { get; set; }

    /// <summary>Sets every value to what the register of day 1 says.</summary>
    public void TakeFrom(Feed feed, Subject subject)
    {
        TakeFrom(subject, RecordNumbers.Of(feed, subject));
        Feed = feed;
    }

    /// <summary>The same for a system that numbers its records itself.</summary>
    public void TakeFrom(Subject subject, string recordNo)
    {
        ref readonly var citizen = ref Population.People[subject.Citizen];
        Feed = null;
        Citizen = subject.Citizen;
        RecordNo = recordNo;
        Id = citizen.Id;
        Name = citizen.Name;
        Birth = citizen.Birth;
        Male = citizen.Male;
        Phone = citizen.Phone;
        Place = citizen.Place;
        IdText = PhoneText = PlaceText = null;
        WholeBirth = PhoneReportedWrong = Locked = MustBeActive = false;
    }
}

/// <summary>The numbers under which the sources keep their records.</summary>
static class RecordNumbers
{
    /// <summary>Empty for a feed whose key is the personal id.</summary>
    public static string Of(Feed feed, Subject subject) => feed switch
    {
        Feed.EidAccounts => "",
        Feed.PensionPayments => $"{(subject.Ordinal == 0 ? 51 : 62)}-{subject.Citizen:D7}",
        Feed.ServiceDossiers => Dossier("000.00.53.H48", subject),
        _ => Dossier("G22.99.H48", subject),
    };

    /// <summary>How a subject is named in the answer sheet: the key's value as published.</summary>
    public static string SubjectKey(Feed feed, Subject subject, Population population) =>
        feed == Feed.EidAccounts ? population.People[subject.Citizen].Id.ToString("D12") : Of(feed, subject);

    static string Dossier(string unit, Subject subject) =>
        $"{unit}-{DossierDates.ReceivedOn(subject):yyMMdd}-{(subject.Citizen * 2L) + subject.Ordinal:D8}";
}

/// <summary>When a dossier came in: a fixed function of the subject, because its number says it.</summary>
static class DossierDates
{
    static readonly DateOnly First = new(2026, 5, 2);

    public static DateOnly ReceivedOn(Subject subject) =>
        First.AddDays((int)(((subject.Citizen * 37L) + (subject.Ordinal * 11)) % 92));
}
