namespace De06Ingest.Intake.Decode;

/// <summary>
/// The deflate data of a gzip file for a decompressor, with its last byte handed out alone, so that it shows whether
/// the data ended exactly there.
/// </summary>
/// <remarks>
/// DeflateStream reads ahead and does not say how much of it was used. Data that ended before the last byte leaves it
/// unread; data that was cut asks for more after it.
/// </remarks>
/// <param name="file">The gzip file, positioned at the deflate data; owned.</param>
/// <param name="end">Offset of the byte after the deflate data.</param>
sealed class DeflateInput(FileStream file, long end) : Stream
{
    /// <summary>The decompressor took the last byte.</summary>
    public bool IsUsedUp { get; private set; }

    /// <summary>The decompressor wanted more than there was.</summary>
    public bool WantedMore { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var left = end - file.Position;
        WantedMore |= left <= 0;
        IsUsedUp |= left == 1;
        return left <= 0 ? 0 : file.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(left - 1, 1))]);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
