using De06Ingest.Synthetic.People;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Plan;

/// <summary>
/// Who is in which feed, and what is planted where: made once, in citizen order, before anything is written.
/// </summary>
/// <remarks>At most one error is planted in a subject, and only where no other kind can show. Kinds and courses take
/// turns,
/// so that a small province has all of them too.</remarks>
sealed class FeedPlan
{
    readonly Population _population;
    readonly SectorRow _row;
    readonly Dictionary<Feed, Turns> _turns;
    readonly Turns _dead;
    readonly Turns _deadPension;
    readonly Turns _buried;
    readonly Turns _buriedPension;
    readonly Turns _strangers;
    readonly Turns _twice;
    readonly Turns _minors;
    readonly Turns _shared;
    readonly Dictionary<Feed, Turns> _disagreeing;
    readonly Dictionary<Feed, List<Subject>> _subjects;

    /// <summary>By citizen: the last one before with a plain account and a phone.</summary>
    readonly int[] _lenders;
    readonly HashSet<int> _ownPhones = [];
    readonly List<int> _phoneless = [];
    int _lender = -1;

    FeedPlan(Population population)
    {
        _population = population;
        _row = new SectorRow(population);
        _subjects = Enum.GetValues<Feed>().ToDictionary(f => f, _ => new List<Subject>());
        _turns = Enum.GetValues<Feed>().ToDictionary(f => f, f => new Turns(f, InOrdinaryRows(f)));
        _dead = new Turns(Feed.EidAccounts, e => e is DeceasedActive);
        _deadPension = new Turns(Feed.PensionPayments, e => e is DeceasedActive);
        _buried = new Turns(Feed.EidAccounts, e => e is DeathRegistered);
        _buriedPension = new Turns(Feed.PensionPayments, e => e is DeathRegistered);
        _strangers = new Turns(Feed.EidAccounts, e => e is NotInReference);
        _twice = new Turns(Feed.PensionPayments, e => e is DuplicateSubject or SeveralIds);
        _minors = new Turns(Feed.PensionPayments, e => e is MinorBenefit);
        _disagreeing = new[] { Feed.ServiceDossiers, Feed.PortalDossiers }
            .ToDictionary(f => f, f => new Turns(f, e => e is PhoneDisagrees));
        _shared = new Turns(Feed.EidAccounts, e => e is PhoneShared);
        _lenders = new int[population.Registered];
    }

    /// <summary>What the register of day 2 says otherwise: by citizen, the subject whose course says so.</summary>
    public Dictionary<int, Subject> ReferenceChanges { get; } = [];

    /// <summary>People whose death is registered and whom the register has as living, with the course of the
    /// registration.</summary>
    public Dictionary<int, Course> RegisteredDeaths { get; } = [];

    public IReadOnlyList<Subject> Subjects(Feed feed) => _subjects[feed];

    public static FeedPlan Make(Population population)
    {
        var plan = new FeedPlan(population);
        for (var i = 0; i < population.Registered; i++)
        {
            plan.PlanCitizen(i);
        }

        for (var i = population.Registered; i < population.People.Length; i++)
        {
            plan.PlanStranger(i);
        }

        plan.PlanSharedPhone();
        return plan;
    }

    /// <summary>What a row may borrow from others of the province.</summary>
    public void Lend(SectorRow row)
    {
        row.Lender = row.Citizen < _lenders.Length ? _lenders[row.Citizen] : -1;
        row.HasOwnPhone = _ownPhones.Contains(row.Citizen);
    }

    /// <summary>People who are paid a second time under another id: the list writes their whole birth date.</summary>
    public HashSet<int> WithOtherId { get; } = [];

    static Func<IPlantedError, bool> InOrdinaryRows(Feed feed) =>
        e => !e.IsWhole(feed) && e is not (DeceasedActive or DeathRegistered or PhoneShared or PhoneDisagrees);

    void PlanCitizen(int index)
    {
        var chance = Chance.For(_population.Options.Seed, ChanceFor.Membership, index);
        var membership = Membership.Of(_population.People[index], ref chance);
        switch (_population.People[index].Status)
        {
            case LifeStatus.Alive:
                _lenders[index] = _lender;
                PlanEid(index, membership, ref chance);
                PlanPension(index, membership, ref chance);
                PlanMinor(index);
                PlanDossiers(Feed.ServiceDossiers, index, membership.ServiceDossiers, ref chance);
                PlanDossiers(Feed.PortalDossiers, index, membership.PortalDossiers, ref chance);
                break;
            case LifeStatus.Dead:
                PlanDead(index, membership);
                break;
        }
    }

    void PlanEid(int index, Membership membership, ref Chance chance)
    {
        if (!membership.Eid)
        {
            return;
        }

        var elsewhere = membership.InOtherFeeds;
        var subject = chance.PerMille(62) ? Plant(Feed.EidAccounts, index, 0, elsewhere)
            : !elsewhere && chance.PerMille(2)
                ? new Subject(index, 0, PlantedErrors.IndexOf<DeceasedActive>(), Course.OpenedByReference, false)
            : Ordinary(index, 0, ref chance);
        subject = subject.IsPlain && !elsewhere ? WithDeath(_buried, subject) : subject;
        NotePlain(index, subject);
        _subjects[Feed.EidAccounts].Add(subject);
        if (subject.Course is Course.FixedByReference or Course.OpenedByReference)
        {
            ReferenceChanges.Add(index, subject);
        }
    }

    void PlanPension(int index, Membership membership, ref Chance chance)
    {
        if (!membership.Pension)
        {
            return;
        }

        var subject = chance.PerMille(60)
            ? Plant(Feed.PensionPayments, index, 0, true)
            : Ordinary(index, 0, ref chance);
        subject = subject.IsPlain && !membership.Eid ? WithDeath(_buriedPension, subject) : subject;
        _subjects[Feed.PensionPayments].Add(subject);
        if (subject.IsPlain && chance.PerMille(8))
        {
            PlanSecondRecord(index);
        }
    }

    /// <summary>Six in a thousand of those who are in one feed only are dead by a registration: in several, each would
    /// show it.</summary>
    Subject WithDeath(Turns turns, Subject subject)
    {
        var chance = Chance.For(_population.Options.Seed, ChanceFor.Across, (1L << 41) + subject.Citizen);
        if (!chance.PerMille(6))
        {
            return subject;
        }

        var dead = turns.Next(subject.Citizen, subject.Ordinal);
        RegisteredDeaths.Add(subject.Citizen, dead is { Course: Course.New, Whole: false } ? Course.New : Course.None);
        return dead;
    }

    void PlanSecondRecord(int index)
    {
        var second = _twice.Next(index, 1);
        if (second.Kind == PlantedErrors.IndexOf<SeveralIds>())
        {
            if (_population.People[index].Birth.YearOnly)
            {
                second = second with { Kind = PlantedErrors.IndexOf<DuplicateSubject>() };
            }
            else
            {
                WithOtherId.Add(index);
            }
        }

        _subjects[Feed.PensionPayments].Add(second);
    }

    /// <summary>Six in a thousand children are on the pay list by mistake.</summary>
    void PlanMinor(int index)
    {
        var chance = Chance.For(_population.Options.Seed, ChanceFor.Across, index);
        ref readonly var citizen = ref _population.People[index];
        if (citizen.Birth.Year >= 2010 && chance.PerMille(6) && !RegisteredDeaths.ContainsKey(index))
        {
            _subjects[Feed.PensionPayments].Add(_minors.Next(index, 0));
        }
    }

    void NotePlain(int index, Subject subject)
    {
        ref readonly var citizen = ref _population.People[index];
        if (!subject.IsPlain)
        {
            return;
        }

        if (citizen.Phone != 0)
        {
            _lender = index;
        }
        else if (OwnPhones.Has(subject, _population))
        {
            _ownPhones.Add(index);
        }
        else
        {
            _phoneless.Add(_subjects[Feed.EidAccounts].Count);
        }
    }

    /// <summary>One number for a group of phoneless accounts: enough stay all days for it to be shared on every
    /// one.</summary>
    void PlanSharedPhone()
    {
        const int staying = 7;
        const int others = 18;
        var subjects = _subjects[Feed.EidAccounts];
        var group = _phoneless.Where((_, i) => i % 3 == 0).Take(staying + others).ToList();
        for (var i = 0; i < group.Count && group.Count > staying; i++)
        {
            var (citizen, next) = (subjects[group[i]].Citizen, _shared.Next(subjects[group[i]].Citizen, 0));
            subjects[group[i]] = i < staying ? next with { Citizen = citizen, Course = Course.Stays } : next;
        }
    }

    void PlanDossiers(Feed feed, int index, int count, ref Chance chance)
    {
        for (byte ordinal = 0; ordinal < count; ordinal++)
        {
            var subject = chance.PerMille(50)
                ? Plant(feed, index, ordinal, true)
                : Ordinary(index, ordinal, ref chance);
            _subjects[feed].Add(subject.IsPlain && HasOtherPhone(feed, index, ordinal)
                ? _disagreeing[feed].Next(index, ordinal)
                : subject);
        }
    }

    /// <summary>Half the dossiers of people whose account has a phone that the register lacks have another
    /// one.</summary>
    bool HasOtherPhone(Feed feed, int index, byte ordinal)
    {
        var chance = Chance.For(
            _population.Options.Seed, ChanceFor.OwnPhone, (1L << 40) + (index * 8L) + ((int)feed * 2) + ordinal);
        return _ownPhones.Contains(index) && chance.PerMille(500);
    }

    void PlanDead(int index, Membership membership)
    {
        if (!membership.StillThereWhenDead)
        {
            return;
        }

        if (membership.Pension)
        {
            _subjects[Feed.PensionPayments].Add(_deadPension.Next(index, 0));
        }
        else if (membership.Eid)
        {
            _subjects[Feed.EidAccounts].Add(_dead.Next(index, 0));
        }
    }

    void PlanStranger(int index)
    {
        var subject = _strangers.Next(index, 0);
        _subjects[Feed.EidAccounts].Add(subject);
        if (subject.Course == Course.FixedByReference)
        {
            ReferenceChanges.Add(index, subject);
        }
    }

    Subject Plant(Feed feed, int index, byte ordinal, bool elsewhere)
    {
        _row.TakeFrom(feed, new Subject(index, ordinal, -1, Course.None, false));
        Lend(_row);
        return _turns[feed].NextThatFits(index, ordinal, _row, elsewhere);
    }

    static Subject Ordinary(int index, byte ordinal, ref Chance chance) => chance.Next(1000) switch
    {
        < 3 => new Subject(index, ordinal, -1, Course.Vanishes, true),
        < 8 => new Subject(index, ordinal, -1, Course.New, true),
        _ => new Subject(index, ordinal, -1, Course.None, false),
    };
}

/// <summary>Accounts with a phone that only they know.</summary>
static class OwnPhones
{
    public static bool Has(Subject subject, Population population) => population.People[subject.Citizen].Phone == 0
        && Chance.For(population.Options.Seed, ChanceFor.OwnPhone, subject.Citizen).PerMille(300);
}

/// <summary>In which feeds a citizen is.</summary>
readonly record struct Membership(
    bool Eid, bool Pension, int ServiceDossiers, int PortalDossiers, bool StillThereWhenDead)
{
    /// <summary>A change of the register would show in more feeds than the accounts.</summary>
    public bool InOtherFeeds => Pension || ServiceDossiers + PortalDossiers > 0;

    public static Membership Of(in People.Citizen citizen, ref Chance chance)
    {
        var age = 2026 - citizen.Birth.Year;
        return new Membership(
            citizen.CardIssued != 0 && chance.PerMille(930),
            age >= 56 && chance.PerMille(300),
            Dossiers(age, 60, ref chance),
            Dossiers(age, 35, ref chance),
            chance.PerMille(250));
    }

    static int Dossiers(int age, int perMille, ref Chance chance) =>
        age < 18 || !chance.PerMille(perMille) ? 0 : chance.PerMille(150) ? 2 : 1;
}
