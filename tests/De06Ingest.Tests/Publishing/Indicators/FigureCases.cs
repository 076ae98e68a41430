using System.Globalization;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Publishing.Indicators;

/// <summary>What goes into the clean tables for one figure, and what its statement must say of every record, counted by
/// hand in <c>Cases/*.txt</c>.</summary>
sealed record FigureCase(string Code, IReadOnlyList<CaseRow> Rows, IReadOnlyList<CaseRecord> Records)
{
    const string Heading = "## ";

    /// <summary>Every case of the folder, by the code of its figure.</summary>
    public static IReadOnlyDictionary<string, FigureCase> All { get; } = Directory
        .GetFiles(Repository.Folder("tests/De06Ingest.Tests/Publishing/Indicators/Cases"), "*.txt")
        .SelectMany(file => Read(File.ReadAllLines(file))).ToDictionary(c => c.Code);

    /// <summary>Lines before the first heading explain the form.</summary>
    static IEnumerable<FigureCase> Read(string[] lines)
    {
        for (var i = Next(lines, 0); i < lines.Length;)
        {
            var end = Next(lines, i + 1);
            var own = lines[(i + 1)..end].Where(l => l.Length > 0).ToList();
            yield return new(
                lines[i][Heading.Length..].Trim(),
                [.. own.Where(l => !l.StartsWith("= ", StringComparison.Ordinal)).Select(CaseRow.Parse)],
                [.. own.Where(l => l.StartsWith("= ", StringComparison.Ordinal)).Select(CaseRecord.Parse)]);
            i = end;
        }
    }

    static int Next(string[] lines, int from)
    {
        var at = Array.FindIndex(lines, from, l => l.StartsWith(Heading, StringComparison.Ordinal));
        return at < 0 ? lines.Length : at;
    }
}

/// <summary>One row of a clean table: "feed record column=value, column=value". The feed "mismatch" is the
/// ledger.</summary>
sealed record CaseRow(string Feed, string Record, IReadOnlyDictionary<string, string> Values)
{
    public static CaseRow Parse(string line)
    {
        var parts = line.Split(' ', 3);
        var values = parts.Length < 3 ? [] : parts[2].Split(", ").Select(v => v.Split('=', 2))
            .ToDictionary(v => v[0], v => v[1]);
        return new(parts[0], parts[1], values);
    }
}

/// <summary>One record of a figure, as a case writes it: "= unit record day n/d", and reached=, item= and cause=
/// where there is one.</summary>
sealed record CaseRecord(
    string Unit, string Record, DateOnly? Day, DateOnly? Reached, long Numerator, long Denominator, string? Item,
    string? Cause)
{
    static readonly string[] Named = ["reached", "item", "cause"];

    public static CaseRecord Parse(string line)
    {
        var words = line[2..].Split(' ').ToList();
        var named = words.Where(w => Named.Any(n => w.StartsWith(n + '=', StringComparison.Ordinal)))
            .Select(w => w.Split('=', 2)).ToDictionary(w => w[0], w => w[1]);
        var plain = words[..^named.Count];
        var counts = plain[^1].Split('/');
        return new(
            plain[0] == "-" ? "" : plain[0],
            string.Join(' ', plain[1..^2]), // "listed p1" has a blank
            Date(plain[^2]),
            Date(named.GetValueOrDefault("reached", "-")),
            long.Parse(counts[0], CultureInfo.InvariantCulture),
            long.Parse(counts[1], CultureInfo.InvariantCulture),
            named.GetValueOrDefault("item")?.Replace('_', ' '),
            named.GetValueOrDefault("cause"));
    }

    static DateOnly? Date(string text) => text == "-" ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
