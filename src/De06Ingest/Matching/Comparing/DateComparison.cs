using System.Globalization;

namespace De06Ingest.Matching.Comparing;

/// <summary>Two dates, digit by digit: a slip, day and month exchanged, a date of which only the year is
/// known.</summary>
sealed class DateComparison(string attribute, LinkKind kind, ValueColumn column) : Comparison(attribute, kind)
{
    const int Digits = 8;

    /// <summary>The distinct dates as yyyyMMdd; 0 for what is no date.</summary>
    readonly int[] dates = [.. Enumerable.Range(0, column.Vocabulary.Count).Select(v => Number(column.Vocabulary[v]))];

    public override byte Level(int feed, int reference)
    {
        var (left, right) = (column.Feed[feed], column.Reference[reference]);
        if (left == 0 || right == 0)
        {
            return Missing;
        }

        return Kind == LinkKind.BirthDate && dates[left] != 0 && dates[right] != 0
            ? BirthLikeness.Of(dates[left], dates[right])
            : Kind == LinkKind.BirthDate ? left == right ? BirthLikeness.Same : BirthLikeness.Different
            : (byte)Compare(column.Vocabulary[left], column.Vocabulary[right]);
    }

    public override ulong Key(Side side, int row) =>
        column.Of(side)[row] is var value && value == 0 ? 0 : TextComparison.KeyOf(value);

    /// <summary>Year and month, year and day, month and day; and the digits in any order, for those that changed
    /// places.</summary>
    public override int LikeKeys(Side side, int row, Span<ulong> keys)
    {
        var date = column.Text(side, row).AsSpan();
        if (date.Length != Digits)
        {
            return 0;
        }

        keys[0] = TextComparison.KeyOf(date[..6], 1);
        keys[1] = TextComparison.KeyOf(date[..4], 2) ^ (TextComparison.KeyOf(date[6..], 3) << 1);
        keys[2] = TextComparison.KeyOf(date[4..], 4);
        Span<char> digits = stackalloc char[Digits];
        date.CopyTo(digits);
        digits.Sort();
        keys[3] = TextComparison.KeyOf(digits, 5);
        return 4;
    }

    public override (int InFeed, int InReference, int Of) Frequency(int feed, int reference, byte level) =>
        level == 0 ? column.Frequency(feed, reference) : default;

    public override Comparison Between(IReadOnlyList<int> rows, IReadOnlyList<int> others) =>
        new DateComparison(Attribute, Kind, column.Between(rows, others));

    public override string Text(Side side, int row) => column.Vocabulary[column.Of(side)[row]];

    enum Likeness : byte { Same, Typo, Swapped, Coarser, Parts, Close, Year, Different }

    static int Number(string date) =>
        date.Length == Digits && int.TryParse(date, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    static Likeness Compare(string left, string right)
    {
        var areDates = left.Length == Digits && right.Length == Digits;
        var sameYear = areDates && left.AsSpan(0, 4).SequenceEqual(right.AsSpan(0, 4));
        if (sameYear && (IsCoarse(left) || IsCoarse(right)) && Covers(left, right))
        {
            return Likeness.Coarser;
        }

        if (left == right)
        {
            return Likeness.Same;
        }

        var edits = TextDistance.Edits(left, right);
        var isSwapped = sameYear && left.AsSpan(4, 2).SequenceEqual(right.AsSpan(6))
            && left.AsSpan(6).SequenceEqual(right.AsSpan(4, 2));
        return edits == 1 ? Likeness.Typo
            : isSwapped ? Likeness.Swapped
            : areDates && EqualParts(left, right) == 2 ? Likeness.Parts
            : edits == 2 ? Likeness.Close
            : sameYear ? Likeness.Year
            : Likeness.Different;
    }

    /// <summary>How many of year, month and day are equal.</summary>
    static int EqualParts(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        (left[..4].SequenceEqual(right[..4]) ? 1 : 0) + (left[4..6].SequenceEqual(right[4..6]) ? 1 : 0)
        + (left[6..].SequenceEqual(right[6..]) ? 1 : 0);

    static bool IsCoarse(string date) => date.EndsWith("00", StringComparison.Ordinal);

    /// <summary>The months agree where both are known.</summary>
    static bool Covers(string left, string right)
    {
        var one = left.AsSpan(4, 2);
        var other = right.AsSpan(4, 2);
        return one.SequenceEqual("00") || other.SequenceEqual("00") || one.SequenceEqual(other);
    }
}
