namespace De06Ingest.Matching.Comparing;

/// <summary>The words of the texts of one attribute, and what sharing them says: a rare word says more.</summary>
sealed class TextTokens
{
    const double AlmostEqual = 0.8;
    const double AllContained = 0.9;
    const int MostTokens = 32;

    readonly Vocabulary words = new();
    readonly int[][] tokens;
    readonly double[] weights;

    public TextTokens(ValueColumn column)
    {
        tokens = [.. Enumerable.Range(0, column.Vocabulary.Count).Select(value =>
            IsUsed(column, value) ? Split(column.Vocabulary[value]) : [])];
        var documents = new int[words.Count];
        foreach (var word in tokens.SelectMany(t => t.Distinct()))
        {
            documents[word]++;
        }

        double texts = Math.Max(1, tokens.Count(t => t.Length > 0));
        weights = [.. documents.Select(d => Math.Log(1 + (texts / Math.Max(1, d))))];
    }

    public int Count(int value) => tokens[value].Length;

    /// <summary>The same words in another order.</summary>
    public bool AreReordered(int left, int right)
    {
        var (one, other) = (tokens[left], tokens[right]);
        if (one.Length != other.Length || one.Length < 2)
        {
            return false;
        }

        foreach (var word in one)
        {
            if (one.AsSpan().Count(word) != other.AsSpan().Count(word))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The rarest words of the text, as numbers.</summary>
    public IEnumerable<int> Rarest(int value, int most) =>
        tokens[value].Distinct().OrderByDescending(word => weights[word]).ThenBy(word => word).Take(most);

    /// <summary>Share of what the two texts say that they share, 0 to 1; order does not count, and a word with one slip
    /// or cut short counts less than the whole word.</summary>
    public double Likeness(int left, int right)
    {
        var (one, other) = (tokens[left], tokens[right]);
        if (one.Length == 0 || other.Length == 0)
        {
            return 0;
        }

        // A word with a slip takes what no equal word took, and from either side the same.
        (one, other) = left <= right ? (one, other) : (other, one);
        Span<bool> done = stackalloc bool[one.Length], taken = stackalloc bool[other.Length];
        var shared = Equal(one, other, done, taken) + Alike(one, other, done, taken);
        var (inOne, inOther) = (Sum(one), Sum(other));
        var dice = 2 * shared / (inOne + inOther);
        var fewest = Math.Min(one.Length, other.Length);
        return fewest < 2 ? dice : Math.Max(dice, AllContained * Math.Min(1, shared / Math.Min(inOne, inOther)));
    }

    static bool IsUsed(ValueColumn column, int value) =>
        value > 0 && (column.InFeed(value) > 0 || column.InReference(value) > 0);

    double Sum(int[] text)
    {
        double sum = 0;
        foreach (var word in text)
        {
            sum += weights[word];
        }

        return sum;
    }

    double Equal(int[] one, int[] other, Span<bool> done, Span<bool> taken)
    {
        double shared = 0;
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = 0; j < other.Length && !done[i]; j++)
            {
                if (!taken[j] && one[i] == other[j])
                {
                    done[i] = taken[j] = true;
                    shared += weights[one[i]];
                }
            }
        }

        return shared;
    }

    double Alike(int[] one, int[] other, Span<bool> done, Span<bool> taken)
    {
        double shared = 0;
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = 0; j < other.Length && !done[i]; j++)
            {
                if (!taken[j] && AreAlike(one[i], other[j]))
                {
                    done[i] = taken[j] = true;
                    shared += AlmostEqual * (weights[one[i]] + weights[other[j]]) / 2;
                }
            }
        }

        return shared;
    }

    bool AreAlike(int word, int other)
    {
        var (one, two) = (words[word], words[other]);
        var (shorter, longer) = one.Length <= two.Length ? (one, two) : (two, one);
        var isAbbreviation = char.IsLetter(shorter[0]) && longer.StartsWith(shorter, StringComparison.Ordinal)
            && (shorter.Length == 1 || shorter.Length >= 3);
        return isAbbreviation || (shorter.Length >= 4 && TextDistance.Edits(one, two) <= 1);
    }

    int[] Split(string text) => [.. text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostTokens).Select(words.Number)];
}
