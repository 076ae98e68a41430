namespace De06Ingest.Matching.Comparing;

/// <summary>Two dates, digit by digit: a slip, day and month exchanged, a date of which only the year is
/// known.</summary>
sealed class DateComparison(string attribute, LinkKind kind, ValueColumn column) : Comparison(attribute, kind)
{
    const int Digits = 8;

    public override byte Level(int feed, int reference)
    {
        var (left, right) = (column.Feed[feed], column.Reference[reference]);
        if (left == 0 || right == 0)
        {
            return Missing;
        }

        var found = Compare(column.Vocabulary[left], column.Vocabulary[right]);
        return Kind == LinkKind.BirthDate ? OfBirth(found) : (byte)found;
    }

    public override ulong Key(Side side, int row) =>
        column.Of(side)[row] is var value && value == 0 ? 0 : TextComparison.KeyOf(value);

    /// <summary>Year and month, year and day, month and day.</summary>
    public override int LikeKeys(Side side, int row, Span<ulong> keys)
    {
        var date = column.Vocabulary[column.Of(side)[row]].AsSpan();
        if (date.Length != Digits)
        {
            return 0;
        }

        keys[0] = TextComparison.KeyOf(date[..6], 1);
        keys[1] = TextComparison.KeyOf(date[..4], 2) ^ (TextComparison.KeyOf(date[6..], 3) << 1);
        keys[2] = TextComparison.KeyOf(date[4..], 4);
        return 3;
    }

    public override (int InFeed, int InReference, int Of) Frequency(int feed, int reference, byte level) => level != 0
        ? default
        : (column.InFeed(column.Feed[feed]), column.InReference(column.Reference[reference]),
            column.KnownInReference);

    public override string Text(Side side, int row) => column.Vocabulary[column.Of(side)[row]];

    enum Likeness : byte { Same, Typo, Swapped, Coarser, Close, Year, Different }

    static byte OfBirth(Likeness found) => found switch
    {
        Likeness.Same => 0,
        Likeness.Coarser => 1,
        Likeness.Swapped => 2,
        Likeness.Typo => 3,
        Likeness.Close or Likeness.Year => 4,
        _ => 5,
    };

    Likeness Compare(string left, string right)
    {
        var areDates = left.Length == Digits && right.Length == Digits;
        if (areDates && (IsCoarse(left) || IsCoarse(right)) && Covers(left, right))
        {
            return left == right && !IsCoarse(left) ? Likeness.Same : Likeness.Coarser;
        }

        if (left == right)
        {
            return Likeness.Same;
        }

        var edits = TextDistance.Edits(left, right);
        var sameYear = areDates && left.AsSpan(0, 4).SequenceEqual(right.AsSpan(0, 4));
        var isSwapped = sameYear && left.AsSpan(4, 2).SequenceEqual(right.AsSpan(6))
            && left.AsSpan(6).SequenceEqual(right.AsSpan(4, 2));
        return edits == 1 ? Likeness.Typo
            : isSwapped ? Likeness.Swapped
            : edits == 2 && !(Kind == LinkKind.BirthDate && !sameYear) ? Likeness.Close
            : sameYear ? Likeness.Year
            : Likeness.Different;
    }

    /// <summary>No day, or for a birth the first of January, which stands for a year alone.</summary>
    bool IsCoarse(string date) => date.EndsWith("00", StringComparison.Ordinal)
        || (Kind == LinkKind.BirthDate && date.EndsWith("0101", StringComparison.Ordinal));

    /// <summary>The years agree, and the months where both are known.</summary>
    bool Covers(string left, string right)
    {
        if (!left.AsSpan(0, 4).SequenceEqual(right.AsSpan(0, 4)))
        {
            return false;
        }

        var one = left.AsSpan(4, 2);
        var other = right.AsSpan(4, 2);
        var isPlaceholder = Kind == LinkKind.BirthDate
            && (left.EndsWith("0101", StringComparison.Ordinal) || right.EndsWith("0101", StringComparison.Ordinal));
        return isPlaceholder || one.SequenceEqual("00") || other.SequenceEqual("00") || one.SequenceEqual(other);
    }
}
