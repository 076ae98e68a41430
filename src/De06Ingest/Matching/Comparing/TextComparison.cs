using De06Ingest.Values;

namespace De06Ingest.Matching.Comparing;

/// <summary>Two texts of any country: a name, a street, a title. One word is compared letter by letter (Jaro-Winkler),
/// several word by word.</summary>
sealed class TextComparison : Comparison
{
    const byte Same = 0;
    const byte Typo = 1;

    static readonly double[] OfLetters = [0.92, 0.85, 0.75];
    static readonly double[] OfWords = [0.88, 0.68, 0.45];

    readonly ValueColumn column;
    readonly TextTokens tokens;
    readonly string[] closed;
    readonly LevelCache bands;
    readonly Func<int, int, byte> band;

    public TextComparison(string attribute, LinkKind kind, ValueColumn column)
        : base(attribute, kind)
    {
        this.column = column;
        tokens = new TextTokens(column);
        (bands, band) = (new LevelCache(column.Vocabulary.Count), Band);
        closed = [.. Enumerable.Range(0, column.Vocabulary.Count).Select(v => Closed(column, v))];
    }

    public ValueColumn Values => column;

    /// <summary>The other half of the name, when given and family name may have been exchanged.</summary>
    public TextComparison? Partner { get; set; }

    /// <summary>Has given and family name, where both are there, know each other.</summary>
    public static IReadOnlyList<Comparison> Joined(IReadOnlyList<Comparison> comparisons)
    {
        var given = comparisons.OfType<TextComparison>().FirstOrDefault(c => c.Kind == LinkKind.GivenName);
        var family = comparisons.OfType<TextComparison>().FirstOrDefault(c => c.Kind == LinkKind.FamilyName);
        if (given is not null && family is not null)
        {
            (given.Partner, family.Partner) = (family, given);
        }

        return comparisons;
    }

    bool HasSwap => Kind is LinkKind.GivenName or LinkKind.FamilyName;

    public override byte Level(int feed, int reference)
    {
        var (left, right) = (column.Feed[feed], column.Reference[reference]);
        if (left == 0 || right == 0)
        {
            return Missing;
        }

        var level = left == right ? Same : bands.Of(left, right, band);
        if (level <= Typo || Partner is null || !IsSwapped(feed, reference))
        {
            return level;
        }

        // Both halves agree crosswise: the family name says so once, and the given name must not say it again.
        return Kind == LinkKind.FamilyName ? (byte)2 : Missing;
    }

    public override ulong Key(Side side, int row) => column.Of(side)[row] is var value && value == 0 ? 0 : KeyOf(value);

    public override int LikeKeys(Side side, int row, Span<ulong> keys)
    {
        var value = column.Of(side)[row];
        if (value == 0)
        {
            return 0;
        }

        var text = closed[value].AsSpan();
        var count = 0;
        keys[count++] = KeyOf(text[..Math.Min(4, text.Length)], 1);
        if (tokens.Count(value) < 2)
        {
            keys[count++] = KeyOf(text[^Math.Min(4, text.Length)..], 2);
            return count;
        }

        foreach (var word in tokens.Rarest(value, MostKeys - 1))
        {
            keys[count++] = KeyOf(word) ^ 3;
        }

        return count;
    }

    public override (int InFeed, int InReference, int Of) Frequency(int feed, int reference, byte level) =>
        level == Same ? column.Frequency(feed, reference) : default;

    public override Comparison Between(IReadOnlyList<int> rows, IReadOnlyList<int> others) =>
        new TextComparison(Attribute, Kind, column.Between(rows, others));

    public override string Text(Side side, int row) => column.Text(side, row);

    /// <summary>The text without its spaces.</summary>
    internal static string Closed(ValueColumn column, int value) =>
        column.Vocabulary[value].Replace(" ", "", StringComparison.Ordinal);

    internal static ulong KeyOf(int value) => ((ulong)value * 0x9E3779B97F4A7C15UL) | 1;

    internal static ulong KeyOf(ReadOnlySpan<char> text, ulong seed) =>
        Fingerprint.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text), seed) | 1;

    bool IsSwapped(int feed, int reference)
    {
        var other = Partner!.column;
        var (left, right) = (column.Feed[feed], column.Reference[reference]);
        var (otherLeft, otherRight) = (other.Feed[feed], other.Reference[reference]);
        return (left == otherRight && IsNear(otherLeft, right)) || (otherLeft == right && IsNear(left, otherRight));
    }

    bool IsNear(int left, int right) => left > 0 && right > 0 && (left == right
        || TextDistance.JaroWinkler(column.Vocabulary[left], column.Vocabulary[right]) >= OfLetters[^1]);

    byte Band(int left, int right)
    {
        var (one, other) = (closed[left], closed[right]);
        if (one == other || tokens.AreReordered(left, right)
            || (TextDistance.Edits(one, other) == 1 && Math.Max(one.Length, other.Length) >= 3))
        {
            return Typo;
        }

        var single = tokens.Count(left) < 2 && tokens.Count(right) < 2;
        var likeness = TextDistance.JaroWinkler(one, other);
        var limits = OfLetters;
        if (!single && tokens.Likeness(left, right) is var shared
            && (shared >= OfWords[^1] || likeness < OfLetters[0]))
        {
            (likeness, limits) = (shared, OfWords);
        }

        var first = HasSwap ? 3 : 2;
        for (var i = 0; i < limits.Length; i++)
        {
            if (likeness >= limits[i])
            {
                return (byte)Math.Min(first + i, Levels.Count - 1);
            }
        }

        return (byte)(Levels.Count - 1);
    }
}
