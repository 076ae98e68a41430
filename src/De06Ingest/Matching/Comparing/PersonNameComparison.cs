using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Matching.Comparing;

/// <summary>Two Vietnamese full names, syllable by syllable. A name that many bear says little.</summary>
sealed class PersonNameComparison : Comparison
{
    const byte Same = 0;
    const byte DiacriticsLost = 2;

    readonly ValueColumn column;

    // The syllables of all distinct names one behind the other, and where each name begins.
    readonly NameSyllable[] syllables;
    readonly int[] starts;
    readonly string[][] folded;
    readonly int[] foldedNumbers;
    readonly int[] inFeed;
    readonly int[] inReference;

    public PersonNameComparison(string attribute, ValueColumn column)
        : base(attribute, LinkKind.PersonName)
    {
        this.column = column;
        var values = Enumerable.Range(0, column.Vocabulary.Count).ToArray();
        (syllables, starts) = Prepared(column.Vocabulary);
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
            ? column.Frequency(feed, reference)
            : (inFeed[foldedNumbers[left]], inReference[foldedNumbers[right]], column.KnownInReference);
    }

    public override Comparison Between(IReadOnlyList<int> rows, IReadOnlyList<int> others) =>
        new PersonNameComparison(Attribute, column.Between(rows, others));

    public override string Text(Side side, int row) => column.Text(side, row);

    static ulong Of(string text, ulong seed) => TextComparison.KeyOf(text, seed);

    static string[] Split(string key) => key.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    byte Of(int left, int right) => NameLikeness.Of(Prepared(left), Prepared(right));

    PreparedName Prepared(int value) => new(syllables.AsSpan(starts[value]..starts[value + 1]));

    static (NameSyllable[] Syllables, int[] Starts) Prepared(Vocabulary names)
    {
        var syllables = new List<NameSyllable>(names.Count * 3);
        var starts = new int[names.Count + 1];
        var room = new NameSyllable[PreparedName.MostSyllables];
        for (var value = 0; value < names.Count; value++)
        {
            syllables.AddRange(room.AsSpan(0, PreparedName.Prepare(Encoding.UTF8.GetBytes(names[value]), room)));
            starts[value + 1] = syllables.Count;
        }

        return ([.. syllables], starts);
    }
}
