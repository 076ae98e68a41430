using System.Runtime.InteropServices;
using System.Text;

namespace De06Ingest.Intake.Decode;

/// <summary>The 8-bit encodings of Vietnamese from before Unicode, and UTF-8 that was taken for one.</summary>
enum LegacyEncoding : byte
{
    Tcvn3,
    Vni,
    Viscii,
    Windows1258,

    /// <summary>UTF-8 whose bytes were read as Windows-1252 or Latin-1.</summary>
    Mojibake,

    /// <summary>The same done twice.</summary>
    DoubleMojibake,
}

/// <summary>Bytes of the old encodings to text, and text that was read in the wrong one back to its bytes.</summary>
static class LegacyText
{
    /// <summary>What Windows-1252 has at 80 to 9F; U+0000 stands for the five bytes it leaves open.</summary>
    const string Windows1252 = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    /// <summary>The text in NFC; bytes that the encoding leaves open are read as Windows-1252.</summary>
    public static string Decode(LegacyEncoding encoding, ReadOnlySpan<byte> bytes) => encoding switch
    {
        LegacyEncoding.Tcvn3 => Tcvn3.Decode(bytes),
        LegacyEncoding.Vni => VniWindows.Decode(bytes),
        LegacyEncoding.Viscii => Viscii.Decode(bytes),
        LegacyEncoding.Windows1258 => Windows1258.Decode(bytes),
        LegacyEncoding.Mojibake => Utf8(bytes).Normalize(),
        _ => BytesOf(Utf8(bytes)) is { } inner ? Utf8(inner).Normalize() : "\uFFFD",
    };

    /// <summary>à is C3 A0, and A0 the no-break space, which trimming and spreadsheets make a space or nothing.
    /// </summary>
    static string Utf8(ReadOnlySpan<byte> bytes)
    {
        var mended = new List<byte>(bytes.Length + 2);
        for (var i = 0; i < bytes.Length; i++)
        {
            mended.Add(bytes[i]);
            var rest = bytes[(i + 1)..];
            if (bytes[i] == 0xC3 && (rest.IsEmpty || rest[0] == ' '))
            {
                mended.Add(0xA0);
                i += rest is [_, (byte)' ', ..] ? 1 : 0;
            }
        }

        return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(mended));
    }

    /// <summary>Text whose bytes were read as Windows-1252 and saved as UTF-8. A line that was not, or that does not
    /// come out whole, stays as it is.</summary>
    public static string DecodeShown(LegacyEncoding encoding, ReadOnlySpan<byte> utf8)
    {
        var seen = Encoding.UTF8.GetString(utf8);
        var text = new StringBuilder(seen.Length);
        var rest = seen.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf('\n') is >= 0 and var at ? at + 1 : rest.Length;
            var line = rest[..end];
            var decoded = Ascii.IsValid(line) || BytesOf(line) is not { } bytes ? null : Decode(encoding, bytes);
            text.Append(decoded is null || decoded.Contains('\uFFFD', StringComparison.Ordinal) ? line : decoded);
            rest = rest[end..];
        }

        return text.ToString();
    }

    /// <summary>The bytes that Windows-1252 or Latin-1 would show as this text; null when it shows other characters.
    /// </summary>
    public static byte[]? BytesOf(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var value = ByteOf(text[i]);
            if (value < 0)
            {
                return null;
            }

            bytes[i] = (byte)value;
        }

        return bytes;
    }

    /// <summary>The character that Windows-1252 shows for a byte.</summary>
    public static char Shown(byte value) => value is < 0x80 or >= 0xA0 ? (char)value
        : Windows1252[value - 0x80] is not '\0' and var shown ? shown
        : (char)value;

    static int ByteOf(char shown) => shown < 0x100 ? shown
        : Windows1252.IndexOf(shown) is >= 0 and var at ? 0x80 + at
        : -1;
}

/// <summary>A table of one character for each byte from 80 on; below it is ASCII.</summary>
/// <param name="upperHalf">128 characters; a dot stands for a byte that the encoding leaves open.</param>
sealed class ByteTable(string upperHalf)
{
    public char Of(byte value) => value < 0x80 ? (char)value
        : upperHalf[value - 0x80] is not '.' and var letter ? letter
        : LegacyText.Shown(value);
}
