using System.Text.RegularExpressions;
using De06Ingest.Database;

namespace De06Ingest.Publishing.Figures;

/// <summary>The text of a figure's statement: a file, in which figures that differ in one value only share
/// variables.</summary>
static partial class FigureStatement
{
    /// <exception cref="FileNotFoundException">No such statement is built in.</exception>
    public static string Text(string name) => SqlFile.Text($"publishing/indicators/{name}");

    /// <summary>Names of the variables, as psql takes them.</summary>
    public static HashSet<string> Variables(string text) =>
        [.. Variable().Matches(Comment().Replace(text, "")).Select(m => m.Value[1..])];

    /// <summary>The text with values, as SQL literals, in the place of variables.</summary>
    public static string Filled(string text, IReadOnlyDictionary<string, string> values) =>
        Variable().Replace(text, m => values.TryGetValue(m.Value[1..], out var value)
            ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
            : m.Value);

    /// <summary>The text as it can stand in parentheses.</summary>
    public static string Inner(string text) => "\n" + text.TrimEnd().TrimEnd(';') + "\n";

    [GeneratedRegex(@"(?<![:\w]):[a-z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex("^--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
