using System.Globalization;

namespace De06Ingest.Matching.Comparing;

/// <summary>Numbers and codes that are copied sign by sign: equal, one slip of the hand, or other. The level of a slip
/// is <c>typo</c> or <c>one-off</c>.</summary>
sealed class CodeComparison(string attribute, LinkKind kind, ValueColumn column) : Comparison(attribute, kind)
{
    const byte Same = 0;

    /// <summary>Digits of a personal id that tell province, century, sex and birth year.</summary>
    const int Stem = 6;

    readonly byte last = (byte)(LinkKinds.Levels(kind).Count - 1);

    public override byte Level(int feed, int reference)
    {
        var (left, right) = (column.Feed[feed], column.Reference[reference]);
        if (left == 0 || right == 0)
        {
            return Missing;
        }

        if (left == right)
        {
            return Same;
        }

        if (last == 1)
        {
            return last;
        }

        var (one, other) = (column.Vocabulary[left], column.Vocabulary[right]);
        var edits = TextDistance.Edits(one, other);
        return edits == 1 ? (byte)1 : IsNext(edits, one, other) ? (byte)2 : last;
    }

    public override ulong Key(Side side, int row) =>
        column.Of(side)[row] is var value && value == 0 ? 0 : TextComparison.KeyOf(value);

    public override int LikeKeys(Side side, int row, Span<ulong> keys)
    {
        var code = column.Text(side, row).AsSpan();
        if (code.Length < 4 || last == 1)
        {
            return 0;
        }

        if (Kind == LinkKind.PersonalId && code.Length == 12)
        {
            keys[0] = TextComparison.KeyOf(code[6..], 1);
            keys[1] = TextComparison.KeyOf(code[..9], 2);
            keys[2] = Joined(code[..6], code[9..], 3);
            keys[3] = Joined(code[..3], code[9..], 4);
            return 4;
        }

        var half = (code.Length + 1) / 2;
        keys[0] = TextComparison.KeyOf(code[..half], 1);
        keys[1] = TextComparison.KeyOf(code[^half..], 2);
        return 2;
    }

    public override (int InFeed, int InReference, int Of) Frequency(int feed, int reference, byte level) =>
        level == Same ? column.Frequency(feed, reference) : default;

    public override Comparison Between(IReadOnlyList<int> rows, IReadOnlyList<int> others) =>
        new CodeComparison(Attribute, Kind, column.Between(rows, others));

    public override string Text(Side side, int row) => column.Vocabulary[column.Of(side)[row]];

    static ulong Joined(ReadOnlySpan<char> one, ReadOnlySpan<char> other, ulong seed) =>
        TextComparison.KeyOf(one, seed) ^ (TextComparison.KeyOf(other, seed + 10) << 1);

    bool IsNext(int edits, string one, string other) => Kind switch
    {
        LinkKind.PersonalId => one.Length >= Stem && other.Length >= Stem && one.AsSpan(0, Stem).SequenceEqual(
            other.AsSpan(0, Stem)),
        LinkKind.Code => edits == 2 && Math.Max(one.Length, other.Length) >= 6,
        LinkKind.Number => IsWithin(one, other, 0.1),
        _ => false,
    };

    static bool IsWithin(string one, string other, double share) =>
        double.TryParse(one, CultureInfo.InvariantCulture, out var a)
        && double.TryParse(other, CultureInfo.InvariantCulture, out var b)
        && Math.Abs(a - b) <= share * Math.Max(Math.Abs(a), Math.Abs(b));
}
