using System.Text;

namespace De06Ingest.Synthetic.Extracts;

/// <summary>Writes one extract as bytes, row by row, and can damage or repeat the row at hand.</summary>
sealed class ExtractSink(Stream file) : IDisposable
{
    // More than any row takes, so that the row at hand is always whole in the buffer.
    const int LongestRow = 8 * 1024;
    readonly byte[] _bytes = new byte[1 << 20];
    int _end;
    int _row;

    /// <summary>What is written from here on is one row.</summary>
    public void BeginRow()
    {
        if (_end > _bytes.Length - (3 * LongestRow))
        {
            file.Write(_bytes, 0, _end);
            _end = 0;
        }

        _row = _end;
    }

    public void Text(ReadOnlySpan<char> text) => _end += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_end));

    public void Byte(byte value) => _bytes[_end++] = value;

    public void Digits(long number, int width)
    {
        for (var i = _end + width - 1; i >= _end; i--)
        {
            _bytes[i] = (byte)('0' + (number % 10));
            number /= 10;
        }

        _end += width;
    }

    /// <summary>A CSV cell, quoted when it must be.</summary>
    public void Cell(string text, byte separator)
    {
        if (text.AsSpan().IndexOfAny((char)separator, '"', '\n') < 0)
        {
            Text(text);
        }
        else
        {
            Text($"\"{text.Replace("\"", "\"\"")}\"");
        }
    }

    /// <summary>A JSON string in quotes; the generator writes no control characters.</summary>
    public void Quoted(string text)
    {
        Byte((byte)'"');
        Text(text.AsSpan().IndexOfAny('"', '\\') < 0 ? text : text.Replace("\\", "\\\\").Replace("\"", "\\\""));
        Byte((byte)'"');
    }

    /// <summary>Ends the row after so many cells.</summary>
    public void CutAfter(int cells, byte separator)
    {
        var at = _row;
        while (at < _end && (_bytes[at] != separator || --cells > 0))
        {
            at++;
        }

        _end = at;
    }

    /// <summary>Leaves the first half of the row, cut between letters: the row is broken, its UTF-8 is not.</summary>
    public void CutHalf()
    {
        _end = _row + ((_end - _row) / 2);
        while ((_bytes[_end] & 0xC0) == 0x80)
        {
            _end--;
        }
    }

    /// <summary>Puts a byte that no UTF-8 has in place of the first letter that is not ASCII.</summary>
    public void BreakUtf8()
    {
        var at = _bytes.AsSpan(_row, _end - _row).IndexOfAnyInRange((byte)0xC3, (byte)0xF4);
        _bytes[_row + Math.Max(at, 0)] = 0xFF;
    }

    /// <summary>The row at hand, to be written again with <see cref="Again"/>.</summary>
    public byte[] Row() => _bytes.AsSpan(_row, _end - _row).ToArray();

    public void Again(byte[] row)
    {
        BeginRow();
        row.CopyTo(_bytes, _end);
        _end += row.Length;
    }

    public void Dispose()
    {
        file.Write(_bytes, 0, _end);
        file.Dispose();
    }
}
