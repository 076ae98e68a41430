namespace De06Ingest.Intake.Decode;

/// <summary>A stream whose first bytes can be looked at before they are read; reads forward only.</summary>
/// <param name="inner">Where the bytes come from; owned.</param>
sealed class PeekedStream(Stream inner) : ForwardStream(inner)
{
    byte[] head = [];
    int position;

    /// <summary>The first bytes: this many, or fewer when the stream is shorter. Call it before reading.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (head.Length < count)
        {
            var wanted = new byte[count];
            head.CopyTo(wanted, 0);
            var read = Inner.ReadAtLeast(wanted.AsSpan(head.Length), count - head.Length, throwOnEndOfStream: false);
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

        return Inner.Read(buffer);
    }
}
