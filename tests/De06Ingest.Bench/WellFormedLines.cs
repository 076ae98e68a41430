using System.Text.Unicode;

namespace De06Ingest.Bench;

/// <summary>Splits a CSV into the lines that COPY can read and the rest, since COPY stops at the first bad
/// line.</summary>
/// <remarks>A line is well formed when it is UTF-8, has as many cells as the header, and no quote is left
/// open.</remarks>
static class WellFormedLines
{
    /// <summary>Writes the lines of <paramref name="source"/>, the header first, to one file or the other.</summary>
    public static void Split(string source, string wellFormed, string refused)
    {
        var bytes = File.ReadAllBytes(source);
        var cells = -1;
        using var good = new BufferedStream(File.Create(wellFormed), 1 << 20);
        using var bad = new BufferedStream(File.Create(refused));
        for (int start = 0, end; start < bytes.Length; start = end)
        {
            end = Array.IndexOf(bytes, (byte)'\n', start) is var at and >= 0 ? at + 1 : bytes.Length;
            var line = bytes.AsSpan(start, end - start);
            cells = cells < 0 ? Cells(line) : cells;
            if (Utf8.IsValid(line) && Cells(line) == cells)
            {
                good.Write(line);
            }
            else
            {
                WritePrintable(bad, line);
            }
        }
    }

    /// <summary>Number of cells, or -2 when the quotes do not pair up.</summary>
    static int Cells(ReadOnlySpan<byte> line)
    {
        var (cells, quoted) = (1, false);
        foreach (var b in line)
        {
            quoted ^= b == (byte)'"';
            cells += b == (byte)',' && !quoted ? 1 : 0;
        }

        return quoted ? -2 : cells;
    }

    /// <remarks>The refused lines are stored as text by the baseline, which takes UTF-8 alone.</remarks>
    static void WritePrintable(Stream bad, ReadOnlySpan<byte> line)
    {
        foreach (var b in line)
        {
            bad.WriteByte(b is >= 32 and < 127 or (byte)'\n' ? b : (byte)'?');
        }
    }
}
