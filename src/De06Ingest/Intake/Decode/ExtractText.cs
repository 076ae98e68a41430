using System.Buffers;
using System.Text;
using System.Text.Unicode;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Decode;

/// <summary>Decides in which encoding an extract is written. It is decoded only if declared or proven by what its words
/// become, never guessed.</summary>
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

        var found = Detect(sample, declared);
        if (declared != TextEncoding.Auto && found.Encoding != declared)
        {
            throw new ExtractRefused(
                "encoding-wrong", $"{DecodedText.NameOf(declared)} ≠ {DecodedText.NameOf(found.Encoding)}");
        }

        stream.Skip(found.Preamble);
        return new DecodedText(stream, found.Encoding, found.BigEndian, found.Preamble, found.Shown);
    }

    static Finding Detect(ReadOnlySpan<byte> sample, TextEncoding declared)
    {
        if (sample.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
        {
            return OfUtf8(sample[3..], declared) with { Preamble = 3 };
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || sample.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return new(TextEncoding.Utf16, sample[0] == 0xfe, 2);
        }

        if (Utf16Evidence(sample) is { } bigEndian)
        {
            return new(TextEncoding.Utf16, bigEndian);
        }

        if (IsLegacy(declared) && !IsMultiByteUtf8(sample))
        {
            return new(declared);
        }

        return MostlyInvalid(sample) ? new(ByBytes(sample, declared)) : OfUtf8(sample, declared);
    }

    static bool IsLegacy(TextEncoding encoding) =>
        encoding is TextEncoding.Windows1258 or TextEncoding.Tcvn3 or TextEncoding.Vni or TextEncoding.Viscii;

    static TextEncoding ByBytes(ReadOnlySpan<byte> sample, TextEncoding declared)
    {
        if (LegacyEvidence.OfSample(sample[..WholeLines(sample)]) is { } found)
        {
            return EncodingOf(found);
        }

        return Windows1258.Proves(sample)
            ? TextEncoding.Windows1258
            : throw new ExtractRefused("encoding-wrong", DecodedText.NameOf(declared));
    }

    // What is UTF-8 may be old letters that were read as Windows-1252 and saved. Asked only where the contract does not
    // say utf-8, and true only if no letter is beyond Windows-1252 and most words make no syllable.
    static Finding OfUtf8(ReadOnlySpan<byte> sample, TextEncoding declared)
    {
        var text = sample[..WholeLines(sample)];
        if (declared is TextEncoding.Utf8 or TextEncoding.Utf16 || Ascii.IsValid(text))
        {
            return new(TextEncoding.Utf8);
        }

        return LegacyEvidence.OfShown(Encoding.UTF8.GetString(text)) is { } shown
            ? new(EncodingOf(shown), Shown: shown)
            : new(TextEncoding.Utf8);
    }

    static TextEncoding EncodingOf(LegacyEncoding encoding) => encoding switch
    {
        LegacyEncoding.Tcvn3 => TextEncoding.Tcvn3,
        LegacyEncoding.Vni => TextEncoding.Vni,
        LegacyEncoding.Viscii => TextEncoding.Viscii,
        LegacyEncoding.Windows1258 => TextEncoding.Windows1258,
        _ => TextEncoding.Mojibake,
    };

    readonly record struct Finding(
        TextEncoding Encoding, bool BigEndian = false, int Preamble = 0, LegacyEncoding? Shown = null);

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
}
