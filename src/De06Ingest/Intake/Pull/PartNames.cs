using System.Globalization;
using System.Text.RegularExpressions;

namespace De06Ingest.Intake.Pull;

/// <summary>How the names of an extract's parts are numbered, such as <c>_{part}of{parts}</c>.</summary>
sealed class PartNames(string pattern)
{
    readonly Regex regex = new(
        Regex.Escape(pattern).Replace("\\{part}", "(?<part>\\d+)", StringComparison.Ordinal)
            .Replace("\\{parts}", "(?<parts>\\d+)", StringComparison.Ordinal),
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>Files that differ only in their part number are one delivery, once all of 1 to n are there; a file
    /// without a number is one of its own.</summary>
    public IEnumerable<List<T>> Whole<T>(IEnumerable<T> files, Func<T, string> nameOf) =>
        Deliveries(files, nameOf)
            .Where(delivery => !delivery.First().Match.Success || IsWhole([.. delivery.Select(f => f.Match)]))
            .Select(delivery => delivery.OrderBy(f => f.Match.Success ? Number(f.Match, "part") : 0)
                .Select(f => f.File).ToList());

    /// <summary>What files that a person names lack or have too many of, as <c>1, 3 ≠ 1–3</c>; null when they are
    /// whole.</summary>
    public string? Fault(IEnumerable<string> names) =>
        Deliveries(names, name => name)
            .Select(delivery => delivery.Select(f => f.Match).ToList())
            .Where(parts => parts[0].Success && !IsWhole(parts))
            .Select(parts => string.Join(", ", parts.Select(p => Number(p, "part")).Order())
                + $" ≠ 1–{Number(parts[0], "parts")}")
            .FirstOrDefault();

    IEnumerable<IGrouping<string, (T File, Match Match)>> Deliveries<T>(
        IEnumerable<T> files, Func<T, string> nameOf) =>
        files.Select(file => (File: file, Match: regex.Match(nameOf(file))))
            .GroupBy(f => f.Match.Success
                ? nameOf(f.File).Remove(f.Match.Index, f.Match.Length) + "/" + Number(f.Match, "parts")
                : nameOf(f.File));

    static bool IsWhole(List<Match> parts) =>
        parts.Select(p => Number(p, "part")).Order().SequenceEqual(Enumerable.Range(1, Number(parts[0], "parts")));

    static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
