using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;

namespace De06Ingest.Intake.Pull;

/// <summary>Copies what stands between the records of a file: byte order mark, letterhead, header, brackets,
/// footers.</summary>
/// <param name="original">The file's text, read from its beginning.</param>
/// <param name="copy">Where it goes.</param>
sealed class RecordGaps(DecodedText original, Stream copy)
{
    readonly byte[] buffer = new byte[64 << 10];
    int start;
    int end;
    long position;

    /// <summary>Copies up to an offset in the file, or to its end.</summary>
    public void CopyTo(long offset)
    {
        if (position == 0)
        {
            position = original.Preamble;
            copy.Write(original.Preamble == 0 ? []
                : original.Encoding == TextEncoding.Utf16 ? new UnicodeEncoding(original.BigEndian, true).GetPreamble()
                : Encoding.UTF8.GetPreamble());
        }

        while (position < offset && Fill())
        {
            Take((int)Math.Min(end - start, offset - position), isCopied: true);
        }
    }

    /// <summary>Passes over a record.</summary>
    public void Skip(int bytes)
    {
        for (var left = bytes; left > 0 && Fill();)
        {
            var taken = Math.Min(left, end - start);
            Take(taken, isCopied: false);
            left -= taken;
        }
    }

    /// <summary>Passes over the rest of the line, up to its line break.</summary>
    public void SkipLine()
    {
        while (Fill() && !IsBreak())
        {
            Take(Math.Min(original.UnitBytes, end - start), isCopied: false);
        }
    }

    bool IsBreak()
    {
        if (original.UnitBytes == 1 || end - start < 2)
        {
            return buffer[start] is (byte)'\n' or (byte)'\r';
        }

        var (low, high) = original.BigEndian ? (buffer[start + 1], buffer[start]) : (buffer[start], buffer[start + 1]);
        return high == 0 && low is (byte)'\n' or (byte)'\r';
    }

    void Take(int bytes, bool isCopied)
    {
        if (isCopied)
        {
            copy.Write(buffer, start, bytes);
        }

        start += bytes;
        position += bytes;
    }

    // Keeps at least one whole unit in the buffer unless the file ends.
    bool Fill()
    {
        if (end - start < 2)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            int read;
            while (end < 2 && (read = original.Bytes.Read(buffer, end, buffer.Length - end)) > 0)
            {
                end += read;
            }
        }

        return end > start;
    }
}
