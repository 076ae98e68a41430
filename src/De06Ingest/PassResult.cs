using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Publishing;
using De06Ingest.Units;

namespace De06Ingest;

/// <summary>What a pass counted.</summary>
sealed class PassCounts
{
    public long RowsIn { get; set; }
    public long Refused { get; set; }
    public long Duplicate { get; set; }
    public long Matched { get; set; }
    public long Unmatched { get; set; }
    public long Changed { get; set; }
    public long Unchanged { get; set; }
    public long UnchangedMatched { get; set; }
    public long Deletions { get; set; }
    public long Lines { get; set; }
    public long Furniture { get; set; }

    /// <summary>Newest value of the column that states the as-of, as the column's kind counts it.</summary>
    public long NewestSourceTime { get; set; } = long.MinValue;
    public HashSet<string> NewColumns { get; } = [];
    public long Accepted => RowsIn - Refused - Duplicate;
}

/// <summary>What a pass found: counts, the workers' buffers of findings and refusals, and what is no longer
/// there.</summary>
/// <param name="Counts">Counts.</param>
/// <param name="Workers">Workers, whose buffers are still to be sent.</param>
/// <param name="Vanished">Entries of the row state that were published and are gone.</param>
/// <param name="Covered">Slices that the extract shows.</param>
sealed record PassResult(PassCounts Counts, PassWorker[] Workers, List<int> Vanished, IReadOnlyList<Slice> Covered)
{
    /// <summary>Records of the feed once this is published.</summary>
    public long Rows { get; init; }
    public IReadOnlyList<byte[]> VanishedKeys { get; init; } = [];

    /// <summary>Records whose row was refused, so that what is published of them stays.</summary>
    public IReadOnlyList<byte[]> KeptKeys { get; init; } = [];

    /// <summary>Refused rows whose key cannot be read.</summary>
    public required UnreadRows Unread { get; init; }

    /// <summary>Records that the extract does not show, and that stay because such a row may be about them.</summary>
    public int Unconfirmed { get; init; }

    /// <summary>Delta: keys that it deletes, known or not, with the version of the deletion.</summary>
    public IReadOnlyList<(byte[] Key, long Order)> Deletions { get; init; } = [];

    /// <summary>Covered slices that did not come themselves: those of the units in their place did.</summary>
    public IReadOnlySet<Slice> Replaced { get; init; } = new HashSet<Slice>();
    public IReadOnlySet<Slice> Stale { get; init; } = new HashSet<Slice>();
    public IReadOnlyDictionary<Slice, DateTimeOffset> SliceAsOf { get; init; }
        = new Dictionary<Slice, DateTimeOffset>();
    public IReadOnlyDictionary<Slice, long> SliceRows { get; init; } = new Dictionary<Slice, long>();

    /// <summary>Rows with a mismatch, of any kind.</summary>
    public long Findings => Workers.Sum(worker => worker.Findings.Rows.Rows);

    /// <summary>What each unit has, by its code on the extract's map.</summary>
    /// <param name="units">What the codes mean.</param>
    /// <param name="kept">Rows that went along from the generation before.</param>
    public Dictionary<string, UnitTally> Tally(UnitScope units, KeptRows kept)
    {
        var sums = new Dictionary<string, UnitTally>();
        foreach (var ((unit, length), counted) in Workers.SelectMany(worker => worker.Tally).Concat(kept.Tally))
        {
            var code = units.Text(unit, length, units.Number) ?? "";
            sums[code] = sums.GetValueOrDefault(code) + counted;
        }

        return sums;
    }
}
