using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace De06Ingest.Commands.Conversion;

/// <summary>A merged range; rows and columns from 0, both ends included.</summary>
readonly record struct MergedRange(int Top, int Left, int Bottom, int Right);

/// <summary>What must be known of a sheet before its first line can be written.</summary>
/// <param name="Columns">Number of columns up to the last one that holds a value.</param>
/// <param name="Merged">Merged ranges by first row.</param>
sealed record SheetLayout(int Columns, IReadOnlyList<MergedRange> Merged)
{
    public static SheetLayout Read(WorksheetPart part, CancellationToken stop)
    {
        var columns = 0;
        var merged = new List<MergedRange>();
        using var xml = SheetXml.Open(part);
        var at = -1;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "row":
                    stop.ThrowIfCancellationRequested();
                    at = -1;
                    break;
                case "c":
                    at = SheetXml.Column(xml.GetAttribute("r")) ?? at + 1;
                    break;
                case "v" or "is":
                    columns = Math.Max(columns, at + 1);
                    break;
                case "mergeCell" when Range(xml.GetAttribute("ref")) is { } range:
                    merged.Add(range);
                    break;
            }
        }

        return new(columns, [.. merged.OrderBy(m => m.Top)]);
    }

    static MergedRange? Range(string? reference)
    {
        var ends = (reference ?? "").Split(':');
        return ends.Length == 2
            && SheetXml.Column(ends[0]) is { } left && SheetXml.Row(ends[0]) is { } top
            && SheetXml.Column(ends[1]) is { } right && SheetXml.Row(ends[1]) is { } bottom
            ? new(top, left, bottom, right)
            : null;
    }
}

/// <summary>The small conventions of a sheet's XML.</summary>
static class SheetXml
{
    /// <summary>Excel's own limit; a higher column is a damaged file.</summary>
    const int MostColumns = 16_384;
    const int MostRows = 1_048_576;

    public static XmlReader Open(OpenXmlPart part) => XmlReader.Create(
        part.GetStream(FileMode.Open, FileAccess.Read),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CloseInput = true });

    /// <summary>Column from 0 of a reference such as AB12, or null.</summary>
    public static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in (reference ?? "").TakeWhile(char.IsAsciiLetterUpper))
        {
            column = Math.Min((column * 26) + (c - 'A') + 1, MostColumns + 1);
        }

        if (column > MostColumns)
        {
            throw new InvalidDataException("column out of range");
        }

        return column == 0 ? null : column - 1;
    }

    /// <summary>Row from 0 of a reference such as AB12 or 12, or null.</summary>
    public static int? Row(string? reference)
    {
        var digits = (reference ?? "").AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (!int.TryParse(digits, out var row))
        {
            return null;
        }

        return row is >= 1 and <= MostRows ? row - 1 : throw new InvalidDataException("row out of range");
    }

    /// <summary>Text of the rich text element at which the reader stands, without phonetic hints; moves behind
    /// it.</summary>
    public static string RichText(XmlReader xml)
    {
        var depth = xml.Depth;
        var isEmpty = xml.IsEmptyElement;
        var text = "";
        xml.Read();
        while (!isEmpty && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            switch (xml.NodeType == XmlNodeType.Element ? xml.LocalName : "")
            {
                case "t":
                    text += xml.ReadElementContentAsString();
                    break;
                case "rPh":
                    xml.Skip();
                    break;
                default:
                    if (!xml.Read())
                    {
                        throw new InvalidDataException("rich text does not end");
                    }

                    break;
            }
        }

        if (!isEmpty)
        {
            xml.Read();
        }

        return text;
    }
}

/// <summary>The texts that cells point to by number.</summary>
static class SharedStrings
{
    public static IReadOnlyList<string> Read(SharedStringTablePart? part, CancellationToken stop)
    {
        var texts = new List<string>();
        if (part is null)
        {
            return texts;
        }

        using var xml = SheetXml.Open(part);
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si")
            {
                stop.ThrowIfCancellationRequested();
                texts.Add(SheetXml.RichText(xml));
            }
            else
            {
                xml.Read();
            }
        }

        return texts;
    }
}
