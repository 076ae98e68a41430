using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Plan;

/// <summary>The sector feeds.</summary>
enum Feed { EidAccounts, PensionPayments, ServiceDossiers, PortalDossiers }

/// <summary>The feeds' names as the contracts have them.</summary>
static class FeedNames
{
    public const string Population = "population";

    public static string Name(this Feed feed) => feed switch
    {
        Feed.EidAccounts => "eid-accounts",
        Feed.PensionPayments => "pension-payments",
        Feed.ServiceDossiers => "service-dossiers",
        _ => "portal-dossiers",
    };
}

/// <summary>One subject of a feed: whom it is about, and what is planted in it.</summary>
/// <param name="Citizen">Index in <see cref="People.Population.People"/>.</param>
/// <param name="Ordinal">0, or 1 for the second record of the same citizen in this feed.</param>
/// <param name="Kind">Index in <see cref="PlantedErrors.All"/>, or -1.</param>
/// <param name="Course">What becomes of it.</param>
/// <param name="Whole">The row itself is the error (or the news), so that it is only there while the course says
/// so.</param>
readonly record struct Subject(int Citizen, byte Ordinal, sbyte Kind, Course Course, bool Whole)
{
    public bool IsPlanted => Kind >= 0;

    /// <summary>Nothing ever happens to this row.</summary>
    public bool IsPlain => Kind < 0 && Course == Course.None;

    /// <summary>Has the extract of this day a row of the subject?</summary>
    public bool IsThereOn(int day) =>
        Course == Course.Vanishes ? day == 1 : !Whole || Course == Course.None || Course.SpoilsOn(day);

    /// <summary>Same for the pay list of one month, as delivered on one day.</summary>
    public bool IsInMonth(PayList list) => Course switch
    {
        Course.Vanishes => list.IsFirstJuly,
        Course.New when Whole => list.Month == 8,
        _ => true,
    };

    /// <summary>Does the pay list carry the planted value?</summary>
    /// <remarks>An error that the source corrects was in July's list only: June's list is not sent again.</remarks>
    public bool SpoilsIn(PayList list) => Course switch
    {
        Course.Stays => true,
        Course.Fixed or Course.Vanishes => list.IsFirstJuly,
        Course.New => list.Month == 8,
        _ => false,
    };
}

/// <summary>One delivery of one month's pay list.</summary>
/// <param name="Month">Month of 2026.</param>
/// <param name="Day">Day of the delivery.</param>
readonly record struct PayList(int Month, int Day)
{
    public bool IsFirstJuly => Month == 7 && Day == 1;

    /// <summary>June and July on day 1; July again, corrected, and August on day 2.</summary>
    public static IReadOnlyList<PayList> All { get; } = [new(6, 1), new(7, 1), new(7, 2), new(8, 2)];
}
