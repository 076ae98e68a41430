namespace De06Ingest.Synthetic.Systems;

/// <summary>One sector system: how its extracts look and when they come. What they hold is written in one small file
/// per system, in <c>Citizens/</c> or <c>Registers/</c>.</summary>
/// <param name="feed">Name of the feed, as in its contract.</param>
/// <param name="stem">First part of its file names.</param>
/// <param name="header">Headers with semicolons between them; in JSON, paths of at most two steps.</param>
abstract class SectorSystem(string feed, string stem, string header)
{
    public string Feed { get; } = feed;
    public string Stem { get; } = stem;
    public string[] Header { get; } = header.Split(';');
    public virtual Layout Layout => Layout.Commas;

    /// <summary>Files, in the order in which they come.</summary>
    public virtual IReadOnlyList<SystemDelivery> Deliveries { get; } = [new(1), new(2)];

    /// <summary>Each file is the whole of one month; all come on the first day.</summary>
    protected static IReadOnlyList<SystemDelivery> Months { get; } = [new(1, "2026-06"), new(1, "2026-07")];

    /// <summary>One file, once.</summary>
    protected static IReadOnlyList<SystemDelivery> Once { get; } = [new(1)];
}

/// <summary>One file of a system.</summary>
/// <param name="Day">Day on which it comes.</param>
/// <param name="Period">yyyy-MM for a file that is one month.</param>
readonly record struct SystemDelivery(int Day, string? Period = null)
{
    public DateOnly AsOf => ProvinceOptions.DateOf(Day);

    /// <summary>Month of 2026 that the file is about; the month before the extract's when it is no month's
    /// file.</summary>
    public int Month => Period is null ? 7 : int.Parse(Period[5..]);

    public int Year => Period is null ? 2026 : int.Parse(Period[..4]);
}

/// <summary>A system that keeps records about citizens, who are matched with the register.</summary>
abstract class CitizenSystem(string feed, string stem, string header) : SectorSystem(feed, stem, header)
{
    /// <summary>What the contract compares: the errors that are planted follow from it.</summary>
    public abstract string[] Compares { get; }

    /// <summary>Whom the records are about.</summary>
    public virtual LifeStatusOf About => LifeStatusOf.Living;

    /// <summary>Where life status is compared: so many of a thousand dead people still stand in the system.</summary>
    public virtual int DeadPerMille => 30;

    /// <summary>Its records are deaths, those included of which the register does not know yet.</summary>
    public virtual bool RegistersDeaths => false;

    /// <summary>The contract asks for deaths that were registered.</summary>
    public virtual bool ChecksDeaths => false;

    /// <summary>How many records the system has of this citizen.</summary>
    public abstract int RecordsOf(in People.Citizen citizen, ref Chance chance);

    /// <summary>Number of a record, which is its key or a part of it.</summary>
    public abstract string RecordNo(int citizen, int ordinal);

    /// <summary>The key as it is published.</summary>
    public virtual string SubjectKey(People.Population population, Plan.Subject subject) =>
        RecordNo(subject.Citizen, subject.Ordinal);

    /// <summary>The lines of one record, cell by cell in the order of the header; most have one.</summary>
    public abstract IEnumerable<string[]> Lines(CitizenRow row);
}

/// <summary>Of what standing in the register the people of a system are.</summary>
enum LifeStatusOf { Living, Dead }

/// <summary>A system whose rows are about no citizen.</summary>
abstract class RegisterSystem(string feed, string stem, string header) : SectorSystem(feed, stem, header)
{
    public abstract IEnumerable<string[]> Rows(RegisterView view);
}

/// <summary>Every system. A class in the folders beside this file is one; it is found here.</summary>
static class SectorSystems
{
    public static IReadOnlyList<CitizenSystem> Citizens { get; } = Every<CitizenSystem>();

    public static IReadOnlyList<RegisterSystem> Registers { get; } = Every<RegisterSystem>();

    static List<T> Every<T>()
        where T : SectorSystem =>
        [.. typeof(T).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(T)) && !t.IsAbstract)
            .Select(t => (T)Activator.CreateInstance(t)!).OrderBy(s => s.Feed, StringComparer.Ordinal)];
}
