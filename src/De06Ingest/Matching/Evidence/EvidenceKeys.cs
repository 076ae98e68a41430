using System.Runtime.CompilerServices;

namespace De06Ingest.Matching.Evidence;

/// <summary>By what rows and citizens come together. Each rule has keys of its own.</summary>
enum EvidenceRule
{
    Phone,
    LegacyId,

    /// <summary>Name without diacritics, and year of birth.</summary>
    NameAndYear,
    NameAndUnit,

    /// <summary>The name, and month and day of birth.</summary>
    NameAndDay,

    // The id without some digits in a row, for 11 and 13 digits counted from both ends: wherever one digit is wrong, or
    // two neighbours are swapped, one of these is whole.
    IdWithout1To4,
    IdWithout4To6,
    IdWithout6To8,
    IdWithout8To10,
    IdWithout10To12,

    // Only to know how many citizens have the value.
    FoldedName,
    FullName,
}

/// <summary>The keys of the rules.</summary>
static class EvidenceKeys
{
    public const int PartsOfId = 5;

    /// <summary>Values of a row that are only counted.</summary>
    public const int ValuesPerRow = 2;
    const ulong First = 0x9E3779B97F4A7C15;
    const ulong Second = 0xD1B54A32D192ED03;

    /// <summary>A key of the rule; 0, which is no key, comes up once in 2^64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(EvidenceRule rule, ulong one, ulong other = 0)
    {
        // Only operators: a call into another library is not inlined in code that is compiled ahead.
        var key = ((one * First) + other) * Second;
        key = (key ^ (key >> 29) ^ ((ulong)rule * Second)) * First;
        return key ^ (key >> 32);
    }

    /// <summary>How many keys of pairs the row has at most, beside those of its id.</summary>
    public static int Count(in EvidenceProbe probe) =>
        (probe.Phone != 0 ? 1 : 0) + (probe.Legacy != 0 ? 1 : 0) + (probe.NameFull != 0 ? 3 : 0);

    /// <summary>The keys of an id.</summary>
    public static void OfId(long id, int digits, Span<ulong> keys)
    {
        var fromStart = digits == 12 ? id : digits == 11 ? id * 10 : id / 10;
        keys[0] = Of(EvidenceRule.IdWithout1To4, (ulong)(id % 100_000_000));
        keys[1] = Of(EvidenceRule.IdWithout4To6, (ulong)(fromStart / 1_000_000_000), (ulong)(id % 1_000_000));
        keys[2] = Of(EvidenceRule.IdWithout6To8, (ulong)(fromStart / 10_000_000), (ulong)(id % 10_000));
        keys[3] = Of(EvidenceRule.IdWithout8To10, (ulong)(fromStart / 100_000), (ulong)(id % 100));
        keys[4] = Of(EvidenceRule.IdWithout10To12, (ulong)(fromStart / 1000));
    }
}
