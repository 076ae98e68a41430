namespace De06Ingest.Synthetic.Answers;

/// <summary>
/// What one file (or one feed's files of a day) holds: rows, refused by fault code, duplicates, and counts for
/// figures.
/// </summary>
sealed class ExtractTally
{
    /// <summary>All rows: accepted, refused and duplicate ones.</summary>
    public long Rows { get; set; }
    public long Duplicates { get; set; }
    public SortedDictionary<string, long> Refused { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);
    public long Accepted => Rows - Duplicates - Refused.Values.Sum();

    public void Refuse(string code) => Refused[code] = Refused.GetValueOrDefault(code) + 1;

    /// <summary>Counts one more of <paramref name="what"/> when it holds.</summary>
    public void Add(string what, bool holds) => Counts[what] = Counts.GetValueOrDefault(what) + (holds ? 1 : 0);
}
