using System.Buffers;
using System.Globalization;
using System.Text;

namespace De06Ingest.Values;

/// <summary>The slow way into a cell: its text as lower-case ASCII as far as it goes, for cells whose form is
/// odd.</summary>
/// <remarks>Diacritics are dropped because labels and words come in every Unicode form; what has no ASCII
/// counterpart stays and makes the value unreadable, as it should.</remarks>
static class CellText
{
    /// <summary>Longer cells hold prose, not a value; the value types refuse them unread.</summary>
    public const int LongestCell = 240;

    static readonly SearchValues<char> Fillers = SearchValues.Create("-. _?/…");

    const string Nothing =
        "null;(null);none;nan;nil;n/a;#n/a;na;unknown;khong;khong ro;khong co;khong biet;khong nho;khong xac dinh;"
        + "khong co thong tin;chua co;chua ro;chua biet;chua cap;chua cap nhat;chua xac dinh;chua co thong tin;ko;"
        + "ko co;ko ro;ko nho;ko biet;k;k co;k ro;trong;bo trong;de trong;empty";

    static readonly HashSet<string> NothingWords = [.. Nothing.Split(';')];

    /// <summary>True when the cell has only ASCII spaces, the ordinary way to be empty.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> utf8) => utf8.TrimStart(" \t\r\n"u8).IsEmpty;

    /// <summary>True when the words say that there is nothing: "-", "NULL", "#N/A", "khong ro"…</summary>
    public static bool MeansNothing(string ascii) =>
        !ascii.AsSpan().ContainsAnyExcept(Fillers) || NothingWords.Contains(ascii);

    /// <summary>True for 05/03/1962 and 1962-03-05, also with a time behind: a date that slipped into a column of
    /// numbers, whose digits alone would pass for one.</summary>
    public static bool IsDate(string ascii)
    {
        var parts = ascii.Split('/', '-', '.');
        return parts.Length == 3 && parts[1].Length is 1 or 2
            && ((parts[0].Length is 1 or 2 && BeginsWithYear(parts[2]))
                || (parts[0].Length == 4 && BeginsWithYear(parts[0]) && BeginsWithDay(parts[2])));
    }

    static bool BeginsWithYear(string part) => part.Length >= 4 && part[..2] is "19" or "20"
        && char.IsAsciiDigit(part[2]) && char.IsAsciiDigit(part[3]) && (part.Length == 4 || part[4] is ' ' or 't');

    static bool BeginsWithDay(string part) => part.Length is 1 or 2
        || (part.Length > 2 && char.IsAsciiDigit(part[1]) && part[2] is ' ' or 't');

    /// <summary>Folds full-width and other digits, spaces, dashes, apostrophes, case and diacritics; drops what
    /// cannot be seen; trims. A line break stays a line break.</summary>
    public static string Ascii(ReadOnlySpan<byte> utf8, out Repairs repairs)
    {
        repairs = Repairs.None;
        var text = Encoding.UTF8.GetString(utf8);
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var one = Fold(letter);
            if (one == '\0')
            {
                continue;
            }

            if (char.IsAsciiDigit(one) && letter != one)
            {
                repairs |= Repairs.FullWidth;
            }

            folded.Append(one);
        }

        return folded.ToString().Trim();
    }

    /// <summary>True for format characters, soft hyphens and combining marks: they carry nothing in a number.</summary>
    static bool IsUnseen(char letter) => letter is '\u00AD' or '\uFEFF' or '\u034F' or (>= '\uFE00' and <= '\uFE0F')
        || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;

    static char Fold(char letter)
    {
        if (letter is '\n' or '\r' or '\u2028' or '\u2029')
        {
            return '\n';
        }

        if (letter < 0x80)
        {
            // A NUL or another control must stay visible as a fault, and '\0' here means "drop".
            return letter switch { '\t' => ' ', '\0' => '\u0001', '`' => '\'', _ => char.ToLowerInvariant(letter) };
        }

        return IsUnseen(letter) ? '\0' : FoldBeyondAscii(letter);
    }

    static char FoldBeyondAscii(char letter)
    {
        if (letter is >= '\uFF01' and <= '\uFF5E')
        {
            return char.ToLowerInvariant((char)(letter - 0xFEE0));
        }

        if (letter is '“' or '”' or '„')
        {
            return '"';
        }

        if (char.IsWhiteSpace(letter))
        {
            return ' ';
        }

        var digit = CharUnicodeInfo.GetDecimalDigitValue(letter);
        if (digit >= 0)
        {
            return (char)('0' + digit);
        }

        var meant = LookAlikes.Of(letter);
        return NameLetters.Of(meant) is { Ascii: not 0 } known ? (char)known.Ascii : meant;
    }
}

/// <summary>Characters that look like another: Cyrillic and Greek capitals, the other Đ, dashes, apostrophes.</summary>
static class LookAlikes
{
    const string Seen = "АВЕКМНОРСТУХІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧοÐƉðɖ’‘ʼ`´′‛ʻ‐‑‒–—―−∕⁄";
    const string Meant = "ABEKMHOPCTYXISJaeopcyxisjABEZHIKMNOPTYXoĐĐđđ''''''''-------//";

    static readonly Dictionary<char, char> Table = Build();

    /// <summary>The character that was meant; itself for all others. A full-width letter gives the narrow
    /// one.</summary>
    public static char Of(char seen) =>
        seen is >= '\uFF01' and <= '\uFF5E' ? (char)(seen - 0xFEE0) : Table.GetValueOrDefault(seen, seen);

    static Dictionary<char, char> Build()
    {
        var table = new Dictionary<char, char>();
        for (var i = 0; i < Seen.Length; i++)
        {
            table.Add(Seen[i], Meant[i]);
        }

        return table;
    }
}
