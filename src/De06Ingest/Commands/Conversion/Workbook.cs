using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace De06Ingest.Commands.Conversion;

/// <summary>What a conversion wrote, and what it met that a person should know of.</summary>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="Lines">Lines written; line n is row n of the sheet.</param>
/// <param name="Rows">Lines that hold something.</param>
/// <param name="Columns">Cells in each line.</param>
/// <param name="Cells">What the cells held.</param>
/// <param name="FilledByMerging">Cells that repeat the value of their merged range.</param>
sealed record WorkbookCounts(
    string Sheet, long Lines, long Rows, int Columns, SheetCellCounts Cells, long FilledByMerging);

/// <summary>The workbook cannot be converted. Says what, why and what to do; holds nothing from a cell.</summary>
/// <param name="code">Stable code such as <c>workbook-encrypted</c>.</param>
/// <param name="message">For the operator.</param>
/// <param name="inner">What the reader of the file said.</param>
/// <param name="sheets">Names of the sheets there are, where that helps.</param>
sealed class WorkbookRefused(string code, string message, Exception? inner = null, string sheets = "")
    : Exception(message, inner)
{
    public string Code { get; } = code;
    public string Sheets { get; } = sheets;
}

/// <summary>Writes one sheet of an .xlsx file as CSV with the values that are stored, not the ones that are
/// shown.</summary>
/// <remarks>
/// The sheet streams through twice: its width and merged ranges stand after or among its rows, and every line of the
/// CSV
/// must have the same cells. Only shared strings are held in memory. A line break in a cell becomes a space, so that a
/// line is a row and line numbers in messages are those of the sheet.
/// </remarks>
static class Workbook
{
    /// <param name="path">The .xlsx file.</param>
    /// <param name="sheet">Sheet name without regard to case; null for the only visible sheet.</param>
    /// <param name="output">Gets UTF-8 without byte order mark, commas, RFC 4180 quotes, LF. Stays open.</param>
    /// <param name="stop">Stops between rows.</param>
    /// <exception cref="WorkbookRefused">No workbook, an encrypted one, or no such sheet.</exception>
    public static WorkbookCounts ToCsv(string path, string? sheet, Stream output, CancellationToken stop)
    {
        using var csv = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        return ToCsv(path, sheet, csv, stop);
    }

    /// <inheritdoc cref="ToCsv(string, string?, Stream, CancellationToken)"/>
    /// <param name="csv">Gets commas, RFC 4180 quotes, LF. Flushed, and stays open.</param>
    public static WorkbookCounts ToCsv(string path, string? sheet, TextWriter csv, CancellationToken stop)
    {
        RefuseOtherFiles(path);
        try
        {
            using var document = SpreadsheetDocument.Open(path, isEditable: false);
            var book = document.WorkbookPart
                ?? throw new WorkbookRefused("workbook-empty", "the file holds no workbook; save it as .xlsx from "
                + "Excel");
            var chosen = Choose(book, sheet);
            var part = book.GetPartById(chosen.Id!.Value!) as WorksheetPart
                ?? throw new WorkbookRefused("sheet-chart", $"'{chosen.Name}' is a chart, not a sheet with cells; "
                    + $"choose one of: {Names(book)}", null, Names(book));
            return Write(book, part, chosen.Name!.Value!, csv, stop);
        }
        catch (Exception e) when (e is OpenXmlPackageException
            or InvalidDataException or FileFormatException or XmlException)
        {
            throw new WorkbookRefused("workbook-damaged", "the workbook is damaged or cut off; open it in Excel, "
                + "save it anew and try again, or ask the sender for it once more", e);
        }
    }

    static void RefuseOtherFiles(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[Math.Min(file.Length, 1 << 20)];
        file.ReadExactly(head);
        switch (head)
        {
            case [0x50, 0x4B, 0x03, 0x04, ..]:
                return;
            case []:
                throw new WorkbookRefused("workbook-empty", "the file is empty; ask the sender for it once more");
            case [0xD0, 0xCF, 0x11, 0xE0, ..]
                when head.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0:
                throw new WorkbookRefused("workbook-encrypted", "the workbook is protected by a password; open it "
                    + "in Excel, remove the password (File, Info, Protect Workbook) and save it as .xlsx");
            case [0xD0, 0xCF, 0x11, 0xE0, ..]:
                throw new WorkbookRefused("workbook-xls", "this is an old Excel file (.xls) or one protected by a "
                    + "password; open it in Excel and save it as .xlsx without a password");
            default:
                throw new WorkbookRefused("workbook-other", "this is no .xlsx workbook; if it is text, use it as "
                    + "CSV directly");
        }
    }

    static Sheet Choose(WorkbookPart book, string? wanted)
    {
        var sheets = book.Workbook.Sheets?.Elements<Sheet>().ToArray() ?? [];
        if (wanted is not null)
        {
            return Array.Find(sheets, s => Same(s.Name?.Value, wanted)) ?? throw new WorkbookRefused(
                "sheet-unknown", $"the workbook has no sheet '{wanted}'; its sheets are: {Names(book)}", null,
                Names(book));
        }

        Sheet[] visible = [.. sheets.Where(s => !IsHidden(s))];
        return visible.Length == 1 ? visible[0] : throw new WorkbookRefused(
            "sheet-needed", $"say with --sheet which sheet to convert; the workbook's sheets are: {Names(book)}", null,
            Names(book));
    }

    static bool Same(string? name, string wanted) => string.Equals(
        name?.Normalize().Trim(), wanted.Normalize().Trim(), StringComparison.OrdinalIgnoreCase);

    static bool IsHidden(Sheet sheet) =>
        sheet.State is not null && sheet.State.Value is SheetStateValues.Hidden or SheetStateValues.VeryHidden;

    static string Names(WorkbookPart book) => string.Join(", ", book.Workbook.Sheets?.Elements<Sheet>()
        .Select(s => IsHidden(s) ? $"'{s.Name}' (hidden)" : $"'{s.Name}'") ?? []);

    static WorkbookCounts Write(
        WorkbookPart book, WorksheetPart part, string name, TextWriter csv, CancellationToken stop)
    {
        var layout = SheetLayout.Read(part, stop);
        var texts = new CellTexts(
            SharedStrings.Read(book.SharedStringTablePart, stop),
            NumberFormats.DateStyles(book.WorkbookStylesPart?.Stylesheet),
            book.Workbook.WorkbookProperties?.Date1904?.Value ?? false);
        using var rows = new SheetRows(part, texts);
        var lines = new SheetLines(layout, csv);
        while (rows.Read())
        {
            stop.ThrowIfCancellationRequested();
            lines.Add(rows.RowNumber, rows.Cells);
        }

        lines.End();
        return new(name, lines.Lines, lines.Rows, layout.Columns, rows.Counts, lines.Filled);
    }
}
