using System.Text;
using De06Ingest.Commands.Conversion;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Workbook = De06Ingest.Commands.Conversion.Workbook;

namespace De06Ingest.Tests.Commands.Conversion;

public sealed class WorkbookTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("workbook").FullName;

    string File => Path.Combine(folder, "book.xlsx");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    (string Csv, WorkbookCounts Counts) Convert(string? sheet = null)
    {
        using var output = new MemoryStream();
        var counts = Workbook.ToCsv(File, sheet, output, TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(output.ToArray()), counts);
    }

    /// <summary>Converts a sheet with one row of these cells, given as XML.</summary>
    string Row(string cells, bool from1904 = false)
    {
        Write([("S", $"<row r=\"1\">{cells}</row>", null)], from1904: from1904);
        return Convert().Csv.TrimEnd('\n');
    }

    string Refusal(string? sheet = null) => Assert.Throws<WorkbookRefused>(() => Convert(sheet)).Message;

    /// <summary>Writes a workbook with OpenXmlWriter; style 1 is a date, 2 a date with time, 3 a length of
    /// time.</summary>
    void Write(
        IReadOnlyList<(string Name, string Rows, string? Merged)> sheets,
        string[]? shared = null,
        bool from1904 = false,
        params string[] hidden)
    {
        using var document = SpreadsheetDocument.Create(File, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        WriteStyles(book.AddNewPart<WorkbookStylesPart>());
        WriteShared(book.AddNewPart<SharedStringTablePart>(), shared ?? []);
        var list = new Sheets();
        foreach (var (name, rows, merged) in sheets)
        {
            var part = book.AddNewPart<WorksheetPart>();
            WriteSheet(part, rows, merged);
            var number = (uint)list.ChildElements.Count + 1;
            var sheet = new Sheet { Name = name, SheetId = number, Id = book.GetIdOfPart(part) };
            sheet.State = hidden.Contains(name) ? SheetStateValues.Hidden : SheetStateValues.Visible;
            list.AppendChild(sheet);
        }

        book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
            new WorkbookProperties { Date1904 = from1904 }, list);
    }

    static void WriteSheet(WorksheetPart part, string rows, string? merged)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        const string Spreadsheet = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        writer.WriteElement(new SheetData($"<sheetData {Spreadsheet}>{rows}</sheetData>"));
        if (merged is not null)
        {
            writer.WriteElement(new MergeCells(merged.Split(' ').Select(m => new MergeCell { Reference = m })));
        }

        writer.WriteEndElement();
    }

    static void WriteShared(SharedStringTablePart part, string[] texts)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new SharedStringTable());
        foreach (var text in texts)
        {
            writer.WriteElement(new SharedStringItem(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
        }

        writer.WriteElement(new SharedStringItem(
            new Run(new Text("Võ ") { Space = SpaceProcessingModeValues.Preserve }), new Run(new Text("Tám")),
            new PhoneticRun(new Text("hint")) { BaseTextStartIndex = 0, EndingBaseIndex = 1 }));
        writer.WriteEndElement();
    }

    static void WriteStyles(WorkbookStylesPart part) => part.Stylesheet = new Stylesheet(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 170, FormatCode = "\"ngày\" dd\\/mm\\/yyyy hh:mm" },
            new NumberingFormat { NumberFormatId = 171, FormatCode = "[h]:mm" }),
        new CellFormats(
            new CellFormat { NumberFormatId = 0 },
            new CellFormat { NumberFormatId = 14 },
            new CellFormat { NumberFormatId = 170 },
            new CellFormat { NumberFormatId = 171 }));

    [Theory]
    [InlineData("<c r='A1' t='str'><v>051185999008</v></c>", "051185999008")]
    [InlineData("<c r='A1' t='inlineStr'><is><t>051185999008</t></is></c>", "051185999008")]
    [InlineData("<c r='A1'><v>51185999008</v></c>", "51185999008")]
    [InlineData("<c r='A1'><v>5.1185999008E10</v></c>", "51185999008")]
    [InlineData("<c r='A1'><v>1.12E+2</v></c>", "112")]
    [InlineData("<c r='A1'><v>123456789012345678</v></c>", "123456789012345678")]
    [InlineData("<c r='A1'><v>0.10000000000000001</v></c>", "0.1")]
    [InlineData("<c r='A1'><v>-3245600.5</v></c>", "-3245600.5")]
    [InlineData("<c r='A1'><v>1E-5</v></c>", "0.00001")]
    [InlineData("<c r='A1' t='b'><v>1</v></c>", "true")]
    [InlineData("<c r='A1' t='b'><v>0</v></c>", "false")]
    [InlineData("<c r='A1' t='e'><v>#N/A</v></c>", "#N/A")]
    [InlineData("<c r='A1'><f>1+1</f><v>2</v></c>", "2")]
    [InlineData("<c r='A1' t='str'><f>A2</f><v>Hồ Thị Mỷ</v></c>", "Hồ Thị Mỷ")]
    [InlineData("<c r='A1' t='s'><v>0</v></c>", "Võ Tám")]
    [InlineData("<c t='str'><v>a</v></c><c t='str'><v>b</v></c>", "a,b")]
    [InlineData("<c r='A1' t='str'><v>a</v></c><c r='C1' t='str'><v>c</v></c>", "a,,c")]
    [InlineData("<c r='A1' t='str'><v>a, \"b\"</v></c>", "\"a, \"\"b\"\"\"")]
    [InlineData("<c r='A1' t='str'><v>a_x000D_&#10;b_x0041_</v></c>", "a bA")]
    public void Writes_stored_values(string cells, string expected) => Assert.Equal(expected, Row(cells));

    [Theory]
    [InlineData("1", 1, "1900-01-01")]
    [InlineData("59", 1, "1900-02-28")]
    [InlineData("60", 1, "1900-02-29")]
    [InlineData("61", 1, "1900-03-01")]
    [InlineData("31121", 1, "1985-03-15")]
    [InlineData("31121.5", 2, "1985-03-15T12:00:00")]
    [InlineData("31121.999999", 2, "1985-03-16")]
    [InlineData("0.25", 2, "06:00:00")]
    [InlineData("0", 1, "0")]
    [InlineData("-3", 1, "-3")]
    [InlineData("2958466", 1, "2958466")]
    [InlineData("1.25", 3, "1.25")]
    [InlineData("31121", 0, "31121")]
    public void Writes_date_serials_as_iso(string serial, int style, string expected) =>
        Assert.Equal(expected, Row($"<c r='A1' s='{style}'><v>{serial}</v></c>"));

    [Theory]
    [InlineData("0", "1904-01-01")]
    [InlineData("29659", "1985-03-15")]
    public void Counts_from_1904_when_the_workbook_does(string serial, string expected) =>
        Assert.Equal(expected, Row($"<c r='A1' s='1'><v>{serial}</v></c>", from1904: true));

    [Theory]
    [InlineData("dd/mm/yyyy", true)]
    [InlineData("[$-42A]d mmmm yyyy", true)]
    [InlineData("General", false)]
    [InlineData("#,##0\\ \"đồng\"", false)]
    [InlineData("#,##0 \"days\"", false)]
    [InlineData("[Red]0.00", false)]
    [InlineData("0_d", false)]
    [InlineData("0;[Red]yyyy", false)]
    [InlineData("h:mm", true)]
    [InlineData("[mm]:ss", false)]
    public void Knows_date_formats(string code, bool isDate) => Assert.Equal(isDate, NumberFormats.IsDate(code));

    [Fact]
    public void Fills_merged_header_cells_and_merged_rows()
    {
        Write([("S",
            "<row r='1'><c r='A1' t='str'><v>STT</v></c><c r='B1' t='str'><v>Nơi ở</v></c><c r='C1'/></row>"
            + "<row r='2'><c r='B2' t='str'><v>Thôn</v></c><c r='C2' t='str'><v>Xã</v></c></row>"
            + "<row r='3'><c r='A3'><v>1</v></c><c r='C3' t='str'><v>Ba Bích</v></c></row>",
            "B1:C1 A1:A2 A3:A4 E1:F1")]);

        var (csv, counts) = Convert();

        Assert.Equal("STT,Nơi ở,Nơi ở\nSTT,Thôn,Xã\n1,,Ba Bích\n1,,\n", csv);
        Assert.Equal(3, counts.FilledByMerging);
    }

    [Fact]
    public void Keeps_row_numbers_as_line_numbers_and_drops_empty_rows_at_the_end()
    {
        Write([("S",
            "<row r='2'><c r='A2' t='str'><v>a</v></c><c r='D2' s='1'/></row>"
            + "<row r='5' hidden='1'><c r='B5'><v>1</v></c></row>"
            + "<row r='9'><c r='A9' s='1'/></row>",
            null)]);

        var (csv, counts) = Convert();

        Assert.Equal("\na,\n\n\n,1\n", csv);
        Assert.Equal((5L, 2L, 2, 1L), (counts.Lines, counts.Rows, counts.Columns, counts.Cells.HiddenRows));
    }

    [Fact]
    public void Tells_what_a_person_should_know()
    {
        Write([("S", "<row r='1'><c r='A1'><f>1/0</f></c><c r='B1' t='e'><f>1/0</f><v>#DIV/0!</v></c>"
            + "<c r='C1' s='1'><v>31121</v></c><c r='D1' t='s'><v>0</v></c></row>", null)], shared: ["hai\ndòng"]);

        var (csv, counts) = Convert();

        Assert.Equal(",#DIV/0!,1985-03-15,hai dòng\n", csv);
        Assert.Equal(
            new SheetCellCounts { Formulas = 2, FormulasWithoutResult = 1, Dates = 1, Errors = 1, LineBreaks = 1 },
            counts.Cells);
    }

    [Fact]
    public void Writes_utf8_without_a_mark_and_nothing_for_an_empty_sheet()
    {
        Write([("S", "", null)]);

        Assert.Equal("", Convert().Csv);
    }

    [Fact]
    public void Takes_the_sheet_that_is_asked_for_hidden_or_not()
    {
        Write([("Một", Cell("1"), null), ("Ẩn", Cell("2"), null)], hidden: "Ẩn");

        Assert.Equal("1\n", Convert().Csv);
        Assert.Equal("2\n", Convert(" ẩn".Normalize(NormalizationForm.FormD)).Csv);
        Assert.Equal("Ẩn", Convert("ẨN").Counts.Sheet);
    }

    [Fact]
    public void Lists_the_sheets_when_the_wanted_one_is_not_there()
    {
        Write([("Một", Cell("1"), null), ("Hai", Cell("2"), null), ("Ẩn", Cell("3"), null)], hidden: "Ẩn");

        Assert.Equal("the workbook has no sheet 'Ba'; its sheets are: 'Một', 'Hai', 'Ẩn' (hidden)", Refusal("Ba"));
        Assert.Contains("--sheet", Refusal(), StringComparison.Ordinal);
        Assert.Contains("'Ẩn' (hidden)", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_is_no_workbook_and_says_what_to_do()
    {
        byte[] office = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        AssertRefused([], "workbook-empty");
        AssertRefused([.. office, 1, 2, 3], "workbook-xls");
        AssertRefused([.. office, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "workbook-encrypted");
        AssertRefused("Họ tên,CMND"u8.ToArray(), "workbook-other");
        AssertRefused([0x50, 0x4B, 3, 4, 9, 9, 9], "workbook-damaged");
    }

    [Fact]
    public void Refuses_a_workbook_that_was_cut_off()
    {
        Write([("S", Cell("1"), null)]);
        var bytes = System.IO.File.ReadAllBytes(File);

        AssertRefused(bytes[..(bytes.Length / 2)], "workbook-damaged");
    }

    [Fact]
    public void Refuses_a_cell_that_points_nowhere()
    {
        Write([("S", "<row r='1'><c r='A1' t='s'><v>99</v></c></row>", null)]);

        Assert.Equal("workbook-damaged", Assert.Throws<WorkbookRefused>(() => Convert()).Code);
    }

    [Fact]
    public void Stops_when_told()
    {
        Write([("S", Cell("1"), null)]);

        Assert.Throws<OperationCanceledException>(() =>
            Workbook.ToCsv(File, null, Stream.Null, new CancellationToken(canceled: true)));
    }

    static string Cell(string value) => $"<row r='1'><c r='A1'><v>{value}</v></c></row>";

    void AssertRefused(byte[] bytes, string code)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Equal(code, Assert.Throws<WorkbookRefused>(() => Convert()).Code);
    }
}
