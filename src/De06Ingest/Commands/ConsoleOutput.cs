using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using De06Ingest.Reporting;
using Spectre.Console;

namespace De06Ingest.Commands;

/// <summary>How rows are printed: for people, or for machines.</summary>
enum OutputForm { Table, Json, Csv }

/// <summary>One column of what a verb prints.</summary>
/// <param name="Name">snake_case name in JSON and CSV; its heading for people is the message <c>label.name</c>.</param>
/// <param name="Value">The value: text, number, time, list of texts, or null.</param>
sealed record Column<T>(string Name, Func<T, object?> Value)
{
    /// <summary>What people read instead of the value, such as the text of a code.</summary>
    public Func<T, Messages, string?>? Shown { get; init; }

    /// <summary>The heading's message where it is not <c>label.name</c>.</summary>
    public string Label { get; init; } = "label." + Name;

    /// <summary>Left out of the table for people, who have no room for it.</summary>
    public bool MachineOnly { get; init; }
}

/// <summary>
/// Prints rows as a table, JSON or CSV, so that no verb does it itself. Tables have rules and colour on a terminal
/// and are plain and aligned elsewhere; JSON and CSV do not depend on language or terminal.
/// </summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where messages about the work go.</param>
/// <param name="form">What the operator asked for.</param>
/// <param name="messages">The operator's language.</param>
/// <param name="terminal">A terminal to draw on, or null.</param>
sealed class ConsoleOutput(
    TextWriter output, TextWriter error, OutputForm form, Messages messages, IAnsiConsole? terminal = null)
{
    static readonly JsonWriterOptions JsonForm = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public OutputForm Form { get; } = form;

    public Messages Messages { get; } = messages;

    /// <summary>For results that are a stream of their own, such as a converted sheet.</summary>
    public TextWriter Results { get; } = output;

    /// <summary>The terminal, when results are tables on one; else null.</summary>
    public IAnsiConsole? Terminal => Form == OutputForm.Table ? terminal : null;

    /// <summary>A sentence for people; left out when a machine reads the results.</summary>
    public void Say(string text)
    {
        if (Form == OutputForm.Table)
        {
            Results.WriteLine(text);
        }
    }

    /// <summary>Text that is the result itself, such as a drafted contract.</summary>
    public void Raw(string text) => Results.Write(text);

    /// <summary>A complaint or hint on the error stream.</summary>
    public void Complain(string text) => error.WriteLine(text);

    /// <summary>Prints all rows; for people also when there are none.</summary>
    public void Rows<T>(IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        switch (Form)
        {
            case OutputForm.Json:
                Json(writer => Array(writer, rows, columns));
                break;
            case OutputForm.Csv:
                Csv(rows, columns);
                break;
            case OutputForm.Table when rows.Count == 0:
                Results.WriteLine(Messages["say.no-rows"]);
                break;
            case OutputForm.Table:
                Table(rows, columns);
                break;
        }
    }

    /// <summary>Prints one JSON value that the caller writes.</summary>
    public void Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonForm))
        {
            write(writer);
        }

        Results.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>Writes rows as an array of objects.</summary>
    public static void Array<T>(Utf8JsonWriter writer, IEnumerable<T> rows, IReadOnlyList<Column<T>> columns)
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            foreach (var column in columns)
            {
                writer.WritePropertyName(column.Name);
                Value(writer, column.Value(row));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>
    /// Writes one value: texts, numbers, UTC times as ISO 8601, durations as seconds, bytes as base64.
    /// </summary>
    public static void Value(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool yes: writer.WriteBooleanValue(yes); break;
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case TimeSpan span: writer.WriteNumberValue(span.TotalSeconds); break;
            case byte[] bytes: writer.WriteBase64StringValue(bytes); break;
            case IEnumerable<string> texts: Texts(writer, texts); break;
            default: writer.WriteStringValue(CsvText.Plain(value)); break;
        }
    }

    static void Texts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    void Csv<T>(IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        Results.WriteLine(CsvText.Line(columns.Select(c => c.Name)));
        foreach (var row in rows)
        {
            Results.WriteLine(CsvText.Line(columns.Select(c => c.Value(row))));
        }
    }

    void Table<T>(IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        var shown = columns.Where(c => !c.MachineOnly).ToArray();
        var cells = rows.Select(row => shown.Select(c => Cell(c, row)).ToArray()).ToArray();
        var titles = shown.Select(c => Messages[c.Label]).ToArray();
        var right = shown.Select(c => rows.All(row => IsNumber(c.Value(row)))).ToArray();
        if (Terminal is { } console && Fits(console.Profile.Width, titles, cells))
        {
            Drawn(console, titles, right, cells);
        }
        else if (Terminal is { } narrow)
        {
            Stacked(narrow, titles, cells);
        }
        else
        {
            Aligned(titles, right, cells);
        }
    }

    /// <summary>
    /// A cell holds one line: what a sector system put into a value must not move the terminal's cursor.
    /// </summary>
    string Cell<T>(Column<T> column, T row)
    {
        var text = column.Shown?.Invoke(row, Messages) ?? Messages.Forms.Cell(column.Value(row));
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }

    static bool IsNumber(object? value) => value is null or int or long or decimal or double;

    /// <summary>No word has to be broken for the table to be as wide as the terminal.</summary>
    static bool Fits(int width, string[] titles, string[][] cells) => width > titles.Select((title, i) =>
        cells.Select(row => LongestWord(row[i])).Append(LongestWord(title)).Max() + 3).Sum();

    static int LongestWord(string text) => text.Split(' ').Max(Width);

    /// <summary>Row by row, one line for each cell that holds something.</summary>
    static void Stacked(IAnsiConsole console, string[] titles, string[][] cells)
    {
        var width = titles.Max(Width);
        foreach (var row in cells)
        {
            var grid = new Grid().AddColumn(new GridColumn().NoWrap().Width(width)).AddColumn();
            for (var i = 0; i < titles.Length; i++)
            {
                if (row[i].Length > 0)
                {
                    grid.AddRow(new Text(titles[i], new Style(decoration: Decoration.Bold)), new Text(row[i]));
                }
            }

            console.Write(grid);
            console.WriteLine();
        }
    }

    static void Drawn(IAnsiConsole console, string[] titles, bool[] right, string[][] cells)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        for (var i = 0; i < titles.Length; i++)
        {
            var column = new TableColumn(new Text(titles[i], new Style(decoration: Decoration.Bold)));
            table.AddColumn(right[i] ? column.RightAligned() : column);
        }

        foreach (var row in cells)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    void Aligned(string[] titles, bool[] right, string[][] cells)
    {
        var widths = titles
            .Select((title, i) => cells.Select(row => Width(row[i])).Append(Width(title)).Max())
            .ToArray();
        foreach (var row in cells.Prepend(titles))
        {
            Results.WriteLine(string.Join("  ", row.Select((cell, i) => Padded(cell, widths[i], right[i]))).TrimEnd());
        }
    }

    static string Padded(string cell, int width, bool right)
    {
        var space = new string(' ', width - Width(cell));
        return right ? space + cell : cell + space;
    }

    static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
