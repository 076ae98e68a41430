using De06Ingest.Database;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Read;
using De06Ingest.Matching;

namespace De06Ingest.Intake;

/// <summary>What the reader thread found out about a row before a worker sees it.</summary>
enum RowVerdict : byte
{
    /// <summary>Nothing for a worker: unchanged, an exact duplicate, outranked or deleted.</summary>
    Done,

    /// <summary>A new or changed record.</summary>
    Record,

    /// <summary>The record could not be split into cells.</summary>
    Malformed,

    /// <summary>Its key or a required cell is unusable.</summary>
    Unusable,

    /// <summary>A row that gives way to one of the same key and rank with other content.</summary>
    Conflict,
}

/// <summary>A batch of rows on the way from the reader thread to a worker: the cells' bytes, copied out of the
/// reader.</summary>
sealed class RowBatch(int columns) : IDisposable
{
    const int RowsPerBatch = 1024;
    const int BytesPerBatch = 512 * 1024;

    readonly int[] ends = new int[RowsPerBatch * columns];
    byte[] bytes = new byte[BytesPerBatch];
    int length;
    int staged;
    int stagedFrom;

    public RowHead[] Heads { get; } = new RowHead[RowsPerBatch];

    /// <summary>The batch's rows of the clean table, once a worker has set <see cref="IsEncoded"/>.</summary>
    public RawCopy Encoded { get; } = RawCopy.Piece();
    public ManualResetEventSlim IsEncoded { get; } = new();

    /// <summary>The batch's rows that must be looked for by evidence, in the order of the file.</summary>
    public List<WaitingRow> Waiting { get; } = [];

    /// <summary>Their records, which outlive the batch.</summary>
    public KeptRecords WaitingRecords { get; private set; } = new(columns);
    public int Count { get; private set; }
    public bool IsFull => Count == RowsPerBatch || length >= BytesPerBatch;

    /// <summary>Cells of a row of the batch. One that came uncut is cut now; the thread that decides about the rows
    /// asks first.</summary>
    public RowCells Cells(int row)
    {
        ref var head = ref Heads[row];
        if (head.IsUncut)
        {
            Stage(row);
            Line!.CopyCells(Raw(row), this);
            (head.CellsStart, head.CellsLength, head.IsUncut) = (stagedFrom, length - stagedFrom, false);
        }

        return new(bytes.AsSpan(head.CellsStart, head.CellsLength), Ends(row));
    }

    /// <summary>Original bytes of a row of the batch.</summary>
    public ReadOnlySpan<byte> Raw(int row) => bytes.AsSpan(Heads[row].RawStart, Heads[row].RawLength);

    /// <summary>Copies the cells of the reader's row; they belong to the batch once the row is committed.</summary>
    public RowCells Stage(IRowReader reader)
    {
        StageEmpty();
        reader.CopyCells(this);
        return new(bytes.AsSpan(stagedFrom, length - stagedFrom), Ends(Count));
    }

    /// <summary>Stages a row without cells.</summary>
    public void StageEmpty() => Stage(Count);

    /// <summary>Takes the next cell of the row that is being staged.</summary>
    public void AddCell(ReadOnlySpan<byte> cell)
    {
        Append(cell);
        ends[staged++] = length - stagedFrom;
    }

    /// <summary>Forgets the staged row.</summary>
    public void Unstage() => length = stagedFrom;

    /// <summary>Adds the staged row with its original bytes.</summary>
    public ref RowHead Commit(ReadOnlySpan<byte> raw)
    {
        ref var head = ref Heads[Count++];
        head = new RowHead
        {
            CellsStart = stagedFrom,
            CellsLength = length - stagedFrom,
            RawStart = length,
            RawLength = raw.Length,
        };
        Append(raw);
        return ref head;
    }

    /// <summary>Index of the file that the rows come from.</summary>
    public int File { get; private set; }

    /// <summary>Cuts the rows of the file that came uncut.</summary>
    public CsvLine? Line { get; set; }

    /// <summary>What stands around the rows of the file, in the first batch of each file; null in the others.</summary>
    public ExtractShape? Shape { get; set; }

    /// <summary>Empties the batch for rows of this file.</summary>
    public void Clear(int file)
    {
        Count = length = 0;
        File = file;
        Shape = null;
        Line = null;
        if (Waiting.Count > 0)
        {
            Waiting.Clear();
            WaitingRecords = new(columns);
        }

        IsEncoded.Reset();
    }

    public void Dispose() => IsEncoded.Dispose();

    void Stage(int row)
    {
        stagedFrom = length;
        staged = row * columns;
        ends.AsSpan(staged, columns).Clear();
    }

    ReadOnlySpan<int> Ends(int row) => ends.AsSpan(row * columns, columns);

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
    public int CellsLength;

    /// <summary>The cells have not been looked for: its very text is most likely published.</summary>
    public bool IsUncut;
    public int RawStart;
    public int RawLength;
    public RowVerdict Verdict;
    public long RowNumber;
    public long LineNumber;
    public long ByteOffset;

    /// <summary>Hash of the cells; there once the key has been read.</summary>
    public long RowHash;

    /// <inheritdoc cref="IRowReader.TextHash"/>
    public ulong TextHash;

    /// <summary>The key has been read: where it stands in the pass's buffer, and its fingerprint.</summary>
    public bool IsKeyRead;
    public int KeyStart;

    /// <summary>Bytes of the key; -1 when it is unusable.</summary>
    public int KeyLength;
    public ulong KeyHash;

    /// <summary>The value that one record in a slice may have alone, as a number; 0 when there is none.</summary>
    public long Subject;

    /// <summary>Delta: value that orders the versions of the record.</summary>
    public long RowOrder;

    /// <summary>It takes the place of a published version that nothing ranks below it.</summary>
    public bool IsContested;

    /// <summary>Number of the record in the row state.</summary>
    public int Entry;

    /// <summary>Index of the row's slice.</summary>
    public int Slice;

    /// <summary>Stable code of a malformed record.</summary>
    public string? Malformed;

    /// <summary>Key of the earlier row of the same subject, when this one is not to be compared.</summary>
    public string? DuplicateOf;
}

/// <summary>A row that waits to be looked for by evidence.</summary>
/// <param name="Head">Where it stands.</param>
/// <param name="ById">Where its personal id leads.</param>
readonly record struct WaitingRow(RowHead Head, FoundCitizen ById);
