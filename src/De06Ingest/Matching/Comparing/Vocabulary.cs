namespace De06Ingest.Matching.Comparing;

/// <summary>Distinct texts of a linkage, numbered from 1, so that a pair of records is compared by numbers; 0 is no
/// value.</summary>
sealed class Vocabulary
{
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<string> texts = [""];

    public int Count => texts.Count;

    public string this[int value] => texts[value];

    public int Number(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        if (!numbers.TryGetValue(text, out var number))
        {
            numbers[text] = number = texts.Count;
            texts.Add(text);
        }

        return number;
    }
}

/// <summary>The values of one attribute on both sides, as numbers of a vocabulary, and how often each occurs.</summary>
sealed class ValueColumn
{
    readonly int[] inFeed;
    readonly int[] inReference;

    public ValueColumn(Vocabulary vocabulary, int[] feed, int[] reference)
    {
        (Vocabulary, Feed, Reference) = (vocabulary, feed, reference);
        (inFeed, inReference) = (Counts(feed, vocabulary.Count), Counts(reference, vocabulary.Count));
        KnownInReference = reference.Length - inReference[0];
    }

    ValueColumn(ValueColumn from, int[] feed, int[] reference)
    {
        (Vocabulary, Feed, Reference) = (from.Vocabulary, feed, reference);
        (inFeed, inReference, KnownInReference) = (from.inFeed, from.inReference, from.KnownInReference);
    }

    public Vocabulary Vocabulary { get; }

    public int[] Feed { get; }

    public int[] Reference { get; }

    /// <summary>Records of the reference that have a value.</summary>
    public int KnownInReference { get; }

    /// <summary>A column of texts in the form that <paramref name="form"/> gives them.</summary>
    public static ValueColumn Of(
        Vocabulary vocabulary, IReadOnlyList<string> feed, IReadOnlyList<string> reference, Func<string, string> form)
    {
        int[] Numbers(IReadOnlyList<string> cells) => [.. cells.Select(cell => vocabulary.Number(form(cell)))];
        return new(vocabulary, Numbers(feed), Numbers(reference));
    }

    public int[] Of(Side side) => side == Side.Feed ? Feed : Reference;

    public int InFeed(int value) => value < inFeed.Length ? inFeed[value] : 0;

    public int InReference(int value) => value < inReference.Length ? inReference[value] : 0;

    /// <summary>How often the values of two rows occur, each on its own side, and of how many in the
    /// reference.</summary>
    public (int InFeed, int InReference, int Of) Frequency(int feed, int reference) =>
        (InFeed(Feed[feed]), InReference(Reference[reference]), KnownInReference);

    /// <summary>Some rows of the feed beside others of it, each value as frequent as before.</summary>
    public ValueColumn Between(IReadOnlyList<int> rows, IReadOnlyList<int> others) =>
        new(this, [.. rows.Select(r => Feed[r])], [.. others.Select(r => Feed[r])]);

    /// <summary>The value of a row.</summary>
    public string Text(Side side, int row) => Vocabulary[Of(side)[row]];

    static int[] Counts(int[] rows, int values)
    {
        var counts = new int[values];
        foreach (var value in rows)
        {
            counts[value]++;
        }

        return counts;
    }
}

/// <summary>The two sides of a linkage: a sector's rows, and the set in which they are looked for.</summary>
enum Side { Feed, Reference }
