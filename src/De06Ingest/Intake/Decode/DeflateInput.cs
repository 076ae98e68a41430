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
sealed class DeflateInput(FileStream file, long end) : ForwardStream(file)
{
    /// <summary>The decompressor took the last byte.</summary>
    public bool IsUsedUp { get; private set; }

    /// <summary>The decompressor wanted more than there was.</summary>
    public bool WantedMore { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var left = end - Inner.Position;
        WantedMore |= left <= 0;
        IsUsedUp |= left == 1;
        return left <= 0 ? 0 : Inner.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(left - 1, 1))]);
    }
}
