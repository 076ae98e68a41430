using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Reporting;
using Spectre.Console;

namespace De06Ingest.Tests.Commands;

public sealed class ConsoleOutputTests : IDisposable
{
    static readonly DateTimeOffset Evening = new(2026, 11, 20, 20, 15, 0, TimeSpan.Zero);

    static readonly Row[] Rows =
    [
        new("Nguyễn Thị Hòa", 1234567, Evening, "phone-too-short"),
        new("=cmd()", 5, null, "a,\"b\"\nc"),
    ];

    static readonly Column<Row>[] Columns =
    [
        new("title", r => r.Name),
        new("rows_in", r => r.Count),
        new("as_of", r => r.At),
        new("fault", r => r.Fault) { Shown = (r, m) => m.Fault(r.Fault) },
        new("publish_id", r => r.Count) { MachineOnly = true },
    ];

    readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    ConsoleOutput Console(OutputForm form, Language language = Language.Vi, IAnsiConsole? terminal = null) =>
        new(_output, TextWriter.Null, form, Messages.For(language), terminal);

    [Fact]
    public void Quotes_a_csv_heading_that_holds_the_separator()
    {
        Console(OutputForm.Csv).Rows(Rows, [new("tên, họ", r => r.Name)]);

        Assert.StartsWith("\"tên, họ\"", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_json_that_does_not_depend_on_the_language()
    {
        Console(OutputForm.Json).Rows(Rows, Columns);
        var vietnamese = _output.ToString();
        _output.GetStringBuilder().Clear();
        Console(OutputForm.Json, Language.En).Rows(Rows, Columns);

        Assert.Equal(vietnamese, _output.ToString());
        var first = JsonDocument.Parse(vietnamese).RootElement[0];
        Assert.Equal("Nguyễn Thị Hòa", first.GetProperty("title").GetString());
        Assert.Equal(1234567, first.GetProperty("rows_in").GetInt64());
        Assert.Equal("2026-11-20T20:15:00Z", first.GetProperty("as_of").GetString());
        Assert.Equal("phone-too-short", first.GetProperty("fault").GetString());
        Assert.Contains("Nguyễn", vietnamese, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_an_empty_json_array_when_there_are_no_rows()
    {
        Console(OutputForm.Json).Rows<Row>([], Columns);

        Assert.Equal("[]", _output.ToString().Trim());
    }

    [Fact]
    public void Writes_csv_that_a_spreadsheet_does_not_run()
    {
        Console(OutputForm.Csv).Rows(Rows, Columns);

        Assert.Equal(
            """
            title,rows_in,as_of,fault,publish_id
            Nguyễn Thị Hòa,1234567,2026-11-20T20:15:00Z,phone-too-short,1234567
            '=cmd(),5,,"a,""b""
            c",5

            """,
            _output.ToString());
    }

    [Fact]
    public void Aligns_columns_and_writes_numbers_and_times_as_in_vietnam()
    {
        Console(OutputForm.Table).Rows(Rows, Columns);

        var lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal("Tên gọi          Dòng vào  Số liệu đến       Lỗi", lines[0]);
        Assert.Equal("Nguyễn Thị Hòa  1.234.567  21/11/2026 03:15  Số điện thoại thiếu chữ số", lines[1].TrimEnd());
        Assert.Equal("=cmd()                  5                    a,\"b\" c", lines[2]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void Says_that_there_is_nothing()
    {
        Console(OutputForm.Table, Language.En).Rows<Row>([], Columns);

        Assert.Equal("Nothing to show.", _output.ToString().Trim());
    }

    [Fact]
    public void Draws_on_a_terminal_without_reading_values_as_markup()
    {
        var (terminal, drawn) = Terminal(width: 80);

        Console(OutputForm.Table, terminal: terminal).Rows([new Row("[red]x[/]", 1, null, "row-nul")], Columns);

        Assert.Contains("[red]x[/]", drawn.ToString(), StringComparison.Ordinal);
        Assert.Contains("╭", drawn.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void Writes_row_by_row_on_a_terminal_that_would_break_words()
    {
        var (terminal, drawn) = Terminal(width: 40);

        Console(OutputForm.Table, terminal: terminal).Rows(Rows, Columns);

        var lines = drawn.ToString().Split('\n').Select(line => line.TrimEnd()).ToArray();
        Assert.Equal("Tên gọi      Nguyễn Thị Hòa", lines[0]);
        Assert.Equal("Dòng vào     1.234.567", lines[1]);
        Assert.Equal(["", "Tên gọi      =cmd()", "Dòng vào     5", "Lỗi          a,\"b\" c"], lines[^6..^2]);
        Assert.All(lines, line => Assert.True(line.Length <= 40, line));
    }

    static (IAnsiConsole Terminal, StringWriter Drawn) Terminal(int width)
    {
        var drawn = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(drawn),
        });
        terminal.Profile.Width = width;
        return (terminal, drawn);
    }

    [Fact]
    public void Keeps_sentences_out_of_machine_output()
    {
        Console(OutputForm.Csv).Say("for people");

        Assert.Empty(_output.ToString());
    }

    sealed record Row(string Name, long Count, DateTimeOffset? At, string Fault);
}
