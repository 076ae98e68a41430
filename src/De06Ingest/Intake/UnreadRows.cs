using System.Buffers;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Intake;

/// <summary>Rows of an extract that were refused and whose key cannot be read. A published record that the extract
/// does not show may stand in one of them, and then it is not gone.</summary>
/// <remarks>A row that could not be cut into cells speaks for a record whose key stands in it as a word; one that
/// could, for a record with the same name or personal id, unless <see cref="RecordMarks"/> tells the two apart. Of the
/// other rows only their number is known, and a run says it.</remarks>
/// <param name="contract">The feed's contract.</param>
/// <param name="map">Number of the map that the extract's unit codes are on; 0 for none.</param>
sealed class UnreadRows(FeedContract contract, byte map)
{
    /// <summary>Of more rows than these only the names are kept, and the name alone speaks.</summary>
    public const int MostRemembered = 100_000;

    /// <summary>A shorter word may be anything.</summary>
    const int ShortestKey = 4;

    static readonly SearchValues<byte> Ends = SearchValues.Create(" ,;\t|\"':{}[]\r\n"u8);

    readonly HashSet<ulong> words = [];
    readonly Lazy<RecordMarks> marks = new(() => new(contract, map));
    readonly Dictionary<ulong, List<UnreadRow>> namesakes = [];
    readonly Dictionary<long, List<UnreadRow>> ofCitizen = [];
    readonly HashSet<ulong> names = [];
    int remembered;

    /// <summary>Such rows.</summary>
    public long Count { get; private set; }

    /// <summary>Takes a row that could not be cut.</summary>
    public void Add(ReadOnlySpan<byte> raw)
    {
        Count++;
        while (raw.Length > 0)
        {
            var end = raw.IndexOfAny(Ends);
            var word = end < 0 ? raw : raw[..end];
            if (word.Length > 0)
            {
                words.Add(Fingerprint.Of(word));
            }

            raw = end < 0 ? [] : raw[(end + 1)..];
        }
    }

    /// <summary>Takes a row whose cells are known.</summary>
    public void Add(SectorRecord row)
    {
        Count++;
        if (remembered < MostRemembered && (row.NameFolded != 0 || row.PersonalId != 0))
        {
            var said = marks.Value.Of(row);
            Remember(namesakes, row.NameFolded, said);
            Remember(ofCitizen, row.PersonalId, said);
            remembered++;
        }
        else if (row.NameFolded != 0)
        {
            names.Add(row.NameFolded);
        }
    }

    static void Remember<T>(Dictionary<T, List<UnreadRow>> rows, T key, UnreadRow row)
        where T : struct
    {
        if (EqualityComparer<T>.Default.Equals(key, default))
        {
            return;
        }

        if (!rows.TryGetValue(key, out var same))
        {
            rows[key] = same = [];
        }

        same.Add(row);
    }

    /// <summary>True when one of the rows may be about this published record.</summary>
    public bool MayHold(SectorRecord record)
    {
        return HoldsKey(record.Bytes(record.Key))
            || names.Contains(record.NameFolded)
            || (namesakes.TryGetValue(record.NameFolded, out var same) && same.Exists(MayBe))
            || (ofCitizen.TryGetValue(record.PersonalId, out var own) && own.Exists(MayBe));

        bool MayBe(UnreadRow row) => marks.Value.MayBe(row, record);
    }

    /// <summary>Parts that name period or unit of the whole file need not stand in the row.</summary>
    bool HoldsKey(ReadOnlySpan<byte> key)
    {
        var isLong = false;
        foreach (var name in contract.Key)
        {
            var end = key.IndexOf((byte)'|');
            var part = end < 0 ? key : key[..end];
            key = end < 0 ? [] : key[(end + 1)..];
            if (contract.Columns.Any(c => c.Name == name))
            {
                isLong |= part.Length >= ShortestKey;
                if (!words.Contains(Fingerprint.Of(part)))
                {
                    return false;
                }
            }
        }

        return isLong;
    }
}
