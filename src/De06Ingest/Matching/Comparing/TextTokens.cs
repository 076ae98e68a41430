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

        Span<bool> taken = stackalloc bool[other.Length];
        double shared = 0, inOne = 0, inOther = 0;
        foreach (var word in one)
        {
            inOne += weights[word];
            shared += Best(word, other, taken);
        }

        foreach (var word in other)
        {
            inOther += weights[word];
        }

        var dice = 2 * shared / (inOne + inOther);
        var fewest = Math.Min(one.Length, other.Length);
        return fewest < 2 ? dice : Math.Max(dice, AllContained * Math.Min(1, shared / Math.Min(inOne, inOther)));
    }

    static bool IsUsed(ValueColumn column, int value) =>
        value > 0 && (column.InFeed(value) > 0 || column.InReference(value) > 0);

    double Best(int word, int[] others, Span<bool> taken)
    {
        var (best, at) = (0.0, -1);
        for (var i = 0; i < others.Length && best < 1; i++)
        {
            var likeness = taken[i] ? 0 : word == others[i] ? 1 : AreAlike(word, others[i]) ? AlmostEqual : 0;
            (best, at) = likeness > best ? (likeness, i) : (best, at);
        }

        if (at < 0)
        {
            return 0;
        }

        taken[at] = true;
        return best * (weights[word] + weights[others[at]]) / 2;
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
