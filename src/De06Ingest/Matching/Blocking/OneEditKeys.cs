using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching.Blocking;

/// <summary>Keys under which texts one edit apart come together: a row has the key of its text, a record those of all
/// texts of the feed that a slip makes of its own. Equal texts are left to the rule of equal values.</summary>
/// <remarks>Two texts are at most one edit apart only if one sign left out of either, or of one, makes them equal, so
/// neighbours are looked up and not compared each with each (Mor and Fraenkel, 1982).</remarks>
sealed class OneEditKeys(ValueColumn column) : IRowKeys
{
    const int LeastLetters = 3;

    /// <summary>Longer texts have enough in common for the keys of like values.</summary>
    const int MostLetters = 16;

    readonly Lazy<(ulong[][] Feed, ulong[][] Reference)> keys = new(() => Keys(column));

    public ReadOnlySpan<ulong> Of(Side side, int row) => side == Side.Feed
        ? keys.Value.Feed[column.Feed[row]]
        : keys.Value.Reference[column.Reference[row]];

    static (ulong[][], ulong[][]) Keys(ValueColumn column)
    {
        string[] texts =
            [.. Enumerable.Range(0, column.Vocabulary.Count).Select(v => TextComparison.Closed(column, v))];
        var (feed, reference) = (new ulong[texts.Length][], new ulong[texts.Length][]);
        var shorter = Shorter(texts, column);
        Parallel.For(0, texts.Length, value =>
        {
            var hasKeys = HasKeys(texts[value]);
            feed[value] = hasKeys && column.InFeed(value) > 0 ? [TextComparison.KeyOf(value)] : [];
            reference[value] = hasKeys && column.InReference(value) > 0 ? Neighbours(value, texts, shorter) : [];
        });
        return (feed, reference);
    }

    static bool HasKeys(string text) => text.Length is >= LeastLetters and <= MostLetters;

    /// <summary>The feed's texts by themselves and by what is left of them without one sign.</summary>
    static Dictionary<ulong, List<int>> Shorter(string[] texts, ValueColumn column)
    {
        var shorter = new Dictionary<ulong, List<int>>();
        for (var value = 1; value < texts.Length; value++)
        {
            if (column.InFeed(value) == 0 || !HasKeys(texts[value]))
            {
                continue;
            }

            foreach (var left in Left(texts[value]))
            {
                (shorter.TryGetValue(left, out var list) ? list : shorter[left] = []).Add(value);
            }
        }

        return shorter;
    }

    static ulong[] Neighbours(int value, string[] texts, Dictionary<ulong, List<int>> shorter)
    {
        var found = new HashSet<int>();
        foreach (var left in Left(texts[value]))
        {
            foreach (var other in shorter.GetValueOrDefault(left) ?? [])
            {
                if (other != value && TextDistance.Edits(texts[value], texts[other]) == 1)
                {
                    found.Add(other);
                }
            }
        }

        return [.. found.Select(TextComparison.KeyOf)];
    }

    static IEnumerable<ulong> Left(string text)
    {
        yield return TextComparison.KeyOf(text, 1);
        for (var at = 0; at < text.Length; at++)
        {
            if (at == 0 || text[at] != text[at - 1])
            {
                yield return TextComparison.KeyOf(text.Remove(at, 1), 1);
            }
        }
    }
}
