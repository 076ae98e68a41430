namespace De06Ingest.Intake.Normalise;

/// <summary>The cells of one row, in the order of the contract's columns, as unescaped UTF-8.</summary>
/// <param name="bytes">The cells one after another.</param>
/// <param name="ends">Where each cell ends in <paramref name="bytes"/>.</param>
/// <remarks>Two spans and no interface: the indexer stands in the innermost loop.</remarks>
readonly ref struct RowCells(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends)
{
    readonly ReadOnlySpan<byte> bytes = bytes;
    readonly ReadOnlySpan<int> ends = ends;

    /// <summary>Cell of <c>contract.Columns[column]</c>; empty when the cell or the column is not there.</summary>
    public ReadOnlySpan<byte> this[int column]
    {
        get
        {
            var start = column == 0 ? 0 : ends[column - 1];
            return bytes[start..ends[column]];
        }
    }

    /// <summary>Fingerprint of the cells and their lengths: "a|bc" and "ab|c" differ.</summary>
    public long Hash() => (long)Values.Fingerprint.Of(
        bytes, Values.Fingerprint.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(ends)));
}
