namespace De06Ingest.Values;

/// <summary>ASCII digits to numbers and back.</summary>
static class Digits
{
    static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(n => (long)Math.Pow(10, n))];

    public static long PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>True when all bytes are ASCII digits; at most 18 of them.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out long number)
    {
        number = 0;
        foreach (var one in utf8)
        {
            var digit = (uint)(one - '0');
            if (digit > 9)
            {
                return false;
            }

            number = (number * 10) + digit;
        }

        return true;
    }

    /// <summary>The number of ASCII digits; at most 18 of them, and nothing else.</summary>
    public static long Of(ReadOnlySpan<char> digits)
    {
        var number = 0L;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }

    /// <summary>The two digits at this place, or a number far below zero.</summary>
    public static int Two(ReadOnlySpan<byte> utf8, int at)
    {
        int tens = utf8[at] - '0', ones = utf8[at + 1] - '0';
        return (uint)tens > 9 || (uint)ones > 9 ? -1_000_000 : (tens * 10) + ones;
    }

    public static int CountOf(long number)
    {
        var count = 1;
        while (count < 19 && number >= Powers[count])
        {
            count++;
        }

        return count;
    }

    /// <summary>Writes the number with leading zeros so that it fills the destination.</summary>
    public static void Write(long number, Span<byte> destination)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    public static string Text(long number, int count) => string.Create(count, number, static (text, value) =>
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = (char)('0' + (value % 10));
            value /= 10;
        }
    });

    /// <summary>True when the number of so many digits is one digit repeated, or 123… or 987…</summary>
    public static bool IsPlaceholder(long number, int count)
    {
        bool same = true, rising = true, falling = true;
        for (var i = 1; i < count && (same || rising || falling); i++)
        {
            var last = (int)(number % 10);
            number /= 10;
            var before = (int)(number % 10);
            same &= last == before;
            rising &= last == (before + 1) % 10;
            falling &= before == (last + 1) % 10;
        }

        return same || rising || falling;
    }
}
