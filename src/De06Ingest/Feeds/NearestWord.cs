using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>Finds the known word that someone probably meant.</summary>
static class NearestWord
{
    /// <summary>Did you mean this one, or the list of known words when none is near.</summary>
    public static CodedText Hint(string word, IReadOnlyCollection<string> known) => Of(word, known) switch
    {
        { } nearest => ContractText.HintNearest(nearest),
        null when known.Count == 0 => ContractText.HintNone(),
        null => ContractText.HintKnown(string.Join(", ", known)),
    };

    /// <summary>The word with the fewest edits, or null when all are far off.</summary>
    public static string? Of(string word, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0)
        {
            return null;
        }

        var begun = known.Where(k => Begins(Plain(k), Plain(word))).ToArray();
        if (begun.Length == 1)
        {
            return begun[0];
        }

        var nearest = known.MinBy(k => Distance(Plain(word), Plain(k)))!;
        var allowed = Math.Max(2, nearest.Length / 2);
        return Distance(Plain(word), Plain(nearest)) <= allowed ? nearest : null;
    }

    static bool Begins(string longer, string start) =>
        start.Length >= 3 && longer.StartsWith(start, StringComparison.Ordinal);

    // freshWithin, fresh_within and Fresh-Within all mean fresh-within.
    static string Plain(string word) =>
        string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Edits with neighbouring letters swapped counted as one.</summary>
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Step(d, a, b, i, j);
            }
        }

        return d[a.Length, b.Length];
    }

    static int Step(int[,] d, string a, string b, int i, int j)
    {
        var change = a[i - 1] == b[j - 1] ? 0 : 1;
        var best = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + change);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
    }
}
