using De06Ingest.Feeds;

namespace De06Ingest.Intake.Decode;

/// <summary>
/// The unpacked bytes of an extract and the encoding they are in, positioned after the byte order mark.
/// </summary>
/// <param name="bytes">The unpacked bytes; owned.</param>
/// <param name="encoding">UTF-8, UTF-16 or Windows-1258; never auto.</param>
/// <param name="bigEndian">UTF-16 with the high byte first.</param>
/// <param name="preamble">Bytes of the byte order mark, which stand before the first line.</param>
sealed class DecodedText(Stream bytes, TextEncoding encoding, bool bigEndian = false, int preamble = 0) : IDisposable
{
    public Stream Bytes => bytes;
    public TextEncoding Encoding => encoding;
    public bool BigEndian => bigEndian;
    public int Preamble => preamble;

    /// <summary>The encoding in lower-case words, as contracts write it.</summary>
    public string EncodingName => encoding switch
    {
        TextEncoding.Utf16 => "utf-16",
        TextEncoding.Windows1258 => "windows-1258",
        _ => "utf-8",
    };

    /// <summary>Bytes of one code unit: 2 for UTF-16, else 1.</summary>
    public int UnitBytes => encoding == TextEncoding.Utf16 ? 2 : 1;

    /// <summary>The UTF-8 of some bytes in this encoding; Windows-1258 comes out in NFC.</summary>
    public string Decode(ReadOnlySpan<byte> source) => encoding switch
    {
        TextEncoding.Utf16 when bigEndian => System.Text.Encoding.BigEndianUnicode.GetString(source),
        TextEncoding.Utf16 => System.Text.Encoding.Unicode.GetString(source),
        TextEncoding.Windows1258 => Windows1258.Decode(source),
        _ => System.Text.Encoding.UTF8.GetString(source),
    };

    public void Dispose() => bytes.Dispose();
}
