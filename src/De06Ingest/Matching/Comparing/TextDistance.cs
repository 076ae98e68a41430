namespace De06Ingest.Matching.Comparing;

/// <summary>Likeness of two short texts: Jaro-Winkler, and Damerau-Levenshtein as far as two edits.</summary>
static class TextDistance
{
    /// <summary>Jaro-Winkler with prefix weight 0.1 and at most four letters of prefix; 1 for equal texts.</summary>
    /// <remarks>W. E. Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of
    /// Record Linkage, 1990.</remarks>
    public static double JaroWinkler(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.SequenceEqual(right))
        {
            return left.IsEmpty ? 0 : 1;
        }

        var jaro = Jaro(left, right);
        var prefix = 0;
        while (prefix < 4 && prefix < left.Length && prefix < right.Length && left[prefix] == right[prefix])
        {
            prefix++;
        }

        return jaro + (prefix * 0.1 * (1 - jaro));
    }

    /// <summary>Number of edits (letter put in, left out, changed, or two neighbours swapped), or 3 for more than
    /// two.</summary>
    public static int Edits(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        (left, right) = WithoutCommonEnds(left, right);
        if (Math.Abs(left.Length - right.Length) > 2)
        {
            return 3;
        }

        if (left.Length <= 1 && right.Length <= 1)
        {
            return Math.Max(left.Length, right.Length);
        }

        return left.Length > MostLetters || right.Length > MostLetters ? 3 : Math.Min(3, Rows(left, right));
    }

    const int MostLetters = 120;
    const int TooMany = 3;

    static double Jaro(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > MostLetters)
        {
            left = left[..MostLetters];
        }

        if (right.Length > MostLetters)
        {
            right = right[..MostLetters];
        }

        Span<bool> inLeft = stackalloc bool[left.Length];
        Span<bool> inRight = stackalloc bool[right.Length];
        var common = Common(left, right, inLeft, inRight);
        if (common == 0)
        {
            return 0;
        }

        var (at, moved) = (0, 0);
        for (var i = 0; i < left.Length; i++)
        {
            if (!inLeft[i])
            {
                continue;
            }

            while (!inRight[at])
            {
                at++;
            }

            moved += left[i] == right[at++] ? 0 : 1;
        }

        double c = common;
        return ((c / left.Length) + (c / right.Length) + ((c - (moved / 2)) / c)) / 3;
    }

    static int Common(ReadOnlySpan<char> left, ReadOnlySpan<char> right, Span<bool> inLeft, Span<bool> inRight)
    {
        var reach = Math.Max(0, (Math.Max(left.Length, right.Length) / 2) - 1);
        var common = 0;
        for (var i = 0; i < left.Length; i++)
        {
            var last = Math.Min(right.Length - 1, i + reach);
            for (var j = Math.Max(0, i - reach); j <= last; j++)
            {
                if (!inRight[j] && left[i] == right[j])
                {
                    inLeft[i] = inRight[j] = true;
                    common++;
                    break;
                }
            }
        }

        return common;
    }

    // Optimal string alignment: the restricted form of Damerau-Levenshtein. More than two edits are not counted, so
    // only the cells beside the diagonal are filled, and a row in which all have more ends it.
    static int Rows(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var width = right.Length + 1;
        Span<int> before = stackalloc int[width];
        Span<int> above = stackalloc int[width];
        Span<int> row = stackalloc int[width];
        before.Fill(TooMany);
        row.Fill(TooMany);
        for (var j = 0; j < width; j++)
        {
            above[j] = Math.Min(j, TooMany);
        }

        var leastAbove = 0;
        for (var i = 1; i <= left.Length; i++)
        {
            var least = Row(left, right, i, before, above, row);
            if (least >= TooMany && leastAbove >= TooMany - 1)
            {
                return TooMany;
            }

            leastAbove = least;
            var free = before;
            before = above;
            above = row;
            row = free;
        }

        return above[width - 1];
    }

    static int Row(
        ReadOnlySpan<char> left, ReadOnlySpan<char> right, int i, Span<int> before, Span<int> above, Span<int> row)
    {
        var (from, to) = (Math.Max(1, i - TooMany + 1), Math.Min(right.Length, i + TooMany - 1));
        row[from - 1] = from == 1 ? Math.Min(i, TooMany) : TooMany;
        var leastOfRow = row[from - 1];
        for (var j = from; j <= to; j++)
        {
            var least = Math.Min(Math.Min(above[j], row[j - 1]) + 1,
                above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            least = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]
                ? Math.Min(least, before[j - 2] + 1)
                : least;
            row[j] = Math.Min(least, TooMany);
            leastOfRow = Math.Min(leastOfRow, row[j]);
        }

        if (to < right.Length)
        {
            row[to + 1] = TooMany;
        }

        return leastOfRow;
    }

    static (int Left, int Right) Ends(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var start = left.CommonPrefixLength(right);
        var end = 0;
        while (end < left.Length - start && end < right.Length - start && left[^(end + 1)] == right[^(end + 1)])
        {
            end++;
        }

        return (start, end);
    }

    static TextPair WithoutCommonEnds(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var (start, end) = Ends(left, right);
        return new(left[start..(left.Length - end)], right[start..(right.Length - end)]);
    }

    readonly ref struct TextPair(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        readonly ReadOnlySpan<char> left = left;
        readonly ReadOnlySpan<char> right = right;

        public void Deconstruct(out ReadOnlySpan<char> one, out ReadOnlySpan<char> other)
        {
            one = left;
            other = right;
        }
    }
}
