namespace De06Ingest.Intake.Decode;

/// <summary>TCVN3, the encoding of the ABC fonts (.VnTime), in the north until about 2005.</summary>
/// <remarks>One byte a letter. Capitals with a tone have no code: fonts whose names end in H show small letters as
/// capitals, so such text comes out in mixed case, and a word of capitals gets its case back here. ư is AD, the soft
/// hyphen, which some tools delete.</remarks>
static class Tcvn3
{
    static readonly ByteTable Table = new(
        "................................" + ".ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ."
        + "......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò" + ".ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ.");

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[i] = Table.Of(bytes[i]);
        }

        RaiseWords(text);
        return new string(text);
    }

    /// <summary>NGUYễN to NGUYỄN: a word with two capitals and no other small letter than one without its own
    /// capital.</summary>
    static void RaiseWords(Span<char> text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            int capitals = 0, small = 0;
            while (end < text.Length && char.IsLetter(text[end]))
            {
                capitals += char.IsUpper(text[end]) ? 1 : 0;
                small += char.IsLower(text[end]) && HasCapital(text[end]) ? 1 : 0;
                end++;
            }

            for (var i = start; capitals > 1 && small == 0 && i < end; i++)
            {
                text[i] = char.ToUpperInvariant(text[i]);
            }

            start = end + 1;
        }
    }

    static bool HasCapital(char small) => small < 0x80 || "ăâêôơưđ".Contains(small, StringComparison.Ordinal);
}
