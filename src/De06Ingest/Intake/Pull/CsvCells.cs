using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;

namespace De06Ingest.Intake.Pull;

/// <summary>Empties cells of a CSV record in the file's own encoding.</summary>
/// <remarks>Separators, quotes and line breaks are single code units in every encoding that is read, so nothing is
/// decoded.</remarks>
/// <param name="text">The file's encoding.</param>
/// <param name="separator">The separator of the cells.</param>
sealed class CsvCells(DecodedText text, char separator)
{
    /// <summary>Copies the record with these fields empty but for their line breaks.</summary>
    public void CopyWithout(ReadOnlySpan<byte> record, IReadOnlySet<int> fields, Stream copy)
    {
        if (text.UnitBytes == 1)
        {
            CopyWithout<byte>(record, fields, copy);
        }
        else
        {
            CopyWithout(MemoryMarshal.Cast<byte, ushort>(record), fields, copy);
        }
    }

    void CopyWithout<T>(ReadOnlySpan<T> record, IReadOnlySet<int> fields, Stream copy)
        where T : unmanaged, IBinaryInteger<T>
    {
        var kept = 0;
        for (int field = 0, start = 0; start <= record.Length; field++)
        {
            var end = EndOfField(record, start);
            if (fields.Contains(field))
            {
                copy.Write(MemoryMarshal.AsBytes(record[kept..start]));
                CopyBreaks(record[start..end], copy);
                kept = end;
            }

            start = end + 1;
        }

        copy.Write(MemoryMarshal.AsBytes(record[kept..]));
    }

    int EndOfField<T>(ReadOnlySpan<T> record, int start)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (end, quote) = (Unit<T>(separator), Unit<T>('"'));
        for (var at = start; at < record.Length; at++)
        {
            var next = record[at..].IndexOfAny(end, quote);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (record[at] == end)
            {
                return at;
            }

            var quoted = record[(at + 1)..].IndexOf(quote);
            if (quoted < 0)
            {
                break;
            }

            at += quoted + 1;
        }

        return record.Length;
    }

    void CopyBreaks<T>(ReadOnlySpan<T> cell, Stream copy)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (quote, feed, carriage) = (Unit<T>('"'), Unit<T>('\n'), Unit<T>('\r'));
        if (!cell.ContainsAny(feed, carriage))
        {
            return;
        }

        T[] breaks = [quote, .. cell.ToArray().Where(u => u == feed || u == carriage), quote];
        copy.Write(MemoryMarshal.AsBytes<T>(breaks));
    }

    /// <summary>A character as the file's code unit, whose bytes may stand the other way round than here.</summary>
    T Unit<T>(char ascii)
        where T : unmanaged, IBinaryInteger<T> =>
        T.CreateTruncating(text.UnitBytes == 2 && text.BigEndian ? BinaryPrimitives.ReverseEndianness(ascii) : ascii);

    /// <summary>Separators, quotes and line breaks of the record, with an x for each text between them.</summary>
    public byte[] Structure(ReadOnlySpan<byte> record)
    {
        var kept = new List<byte>();
        var inText = false;
        for (var at = 0; at + text.UnitBytes <= record.Length; at += text.UnitBytes)
        {
            var unit = Unit(record, at);
            var isText = unit != separator && unit is not ('"' or '\r' or '\n');
            if (!isText || !inText)
            {
                Add(kept, isText ? 'x' : unit);
            }

            inText = isText;
        }

        return [.. kept];
    }

    /// <summary>Some text in the file's encoding; ASCII only.</summary>
    public byte[] Text(string ascii) => text.Encoding == TextEncoding.Utf16
        ? new UnicodeEncoding(text.BigEndian, false).GetBytes(ascii)
        : Encoding.ASCII.GetBytes(ascii);

    char Unit(ReadOnlySpan<byte> record, int at) => text.UnitBytes == 1 ? (char)record[at]
        : text.BigEndian ? (char)((record[at] << 8) | record[at + 1])
        : (char)(record[at] | (record[at + 1] << 8));

    void Add(List<byte> kept, char unit)
    {
        if (text.UnitBytes == 1)
        {
            kept.Add((byte)unit);
            return;
        }

        kept.Add((byte)(text.BigEndian ? unit >> 8 : unit));
        kept.Add((byte)(text.BigEndian ? unit : unit >> 8));
    }
}
