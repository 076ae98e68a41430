using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Decode;

/// <summary>Unpacked bytes that end only when they are proven whole; otherwise the end is an
/// <see cref="ExtractRefused"/>.</summary>
/// <remarks>.NET reads a cut gzip or zip without a word, so length, CRC-32 and the end of the packed data are checked
/// here.</remarks>
/// <param name="inner">The decompressor; owned.</param>
/// <param name="packedBytes">Size of the packed data, for the ratio.</param>
/// <param name="limits">Largest size and ratio.</param>
/// <param name="prove">Given the unpacked length and its CRC-32 at the end: the refusal, or null.</param>
sealed class ProvenStream(Stream inner, long packedBytes, LimitSpec limits, Func<long, uint, ExtractRefused?> prove)
    : ForwardStream(inner)
{
    // Below this a ratio says nothing: a small table of equal rows packs very well.
    const long RatioFrom = 8 << 20;

    long length;
    uint crc;

    public override int Read(Span<byte> buffer)
    {
        var read = Unpack(buffer);
        if (read == 0 && !buffer.IsEmpty)
        {
            return prove(length, crc) is { } refusal ? throw refusal : 0;
        }

        crc = Crc32.Append(crc, buffer[..read]);
        length += read;
        return length > limits.ExtractBytes
            ? throw new ExtractRefused("extract-too-large", $"> {limits.ExtractBytes}")
            : length > RatioFrom && length / limits.PackRatio > packedBytes
                ? throw new ExtractRefused("extract-bomb", $"> {limits.PackRatio}:1")
                : read;
    }

    int Unpack(Span<byte> buffer)
    {
        try
        {
            return Inner.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new ExtractRefused("extract-corrupt", $"byte {length}");
        }
    }
}
