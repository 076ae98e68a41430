using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Read;
using De06Ingest.Values;

namespace De06Ingest.Intake;

/// <summary>How a version of a record stands to the others that are known.</summary>
enum VersionRank
{
    /// <summary>It stands.</summary>
    Newest,

    /// <summary>A later version stands.</summary>
    Outdated,

    /// <summary>It stands, though nothing ranks it above the one that stood before.</summary>
    TakesOver,

    /// <summary>Another stands, though nothing ranks it above this one.</summary>
    GivesWay,
}

/// <summary>A delta may hold several versions of a record: the one with the highest sequence counts, among equals the
/// last, and a row before a deletion, which can still come. Equals with other content are a conflict that is
/// told.</summary>
/// <remarks>A row that is refused outdates no other.</remarks>
sealed class DeltaVersions
{
    readonly HashSet<long> outdated = [];
    readonly HashSet<long> contested = [];
    readonly RowState keys = new(1024);
    readonly List<Version> newest = [];

    /// <summary>Equals of the newest version of a record so far, by its number.</summary>
    readonly Dictionary<int, List<Version>> equals = [];

    public static DeltaVersions None { get; } = new();

    /// <summary>Reads the extract once more before the pass; deltas are small.</summary>
    /// <param name="input">The pass.</param>
    /// <param name="isSound">False for a row that is refused.</param>
    /// <param name="order">The row's sequence.</param>
    /// <param name="isDeletion">True for a row that deletes its record.</param>
    public static DeltaVersions Of(
        PassInput input, RowTest isSound, RowOrder order, RowTest isDeletion)
    {
        var versions = new DeltaVersions();
        var builder = new RecordBuilder(input.Contract, input.Day);
        var batch = new RowBatch(input.Contract.Columns.Count);
        long row = 0;
        foreach (var file in input.Extract.Files)
        {
            using var reader = RowReaders.Open(input.Contract, file);
            while (reader.Read())
            {
                row++;
                if (reader.Malformed is not null)
                {
                    continue;
                }

                var cells = batch.Stage(reader);
                if (builder.TryKey(cells, default, out var key) && isSound(cells))
                {
                    versions.Note(key, new(order(cells), row, cells.Hash(), isDeletion(cells)));
                }

                batch.Unstage();
            }
        }

        versions.contested.UnionWith(versions.equals.SelectMany(e => e.Value
            .Where(v => v.Hash != versions.newest[e.Key].Hash && !versions.newest[e.Key].IsDeletion)
            .Select(v => v.Row)));
        return versions;
    }

    /// <summary>How a row of the extract stands to its others; rows count from 1.</summary>
    public VersionRank RankOf(long row) => !outdated.Contains(row) ? VersionRank.Newest
        : contested.Contains(row) ? VersionRank.GivesWay
        : VersionRank.Outdated;

    void Note(ReadOnlySpan<byte> key, in Version version)
    {
        var fingerprint = Fingerprint.Of(key);
        var entry = keys.Find(key, fingerprint);
        if (entry < 0)
        {
            keys.Add(key, fingerprint, 0, 0, RowMark.None);
            newest.Add(version);
            return;
        }

        var known = newest[entry];
        var isNewer = version.Order > known.Order
            || (version.Order == known.Order && (known.IsDeletion || !version.IsDeletion));
        outdated.Add(isNewer ? known.Row : version.Row);
        newest[entry] = isNewer ? version : known;
        if (version.Order > known.Order)
        {
            equals.Remove(entry);
        }
        else if (version.Order == known.Order)
        {
            if (!equals.TryGetValue(entry, out var others))
            {
                equals[entry] = others = [];
            }

            others.Add(isNewer ? known : version);
        }
    }

    readonly record struct Version(long Order, long Row, long Hash, bool IsDeletion);
}

/// <summary>What is asked of a row's cells, which cannot leave the stack.</summary>
delegate bool RowTest(RowCells cells);

/// <summary>Sequence of a row.</summary>
delegate long RowOrder(RowCells cells);
