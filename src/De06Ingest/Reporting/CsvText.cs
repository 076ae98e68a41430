using System.Globalization;

namespace De06Ingest.Reporting;

/// <summary>Values as fields of CSV with commas, the same for machines in every language.</summary>
static class CsvText
{
    const string FormulaSigns = "=+-@\t\r";

    public static string Line(IEnumerable<object?> values) => string.Join(',', values.Select(Field));

    /// <summary>A field. A text that a spreadsheet would run as a formula gets an apostrophe before it.</summary>
    public static string Field(object? value)
    {
        var text = Plain(value);
        return Quoted(value is string or IEnumerable<string> ? Harmless(text) : text);
    }

    /// <summary>A text that people read in the place of a value: a number below zero is no formula.</summary>
    public static string Shown(object? value, string text) =>
        Quoted(value is string or IEnumerable<string> ? Harmless(text) : text);

    public static string Plain(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        DateTimeOffset time =>
            time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan span => span.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        IEnumerable<string> texts => string.Join(' ', texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static string Harmless(string text) => text.Length > 0 && FormulaSigns.Contains(text[0]) ? "'" + text : text;

    static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
