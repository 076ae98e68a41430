namespace De06Ingest.Intake.Decode;

/// <summary>A stream whose first bytes can be looked at before they are read; reads forward only.</summary>
/// <param name="inner">Where the bytes come from; owned.</param>
sealed class PeekedStream(Stream inner) : Stream
{
    byte[] head = [];
    int position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes: this many, or fewer when the stream is shorter. Call it before reading.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (head.Length < count)
        {
            var wanted = new byte[count];
            head.CopyTo(wanted, 0);
            var read = inner.ReadAtLeast(wanted.AsSpan(head.Length), count - head.Length, throwOnEndOfStream: false);
            head = wanted[..(head.Length + read)];
        }

        return head.AsSpan(0, Math.Min(count, head.Length));
    }

    /// <summary>Passes over bytes that were peeked.</summary>
    public void Skip(int count) => position += count;

    public override int Read(Span<byte> buffer)
    {
        if (position < head.Length)
        {
            var taken = Math.Min(buffer.Length, head.Length - position);
            head.AsSpan(position, taken).CopyTo(buffer);
            position += taken;
            return taken;
        }

        return inner.Read(buffer);
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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
