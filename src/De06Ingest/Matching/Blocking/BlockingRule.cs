using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching.Blocking;

/// <summary>Which pairs are worth comparing: records that share a key of this rule.</summary>
/// <param name="Name">The rule for people, such as <c>birthDate</c> or <c>birthDate~</c> for like values.</param>
/// <param name="Comparison">Number of the comparison whose keys it takes; -1 for the rule of all pairs.</param>
/// <param name="IsLike">Keys of like values instead of the key of the equal value.</param>
sealed record BlockingRule(string Name, int Comparison, bool IsLike)
{
    public const int AllPairs = -1;

    /// <summary>Other keys than those of the comparison.</summary>
    public IRowKeys? Other { get; init; }

    /// <summary>Up to this many pairs are compared without blocking.</summary>
    const long FewPairs = 500_000;

    /// <summary>An attribute whose equal pairs are a larger share than this only helps others.</summary>
    const double WeakShare = 0.02;

    /// <summary>The rules for these data: every attribute that tells records apart, by equal values, by like ones and,
    /// texts, by those one edit away; and given and family name crosswise.</summary>
    public static IReadOnlyList<BlockingRule> For(LinkData data)
    {
        if (data.AllPairs <= FewPairs)
        {
            return [new("all-pairs", AllPairs, false)];
        }

        var numbers = Enumerable.Range(0, data.Comparisons.Count).ToList();
        var shares = numbers.ConvertAll(n => EqualShare(data, data.Comparisons[n]));
        var telling = numbers.Where(n => shares[n] <= WeakShare).ToList();
        var chosen = telling.Count >= 2 ? telling : numbers;
        return [.. chosen.Select(n => new BlockingRule(data.Comparisons[n].Attribute, n, false)),
            .. chosen.Where(n => HasLikeKeys(data, n))
                .Select(n => new BlockingRule(data.Comparisons[n].Attribute + "~", n, true)),
            .. chosen.Select(n => OneEdit(data, n)).OfType<BlockingRule>(),
            .. numbers.Select(n => Crosswise(data, n)).OfType<BlockingRule>()];
    }

    /// <summary>The keys of one record; good until the next call.</summary>
    /// <param name="data">The two sides.</param>
    /// <param name="side">The side of the record.</param>
    /// <param name="row">The record.</param>
    /// <param name="room">Room for <see cref="Comparing.Comparison.MostKeys"/>.</param>
    public ReadOnlySpan<ulong> Keys(LinkData data, Side side, int row, Span<ulong> room)
    {
        if (Other is not null)
        {
            return Other.Of(side, row);
        }

        var comparison = data.Comparisons[Comparison];
        if (IsLike)
        {
            return room[..comparison.LikeKeys(side, row, room)];
        }

        room[0] = comparison.Key(side, row);
        return room[..(room[0] == 0 ? 0 : 1)];
    }

    static BlockingRule? OneEdit(LinkData data, int comparison) =>
        data.Comparisons[comparison] is TextComparison text
            ? new(text.Attribute + "~1", comparison, false) { Other = new OneEditKeys(text.Values) }
            : null;

    static BlockingRule? Crosswise(LinkData data, int comparison) =>
        data.Comparisons[comparison] is TextComparison { Kind: LinkKind.GivenName, Partner: { } family } given
            ? new("crosswise", comparison, false) { Other = new CrosswiseKeys(given, family) }
            : null;

    static bool HasLikeKeys(LinkData data, int comparison)
    {
        Span<ulong> keys = stackalloc ulong[Comparing.Comparison.MostKeys];
        for (var row = 0; row < data.FeedRows; row++)
        {
            if (data.Comparisons[comparison].LikeKeys(Side.Feed, row, keys) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Share of all pairs that have an equal value.</summary>
    static double EqualShare(LinkData data, Comparison comparison)
    {
        var counts = new Dictionary<ulong, int>();
        for (var row = 0; row < data.FeedRows; row++)
        {
            if (comparison.Key(Side.Feed, row) is var key and not 0)
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
            }
        }

        var pairs = 0L;
        for (var row = 0; row < data.ReferenceRows; row++)
        {
            pairs += counts.GetValueOrDefault(comparison.Key(Side.Reference, row));
        }

        return pairs / (double)Math.Max(1, data.AllPairs);
    }
}

/// <summary>Keys of records that no single comparison has.</summary>
interface IRowKeys
{
    /// <summary>Keys of the record; good until the next call of the same thread.</summary>
    ReadOnlySpan<ulong> Of(Side side, int row);
}
