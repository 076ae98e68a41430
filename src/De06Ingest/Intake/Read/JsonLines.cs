using System.Text;
using System.Text.Unicode;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;

namespace De06Ingest.Intake.Read;

/// <summary>NDJSON: a record on each line that is not blank. A broken line does not harm the next one.</summary>
/// <param name="text">The text; owned.</param>
/// <param name="longest">Longest record in bytes.</param>
sealed class JsonLines(DecodedText text, int longest) : IJsonRecords
{
    readonly LineBlocks blocks = new(text, longest);
    int position;
    int next;
    int line;
    int nextLine;

    public string? Malformed { get; private set; }

    public ReadOnlyMemory<byte> Json { get; private set; }

    public bool Next()
    {
        while (NextLine())
        {
            if (blocks.IsOverlong || Json.Span.IndexOfAnyExcept(" \t"u8) >= 0)
            {
                Malformed = Fault();
                return true;
            }
        }

        return false;
    }

    public long LineOf(int position) => blocks.Line + line;

    public long OffsetOf(int position) => blocks.IsOverlong
        ? blocks.Offset - blocks.Dropped
        : blocks.SourceOffset(this.position, line) + Before(position);

    public ReadOnlySpan<byte> Source(int start, int end)
    {
        if (blocks.IsOverlong)
        {
            return blocks.Head.Span;
        }

        var record = blocks.Source(position, Json.Length, line, 1);
        return text.Encoding switch
        {
            TextEncoding.Utf8 => record[start..end],
            TextEncoding.Utf16 => record[Before(start)..Before(end)],
            _ => record,
        };
    }

    public void Dispose() => blocks.Dispose();

    // Source bytes of the record before a UTF-8 position. A letter of an old encoding may be two bytes, and decoding
    // loses which; its items are placed at the record.
    int Before(int position) => text.Encoding switch
    {
        TextEncoding.Utf8 => position,
        TextEncoding.Utf16 => 2 * Encoding.UTF8.GetCharCount(Json.Span[..position]),
        _ => 0,
    };

    bool NextLine()
    {
        if (next >= blocks.Block.Length || blocks.IsOverlong)
        {
            if (!blocks.Next(blocks.IsOverlong ? 1 : nextLine))
            {
                (line, nextLine, next, position) = (0, 0, 0, 0);
                return false;
            }

            (next, nextLine) = (0, 0);
        }

        (position, line) = (next, nextLine);
        nextLine++;
        var rest = blocks.Block[position..];
        var at = rest.IndexOfAny((byte)'\n', (byte)'\r');
        var length = at < 0 ? rest.Length : at;
        next = position + length + (at < 0 ? 0 : rest[at..].StartsWith("\r\n"u8) ? 2 : 1);
        Json = blocks.Guarded.Slice(1 + position, length);
        return true;
    }

    string? Fault()
    {
        if (blocks.IsOverlong || Json.Length > longest)
        {
            return "row-too-long";
        }

        return !blocks.IsSuspect ? null
            : Json.Span.Contains((byte)0) ? "row-nul"
            : text.Encoding == TextEncoding.Utf8 && !Utf8.IsValid(Json.Span) ? "row-utf8"
            : text.Encoding != TextEncoding.Utf8 && Json.Span.IndexOf("\ufffd"u8) >= 0 ? "row-utf8"
            : null;
    }
}
