using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Matching;
using De06Ingest.Matching.Evidence;

namespace De06Ingest.Commands.Linkage;

/// <summary>Two files as a run sees them: the citizens in memory, the rows whose personal id leads to one, and those
/// that are matched by evidence, rows of a doubted id included.</summary>
sealed class RunSides
{
    static readonly Slice AnySlice = new("2026-01", "00001");

    readonly Matcher matcher;
    readonly List<FoundCitizen> heldById = [];

    RunSides(FeedContract feed, ReferenceIndex reference, List<string> referenceKeys)
    {
        (Reference, ReferenceKeys, Held) = (reference, referenceKeys, new EvidenceRows(feed));
        matcher = new(reference);
    }

    public ReferenceIndex Reference { get; }

    /// <summary>Keys of the citizens.</summary>
    public IReadOnlyList<string> ReferenceKeys { get; }

    /// <summary>Rows that the personal id does not lead to a citizen, or to another than the rest of the row.</summary>
    public EvidenceRows Held { get; }

    /// <summary>Keys of <see cref="Held"/>.</summary>
    public List<string> HeldKeys { get; } = [];

    /// <summary>Rows with their citizen by personal id.</summary>
    public List<(string Key, int Citizen)> ById { get; } = [];

    public int Rows => ById.Count + HeldKeys.Count;

    /// <summary>Reads both files; rows that a run would refuse take no part.</summary>
    /// <param name="referenceContract">Contract of the reference.</param>
    /// <param name="reference">File of the reference.</param>
    /// <param name="feedContract">Contract of the rows.</param>
    /// <param name="feed">File of the rows.</param>
    /// <param name="today">Day of both.</param>
    /// <param name="holdAll">Rows with an id are matched by evidence as well.</param>
    public static RunSides Read(
        FeedContract referenceContract, string reference, FeedContract feedContract, string feed, DateOnly today,
        bool holdAll = false)
    {
        var keys = new List<string>();
        var sides = new RunSides(feedContract, Citizens(referenceContract, reference, today, keys), keys);
        foreach (var record in Records(feedContract, feed, today))
        {
            sides.Add(record, holdAll);
        }

        return sides;
    }

    /// <summary>The links that a run would make.</summary>
    public IEnumerable<(string Feed, string Reference, Band Band)> Links(EvidenceLink[] found)
    {
        var byId = ById.Select(l => (l.Key, ReferenceKeys[l.Citizen], Band.Auto));
        return byId.Concat(Enumerable.Range(0, found.Length)
            .Select(row => (Row: row, Found: heldById[row].With(found[row])))
            .Where(l => l.Found.Citizen >= 0 || l.Found.Link is not null)
            .Select(l => (HeldKeys[l.Row], ReferenceKeys[Math.Max(l.Found.Citizen, l.Found.Link?.Citizen ?? -1)],
                l.Found.Citizen >= 0 ? Band.Auto : Band.Review)));
    }

    static ReferenceIndex Citizens(FeedContract contract, string path, DateOnly today, List<string> keys)
    {
        var builder = new ReferenceIndexBuilder(Guid.Empty, 1024);
        var places = new PlaceText();
        foreach (var record in Records(contract, path, today))
        {
            if (record.PersonalId != 0)
            {
                builder.Add(EvidenceCitizen.Of(contract, record, places), default, EvidenceCitizen.Name(record));
                keys.Add(Encoding.UTF8.GetString(record.Bytes(record.Key)));
            }
        }

        return builder.Build();
    }

    void Add(SectorRecord record, bool holdAll)
    {
        var key = Encoding.UTF8.GetString(record.Bytes(record.Key));
        var found = matcher.ById(record);
        if (found.Citizen >= 0)
        {
            found = found with { IsDoubted = DoubtfulId.Contradicts(record, Reference[found.Citizen]) };
        }

        if (!holdAll && !found.IsToBeSought)
        {
            ById.Add((key, found.Citizen));
            return;
        }

        Held.Add(record);
        HeldKeys.Add(key);
        heldById.Add(found);
    }

    /// <summary>The records of a file one after another; each is good until the next.</summary>
    static IEnumerable<SectorRecord> Records(FeedContract contract, string path, DateOnly today)
    {
        var bytes = new FileInfo(path) is { Exists: true } file
            ? file.Length
            : throw new FileNotFoundException(null, path);
        using var rows = RowReaders.Open(contract, new ExtractFile(path, Path.GetFileName(path), bytes, ""));
        var builder = new RecordBuilder(contract, today);
        var record = new SectorRecord(contract.Columns.Count);
        var batch = new RowBatch(contract.Columns.Count);
        while (rows.Read())
        {
            if (rows.Malformed is null && TryBuild(builder, rows, batch, record))
            {
                yield return record;
            }
        }
    }

    static bool TryBuild(RecordBuilder builder, IRowReader rows, RowBatch batch, SectorRecord record)
    {
        batch.Clear(0);
        var cells = batch.Stage(rows);
        if (!builder.TryKey(cells, AnySlice, out _) || !builder.RequiredAreSound(cells))
        {
            return false;
        }

        builder.Build(cells, AnySlice, record);
        return true;
    }
}
