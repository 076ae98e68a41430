using De06Ingest.Intake.Normalise;

namespace De06Ingest.Intake;

/// <summary>What the reader thread found out about a row before a worker sees it.</summary>
enum RowVerdict : byte
{
    /// <summary>A new or changed record.</summary>
    Record,

    /// <summary>The record could not be split into cells.</summary>
    Malformed,

    /// <summary>Its key or a required cell is unusable.</summary>
    Unusable,

    /// <summary>A later row with the key of an earlier one and other content.</summary>
    Conflict,
}

/// <summary>A batch of rows on the way from the reader thread to a worker: the cells' bytes, copied out of the reader.</summary>
/// <remarks>As <see cref="ICells"/> it shows the row chosen with <see cref="Select"/>.</remarks>
sealed class RowBatch(int columns) : ICells
{
    const int RowsPerBatch = 1024;
    const int BytesPerBatch = 512 * 1024;

    readonly int[] ends = new int[RowsPerBatch * columns];
    byte[] bytes = new byte[BytesPerBatch];
    int length;
    int selected;

    public RowHead[] Heads { get; } = new RowHead[RowsPerBatch];
    public int Count { get; private set; }
    public bool IsFull => Count == RowsPerBatch || length >= BytesPerBatch;

    public ReadOnlySpan<byte> Cell(int column)
    {
        var end = (selected * columns) + column;
        var start = column == 0 ? 0 : ends[end - 1];
        return bytes.AsSpan(Heads[selected].CellsStart + start, ends[end] - start);
    }

    public ReadOnlySpan<byte> Raw => bytes.AsSpan(Heads[selected].RawStart, Heads[selected].RawLength);

    public void Select(int row) => selected = row;

    /// <summary>Copies the cells of the next row and returns their bytes, for hashing; the row counts once it is committed.</summary>
    public ReadOnlySpan<byte> Stage(ICells cells)
    {
        var start = length;
        for (var column = 0; column < columns; column++)
        {
            Append(cells.Cell(column));
            ends[(Count * columns) + column] = length - start;
        }

        Heads[Count].CellsStart = start;
        return bytes.AsSpan(start, length - start);
    }

    /// <summary>Where each staged cell ends, from the row's first cell on, so that a hash tells "a|bc" from "ab|c".</summary>
    public ReadOnlySpan<int> StagedEnds => ends.AsSpan(Count * columns, columns);

    /// <summary>Forgets the staged row.</summary>
    public void Unstage() => length = Heads[Count].CellsStart;

    /// <summary>Stages a row without cells.</summary>
    public void StageEmpty()
    {
        Heads[Count].CellsStart = length;
        ends.AsSpan(Count * columns, columns).Clear();
    }

    /// <summary>Adds the staged row with its original bytes.</summary>
    public ref RowHead Commit(ReadOnlySpan<byte> raw)
    {
        ref var head = ref Heads[Count++];
        head.RawStart = length;
        head.RawLength = raw.Length;
        Append(raw);
        return ref head;
    }

    public void Clear() => Count = length = 0;

    void Append(ReadOnlySpan<byte> more)
    {
        if (length + more.Length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more.Length));
        }

        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }
}

/// <summary>Where a row stands and what is known of it.</summary>
struct RowHead
{
    public int CellsStart;
    public int RawStart;
    public int RawLength;
    public RowVerdict Verdict;
    public int File;
    public long RowNumber;
    public long LineNumber;
    public long ByteOffset;
    public long RowHash;

    /// <summary>Delta: value that orders the versions of the record.</summary>
    public long RowOrder;

    /// <summary>Index of the row's slice.</summary>
    public int Slice;

    /// <summary>Stable code of a malformed record.</summary>
    public string? Malformed;

    /// <summary>Key of the earlier row of the same subject, when this one is not to be compared.</summary>
    public string? DuplicateOf;
}
