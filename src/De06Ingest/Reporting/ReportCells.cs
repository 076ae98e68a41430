namespace De06Ingest.Reporting;

/// <summary>Headings and cells of reports as people read them: codes as words, days and numbers in the language's
/// form.</summary>
sealed class ReportCells(Messages texts)
{
    /// <summary>Ends the name of a column that holds in English what the column of that name without it holds in
    /// Vietnamese.</summary>
    const string English = "_en";

    public static string HeadingKey(string column) => "report-column." + column;

    public string Heading(string column) => texts[HeadingKey(column)];

    /// <summary>True when people read the name or title beside this code instead of it, or this English text in the
    /// column of the Vietnamese one.</summary>
    public static bool IsForMachines(IReadOnlyList<string> columns, string column) =>
        columns.Contains(column + "_name") || columns.Contains(column + "_title")
        || column.EndsWith(English, StringComparison.Ordinal) && columns.Contains(column[..^English.Length]);

    /// <summary>A cell of a row; of a text that stands in both languages (<c>figure</c>, <c>figure_en</c>), that of the
    /// reader's.</summary>
    public string Shown(IReadOnlyList<string> columns, IReadOnlyList<object?> row, int cell)
    {
        for (var other = 0; other < columns.Count; other++)
        {
            if (columns[other] == columns[cell] + English && row[other] is string english)
            {
                return texts.In(row[cell] as string, english) ?? "";
            }
        }

        return Shown(columns[cell], row[cell]);
    }

    string Shown(string column, object? value) => value switch
    {
        bool yes => texts[yes ? "say.yes" : "say.no"],
        string code => Word(column, code),
        IEnumerable<string> codes => string.Join(", ", codes.Select(code => Word(column, code))),
        _ => texts.Forms.Cell(value),
    };

    /// <summary>The text of a code in this column, or the value itself: most columns hold no codes.</summary>
    string Word(string column, string code) => column switch
    {
        "open_kinds" => texts.Kind(code),
        "owner" or "leader" or "matter_leader" or "assigned_by" => texts.Owner(code),
        _ => texts.Find($"report-value.{column}.{code}") ?? code,
    };
}
