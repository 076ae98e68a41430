using De06Ingest.Synthetic.Plan;

namespace De06Ingest.Synthetic.Planted;

/// <summary>One kind of error that a source makes, and that the ledger must find under <see cref="Kind"/>.</summary>
interface IPlantedError
{
    /// <summary>The kind's code in the ledger.</summary>
    string Kind { get; }

    /// <summary>Kinds that the same error shows beside it, because more than one thing is then wrong.</summary>
    IReadOnlyList<string> Also => [];

    /// <summary>Where it is planted, what becomes of it, and how often in proportion to the others.</summary>
    IReadOnlyList<Plot> Plots { get; }

    /// <summary>The row itself is the error, so that there is no right row of the subject.</summary>
    bool IsWhole(Feed feed) => false;

    /// <summary>Can this (right) row take the error, so that no other kind shows?</summary>
    bool Fits(SectorRow row) => true;

    /// <summary>Makes the right row wrong. The same chance makes the same error.</summary>
    void Spoil(SectorRow row, ref Chance chance);
}

/// <summary>One place and course in which an error is planted.</summary>
readonly record struct Plot(Feed Feed, Course Course, int Weight);

/// <summary>Every kind.</summary>
static class PlantedErrors
{
    public static IReadOnlyList<IPlantedError> All { get; } =
    [
        new PhoneInvalid(), new PhoneDiffers(), new PhoneReportedWrong(), new NameDiffers(), new NameDiacritics(),
        new BirthDateDiffers(), new SexDiffers(), new HomeUnitDiffers(), new IdMalformed(), new NotInReference(),
        new DeceasedActive(), new DuplicateSubject(), new SeveralIds(), new IdStructure(), new IdShared(),
        new MinorBenefit(), new PhoneDisagrees(), new PhoneShared(), new UnitUnknown(), new UnitDissolved(),
        new DeathRegistered(),
    ];

    /// <summary>All kinds that an error shows.</summary>
    public static IEnumerable<string> KindsOf(sbyte kind) => [All[kind].Kind, .. All[kind].Also];

    public static sbyte IndexOf<T>()
        where T : IPlantedError => (sbyte)All.ToList().FindIndex(e => e is T);
}

/// <summary>The courses that most kinds take.</summary>
static class Plots
{
    /// <summary>In the accounts: every course that the sector side can take.</summary>
    public static IEnumerable<Plot> Eid(int weight, bool byReference = false) =>
    [
        new(Feed.EidAccounts, Course.Stays, 3 * weight), new(Feed.EidAccounts, Course.Fixed, 2 * weight),
        new(Feed.EidAccounts, Course.Vanishes, weight), new(Feed.EidAccounts, Course.New, 2 * weight),
        new(Feed.EidAccounts, Course.Reopens, weight),
        .. byReference ? [new Plot(Feed.EidAccounts, Course.FixedByReference, weight)] : Array.Empty<Plot>(),
    ];

    /// <summary>Of the dead: an account may be locked later, a payment only ends.</summary>
    public static IEnumerable<Plot> Dead() =>
    [
        .. Eid(1),
        new(Feed.PensionPayments, Course.Stays, 3), new(Feed.PensionPayments, Course.Vanishes, 2),
        new(Feed.PensionPayments, Course.New, 2),
    ];

    /// <summary>In a feed that comes on two days.</summary>
    public static IEnumerable<Plot> TwoDays(Feed feed, int weight) =>
    [
        new(feed, Course.Stays, 3 * weight), new(feed, Course.Fixed, 2 * weight),
        new(feed, Course.Vanishes, weight), new(feed, Course.New, 2 * weight),
    ];

    public static IEnumerable<Plot> Dossiers(int weight) =>
        TwoDays(Feed.ServiceDossiers, weight).Concat(TwoDays(Feed.PortalDossiers, weight));
}
