namespace De06Ingest.Matching.Comparing;

/// <summary>Two identity numbers: equal, one slip of the hand, or other.</summary>
static class IdLikeness
{
    /// <summary>The swap of two neighbouring digits is at most 9 × 9 times a power of ten.</summary>
    const long MostOfOneSlip = 81;

    /// <summary>One digit wrong, left out or put in, or two neighbours swapped; the numbers differ.</summary>
    public static bool IsOneOff(long one, int oneDigits, long other, int otherDigits)
    {
        if (!MayBeOneOff(one, oneDigits, other, otherDigits))
        {
            return false;
        }

        Span<char> left = stackalloc char[20];
        Span<char> right = stackalloc char[20];
        return Math.Abs(oneDigits - otherDigits) <= 1
            && TextDistance.Edits(Write(one, oneDigits, left), Write(other, otherDigits, right)) == 1;
    }

    /// <summary>False, at little cost, for nearly all numbers that are neither equal nor one slip apart.</summary>
    public static bool MayBeOneOff(long one, int oneDigits, long other, int otherDigits) =>
        oneDigits != otherDigits || MayBeOneSlip(one, other);

    /// <summary>False for nearly all numbers of one length that are further apart.</summary>
    static bool MayBeOneSlip(long one, long other)
    {
        var difference = Math.Abs(one - other);
        while (difference > MostOfOneSlip && difference % 10 == 0)
        {
            difference /= 10;
        }

        return difference <= MostOfOneSlip;
    }

    static ReadOnlySpan<char> Write(long number, int digits, Span<char> room)
    {
        for (var i = digits - 1; i >= 0; i--)
        {
            room[i] = (char)('0' + (number % 10));
            number /= 10;
        }

        return room[..digits];
    }
}
