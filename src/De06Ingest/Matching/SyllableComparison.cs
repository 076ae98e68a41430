using De06Ingest.Values;

namespace De06Ingest.Matching;

/// <summary>How far two names, or two syllables, agree; ordered, a higher one agrees better.</summary>
enum NameLevel : byte
{
    Different,

    /// <summary>May be one name: hỏi for ngã, s for x, a middle name left out, an initial, lost letters.</summary>
    Possible,

    /// <summary>Equal but for diacritics that one side does not have at all.</summary>
    DiacriticsLost,

    /// <summary>Two accepted spellings: Lý and Lí, H'Lan and H Lan, a word of address before the name.</summary>
    Equivalent,

    /// <summary>Equal but for case, Unicode form and the place of the tone mark.</summary>
    Same,
}

/// <summary>Why two syllables stand at their level. The codes for people are the words in lower case.</summary>
enum SyllableReason : byte
{
    Equal,
    IOrY,
    Apostrophe,
    Address,
    MarksLost,
    TonesLost,
    HoiOrNga,
    Consonant,
    StrayTone,
    LostLetter,
    Initial,
    Slip,
    Joined,
    Omitted,
    Note,
    Moved,
    OtherTone,
    OtherLetters,
}

/// <summary>The level of two syllables and the reason.</summary>
readonly record struct SyllableVerdict(NameLevel Level, SyllableReason Reason);

/// <summary>Which side of a comparison was written without diacritics, and which of them.</summary>
enum LostMarks : byte
{
    None,

    /// <summary>All: Nguyen Thi Hoa.</summary>
    All,

    /// <summary>The tones, while ă â ê ô ơ ư đ are there: Nguyên Thi Hoa.</summary>
    Tones,
}

/// <summary>Compares two syllables: equal, another spelling, diacritics lost, a known confusion, or
/// different.</summary>
/// <remarks>A different tone is a different name, and so is ă for â; hỏi and ngã are confused in the south, and some
/// consonants by region. At most one consonant may differ.</remarks>
static class SyllableComparison
{
    const int Hoi = 1 << 3;
    const int Nga = 1 << 4;
    const int LongestInitial = 3;

    public static SyllableVerdict Compare(in NameSyllable a, in NameSyllable b, LostMarks lost)
    {
        var tonesEqual = a.Tones == b.Tones;
        if (tonesEqual && a.Letters.SequenceEqual(b.Letters))
        {
            return new(NameLevel.Same, SyllableReason.Equal);
        }

        return lost switch
        {
            LostMarks.All => CompareBare(a, b),
            LostMarks.Tones when a.Tones == 0 || b.Tones == 0 => WithoutTones(a, b),
            _ => tonesEqual ? CompareLetters(a, b) : CompareTones(a, b),
        };
    }

    /// <summary>True when one of the two lost all its diacritics and they agree without; tells which by its sign.
    /// </summary>
    public static int LossOf(in NameSyllable a, in NameSyllable b)
    {
        if (!a.BareLetters.SequenceEqual(b.BareLetters))
        {
            return 0;
        }

        var aIsBare = a.Tones == 0 && !a.Is(SyllableSigns.Marked);
        var bIsBare = b.Tones == 0 && !b.Is(SyllableSigns.Marked);
        return aIsBare == bIsBare ? 0 : aIsBare ? -1 : 1;
    }

    static SyllableVerdict CompareBare(in NameSyllable a, in NameSyllable b)
    {
        ReadOnlySpan<byte> left = a.BareLetters, right = b.BareLetters;
        if (IsStrokeAgainst(a, b) || IsStrokeAgainst(b, a))
        {
            return new(NameLevel.Different, SyllableReason.OtherLetters);
        }

        return left.SequenceEqual(right) || IsIOrY(left, right)
            ? new(NameLevel.DiacriticsLost, SyllableReason.MarksLost)
            : Doubtful(a, b, left, right, mayBeSlip: false);
    }

    /// <summary>Đung that lost all but its stroke cannot be Dũng, which never had one.</summary>
    static bool IsStrokeAgainst(in NameSyllable stripped, in NameSyllable full) =>
        stripped is { Length: > 0, Tones: 0 } && stripped.Letters[0] == NameSyllable.CodeOfD
        && !stripped.Is(SyllableSigns.Accented) && full.Length > 0 && full.Letters[0] == 'd'
        && (full.Tones != 0 || full.Is(SyllableSigns.Accented));

    static SyllableVerdict WithoutTones(in NameSyllable a, in NameSyllable b) =>
        a.Letters.SequenceEqual(b.Letters) || IsIOrY(a.Letters, b.Letters)
            ? new(NameLevel.DiacriticsLost, SyllableReason.TonesLost)
            : Doubtful(a, b, a.Letters, b.Letters, mayBeSlip: false);

    static SyllableVerdict CompareLetters(in NameSyllable a, in NameSyllable b) => IsIOrY(a.Letters, b.Letters)
        ? new(NameLevel.Equivalent, SyllableReason.IOrY)
        : Doubtful(a, b, a.Letters, b.Letters, mayBeSlip: true);

    static SyllableVerdict CompareTones(in NameSyllable a, in NameSyllable b)
    {
        var lettersAgree = a.Letters.SequenceEqual(b.Letters) || IsIOrY(a.Letters, b.Letters);
        if ((a.Tones | b.Tones) == (Hoi | Nga) && a.Tones is Hoi or Nga && b.Tones is Hoi or Nga)
        {
            return lettersAgree
                ? new(NameLevel.Possible, SyllableReason.HoiOrNga)
                : Doubtful(a, b, a.Letters, b.Letters, mayBeSlip: true);
        }

        if (lettersAgree)
        {
            var stray = (a.Is(SyllableSigns.StrayTone) && b.Tones == 0)
                || (b.Is(SyllableSigns.StrayTone) && a.Tones == 0)
                || HasToneTooMany(a.Tones, b.Tones) || HasToneTooMany(b.Tones, a.Tones);
            return stray
                ? new(NameLevel.Possible, SyllableReason.StrayTone)
                : new(NameLevel.Different, SyllableReason.OtherTone);
        }

        return Damaged(a, b, a.Letters, b.Letters, mayBeSlip: true)
            ?? new(NameLevel.Different, SyllableReason.OtherLetters);
    }

    /// <summary>Nguyễ́n has the tone of Nguyễn and another.</summary>
    static bool HasToneTooMany(byte tones, byte one) =>
        one != 0 && (tones & (tones - 1)) != 0 && (tones & one) == one;

    static SyllableVerdict Doubtful(
        in NameSyllable a, in NameSyllable b, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool mayBeSlip)
    {
        if (IsOneConsonantOff(left, right))
        {
            return new(NameLevel.Possible, SyllableReason.Consonant);
        }

        return Damaged(a, b, left, right, mayBeSlip) ?? new(NameLevel.Different, SyllableReason.OtherLetters);
    }

    /// <summary>Lost letters, initials, slips of the keyboard.</summary>
    static SyllableVerdict? Damaged(
        in NameSyllable a, in NameSyllable b, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool mayBeSlip)
    {
        if (a.Is(SyllableSigns.Wild) || b.Is(SyllableSigns.Wild))
        {
            return TonesFitWild(a, b) && FitsWild(left, right)
                ? new(NameLevel.Possible, SyllableReason.LostLetter)
                : null;
        }

        if (IsInitial(a, b) || IsInitial(b, a))
        {
            return new(NameLevel.Possible, SyllableReason.Initial);
        }

        return mayBeSlip && IsSlip(a, b) ? new(NameLevel.Possible, SyllableReason.Slip) : null;
    }

    /// <summary>Lý and Lí, Quý and Quí: y is the only vowel, or stands behind qu.</summary>
    static bool IsIOrY(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        var at = a.CommonPrefixLength(b);
        return at < a.Length && IOrY(a[at]) && IOrY(b[at]) && a[(at + 1)..].SequenceEqual(b[(at + 1)..])
            && ((at == 2 && a[..2].SequenceEqual("qu"u8)) || (!HasVowel(a[..at]) && !HasVowel(a[(at + 1)..])));
    }

    static bool IOrY(byte one) => one is (byte)'i' or (byte)'y';

    static bool HasVowel(ReadOnlySpan<byte> letters)
    {
        foreach (var letter in letters)
        {
            if (NameSyllable.IsVowel(letter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>s/x, ch/tr, d/gi/v, l/n at the beginning; c/t, n/ng at the end; the rest equal.</summary>
    static bool IsOneConsonantOff(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var last = a.CommonPrefixLength(b);
        if (last > 0 && EndsConfused(a[last..], b[last..], a[last - 1]))
        {
            return true;
        }

        return BeginsConfused(a, b) || BeginsConfused(b, a);
    }

    /// <summary>What is left behind a common beginning: c against t, or nothing against g behind n.</summary>
    static bool EndsConfused(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, byte before)
    {
        if (a.Length + b.Length == 1)
        {
            return before == 'n' && (a.IsEmpty ? b[0] : a[0]) == 'g';
        }

        return NameSyllable.IsVowel(before)
            && ((a is [(byte)'c'] && b is [(byte)'t']) || (a is [(byte)'t'] && b is [(byte)'c']));
    }

    static bool BeginsConfused(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length < 2 || b.Length < 2)
        {
            return false;
        }

        return a[0] switch
        {
            (byte)'s' => b[0] == 'x' && Rest(a[1..], b[1..]),
            (byte)'l' => b[0] == 'n' && Rest(a[1..], b[1..]),
            (byte)'c' => a[1] == 'h' && b is [(byte)'t', (byte)'r', ..] && Rest(a[2..], b[2..]),
            (byte)'d' => IsForGi(a[1..], b) || (b[0] == 'v' && Rest(a[1..], b[1..])),
            (byte)'v' => IsForGi(a[1..], b),
            _ => false,
        };
    }

    /// <summary>Dung and Giung, Din and Gin.</summary>
    static bool IsForGi(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> other) => other is [(byte)'g', (byte)'i', ..]
        && (Rest(rest, other[2..]) || rest.SequenceEqual(other[1..]));

    static bool Rest(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        !a.IsEmpty && NameSyllable.IsVowel(a[0]) && a.SequenceEqual(b);

    /// <summary>A lost letter took its tone along.</summary>
    static bool TonesFitWild(in NameSyllable a, in NameSyllable b) => a.Tones == b.Tones
        || (a.Is(SyllableSigns.Wild) && a.Tones == 0) || (b.Is(SyllableSigns.Wild) && b.Tones == 0);

    /// <summary>Each ? is one letter. Two or three in a row may be the bytes of one.</summary>
    static bool FitsWild(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            int left = Run(a[i..]), right = Run(b[j..]);
            if (left == right || left == 0 || right == 0)
            {
                if (left == 0 && right == 0 && a[i] != b[j])
                {
                    return false;
                }

                var run = Math.Max(left, right);
                if (run is 2 or 3 && left != right && Fits(a, b, i, j, left, right))
                {
                    return true;
                }

                i += Math.Max(run, 1);
                j += Math.Max(run, 1);
                continue;
            }

            return false;
        }

        return i == a.Length && j == b.Length;
    }

    static bool Fits(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int i, int j, int left, int right) =>
        i + Math.Max(left, 1) <= a.Length && j + Math.Max(right, 1) <= b.Length
        && FitsWild(a[(i + Math.Max(left, 1))..], b[(j + Math.Max(right, 1))..]);

    static int Run(ReadOnlySpan<byte> letters)
    {
        var end = letters.IndexOfAnyExcept((byte)NameSyllable.LostLetter);
        return end < 0 ? letters.Length : end;
    }

    /// <summary>N. or Ng. for Nguyễn, T for Thị: consonants alone, or letters before a dot, that begin the other.
    /// </summary>
    static bool IsInitial(in NameSyllable a, in NameSyllable b) =>
        a.Length <= LongestInitial && a.Length < b.Length && (a.Tones == 0 || a.Tones == b.Tones)
        && (a.Is(SyllableSigns.NoVowel) || a.Is(SyllableSigns.Dot))
        && b.BareLetters.StartsWith(a.BareLetters);

    /// <summary>One letter too many, too few, other or swapped, or a mark left out (Thuơng), where one of the two
    /// cannot be written in Vietnamese: two names that both can be are two names. Tâi is not Tây: behind a vowel y
    /// and i are two letters.</summary>
    static bool IsSlip(in NameSyllable a, in NameSyllable b) =>
        a.Length >= LongestInitial && b.Length >= LongestInitial && Math.Abs(a.Length - b.Length) <= 1
        && (a.Tones == b.Tones || a.Tones == 0 || b.Tones == 0)
        && (IsOneEdit(a.BareLetters, b.BareLetters)
            || (a.Tones == b.Tones && a.BareLetters.SequenceEqual(b.BareLetters)))
        && VietnameseSyllable.IsValid(a) != VietnameseSyllable.IsValid(b);

    static bool IsOneEdit(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var at = a.CommonPrefixLength(b);
        a = a[at..];
        b = b[at..];
        if (a.Length != b.Length)
        {
            return a.Length > b.Length ? a[1..].SequenceEqual(b) : b[1..].SequenceEqual(a);
        }

        if (a is [var left] && b is [var right])
        {
            return !(IOrY(left) && IOrY(right));
        }

        return a.Length > 0 && (a[1..].SequenceEqual(b[1..])
            || (a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..].SequenceEqual(b[2..])));
    }
}
