using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace De06Ingest.Commands.Conversion;

/// <summary>What the cells of a sheet held, beyond plain text and numbers.</summary>
sealed record SheetCellCounts
{
    /// <summary>Cells with a formula, of which the stored result was taken.</summary>
    public long Formulas { get; set; }

    /// <summary>Formulas without a stored result: their cells are empty in the CSV.</summary>
    public long FormulasWithoutResult { get; set; }

    /// <summary>Date serials that were written as ISO dates.</summary>
    public long Dates { get; set; }

    /// <summary>Cells that hold an error such as #N/A, written as such.</summary>
    public long Errors { get; set; }

    /// <summary>Cells whose line breaks became spaces.</summary>
    public long LineBreaks { get; set; }

    /// <summary>Rows that Excel does not show; they are written like the others.</summary>
    public long HiddenRows { get; set; }
}

/// <summary>Streams the rows of a sheet as texts.</summary>
sealed class SheetRows(WorksheetPart part, CellTexts texts) : IDisposable
{
    readonly XmlReader xml = SheetXml.Open(part);
    readonly List<(int Column, string Text)> cells = [];

    /// <summary>Row from 0.</summary>
    public int RowNumber { get; private set; } = -1;

    /// <summary>The cells that hold something, good until the next <see cref="Read"/>.</summary>
    public IReadOnlyList<(int Column, string Text)> Cells => cells;

    public SheetCellCounts Counts { get; } = new();

    /// <summary>Moves to the next row that stands in the file; false at the end.</summary>
    public bool Read()
    {
        cells.Clear();
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "row")
            {
                ReadRow();
                return true;
            }
        }

        return false;
    }

    void ReadRow()
    {
        var row = SheetXml.Row(xml.GetAttribute("r")) ?? RowNumber + 1;
        if (row <= RowNumber)
        {
            throw new InvalidDataException("rows out of order");
        }

        RowNumber = row;
        Counts.HiddenRows += xml.GetAttribute("hidden") is "1" or "true" ? 1 : 0;
        var at = -1;
        var depth = xml.Depth;
        while (!xml.IsEmptyElement && xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c")
            {
                at = SheetXml.Column(xml.GetAttribute("r")) ?? at + 1;
                AddCell(at);
            }
        }
    }

    /// <summary>Reads the cell at which the reader stands, up to its end tag.</summary>
    void AddCell(int column)
    {
        var type = xml.GetAttribute("t") ?? "n";
        var style = xml.GetAttribute("s");
        if (xml.IsEmptyElement)
        {
            return;
        }

        var (raw, hasFormula) = Content();
        Counts.Formulas += hasFormula ? 1 : 0;
        if (raw is null)
        {
            Counts.FormulasWithoutResult += hasFormula ? 1 : 0;
            return;
        }

        var text = texts.Of(type, style, raw, Counts);
        if (text.Length > 0)
        {
            cells.Add((column, OneLine(text)));
        }
    }

    (string? Raw, bool HasFormula) Content()
    {
        string? raw = null;
        var hasFormula = false;
        var depth = xml.Depth;
        xml.Read();
        while (xml.Depth > depth)
        {
            switch (xml.NodeType == XmlNodeType.Element ? xml.LocalName : "")
            {
                case "v":
                    raw = xml.ReadElementContentAsString();
                    break;
                case "is":
                    raw = SheetXml.RichText(xml);
                    break;
                case "f":
                    hasFormula = true;
                    xml.Skip();
                    break;
                default:
                    xml.Read();
                    break;
            }
        }

        return (raw, hasFormula);
    }

    string OneLine(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\n') < 0)
        {
            return text;
        }

        Counts.LineBreaks++;
        return text.ReplaceLineEndings(" ");
    }

    public void Dispose() => xml.Dispose();
}
