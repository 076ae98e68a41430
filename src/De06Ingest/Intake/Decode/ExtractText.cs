using System.Buffers;
using System.Text;
using System.Text.Unicode;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Decode;

/// <summary>Decides in which encoding an extract is written. It is decoded only if declared or proven, never
/// guessed.</summary>
/// <remarks>
/// The first 256 KiB are the evidence. A single line that is no UTF-8 is a bad row of a UTF-8 file; when most lines
/// that could show it are no UTF-8, the file is something else.
/// </remarks>
static class ExtractText
{
    const int SampleBytes = 256 << 10;

    // Spaces, line breaks, and the bytes of byte order marks.
    static readonly SearchValues<byte> Nothing =
        SearchValues.Create([0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0xef, 0xbb, 0xbf, 0xff, 0xfe]);

    /// <param name="unpacked">The unpacked bytes; owned by the result.</param>
    /// <param name="declared">What the contract says; auto lets the bytes decide.</param>
    /// <exception cref="ExtractRefused"><c>extract-empty</c> or <c>encoding-wrong</c>; the detail names what was
    /// declared and what the bytes look like.</exception>
    public static DecodedText Open(Stream unpacked, TextEncoding declared)
    {
        var stream = unpacked as PeekedStream ?? new PeekedStream(unpacked);
        try
        {
            return Open(stream, declared);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    static DecodedText Open(PeekedStream stream, TextEncoding declared)
    {
        var sample = stream.Peek(SampleBytes);
        if (sample.IndexOfAnyExcept(Nothing) < 0 && sample.Length < SampleBytes)
        {
            throw new ExtractRefused("extract-empty");
        }

        var (encoding, bigEndian, preamble) = Detect(sample, declared);
        if (declared != TextEncoding.Auto && encoding != declared)
        {
            throw new ExtractRefused("encoding-wrong", $"{Name(declared)} ≠ {Name(encoding)}");
        }

        stream.Skip(preamble);
        return new DecodedText(stream, encoding, bigEndian, preamble);
    }

    static (TextEncoding Encoding, bool BigEndian, int Preamble) Detect(
        ReadOnlySpan<byte> sample, TextEncoding declared)
    {
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
        {
            return (TextEncoding.Utf8, false, 3);
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || sample.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return (TextEncoding.Utf16, sample[0] == 0xfe, 2);
        }

        if (Utf16Evidence(sample) is { } bigEndian)
        {
            return (TextEncoding.Utf16, bigEndian, 0);
        }

        return declared == TextEncoding.Windows1258 && !IsMultiByteUtf8(sample)
            ? (TextEncoding.Windows1258, false, 0)
            : (ByBytes(sample, declared), false, 0);
    }

    static TextEncoding ByBytes(ReadOnlySpan<byte> sample, TextEncoding declared)
    {
        if (!MostlyInvalid(sample))
        {
            return TextEncoding.Utf8;
        }

        return Windows1258.Proves(sample)
            ? TextEncoding.Windows1258
            : throw new ExtractRefused("encoding-wrong", $"{Name(declared)}: ?");
    }

    // Latin letters in UTF-16 have a zero byte each; in Vietnamese text more than every second letter is one.
    static bool? Utf16Evidence(ReadOnlySpan<byte> sample)
    {
        Span<int> zeros = [0, 0];
        for (var i = 0; i < sample.Length; i++)
        {
            zeros[i & 1] += sample[i] == 0 ? 1 : 0;
        }

        var half = Math.Max(1, sample.Length / 2);
        return zeros[1] * 4 > half && zeros[0] * 50 < half && BreaksAreWide(sample, 0) ? false
            : zeros[0] * 4 > half && zeros[1] * 50 < half && BreaksAreWide(sample, 1) ? true
            : null;
    }

    // A few NULs in a short file look like UTF-16 until its line feeds are looked at.
    static bool BreaksAreWide(ReadOnlySpan<byte> sample, int side)
    {
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == '\n' && ((i & 1) != side || (i ^ 1) >= sample.Length || sample[i ^ 1] != 0))
            {
                return false;
            }
        }

        return true;
    }

    static bool IsMultiByteUtf8(ReadOnlySpan<byte> sample) =>
        System.Text.Ascii.IsValid(sample) is false && Utf8.IsValid(sample[..WholeLines(sample)])
        && sample[..WholeLines(sample)].IndexOfAnyExceptInRange((byte)0, (byte)0x7f) >= 0;

    // Whether lines with letters beyond ASCII are, most of them, no UTF-8; or the first such line is alone and is none.
    static bool MostlyInvalid(ReadOnlySpan<byte> sample)
    {
        var telling = 0;
        var invalid = 0;
        foreach (var range in sample[..WholeLines(sample)].Split((byte)'\n'))
        {
            var line = sample[range];
            if (!Ascii.IsValid(line))
            {
                telling++;
                invalid += Utf8.IsValid(line) ? 0 : 1;
            }
        }

        return invalid * 2 > telling && (invalid >= 3 || !Utf8.IsValid(FirstLine(sample)));
    }

    static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> sample)
    {
        var at = sample.IndexOf((byte)'\n');
        return at < 0 ? sample[..WholeLines(sample)] : sample[..at];
    }

    // A full sample may end within a letter; a document on one line is cut before the last one that is not ASCII.
    static int WholeLines(ReadOnlySpan<byte> sample)
    {
        if (sample.Length < SampleBytes)
        {
            return sample.Length;
        }

        var at = sample.LastIndexOf((byte)'\n');
        return at < 0 ? sample.Length - LastLetter(sample[^4..]) : at + 1;
    }

    // Length of what begins with the last lead byte of UTF-8; 0 when there is none among these bytes.
    static int LastLetter(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.LastIndexOfAnyInRange((byte)0xc0, (byte)0xff);
        return at < 0 ? 0 : bytes.Length - at;
    }

    static string Name(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => "utf-8",
        TextEncoding.Utf16 => "utf-16",
        TextEncoding.Windows1258 => "windows-1258",
        _ => "auto",
    };
}
