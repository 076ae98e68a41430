namespace De06Ingest.Matching.Comparing;

/// <summary>One attribute of the two sides and how two values of it are compared: ordered levels, best first.</summary>
/// <remarks>Levels and weights stand in the <see cref="MatchModel"/>; a comparison says which level a pair has, how
/// often its value occurs, and by which keys equal and like values are found.</remarks>
abstract class Comparison(string attribute, LinkKind kind)
{
    /// <summary>Level of a pair of which one side has no value: says nothing.</summary>
    public const byte Missing = 255;

    /// <summary>Most keys that one record has for values like its own.</summary>
    public const int MostKeys = 4;

    /// <summary>A value on this many times more rows of the feed than of the reference is a generic one.</summary>
    const int GenericRatio = 4;

    public string Attribute { get; } = attribute;

    public LinkKind Kind { get; } = kind;

    /// <summary>Names of the levels as in the model file.</summary>
    public IReadOnlyList<string> Levels => LinkKinds.Levels(Kind);

    /// <summary>Level of the pair, or <see cref="Missing"/>.</summary>
    public abstract byte Level(int feed, int reference);

    /// <summary>Key of the value, equal for equal values; 0 for none.</summary>
    public abstract ulong Key(Side side, int row);

    /// <summary>Keys under which like values come together; the number written.</summary>
    /// <param name="side">The side of the record.</param>
    /// <param name="row">The record.</param>
    /// <param name="keys">Room for <see cref="MostKeys"/>.</param>
    public virtual int LikeKeys(Side side, int row, Span<ulong> keys) => 0;

    /// <summary>How often the value of the record occurs in the feed and in the reference, of how many; (0, 0, 0) where
    /// frequency says nothing.</summary>
    public virtual (int InFeed, int InReference, int Of) Frequency(int feed, int reference, byte level) => default;

    /// <summary>The same attribute of some rows of the feed on the one side and others on the other. How often a value
    /// occurs stays as it is in the two files.</summary>
    public abstract Comparison Between(IReadOnlyList<int> rows, IReadOnlyList<int> others);

    /// <summary>The value for people; personal data.</summary>
    public abstract string Text(Side side, int row);

    /// <summary>Bits to add to the weight of the level because the value is rarer, or more frequent, than values are
    /// on the whole.</summary>
    /// <param name="feed">The sector's row.</param>
    /// <param name="reference">The record of the reference.</param>
    /// <param name="level">Their level.</param>
    /// <param name="u">Probability of the level among pairs that are no match.</param>
    public double Rarity(int feed, int reference, byte level, double u)
    {
        var (inFeed, inReference, of) = Frequency(feed, reference, level);
        return of == 0 ? 0 : Rarity(inFeed, inReference, of, u);
    }

    /// <summary>The same for a value that so many rows of the feed have, and so many records of so many.</summary>
    public static double Rarity(int inFeed, int inReference, int of, double u)
    {
        var there = Math.Max(1, inReference);
        var generic = inFeed > GenericRatio * there ? Math.Log2(inFeed / (double)(GenericRatio * there)) : 0;
        return Math.Log2(u * of / there) - generic;
    }
}
