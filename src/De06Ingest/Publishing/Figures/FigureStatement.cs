using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using De06Ingest.Database;

namespace De06Ingest.Publishing.Figures;

/// <summary>A figure's statement, by what can be read off its text. The text is a file, in which figures that differ in
/// one value only share variables.</summary>
sealed partial class FigureStatement
{
    /// <summary>Column by which rows of feeds are equal where no other one is named.</summary>
    public const string OwnKey = "record_id";

    static readonly ConcurrentDictionary<string, FigureStatement> Known = new(StringComparer.Ordinal);

    readonly Lazy<HashSet<string>> words;

    FigureStatement(string text)
    {
        Feeds = [.. View().Matches(text).Select(m => m.Groups["table"].Value.Replace('_', '-')).Distinct()];
        var records = Named(text, RecordOf()).ToHashSet(StringComparer.Ordinal);
        RecordFeeds = [.. View().Matches(text)
            .Where(m => records.Contains(Alias().Match(text, m.Index + m.Length).Groups[1].Value))
            .Select(m => m.Groups["table"].Value.Replace('_', '-')).Distinct()];
        ReadsLedger = text.Contains("core.mismatch", StringComparison.Ordinal);
        Columns = Named(text, Column()).ToHashSet(StringComparer.Ordinal);
        words = new(() => Word().Matches(text).Select(m => m.Value).ToHashSet(StringComparer.Ordinal));
        SingleRows = SingleRow().Matches(SingleRowLine().Match(text).Value).ToDictionary(
            m => m.Groups["feed"].Value, m => m.Groups["key"] is { Success: true } key ? key.Value : OwnKey);
    }

    /// <summary>Feeds that it reads.</summary>
    public IReadOnlyList<string> Feeds { get; }

    /// <summary>Those of them whose rows are its records.</summary>
    public IReadOnlyList<string> RecordFeeds { get; }

    /// <summary>Those of them of which a record rests on one row only, with the column that is equal in each: when few
    /// of their rows move, only the records of these are counted again.</summary>
    public IReadOnlyDictionary<string, string> SingleRows { get; }

    /// <summary>Whether it counts mismatches too, which move while the rows stay.</summary>
    public bool ReadsLedger { get; }

    /// <summary>Whether its result may depend on a column of a clean table: one that it does not name it does not
    /// read.</summary>
    public bool Reads(string column) => words.Value.Contains(FigureRows.NameOf(column));

    /// <summary>Columns that it gives.</summary>
    public IReadOnlySet<string> Columns { get; }

    public static FigureStatement Of(string text) => Known.GetOrAdd(text, static t => new(t));

    /// <exception cref="FileNotFoundException">No such statement is built in.</exception>
    public static string Text(string name) => SqlFile.Text($"publishing/indicators/{name}");

    /// <summary>Names of the variables, as psql takes them.</summary>
    public static HashSet<string> Variables(string text) =>
        [.. Variable().Matches(Comment().Replace(text, "")).Select(m => m.Value[1..])];

    /// <summary>The text with values, as SQL literals, in the place of variables.</summary>
    public static string Filled(string text, IReadOnlyDictionary<string, string> values) =>
        Variable().Replace(text, m => values.TryGetValue(m.Value[1..], out var value)
            ? CleanTable.Quote(value)
            : m.Value);

    static IEnumerable<string> Named(string text, Regex form) => form.Matches(text).Select(m => m.Groups[1].Value);

    /// <summary>The text as it can stand in parentheses.</summary>
    public static string Inner(string text) => "\n" + text.TrimEnd().TrimEnd(';') + "\n";

    /// <summary>A view of published rows, by the name of its table.</summary>
    [GeneratedRegex(@"(?<=\b(?:from|join)\s+)api_full\.clean_(?<table>\w+)\b")]
    public static partial Regex View();

    [GeneratedRegex(@"\bas\s+(unit|record|day|reached|numerator|denominator|item|cause)\b")]
    private static partial Regex Column();

    [GeneratedRegex(@"(\w+)\.record_id\s+as\s+record\b")]
    private static partial Regex RecordOf();

    /// <summary>What follows the name of a view.</summary>
    [GeneratedRegex(@"\G\s+(\w+)")]
    private static partial Regex Alias();

    [GeneratedRegex("(?<=^-- one row each of: ).+$", RegexOptions.Multiline)]
    private static partial Regex SingleRowLine();

    [GeneratedRegex(@"(?<feed>[a-z0-9-]+)(?: \((?<key>\w+)\))?")]
    private static partial Regex SingleRow();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![:\w]):[a-z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex("^--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
