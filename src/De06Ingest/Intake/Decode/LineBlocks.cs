using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using De06Ingest.Feeds;

namespace De06Ingest.Intake.Decode;

/// <summary>
/// A text in blocks of whole lines, as UTF-8, each with the way back to its line numbers and to the source's own bytes.
/// </summary>
/// <remarks>
/// UTF-8 is not copied: the block is the read buffer, and offsets are those of the file. Other encodings are transcoded
/// block by block; as a decoder neither makes nor loses a line break, a record is found again in the source by counting
/// lines, so no map of offsets is kept. A line longer than the limit is skipped as it is read and leaves only its
/// head, so that one line of 10 GB costs no memory. The byte before a block is a line feed, so that bytes that happen
/// to look like a byte order mark in the middle of a file are not taken for one by the splitter.
/// </remarks>
sealed class LineBlocks : IDisposable
{
    /// <summary>Bytes that are kept of a line beyond the limit.</summary>
    public const int HeadBytes = 64 << 10;

    const int InitialBytes = 256 << 10;

    // The first two bytes stay free: for the line feed, and so that 16-bit units are aligned.
    const int Base = 2;

    readonly DecodedText text;
    readonly int longest;
    readonly int unit;
    byte[] raw = new byte[InitialBytes];
    int start = Base;
    int blockEnd = Base;
    int end = Base;
    bool ended;
    byte[] utf8 = [(byte)'\n'];
    int utf8End = 1;
    int mapLine;
    int mapPosition;

    /// <param name="text">The text; owned.</param>
    /// <param name="longest">Longest line in bytes of the source; of a longer one only the head is given.</param>
    public LineBlocks(DecodedText text, int longest)
    {
        this.text = text;
        this.longest = longest;
        unit = text.UnitBytes;
        Offset = text.Preamble;
    }

    /// <summary>A line feed, and then the block's UTF-8; positions are counted after the line feed.</summary>
    public ReadOnlyMemory<byte> Guarded => IsUtf8 && !IsOverlong
        ? raw.AsMemory(start - 1, blockEnd - start + 1)
        : utf8.AsMemory(0, utf8End);

    public ReadOnlySpan<byte> Block => Guarded.Span[1..];

    /// <summary>Line number of the block's first line, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Offset of the block's first byte in the source.</summary>
    public long Offset { get; private set; }

    /// <summary>Nothing comes after this block.</summary>
    public bool IsLast => ended && blockEnd == end;

    /// <summary>Holds a NUL or bytes that are no UTF-8, so that its records must be looked at one by one.</summary>
    public bool IsSuspect { get; private set; }

    /// <summary>The block is one line beyond the limit: <see cref="Block"/> is empty, <see cref="Head"/> its
    /// beginning.</summary>
    public bool IsOverlong { get; private set; }

    /// <summary>The first bytes of an overlong line, in the source's encoding.</summary>
    public ReadOnlyMemory<byte> Head { get; private set; }

    bool IsUtf8 => text.Encoding == TextEncoding.Utf8;

    /// <summary>The first block, or the next one after the whole of this. False at the end of the text.</summary>
    /// <param name="lines">Number of lines of the present block.</param>
    public bool Next(int lines) => Advance(lines, blockEnd, more: false);

    /// <summary>
    /// A longer block that begins with a line of this one, for a record that did not end within the block.
    /// </summary>
    /// <param name="lines">Lines of this block before that line.</param>
    /// <param name="position">UTF-8 position of that line.</param>
    public void Extend(int lines, int position) =>
        Advance(lines, start + (IsUtf8 ? position : SourceStart(lines)), more: true);

    /// <summary>Offset in the source of a line of this block.</summary>
    public long SourceOffset(int position, int line) => Offset + (IsUtf8 ? position : SourceStart(line));

    /// <summary>Bytes in the source of some lines of this block, without the last line break.</summary>
    /// <param name="position">UTF-8 position of the first line.</param>
    /// <param name="length">UTF-8 length without the last line break.</param>
    /// <param name="line">Index of the first line in the block, from 0.</param>
    /// <param name="lines">Number of lines.</param>
    public ReadOnlySpan<byte> Source(int position, int length, int line, int lines)
    {
        if (IsUtf8)
        {
            return raw.AsSpan(start + position, length);
        }

        var from = start + SourceStart(line);
        var to = start + SourceStart(line + lines);
        if (to - unit >= from && UnitAt(to - unit) == '\n')
        {
            to -= unit;
        }
        else if (to - unit >= from && UnitAt(to - unit) == '\r')
        {
            return raw.AsSpan(from, to - unit - from);
        }

        return raw.AsSpan(from, (to - unit >= from && UnitAt(to - unit) == '\r' ? to - unit : to) - from);
    }

    public void Dispose() => text.Dispose();

    bool Advance(int lines, int from, bool more)
    {
        Line += lines;
        Offset += from - start;
        start = from;
        IsOverlong = false;
        Fill(more);
        if (start == end)
        {
            return false;
        }

        raw[start - 1] = (byte)'\n';
        Transcode();
        return true;
    }

    void Fill(bool more)
    {
        var had = end - start;
        raw.AsSpan(start, had).CopyTo(raw.AsSpan(Base));
        start = Base;
        end = Base + had;
        while (true)
        {
            ReadFull();
            blockEnd = ended ? end : LastBreak();
            if (TooLong())
            {
                SkipLine();
                return;
            }

            if (ended || (blockEnd > start && (!more || blockEnd - start > had)))
            {
                return;
            }

            Array.Resize(ref raw, raw.Length * 2);
        }
    }

    // Looks at the first line only when the block is one line or might be.
    bool TooLong() => end - start > longest
        && (blockEnd == start || ended)
        && (FirstBreak(start) is var next && (next < 0 ? end : next) - start > longest + (2 * unit));

    void ReadFull()
    {
        while (!ended && end < raw.Length)
        {
            var read = text.Bytes.Read(raw, end, raw.Length - end);
            ended = read == 0;
            end += read;
        }
    }

    // Leaves the rest of the line, with its line break, as the block; what was dropped before it is Dropped.
    void SkipLine()
    {
        IsOverlong = true;
        Dropped = 0;
        Head = raw.AsSpan(start, Math.Min(HeadBytes, end - start)).ToArray();
        int next;
        while ((next = FirstBreak(start)) < 0 && !ended)
        {
            // The last units stay: a line break, or half of one, may be among them.
            var keep = unit + ((end - start) % unit);
            Dropped += end - start - keep;
            raw.AsSpan(end - keep, keep).CopyTo(raw.AsSpan(start));
            end = start + keep;
            ReadFull();
        }

        blockEnd = next < 0 ? end : next;
        Offset += Dropped;
    }

    /// <summary>Bytes of an overlong line before <see cref="Offset"/>.</summary>
    public long Dropped { get; private set; }

    void Transcode()
    {
        mapLine = 0;
        mapPosition = 0;
        if (IsUtf8)
        {
            var block = raw.AsSpan(start, IsOverlong ? 0 : blockEnd - start);
            IsSuspect = !Utf8Blocks.AreText(block);
            utf8End = 1;
            return;
        }

        var decoded = IsOverlong ? "" : text.Decode(raw.AsSpan(start, blockEnd - start));
        var needed = 1 + Encoding.UTF8.GetMaxByteCount(decoded.Length);
        utf8 = utf8.Length >= needed ? utf8 : new byte[needed];
        utf8[0] = (byte)'\n';
        utf8End = 1 + Encoding.UTF8.GetBytes(decoded, utf8.AsSpan(1));
        IsSuspect = decoded.AsSpan().ContainsAny('\0', '\ufffd');
    }

    // Position, counted from the block's start in the source, of one of its lines.
    int SourceStart(int line)
    {
        if (line < mapLine)
        {
            mapLine = 0;
            mapPosition = 0;
        }

        while (mapLine < line)
        {
            var next = FirstBreak(start + mapPosition);
            mapPosition = (next < 0 || next > blockEnd ? blockEnd : next) - start;
            mapLine++;
        }

        return mapPosition;
    }

    // Where the line after the next line break begins; -1 when there is none, or when a CR at the very end may be half
    // of one.
    int FirstBreak(int from)
    {
        var at = unit == 1
            ? raw.AsSpan(from, end - from).IndexOfAny((byte)'\r', (byte)'\n')
            : Units(from).IndexOfAny(Wide('\r'), Wide('\n')) * unit;
        if (at < 0)
        {
            return -1;
        }

        var position = from + at;
        if (UnitAt(position) == '\n')
        {
            return position + unit;
        }

        if (position + unit >= end)
        {
            return ended ? position + unit : -1;
        }

        return position + (UnitAt(position + unit) == '\n' ? 2 * unit : unit);
    }

    // Where the last line that may be unfinished begins.
    int LastBreak()
    {
        var at = unit == 1
            ? raw.AsSpan(start, end - start).LastIndexOf((byte)'\n')
            : Units(start).LastIndexOf(Wide('\n')) * unit;
        if (at >= 0)
        {
            return start + at + unit;
        }

        var whole = Math.Max(start, end - unit - ((end - start) % unit));
        at = unit == 1
            ? raw.AsSpan(start, whole - start).LastIndexOf((byte)'\r')
            : Units(start)[..((whole - start) / unit)].LastIndexOf(Wide('\r')) * unit;
        return at < 0 ? start : start + at + unit;
    }

    ReadOnlySpan<ushort> Units(int from) => MemoryMarshal.Cast<byte, ushort>(raw.AsSpan(from, end - from));

    ushort Wide(char c) => text.BigEndian ? (ushort)(c << 8) : c;

    int UnitAt(int position) => unit == 1
        ? raw[position]
        : position + 1 >= end ? -1
        : text.BigEndian ? (raw[position] << 8) | raw[position + 1] : raw[position] | (raw[position + 1] << 8);
}
