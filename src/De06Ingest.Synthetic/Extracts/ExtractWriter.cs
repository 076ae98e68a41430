using De06Ingest.Synthetic.Answers;
using De06Ingest.Synthetic.Plan;
using De06Ingest.Synthetic.Planted;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>
/// Writes one file: its rows, every now and then a row to be refused or one that stands twice, and the count of all.
/// </summary>
/// <param name="plan">Who is in the feed and what is planted.</param>
/// <param name="day">Day of the delivery.</param>
/// <param name="form">CSV or a kind of JSON.</param>
/// <param name="keyedById">The personal id is the key.</param>
abstract class ExtractWriter(FeedPlan plan, SectorRow row, int day, ExtractForm form, bool keyedById)
{
    // Primes: 0.47 % of the rows are refused and 0.33 % come twice.
    const int RefusedEvery = 211;
    const int TwiceEvery = 307;
    readonly IRefusedRow[] _refusals = RefusedRows.In(form, keyedById);
    int _refused;

    protected FeedPlan Plan => plan;
    protected SectorRow Row => row;
    protected int Day => day;
    protected ulong Seed => row.Population.Options.Seed;

    /// <summary>What was written.</summary>
    public ExtractTally Tally { get; } = new();

    protected virtual byte Separator => (byte)',';

    /// <summary>Writes the whole file; the caller disposes the sink.</summary>
    public abstract void Write(ExtractSink sink);

    /// <summary>Writes the cells of <see cref="Row"/> (or the object), without what stands between rows.</summary>
    protected abstract void WriteRow(ExtractSink sink, Subject subject);

    /// <summary>Ends a CSV line; in JSON what stands between two rows.</summary>
    protected abstract void EndRow(ExtractSink sink);

    /// <summary>Counts a row that will be accepted, for the figures of the answer sheet.</summary>
    protected virtual void Count(Subject subject)
    {
    }

    /// <summary>A row, and after some of them a refused one or the same one again.</summary>
    /// <param name="index">Place of the subject in its feed: the same on all days.</param>
    /// <param name="spoiled">The planted value is to be written.</param>
    protected void WriteSubject(ExtractSink sink, Feed feed, int index, Subject subject, bool spoiled)
    {
        row.TakeFrom(feed, subject);
        plan.Lend(row);
        Prepare(subject);
        if (spoiled && subject.IsPlanted)
        {
            var chance = Chance.For(Seed, ChanceFor.Spoiling, Key(feed, subject));
            PlantedErrors.All[subject.Kind].Spoil(row, ref chance);
        }

        sink.BeginRow();
        WriteRow(sink, subject);
        Tally.Rows++;
        Count(subject);
        if (subject.IsPlain && index % TwiceEvery == 31)
        {
            WriteTwice(sink);
        }

        EndRow(sink);
        if (index % RefusedEvery == 17 && MayRefuse(feed, index, subject.Citizen))
        {
            WriteRefused(sink, feed, subject);
            EndRow(sink);
        }
    }

    /// <summary>Sets what depends on the day before an error is planted.</summary>
    protected virtual void Prepare(Subject subject)
    {
    }

    /// <summary>Index of a subject's chances.</summary>
    protected static long Key(Feed feed, Subject subject) =>
        (subject.Citizen * 16L) + ((int)feed * 2) + subject.Ordinal;

    // A small extract is not to be held for its share of refused rows: at most one in a hundred.
    // Nor is one about somebody of whom another record goes: which of the two is unreadable, nobody could say.
    bool MayRefuse(Feed feed, int index, int citizen)
    {
        var subjects = plan.Subjects(feed);
        return (_refused + 1) * 100 <= subjects.Count
            && !Goes(subjects, index - 1, citizen) && !Goes(subjects, index + 1, citizen);
    }

    static bool Goes(IReadOnlyList<Subject> subjects, int index, int citizen) =>
        index >= 0 && index < subjects.Count && subjects[index].Citizen == citizen
        && subjects[index].Course == Course.Vanishes;

    void WriteTwice(ExtractSink sink)
    {
        var bytes = sink.Row();
        EndRow(sink);
        sink.Again(bytes);
        Tally.Rows++;
        Tally.Duplicates++;
    }

    void WriteRefused(ExtractSink sink, Feed feed, Subject subject)
    {
        var refusal = _refusals[_refused++ % _refusals.Length];
        var nobody = new Subject(subject.Citizen, subject.Ordinal, -1, Course.None, false);
        row.TakeFrom(feed, nobody);
        row.Id = row.Population.People[subject.Citizen].SpareId;
        refusal.Spoil(row);
        sink.BeginRow();
        WriteRow(sink, nobody);
        refusal.Damage(sink, Separator);
        Tally.Rows++;
        Tally.Refuse(refusal.Code);
    }
}
