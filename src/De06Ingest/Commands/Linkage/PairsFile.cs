using System.Globalization;
using De06Ingest.Matching;

namespace De06Ingest.Commands.Linkage;

/// <summary>The links as a CSV: keys, band, probability, weight, the level of each attribute and, where the truth is
/// known, whether they are right. True pairs that were not linked stand below with the band none or blocked.</summary>
static class PairsFile
{
    public static void Write(string path, Matching.Linkage linkage, LinkSides sides, LinkTruth truth)
    {
        using var file = new StreamWriter(path);
        string[] head = ["feed_key", "reference_key", "band", "probability", "weight", "right"];
        Line(file, head.Concat(sides.Data.Comparisons.Select(c => c.Attribute)));
        var linked = new HashSet<(string, string)>();
        foreach (var link in linkage.Links)
        {
            var (row, record) = (sides.Feed.Keys[link.Feed], sides.Reference.Keys[link.Reference]);
            linked.Add((row, record));
            Line(file, [row, record, link.Band == Band.Auto ? "auto" : "review", Number(link.Probability),
                Number(link.Weight), truth.Holds(row, record) ? "true" : "false",
                .. Levels(linkage, link.Feed, link.Reference)]);
        }

        Missed(file, linkage, sides, truth, linked);
    }

    static void Missed(
        StreamWriter file, Matching.Linkage linkage, LinkSides sides, LinkTruth truth, HashSet<(string, string)> linked)
    {
        var rows = Numbers(sides.Feed.Keys);
        var records = Numbers(sides.Reference.Keys);
        foreach (var (feed, reference, _) in truth.All.Where(t => !linked.Contains((t.Feed, t.Reference))))
        {
            if (!rows.TryGetValue(feed, out var row) || !records.TryGetValue(reference, out var record))
            {
                continue;
            }

            var levels = new byte[sides.Data.Comparisons.Count];
            sides.Data.Levels(row, record, levels);
            var pairs = linkage.Candidates.References.AsSpan(
                linkage.Candidates.Starts[row]..linkage.Candidates.Starts[row + 1]);
            Line(file, [feed, reference, pairs.Contains(record) ? "none" : "blocked", "",
                Number(linkage.Model.Weight(row, record, levels)), "true", .. Levels(linkage, row, record)]);
        }
    }

    static IEnumerable<string> Levels(Matching.Linkage linkage, int row, int record)
    {
        var comparisons = linkage.Model.Data.Comparisons;
        var levels = new byte[comparisons.Count];
        linkage.Model.Data.Levels(row, record, levels);
        for (var i = 0; i < comparisons.Count; i++)
        {
            yield return levels[i] < comparisons[i].Levels.Count
                ? $"{comparisons[i].Levels[levels[i]]} {Number(linkage.Model.WeightOf(i, row, record, levels))}"
                : "";
        }
    }

    static Dictionary<string, int> Numbers(IReadOnlyList<string> keys)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            numbers.TryAdd(keys[i], i);
        }

        return numbers;
    }

    static void Line(StreamWriter file, IEnumerable<string> fields) =>
        file.WriteLine(string.Join(',', fields.Select(Field)));

    static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
