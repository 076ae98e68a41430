using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Matching.Comparing;

/// <summary>Two Vietnamese full names, syllable by syllable. A name that many bear says little.</summary>
sealed class PersonNameComparison : Comparison
{
    const byte Same = 0;
    const byte DiacriticsLost = 2;
    const byte Possible = 3;
    const byte Different = 4;

    readonly ValueColumn column;
    readonly byte[][] shown;
    readonly string[][] folded;
    readonly int[] foldedNumbers;
    readonly int[] inFeed;
    readonly int[] inReference;

    public PersonNameComparison(string attribute, ValueColumn column)
        : base(attribute, LinkKind.PersonName)
    {
        this.column = column;
        var values = Enumerable.Range(0, column.Vocabulary.Count).ToArray();
        shown = [.. values.Select(v => Encoding.UTF8.GetBytes(column.Vocabulary[v]))];
        folded = [.. values.Select(v => Split(PersonName.FoldedKey(column.Vocabulary[v])))];
        var names = new Vocabulary();
        foldedNumbers = [.. folded.Select(f => names.Number(string.Join(' ', f)))];
        inFeed = new int[names.Count];
        inReference = new int[names.Count];
        foreach (var value in values)
        {
            inFeed[foldedNumbers[value]] += column.InFeed(value);
            inReference[foldedNumbers[value]] += column.InReference(value);
        }
    }

    public override byte Level(int feed, int reference)
    {
        var (left, right) = (column.Feed[feed], column.Reference[reference]);
        return left == 0 || right == 0 ? Missing : left == right ? Same : Of(left, right);
    }

    public override ulong Key(Side side, int row) =>
        foldedNumbers[column.Of(side)[row]] is var name && name == 0 ? 0 : TextComparison.KeyOf(name);

    /// <summary>Family and given name; all but the first; all but the last.</summary>
    public override int LikeKeys(Side side, int row, Span<ulong> keys)
    {
        var name = folded[column.Of(side)[row]];
        if (name.Length < 2)
        {
            return 0;
        }

        keys[0] = Of(name[0], 1) ^ (Of(name[^1], 2) << 1);
        keys[1] = Of(string.Join(' ', name[1..]), 3);
        keys[2] = Of(string.Join(' ', name[..^1]), 4);
        return 3;
    }

    public override (int InFeed, int InReference, int Of) Frequency(int feed, int reference, byte level)
    {
        if (level > DiacriticsLost)
        {
            return default;
        }

        var (left, right) = (column.Feed[feed], column.Reference[reference]);
        return level == Same && left == right
            ? (column.InFeed(left), column.InReference(right), column.KnownInReference)
            : (inFeed[foldedNumbers[left]], inReference[foldedNumbers[right]], column.KnownInReference);
    }

    public override string Text(Side side, int row) => column.Vocabulary[column.Of(side)[row]];

    static ulong Of(string text, ulong seed) => TextComparison.KeyOf(text, seed);

    static string[] Split(string key) => key.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    byte Of(int left, int right)
    {
        var level = (byte)(NameLevel.Same - NameComparison.Compare(shown[left], shown[right]));
        return level == Different && IsPossible(folded[left], folded[right]) ? Possible : level;
    }

    /// <summary>One slip in one syllable, syllables in another order, or one left out.</summary>
    static bool IsPossible(string[] one, string[] other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (longer.Length - shorter.Length > 1 || shorter.Length == 0)
        {
            return false;
        }

        if (longer.Length == shorter.Length)
        {
            var differ = Enumerable.Range(0, one.Length).Where(i => one[i] != other[i]).ToList();
            return (differ.Count == 1 && TextDistance.Edits(one[differ[0]], other[differ[0]]) == 1)
                || (one.Length >= 2 && one.Order().SequenceEqual(other.Order()));
        }

        return shorter.Length >= 2 && Enumerable.Range(0, longer.Length).Any(skip =>
            longer.Where((_, i) => i != skip).SequenceEqual(shorter));
    }
}
