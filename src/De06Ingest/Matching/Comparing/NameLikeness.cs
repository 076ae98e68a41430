using De06Ingest.Values;

namespace De06Ingest.Matching.Comparing;

/// <summary>Two full names; the levels of <see cref="LinkKind.PersonName"/>: those of <see cref="NameComparison"/>, and
/// possible for what only other evidence can decide.</summary>
static class NameLikeness
{
    const byte Possible = 3;
    const byte Different = 4;

    public static byte Of(in PreparedName one, in PreparedName other)
    {
        var level = (byte)(NameLevel.Same - NameComparison.Compare(one, other));
        return level == Different && IsPossible(one.Syllables, other.Syllables) ? Possible : level;
    }

    /// <summary>One slip in one syllable, syllables in another order, or one left out.</summary>
    static bool IsPossible(ReadOnlySpan<NameSyllable> one, ReadOnlySpan<NameSyllable> other)
    {
        if (one.Length < other.Length)
        {
            var longer = other;
            other = one;
            one = longer;
        }

        var whole = other.Length;
        if (whole == 0 || one.Length - whole > 1)
        {
            return false;
        }

        var start = 0;
        while (start < whole && IsSame(one[start], other[start]))
        {
            start++;
        }

        var end = 0;
        while (end < whole - start && IsSame(one[^(end + 1)], other[^(end + 1)]))
        {
            end++;
        }

        // What is between the equal ends.
        one = one[start..^end];
        other = other[start..^end];
        return one.Length > other.Length ? other.IsEmpty && whole >= 2
            : (one.Length == 1 && IsSlip(one[0], other[0])) || IsReordered(one, other);
    }

    static bool IsSame(in NameSyllable one, in NameSyllable other) =>
        one.BareLetters.SequenceEqual(other.BareLetters);

    static bool IsSlip(in NameSyllable one, in NameSyllable other)
    {
        Span<char> left = stackalloc char[SyllableLetters.Capacity];
        Span<char> right = stackalloc char[SyllableLetters.Capacity];
        return TextDistance.Edits(Write(one, left), Write(other, right)) == 1;
    }

    static ReadOnlySpan<char> Write(in NameSyllable syllable, Span<char> room)
    {
        var letters = syllable.BareLetters;
        for (var i = 0; i < letters.Length; i++)
        {
            room[i] = (char)letters[i];
        }

        return room[..letters.Length];
    }

    static bool IsReordered(ReadOnlySpan<NameSyllable> one, ReadOnlySpan<NameSyllable> other)
    {
        var taken = 0;
        foreach (ref readonly var syllable in one)
        {
            var at = 0;
            while (at < other.Length && ((taken & (1 << at)) != 0 || !IsSame(syllable, other[at])))
            {
                at++;
            }

            if (at == other.Length)
            {
                return false;
            }

            taken |= 1 << at;
        }

        return one.Length >= 2;
    }
}
