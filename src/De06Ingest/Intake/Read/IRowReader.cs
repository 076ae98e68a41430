namespace De06Ingest.Intake.Read;

/// <summary>
/// Streams the rows of one archived file. After <see cref="Read"/> the cells are the contract's columns, in the
/// contract's order, unescaped UTF-8; the spans are good until the next call.
/// </summary>
/// <remarks>
/// The constructor reads up to and including the header, resolves the contract's aliases, and raises
/// <see cref="Pull.ExtractRefused"/> when a needed column is missing or a header stands twice.
/// Not thread-safe: one thread reads, in file order.
/// </remarks>
interface IRowReader : IDisposable
{
    /// <summary>Moves to the next row, good or malformed. False at the end of the rows.</summary>
    bool Read();

    /// <summary>Stable code when the record cannot be split into cells, such as <c>row-fields</c>, <c>row-utf8</c>,
    /// <c>row-quote</c>, <c>row-too-long</c>, <c>row-nul</c>, <c>json-syntax</c>; else null.</summary>
    string? Malformed { get; }

    /// <summary>The row was passed over as it stands, for its very text is known; its cells are not to be asked for
    /// here, but of <see cref="Line"/>.</summary>
    bool IsUncut => false;

    /// <summary>Hash of the row's text and of the order of the columns: rows with equal ones have equal cells. 0 where
    /// the text alone does not tell the cells, as in JSON.</summary>
    ulong TextHash => 0;

    /// <summary>Cuts a row that was passed over; null when none ever is.</summary>
    CsvLine? Line => null;

    /// <summary>Cell of <c>contract.Columns[column]</c>; empty when the cell or the column is not there.</summary>
    ReadOnlySpan<byte> Cell(int column);

    /// <summary>Adds every cell of the row to the batch, in the contract's order: one call a row.</summary>
    void CopyCells(RowBatch batch);

    /// <summary>Line of the record's first byte, from 1, in the delivered file (unpacked).</summary>
    long LineNumber { get; }

    /// <summary>Offset of the record's first byte in the delivered file (unpacked, in its own encoding).</summary>
    long ByteOffset { get; }

    /// <summary>The record's bytes in the delivered file's own encoding, without the line break.</summary>
    ReadOnlySpan<byte> RawRecord { get; }

    /// <summary>What stood around the rows. Complete once <see cref="Read"/> has returned false.</summary>
    ExtractShape Shape { get; }
}

/// <summary>The lines of an extract that are not rows, and what the header told.</summary>
sealed class ExtractShape
{
    /// <summary>Lines in the file (CSV) or rows (JSON); lines in = rows' lines + furniture.</summary>
    public long Lines { get; set; }

    /// <summary>Letterhead, header, blank and footer lines.</summary>
    public long FurnitureLines { get; set; }

    /// <summary>Headers that the contract does not know.</summary>
    public List<string> NewColumns { get; } = [];

    /// <summary>Encoding that was used, as <see cref="Feeds.TextEncoding"/> in lower-case words.</summary>
    public string Encoding { get; set; } = "utf-8";

    /// <summary>Text of the lines above the header, in order.</summary>
    public List<string> Above { get; } = [];
}
