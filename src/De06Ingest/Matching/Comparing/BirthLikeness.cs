namespace De06Ingest.Matching.Comparing;

/// <summary>Two birth dates, digit by digit; the levels of <see cref="LinkKind.BirthDate"/>.</summary>
static class BirthLikeness
{
    public const byte Same = 0;
    public const byte Coarser = 1;
    public const byte Swapped = 2;
    public const byte OneOff = 3;
    public const byte Lunar = 4;
    public const byte Year = 5;
    public const byte Different = 6;

    /// <summary>Level of two dates as yyyyMMdd, 00 for a month or day that is not known.</summary>
    public static byte Of(int one, int other)
    {
        var sameYear = one / 10_000 == other / 10_000;
        if (sameYear && (IsCoarse(one) || IsCoarse(other)) && Covers(one, other))
        {
            return one == other && !IsCoarse(one) ? Same : Coarser;
        }

        return one == other ? Same
            : sameYear && Month(one) == Day(other) && Day(one) == Month(other) ? Swapped
            : IsOneEdit(one, other) || IsYearBeside(one, other) ? OneOff
            : LunarDay.Agrees(one, other) ? Lunar
            : sameYear ? Year
            : Different;
    }

    /// <summary>No day, or the first of January, which stands for a year alone.</summary>
    public static bool IsCoarse(int date) => Day(date) == 0 || date % 10_000 == 101;

    static int Month(int date) => date / 100 % 100;

    static int Day(int date) => date % 100;

    /// <summary>The months agree where both are known.</summary>
    static bool Covers(int one, int other) => one % 10_000 == 101 || other % 10_000 == 101
        || Month(one) == 0 || Month(other) == 0 || Month(one) == Month(other);

    /// <summary>The year before or after: an age counted from conception (tuổi mụ) is one too high.</summary>
    static bool IsYearBeside(int one, int other) => Math.Abs(one - other) == 10_000 && Day(one) != 0;

    /// <summary>One digit is another one, or two neighbours changed places.</summary>
    static bool IsOneEdit(int one, int other)
    {
        // Equal ends are cut off: what is left is one digit, or two that changed places.
        while (one % 10 == other % 10)
        {
            (one, other) = (one / 10, other / 10);
        }

        return one / 10 == other / 10
            || (one / 100 == other / 100 && one % 10 == other / 10 % 10 && one / 10 % 10 == other % 10);
    }
}
