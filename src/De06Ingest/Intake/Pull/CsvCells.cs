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
    /// <summary>The record with these fields empty but for their line breaks.</summary>
    public byte[] Without(ReadOnlySpan<byte> record, IReadOnlySet<int> fields)
    {
        var kept = new List<byte>(record.Length);
        var breaks = new List<char>();
        var field = 0;
        var quoted = false;
        for (var at = 0; at + text.UnitBytes <= record.Length; at += text.UnitBytes)
        {
            var unit = Unit(record, at);
            quoted ^= unit == '"';
            if (unit == separator && !quoted)
            {
                AddBreaks(kept, breaks);
                field++;
                Add(kept, unit);
            }
            else if (!fields.Contains(field))
            {
                Add(kept, unit);
            }
            else if (unit is '\r' or '\n')
            {
                breaks.Add(unit);
            }
        }

        AddBreaks(kept, breaks);
        return [.. kept];
    }

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

    void AddBreaks(List<byte> kept, List<char> breaks)
    {
        if (breaks.Count > 0)
        {
            breaks.Insert(0, '"');
            breaks.Add('"');
            breaks.ForEach(c => Add(kept, c));
            breaks.Clear();
        }
    }

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
