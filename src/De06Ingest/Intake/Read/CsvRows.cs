using System.Text;
using System.Text.Unicode;
using CsvHelper;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Read;

/// <summary>The rows of a CSV extract, with what stands around them in real sheets: letterhead, header, totals, signatures.</summary>
/// <remarks>
/// CsvHelper's span reader splits; we give it whole lines in memory, one block after another, for three things that it
/// cannot do over a stream: go on after a record beyond the limit, start again at the second line of a record whose quote
/// was never closed, and say where a record stands in a file that is not UTF-8. In quotes that may hold line breaks, a
/// quote left open is closed by the next one, some rows later; the text after that quote, or the number of fields, gives it
/// away, and then only the first of the swallowed lines is malformed and the others are read again on their own.
/// Measured on one core, 1,000,000 rows of 14 fields (206 MB), every cell taken: see CsvRowsTests.
/// </remarks>
sealed class CsvRows : IRowReader
{
    // A header further down is no header any more.
    const int MostLinesAbove = 1000;

    readonly FeedContract contract;
    readonly DecodedText text;
    readonly LineBlocks blocks;
    readonly CsvReaderOptions options;
    readonly StopLines stop;
    readonly byte separator;
    readonly bool multiline;
    readonly int[] fieldOf;
    readonly int fieldCount;

    CsvReader? csv;
    bool quoteFault;
    bool unclosed;

    // Where the splitter's input begins in the block: position and lines.
    int csvBase;
    int csvLine;

    // The present record in the block.
    int position;
    int length;
    int line;
    int lines;
    int nextPosition;
    int nextLine;
    bool resume;
    bool isOverlong;
    bool isPart;

    long rows;
    long rowLines;
    bool stopped;
    bool done;

    /// <param name="contract">Says how to read and which columns are wanted.</param>
    /// <param name="text">The text; owned, also when the constructor fails.</param>
    /// <exception cref="ExtractRefused"><c>extract-empty</c>, <c>header-missing</c>, <c>header-duplicate</c>,
    /// <c>column-missing</c>; from <see cref="Read"/> also <c>header-only</c>.</exception>
    public CsvRows(FeedContract contract, DecodedText text)
    {
        this.contract = contract;
        this.text = text;
        multiline = contract.Read.Multiline;
        separator = (byte)contract.Read.Separator;
        stop = new StopLines(contract.Read.Stop);
        blocks = new LineBlocks(text, contract.Limits.RecordBytes);
        options = Options();
        Shape.Encoding = text.EncodingName;
        try
        {
            Header = ReadHeader();
            fieldCount = Header.FieldCount;
            fieldOf = Header.Resolve(contract);
            Shape.NewColumns.AddRange(Header.New(contract));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public CsvHeader Header { get; }

    public string? Malformed { get; private set; }

    public long LineNumber => blocks.Line + line;

    public long ByteOffset => isOverlong
        ? blocks.Offset - blocks.Dropped
        : blocks.SourceOffset(position, line);

    public ReadOnlySpan<byte> RawRecord => isOverlong ? blocks.Head.Span : Raw();

    public ExtractShape Shape { get; } = new();

    public bool Read()
    {
        while (!done && NextRecord())
        {
            if (stopped || IsBlank())
            {
                continue;
            }

            if (IsStop())
            {
                stopped = true;
                continue;
            }

            Malformed = Fault();
            rows++;
            rowLines += lines;
            return true;
        }

        Finish();
        return false;
    }

    public ReadOnlySpan<byte> Cell(int column)
    {
        var field = fieldOf[column];
        return field < 0 || isOverlong || isPart ? default : csv!.GetSpan(field);
    }

    public void Dispose()
    {
        csv?.Dispose();
        blocks.Dispose();
    }

    CsvReaderOptions Options() => CsvReaderOptions.Default with
    {
        Separator = contract.Read.Separator,
        HasHeader = false,
        SkipEmptyLines = false,
        AllowLineBreaksInQuotes = multiline,
        MalformedData = CsvMalformedDataHandling.Recover,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        IncludeValuesInExceptions = false,
        TrackLineNumbers = true,
        OnMalformedRecord = fault =>
        {
            quoteFault = true;
            unclosed = fault.Reason == CsvMalformedReason.UnterminatedQuote;
        },
    };

    // Moves to the next record, whatever it is. The record is a run of whole lines of the block.
    bool NextRecord()
    {
        if (resume)
        {
            Open(nextPosition, nextLine);
        }

        while (true)
        {
            quoteFault = false;
            unclosed = false;
            isPart = false;
            if (csv is null || !csv.Read())
            {
                if (!NextBlock())
                {
                    return false;
                }

                if (isOverlong)
                {
                    return true;
                }

                continue;
            }

            Locate();
            if (!multiline || !MustExtend())
            {
                return true;
            }
        }
    }

    void Locate()
    {
        position = csvBase + (int)csv!.ByteOffset - 1;
        length = csv.RawRecord.Length;
        line = csvLine + (int)csv.LineNumber - 2;
        lines = 1;
        if (multiline && csv.RawRecord.IndexOfAny((byte)'\n', (byte)'\r') is var at and >= 0)
        {
            lines = 1 + Breaks(csv.RawRecord[at..]);
            if (!MayGoOn() && (quoteFault || (fieldCount > 0 && csv.FieldCount != fieldCount) || IsLong))
            {
                KeepFirstLine(at);
            }
        }

        nextLine = line + lines;
    }

    // The quote is open at the end of the block, and the record may still become longer.
    bool MayGoOn() => unclosed && !blocks.IsLast && !IsLong;

    bool IsLong => length > contract.Limits.RecordBytes;

    bool MustExtend()
    {
        if (!MayGoOn() || isPart)
        {
            return false;
        }

        blocks.Extend(line, position);
        Open(0, 0);
        return true;
    }

    void KeepFirstLine(int at)
    {
        var record = csv!.RawRecord;
        nextPosition = position + at + (record[at] == '\r' && at + 1 < record.Length && record[at + 1] == '\n' ? 2 : 1);
        length = at;
        lines = 1;
        isPart = true;
        resume = true;
        quoteFault = true;
    }

    bool NextBlock()
    {
        if (!blocks.Next(isOverlong ? 1 : nextLine))
        {
            line = 0;
            nextLine = 0;
            isOverlong = false;
            csv?.Dispose();
            csv = null;
            return false;
        }

        nextLine = 0;
        isOverlong = blocks.IsOverlong;
        if (isOverlong)
        {
            (line, lines, position, length) = (0, 1, 0, 0);
            csv?.Dispose();
            csv = null;
            return true;
        }

        Open(0, 0);
        return true;
    }

    // The byte before the position is a line feed or carriage return: it makes one empty record, which is passed over.
    void Open(int from, int fromLine)
    {
        csv?.Dispose();
        resume = false;
        csvBase = from;
        csvLine = fromLine;
        csv = CsvReader.Create(blocks.Guarded[from..], options);
        csv.Read();
    }

    string? Fault()
    {
        if (isOverlong || IsLong)
        {
            return "row-too-long";
        }

        if (quoteFault)
        {
            return "row-quote";
        }

        if (blocks.IsSuspect && SuspectFault() is { } fault)
        {
            return fault;
        }

        return csv!.FieldCount == fieldCount ? null : "row-fields";
    }

    string? SuspectFault()
    {
        var record = blocks.Block.Slice(position, length);
        if (record.Contains((byte)0))
        {
            return "row-nul";
        }

        var isText = text.Encoding == TextEncoding.Utf8 ? Utf8.IsValid(record) : record.IndexOf("\ufffd"u8) < 0;
        return isText ? null : "row-utf8";
    }

    ReadOnlySpan<byte> Raw()
    {
        var raw = blocks.Source(position, length, line, lines);
        return length > contract.Limits.RecordBytes ? raw[..Math.Min(raw.Length, LineBlocks.HeadBytes)] : raw;
    }

    // Nothing but separators and spaces.
    bool IsBlank()
    {
        if (isOverlong)
        {
            return false;
        }

        var record = blocks.Block.Slice(position, length);
        return record.IsEmpty
            || ((record[0] == separator || record[0] is (byte)' ' or (byte)'\t')
                && record.IndexOfAnyExcept(separator, (byte)' ', (byte)'\t') < 0);
    }

    bool IsStop()
    {
        if (stop.IsEmpty || isOverlong)
        {
            return false;
        }

        for (var i = 0; i < csv!.FieldCount; i++)
        {
            var cell = csv.GetSpan(i).Trim(" \t"u8);
            if (!cell.IsEmpty)
            {
                return stop.Begin(cell);
            }
        }

        return false;
    }

    CsvHeader ReadHeader()
    {
        var wanted = contract.Read.HeaderFind.Select(HeaderKey.Of).ToList();
        var tiers = new List<IReadOnlyList<string>>();
        while (NextRecord())
        {
            if (isOverlong || (tiers.Count == 0 && IsBlank()))
            {
                continue;
            }

            tiers.Add(Cells());
            if (tiers.Count < contract.Read.HeaderRows)
            {
                continue;
            }

            if (Holds(tiers, wanted))
            {
                RefuseUnreadable();
                return new CsvHeader(tiers);
            }

            AddAbove(tiers[0]);
            tiers.RemoveAt(0);
            if (Shape.Above.Count >= MostLinesAbove)
            {
                break;
            }
        }

        throw tiers.Count == 0 && Shape.Above.Count == 0
            ? new ExtractRefused("extract-empty")
            : new ExtractRefused("header-missing", string.Join("; ", contract.Read.HeaderFind));
    }

    void AddAbove(IReadOnlyList<string> cells)
    {
        var shown = string.Join(' ', cells.Select(HeaderKey.Shown).Where(c => c.Length > 0));
        if (shown.Length > 0)
        {
            Shape.Above.Add(shown);
        }
    }

    // The upper line alone, or with the lower ones when it holds at least one of the cells.
    static bool Holds(List<IReadOnlyList<string>> tiers, List<string> wanted)
    {
        var upper = tiers[0].Select(HeaderKey.Of).ToHashSet();
        return wanted.Count == 0
            || (wanted.Any(upper.Contains)
                && wanted.All(w => upper.Contains(w) || tiers.Skip(1).Any(t => t.Any(c => HeaderKey.Of(c) == w))));
    }

    void RefuseUnreadable()
    {
        if (blocks.IsSuspect && SuspectFault() is not null)
        {
            throw new ExtractRefused("encoding-wrong", text.EncodingName);
        }
    }

    List<string> Cells()
    {
        var cells = new List<string>(csv!.FieldCount);
        for (var i = 0; i < csv.FieldCount; i++)
        {
            cells.Add(Encoding.UTF8.GetString(csv.GetSpan(i)));
        }

        return cells;
    }

    void Finish()
    {
        if (done)
        {
            return;
        }

        done = true;
        Malformed = null;
        Shape.Lines = blocks.Line - 1;
        Shape.FurnitureLines = Shape.Lines - rowLines;
        if (rows == 0 && !contract.Extent.IsDelta)
        {
            throw new ExtractRefused("header-only");
        }
    }

    // CR LF, LF and a lone CR are one line break each.
    static int Breaks(ReadOnlySpan<byte> bytes)
    {
        var breaks = 0;
        int at;
        while ((at = bytes.IndexOfAny((byte)'\n', (byte)'\r')) >= 0)
        {
            breaks++;
            bytes = bytes[(at + (bytes[at] == '\r' && at + 1 < bytes.Length && bytes[at + 1] == '\n' ? 2 : 1))..];
        }

        return breaks;
    }
}
