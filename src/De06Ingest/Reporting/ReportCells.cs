namespace De06Ingest.Reporting;

/// <summary>Headings and cells of reports as people read them: codes as words, days and numbers in the language's
/// form.</summary>
sealed class ReportCells(Messages texts)
{
    public static string HeadingKey(string column) => "report-column." + column;

    public string Heading(string column) => texts[HeadingKey(column)];

    /// <summary>True when people read the name or title beside this code instead of it.</summary>
    public static bool IsForMachines(IReadOnlyList<string> columns, string column) =>
        columns.Contains(column + "_name") || columns.Contains(column + "_title");

    public string Shown(string column, object? value) => value switch
    {
        bool yes => texts[yes ? "say.yes" : "say.no"],
        string code => Word(column, code),
        IEnumerable<string> codes => string.Join(", ", codes.Select(code => Word(column, code))),
        _ => texts.Forms.Cell(value),
    };

    /// <summary>The text of a code in this column, or the value itself: most columns hold no codes.</summary>
    string Word(string column, string code) => column == "open_kinds"
        ? texts.Kind(code)
        : texts.Find($"report-value.{column}.{code}") ?? code;
}
