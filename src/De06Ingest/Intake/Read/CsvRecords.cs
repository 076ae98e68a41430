using CsvHelper;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;

namespace De06Ingest.Intake.Read;

/// <summary>The records of a CSV text one after another, whatever they are, each with its place in the file.</summary>
/// <remarks>
/// CsvHelper's span reader splits; we give it whole lines in memory, one block after another, for three things that it
/// cannot do over a stream: go on after a record beyond the limit, start again at the second line of a record whose
/// quote was never closed, and say where a record stands in a file that is not UTF-8. In quotes that may hold line
/// breaks, a quote left open is closed by the next one, some rows later; the text after that quote, or the number of
/// fields, gives it away, and then only the first of the swallowed lines is malformed and the others are read again on
/// their own. Opening the splitter costs as much as splitting a dozen records, so known lines are passed over where
/// there are many of them.
/// </remarks>
sealed class CsvRecords : IDisposable
{
    // Known lines that must stand next to each other before the splitter is given up for them.
    const int WorthPassing = 16;

    readonly LineBlocks blocks;
    readonly bool multiline;
    readonly int longest;

    CsvReader? csv;
    bool unclosed;
    KnownLines? known;

    // Where the splitter's input begins in the block: position and lines.
    int csvBase;
    int csvLine;

    // The present record in the block.
    int position;
    int length;
    int line;
    int nextPosition;
    int nextLine;
    bool resume;

    /// <param name="contract">Separator, line breaks in quotes, longest record.</param>
    /// <param name="text">The text; owned.</param>
    public CsvRecords(FeedContract contract, DecodedText text)
    {
        multiline = contract.Read.Multiline;
        longest = contract.Limits.RecordBytes;
        blocks = new LineBlocks(text, longest);
        Options = CsvReaderOptions.Default with
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
                HasQuoteFault = true;
                unclosed = fault.Reason == CsvMalformedReason.UnterminatedQuote;
            },
        };
    }

    /// <summary>How the records are split.</summary>
    public CsvReaderOptions Options { get; }

    /// <summary>The record is a known line, and was not split.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Hash of a known line.</summary>
    public ulong KnownHash { get; private set; }

    /// <summary>Number of fields that every record should have; 0 while the header is not known.</summary>
    public int ExpectedFields { get; set; }

    /// <summary>Fields of the record; meaningless when <see cref="IsWhole"/> is false.</summary>
    public int FieldCount => csv!.FieldCount;

    /// <summary>A quote stands where none may, or was never closed.</summary>
    public bool HasQuoteFault { get; private set; }

    /// <summary>The record is longer than the contract allows.</summary>
    public bool IsLong => IsOverlong || length > longest;

    /// <summary>A line so long that only its head was kept.</summary>
    public bool IsOverlong { get; private set; }

    /// <summary>The record was split; false for an overlong line and for the first line of an unclosed quote.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The block around the record holds a NUL or bytes that are no text.</summary>
    public bool IsSuspect => blocks.IsSuspect;

    /// <summary>Lines of the record.</summary>
    public int Lines { get; private set; }

    /// <summary>Lines of the text up to here; all of them after the end.</summary>
    public long LinesSoFar => blocks.Line - 1 + nextLine;

    /// <inheritdoc cref="IRowReader.LineNumber"/>
    public long LineNumber => blocks.Line + line;

    /// <inheritdoc cref="IRowReader.ByteOffset"/>
    public long ByteOffset => IsOverlong ? blocks.Offset - blocks.Dropped : blocks.SourceOffset(position, line);

    /// <summary>The record's bytes in the file's own encoding; of one that is too long the first 64 KiB.</summary>
    public ReadOnlySpan<byte> Source
    {
        get
        {
            if (IsOverlong)
            {
                return blocks.Head.Span;
            }

            var source = blocks.Source(position, length, line, Lines);
            return IsLong ? source[..Math.Min(source.Length, LineBlocks.HeadBytes)] : source;
        }
    }

    /// <summary>The record as UTF-8; empty for an overlong line.</summary>
    public ReadOnlySpan<byte> Utf8 => IsOverlong ? default : blocks.Block.Slice(position, length);

    /// <summary>A field of the record, unescaped.</summary>
    public ReadOnlySpan<byte> Field(int field) => csv!.GetSpan(field);

    /// <summary>From the next record on, passes over what it knows.</summary>
    public void Pass(KnownLines lines)
    {
        known = lines;
        known.Take(blocks.Block);
        resume = true;
    }

    /// <summary>Moves to the next record: also to blank lines and malformed ones. False at the end.</summary>
    public bool Next()
    {
        while (true)
        {
            HasQuoteFault = false;
            unclosed = false;
            if (IsKnown = TakeKnown())
            {
                return true;
            }

            if (resume)
            {
                Open(nextPosition, nextLine);
            }

            if (csv?.Read() == true)
            {
                Locate();
                if (!MayGoOn())
                {
                    return true;
                }

                blocks.Extend(line, position);
                Begin();
            }
            else if (!NextBlock())
            {
                return false;
            }
            else if (IsOverlong)
            {
                return true;
            }
        }
    }

    public void Dispose()
    {
        csv?.Dispose();
        blocks.Dispose();
    }

    /// <summary>Moves to the next line if it is known.</summary>
    bool TakeKnown()
    {
        if (known is null || !known.Are(nextPosition, resume ? 0 : WorthPassing, out var next) || next.Length > longest)
        {
            return false;
        }

        (position, length, line, Lines, IsWhole) = (next.Start, next.Length, nextLine, 1, true);
        (nextPosition, nextLine, KnownHash, resume) = (next.Next, nextLine + 1, next.Hash, true);
        return true;
    }

    void Locate()
    {
        position = csvBase + (int)csv!.ByteOffset - 1;
        length = csv.RawRecord.Length;
        line = csvLine + (int)csv.LineNumber - 2;
        Lines = 1;
        IsWhole = true;
        nextPosition = position + length;
        nextPosition += BreakLength(blocks.Block[nextPosition..]);
        if (multiline && csv.RawRecord.IndexOfAny((byte)'\n', (byte)'\r') is var at and >= 0)
        {
            Lines = 1 + Breaks(csv.RawRecord[at..]);
            if (!MayGoOn() && (HasQuoteFault || IsLong || (ExpectedFields > 0 && csv.FieldCount != ExpectedFields)))
            {
                KeepFirstLine(at);
            }
        }

        nextLine = line + Lines;
    }

    // The quote is open at the end of the block, and the record may still become longer.
    bool MayGoOn() => multiline && unclosed && !blocks.IsLast && !IsLong && IsWhole;

    void KeepFirstLine(int at)
    {
        nextPosition = position + at + BreakLength(csv!.RawRecord[at..]);
        length = at;
        Lines = 1;
        IsWhole = false;
        HasQuoteFault = true;
        resume = true;
    }

    bool NextBlock()
    {
        var isMore = blocks.Next(IsOverlong ? 1 : nextLine);
        (position, length, line, Lines) = (0, 0, 0, 1);
        IsOverlong = isMore && blocks.IsOverlong;
        IsWhole = !IsOverlong;
        Begin();
        if (!isMore || IsOverlong)
        {
            csv?.Dispose();
            csv = null;
            resume = false;
        }

        return isMore;
    }

    // The splitter is opened when a line is not known.
    void Begin()
    {
        (nextPosition, nextLine, resume) = (0, 0, true);
        known?.Take(blocks.Block);
    }

    // The byte before the position is a line feed or a carriage return: it makes one empty record, which is passed
    // over.
    void Open(int from, int fromLine)
    {
        csv?.Dispose();
        resume = false;
        csvBase = from;
        csvLine = fromLine;
        csv = CsvReader.Create(blocks.Guarded[from..], Options);
        csv.Read();
    }

    static int Breaks(ReadOnlySpan<byte> bytes)
    {
        var breaks = 0;
        int at;
        while ((at = bytes.IndexOfAny((byte)'\n', (byte)'\r')) >= 0)
        {
            breaks++;
            bytes = bytes[(at + BreakLength(bytes[at..]))..];
        }

        return breaks;
    }

    // CR LF, LF and a lone CR are one line break each.
    static int BreakLength(ReadOnlySpan<byte> atBreak) => atBreak.StartsWith("\r\n"u8) ? 2 : 1;
}
