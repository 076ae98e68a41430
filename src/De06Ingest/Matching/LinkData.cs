using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching;

/// <summary>The two sides of a linkage, seen through their comparisons.</summary>
/// <param name="FeedRows">Rows of the sector's feed.</param>
/// <param name="ReferenceRows">Records of the reference.</param>
/// <param name="Comparisons">The attributes that both sides have.</param>
sealed record LinkData(int FeedRows, int ReferenceRows, IReadOnlyList<Comparison> Comparisons)
{
    /// <summary>Number of the comparison of this attribute, or -1.</summary>
    public int IndexOf(string attribute)
    {
        for (var i = 0; i < Comparisons.Count; i++)
        {
            if (Comparisons[i].Attribute == attribute)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Some rows of the feed beside others of it.</summary>
    public LinkData Between(IReadOnlyList<int> rows, IReadOnlyList<int> others) => new(rows.Count, others.Count,
        TextComparison.Joined([.. Comparisons.Select(c => c.Between(rows, others))]));

    public long AllPairs => (long)FeedRows * ReferenceRows;

    /// <summary>Writes the level of every comparison.</summary>
    public void Levels(int feed, int reference, Span<byte> levels)
    {
        for (var i = 0; i < Comparisons.Count; i++)
        {
            levels[i] = Comparisons[i].Level(feed, reference);
        }
    }
}
