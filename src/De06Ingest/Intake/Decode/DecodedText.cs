using De06Ingest.Feeds;

namespace De06Ingest.Intake.Decode;

/// <summary>
/// The unpacked bytes of an extract and the encoding they are in, positioned after the byte order mark.
/// </summary>
/// <param name="bytes">The unpacked bytes; owned.</param>
/// <param name="encoding">Any but auto.</param>
/// <param name="bigEndian">UTF-16 with the high byte first.</param>
/// <param name="preamble">Bytes of the byte order mark, which stand before the first line.</param>
/// <param name="shown">The bytes of an old encoding were read as Windows-1252 and what that showed was saved as
/// UTF-8, once, or twice for <see cref="LegacyEncoding.DoubleMojibake"/>; null where they are as they were.</param>
sealed class DecodedText(
    Stream bytes, TextEncoding encoding, bool bigEndian = false, int preamble = 0, LegacyEncoding? shown = null)
    : IDisposable
{
    public Stream Bytes => bytes;
    public TextEncoding Encoding => encoding;
    public bool BigEndian => bigEndian;
    public int Preamble => preamble;

    /// <summary>The encoding in lower-case words, as contracts write it; what was saved as UTF-8 says so.</summary>
    public string EncodingName => shown is null or LegacyEncoding.Mojibake or LegacyEncoding.DoubleMojibake
        ? NameOf(encoding)
        : NameOf(encoding) + "-in-utf-8";

    /// <summary>Bytes of one code unit: 2 for UTF-16, else 1.</summary>
    public int UnitBytes => encoding == TextEncoding.Utf16 ? 2 : 1;

    /// <summary>The word of contracts.</summary>
    public static string NameOf(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => "utf-8",
        TextEncoding.Utf16 => "utf-16",
        TextEncoding.Windows1258 => "windows-1258",
        _ => encoding.ToString().ToLowerInvariant(),
    };

    /// <summary>The text of some whole lines in this encoding; old encodings come out in NFC.</summary>
    public string Decode(ReadOnlySpan<byte> source) => encoding switch
    {
        _ when shown is { } legacy => LegacyText.DecodeShown(legacy, source),
        TextEncoding.Utf16 when bigEndian => System.Text.Encoding.BigEndianUnicode.GetString(source),
        TextEncoding.Utf16 => System.Text.Encoding.Unicode.GetString(source),
        TextEncoding.Windows1258 => Windows1258.Decode(source),
        TextEncoding.Tcvn3 => Tcvn3.Decode(source),
        TextEncoding.Vni => VniWindows.Decode(source),
        TextEncoding.Viscii => Viscii.Decode(source),
        _ => System.Text.Encoding.UTF8.GetString(source),
    };

    public void Dispose() => bytes.Dispose();
}
