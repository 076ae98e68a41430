using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;

namespace De06Ingest;

/// <summary>Versions of a record: what a row says of its own, and how it stands to the others, of its delta and of what
/// is published.</summary>
/// <param name="input">The pass.</param>
/// <param name="builder">Reads single cells.</param>
/// <param name="covered">Slices that the extract has shown.</param>
sealed class RowVersions(PassInput input, RecordBuilder builder, IReadOnlySet<int> covered)
{
    readonly int sequence = input.Contract.Extent.Sequence is { } column ? input.Contract.IndexOf(column) : -1;
    DeltaVersions ofDelta = DeltaVersions.None;

    /// <summary>Reads a delta once more before the pass.</summary>
    public void ReadDelta() => ofDelta = DeltaVersions.Of(input, IsSound, SequenceOf, IsDeletion);

    /// <summary>How a row stands to the others of its delta.</summary>
    /// <param name="row">Number of the row, from 1.</param>
    public VersionRank WithinDelta(long row) => ofDelta.RankOf(row);

    /// <summary>Its sequence; 0 where versions have none.</summary>
    public long Order(RowCells cells) => sequence < 0 ? 0 : SequenceOf(cells);

    /// <summary>A deletion need not repeat what the record held; its key and its version are enough.</summary>
    public bool IsSound(RowCells cells) => builder.RequiredAreSound(cells)
        || (IsDeletion(cells) && builder.HasValue(sequence, cells));

    public bool IsDeletion(RowCells cells) => input.Contract.Extent.Deleted is { } condition
        && builder.CodeOf(input.Contract.IndexOf(condition.Column), cells) is { } code
        && condition.Codes.Contains(code);

    long SequenceOf(RowCells cells) => builder.NumberOf(sequence, cells);

    /// <summary>How a row stands to the published version of its record: a delta's sequence tells, or, when another
    /// unit holds the record, which delivery is newer. On a tie the last version of a delta stands, and the unit with
    /// the smaller code; the other is told as a conflict.</summary>
    public VersionRank AgainstPublished(RowCells cells, int entry, int slice, long hash)
    {
        if (entry < 0)
        {
            return VersionRank.Newest;
        }

        ref var known = ref input.State[entry];
        if (sequence >= 0)
        {
            return AgainstPublished(cells, known, hash,
                input.RowOrders.TryGetValue(entry, out var published) ? SequenceOf(cells).CompareTo(published) : 1);
        }

        // Where the extract speaks for the other unit too, it is the newest word about both.
        if (known.Slice == slice || (known.Marks & RowMark.Published) == 0 || covered.Contains(known.Slice))
        {
            return VersionRank.Newest;
        }

        var (mine, other) = (input.Slices.Slices[slice], input.Slices.Slices[known.Slice]);
        var otherAsOf = input.SliceAsOf.GetValueOrDefault(other);
        if (otherAsOf != input.AsOfDay)
        {
            return otherAsOf < input.AsOfDay ? VersionRank.Newest : VersionRank.Outdated;
        }

        // The extract has shown the record, so it is not gone, whichever units it speaks for.
        known.Marks |= RowMark.Kept;
        return string.CompareOrdinal(mine.Text, other.Text) < 0 ? VersionRank.TakesOver : VersionRank.GivesWay;
    }

    /// <param name="cells">The row.</param>
    /// <param name="known">What is published of its record.</param>
    /// <param name="hash">Hash of the row.</param>
    /// <param name="order">Its sequence compared with that of what is published.</param>
    VersionRank AgainstPublished(RowCells cells, in RowState.Entry known, long hash, int order)
    {
        if (order != 0)
        {
            return order > 0 ? VersionRank.Newest : VersionRank.Outdated;
        }

        var isDeleted = (known.Marks & RowMark.Deleted) != 0;
        if (known.RowHash == hash || (isDeleted && IsDeletion(cells)))
        {
            return VersionRank.Outdated;
        }

        // A row stands before a deletion of its rank, whichever comes first: a person, or a later version, decides.
        if (isDeleted || IsDeletion(cells))
        {
            return isDeleted ? VersionRank.TakesOver : VersionRank.GivesWay;
        }

        // Under another contract the hash of the very same row is another.
        return input.SkipUnchanged && known.RowHash != 0 ? VersionRank.TakesOver : VersionRank.Newest;
    }
}
