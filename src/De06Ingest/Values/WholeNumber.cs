using System.Text;

namespace De06Ingest.Values;

/// <summary>Counts and sums of money, as sheets and databases write whole numbers: <c>3245600</c>, <c>3.245.600</c>,
/// <c>3,245,600</c>, <c>3 245 600</c>, and with a fraction of nothing, <c>3245600.00</c>.</summary>
/// <remarks>Groups have three digits and one separator, and the first begins with no zero: <c>0.500</c>,
/// <c>12345.678</c> and <c>1.234,567</c> are no whole numbers, and are not guessed.</remarks>
static class WholeNumber
{
    /// <summary>Digits that any number of them fits into a long.</summary>
    const int MostDigits = 18;
    const int GroupDigits = 3;

    /// <summary>A count. Fault: <c>integer-unreadable</c>.</summary>
    public static Parsed<long> Parse(ReadOnlySpan<byte> text) =>
        Read(text, out var number, out var rest) && rest.IsEmpty
            ? Parsed<long>.Of(number)
            : Parsed<long>.Bad("integer-unreadable");

    /// <summary>Whole đồng, with or without "đ", "đồng", "VND" or "VNĐ" behind. Fault:
    /// <c>money-unreadable</c>.</summary>
    public static Parsed<long> ParseDong(ReadOnlySpan<byte> text) =>
        Read(text, out var number, out var rest) && IsDong(rest)
            ? Parsed<long>.Of(number)
            : Parsed<long>.Bad("money-unreadable");

    static bool IsDong(ReadOnlySpan<byte> unit)
    {
        while (SeparatorAt(unit, out var width) == ' ')
        {
            unit = unit[width..];
        }

        return unit.IsEmpty
            || Encoding.UTF8.GetString(unit).Normalize().ToLowerInvariant() is "đ" or "đồng" or "vnd" or "vnđ";
    }

    /// <summary>Reads the number that a text begins with; <paramref name="rest"/> is what follows it.</summary>
    static bool Read(ReadOnlySpan<byte> text, out long number, out ReadOnlySpan<byte> rest)
    {
        number = 0;
        rest = text;
        var negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
        {
            rest = text[1..];
        }

        var first = Run(rest);
        var mayGroup = first.Length is > 0 and <= GroupDigits && first[0] != '0';
        var digits = 0;
        if (first.IsEmpty || !Add(first, ref number, ref digits))
        {
            return false;
        }

        rest = rest[first.Length..];
        var grouped = '\0';
        while (SeparatorAt(rest, out var width) is var separator and not '\0'
            && Run(rest[width..]) is { IsEmpty: false } run)
        {
            rest = rest[(width + run.Length)..];
            if (run.Length == GroupDigits && mayGroup && (grouped == '\0' || grouped == separator))
            {
                grouped = separator;
                if (!Add(run, ref number, ref digits))
                {
                    return false;
                }
            }
            else if (separator != ' ' && separator != grouped && run.TrimStart((byte)'0').IsEmpty)
            {
                break;
            }
            else
            {
                return false;
            }
        }

        number = negative ? -number : number;
        return true;
    }

    static ReadOnlySpan<byte> Run(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text : text[..end];
    }

    static bool Add(ReadOnlySpan<byte> run, ref long number, ref int digits)
    {
        digits += run.Length;
        if (digits > MostDigits)
        {
            return false;
        }

        foreach (var digit in run)
        {
            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    /// <summary>What stands between groups: a dot, a comma, or a space, also one that does not break.</summary>
    static char SeparatorAt(ReadOnlySpan<byte> text, out int width)
    {
        width = text is [0xC2, 0xA0, ..] ? 2 : 1;
        return text is [] ? '\0'
            : width == 2 ? ' '
            : text[0] is (byte)'.' or (byte)',' or (byte)' ' ? (char)text[0]
            : '\0';
    }
}
