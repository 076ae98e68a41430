namespace De06Ingest.Values;

/// <summary>The quick way into a phone cell: its digits, together or in groups as most people write them, perhaps
/// behind a +.</summary>
/// <remarks>It reads nothing that <see cref="PhoneText"/> would read another way. What may be a date, the number of an
/// entry, zeros of a fraction or a personal id is left to that.</remarks>
readonly record struct PhoneGroups(int Count, bool HasPlus, bool IsOne)
{
    public const int MostDigits = 14;

    /// <summary>A shorter last group may be zeros behind a decimal point.</summary>
    const int LeastLastGroup = 3;

    /// <param name="utf8">The cell, trimmed.</param>
    /// <param name="digits">Room for <see cref="MostDigits"/>.</param>
    /// <param name="groups">How many there are, and how they stand.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, Span<char> digits, out PhoneGroups groups)
    {
        int count = 0, group = 0;
        bool plus = false, parted = false, dashed = false;
        groups = default;
        foreach (var one in utf8)
        {
            if ((uint)(one - '0') <= 9)
            {
                if (count == MostDigits)
                {
                    return false;
                }

                digits[count++] = (char)one;
                group++;
            }
            else if (one == '+' && count == 0 && !plus)
            {
                plus = true;
            }
            else
            {
                var dash = one is (byte)'-' or (byte)'.';
                if (!(dash || one is (byte)' ' or (byte)'(' or (byte)')') || MayMeanMore(group, dash, dashed)
                    || (plus && count == 0))
                {
                    return false;
                }

                (group, parted, dashed) = (0, true, dash);
            }
        }

        groups = new(count, plus, !parted);
        var mayBePersonalId = count == PersonalId.Length && digits[0] == '0';
        return count > 0 && !mayBePersonalId && (group >= LeastLastGroup || !parted);
    }

    /// <summary>A group that ends here: one digit may number the entry, two between dashes may be a month, and none
    /// beside a dash is no grouping.</summary>
    static bool MayMeanMore(int group, bool dash, bool dashed) =>
        group == 1 || (group == 2 && dash && dashed) || (group == 0 && (dash || dashed));
}
