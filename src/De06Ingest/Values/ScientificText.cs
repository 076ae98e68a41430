namespace De06Ingest.Values;

/// <summary>Numbers that a spreadsheet or a program wrote as a floating-point number.</summary>
static class ScientificText
{
    /// <summary>True for scientific notation; the number is null when digits are lost.</summary>
    /// <remarks>9.12E+08 may have been any of a million numbers: only a mantissa with a digit for every place is
    /// exact, and zeros are never added on the right.</remarks>
    public static bool TryRead(string text, out long? number)
    {
        number = null;
        var e = text.IndexOf('e', StringComparison.Ordinal);
        if (e < 1 || !TryReadExponent(text.AsSpan(e + 1), out var exponent))
        {
            return false;
        }

        var mantissa = text.AsSpan(0, e);
        if (!char.IsAsciiDigit(mantissa[0]) || mantissa[0] == '0' || (mantissa.Length > 1
            && mantissa[1] is not ('.' or ',')))
        {
            return false;
        }

        var decimals = mantissa.Length > 2 ? mantissa[2..] : [];
        if (decimals.IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return false;
        }

        number = Exact(mantissa[0], decimals, exponent);
        return true;
    }

    /// <summary>CCCD: 5.1185999123 E+10 without its words and spaces; other text as it is.</summary>
    public static string Unlabelled(string text, ref Repairs repairs)
    {
        var start = text.AsSpan().IndexOfAnyInRange('0', '9');
        var number = start < 0 ? "" : text[start..].Replace(" ", "", StringComparison.Ordinal);
        if (!TryRead(number, out _) || (start > 0 && text[start - 1] is not (' ' or ':')))
        {
            return text;
        }

        repairs |= start > 0 ? Repairs.Label : Repairs.None;
        return number;
    }

    /// <summary>Takes .0 or ,00 from the end of a number that has no other point; words may stand before it.</summary>
    public static string DropFloatSuffix(string text, ref Repairs repairs)
    {
        var point = text.AsSpan().IndexOfAny('.', ',');
        var start = point < 1 ? 0 : text.AsSpan(0, point).LastIndexOfAny(' ', ':') + 1;
        var noSuffix = point < 1 || point == text.Length - 1
            || text.AsSpan(point + 1).IndexOfAnyExcept('0') >= 0 || text.Length - point > 3
            || text.AsSpan(start, point - start).IndexOfAnyExceptInRange('0', '9') >= 0
            || text.AsSpan(0, start).ContainsAnyInRange('0', '9');
        if (noSuffix)
        {
            return text;
        }

        repairs |= Repairs.FloatSuffix;
        return text[..point];
    }

    /// <summary>True for 21200012.5: one point, and behind it too few digits for a group and too many for zeros.
    /// </summary>
    public static bool IsFraction(string text)
    {
        var point = text.AsSpan().IndexOfAny('.', ',');
        return point > 3 && text.Length - point is 2 or 3
            && text.AsSpan(0, point).IndexOfAnyExceptInRange('0', '9') < 0
            && text.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    static bool TryReadExponent(ReadOnlySpan<char> text, out int exponent)
    {
        text = text is ['+', ..] ? text[1..] : text;
        exponent = 0;
        return text.Length is >= 1 and <= 3 && text.IndexOfAnyExceptInRange('0', '9') < 0
            && int.TryParse(text, out exponent);
    }

    static long? Exact(char first, ReadOnlySpan<char> decimals, int exponent)
    {
        if (decimals.Length < exponent || exponent > 17 || decimals[exponent..].IndexOfAnyExcept('0') >= 0)
        {
            return null;
        }

        return ((first - '0') * Digits.PowerOfTen(exponent)) + Digits.Of(decimals[..exponent]);
    }
}
