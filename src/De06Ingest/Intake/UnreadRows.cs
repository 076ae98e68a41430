using System.Buffers;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;

namespace De06Ingest.Intake;

/// <summary>Rows of an extract that were refused and whose key cannot be read. A published record that the extract
/// does not show may stand in one of them, and then it is not gone.</summary>
/// <remarks>A row that could not be cut into cells speaks for a record whose key stands in it as a word; one that
/// could, for a record of the same name with no other birth date, phone or home unit. Of the other rows only their
/// number is known, and a run says it.</remarks>
/// <param name="contract">The feed's contract.</param>
sealed class UnreadRows(FeedContract contract)
{
    /// <summary>A shorter word may be anything.</summary>
    const int ShortestKey = 4;

    static readonly SearchValues<byte> Ends = SearchValues.Create(" ,;\t|\"':{}[]\r\n"u8);

    readonly HashSet<ulong> words = [];
    readonly Dictionary<ulong, List<RecordFields>> people = [];

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
        if (row.NameFolded == 0)
        {
            return;
        }

        if (!people.TryGetValue(row.NameFolded, out var namesakes))
        {
            people[row.NameFolded] = namesakes = [];
        }

        namesakes.Add(row.Fields);
    }

    /// <summary>True when one of the rows may be about this published record.</summary>
    public bool MayHold(SectorRecord record)
    {
        var fields = record.Fields;
        return HoldsKey(record.Bytes(record.Key))
            || (people.TryGetValue(record.NameFolded, out var rows) && rows.Exists(row => Agree(row, fields)));
    }

    static bool Agree(in RecordFields row, in RecordFields record) =>
        (row.BirthFrom == SectorRecord.Unknown || record.BirthFrom == SectorRecord.Unknown
            || (row.BirthFrom <= record.BirthTo && record.BirthFrom <= row.BirthTo))
        && (row.Phone == 0 || record.Phone == 0 || row.Phone == record.Phone)
        && (row.HomeUnit == SectorRecord.Unknown || record.HomeUnit == SectorRecord.Unknown
            || row.HomeUnit == record.HomeUnit);

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
