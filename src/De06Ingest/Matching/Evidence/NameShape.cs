using De06Ingest.Values;

namespace De06Ingest.Matching.Evidence;

/// <summary>A name without its diacritics as three numbers: two names of which all three differ are not compared any
/// further.</summary>
/// <param name="Last">Of the last syllable, the given name.</param>
/// <param name="Others">Of all syllables but the last.</param>
/// <param name="Letters">Of the letters, in any order: syllables joined or in another order.</param>
readonly record struct NameShape(uint Last, uint Others, uint Letters)
{
    const uint Start = 2166136261;
    const uint Prime = 16777619;

    /// <summary>The letter without diacritics, by code point; 0 for what is no letter.</summary>
    static readonly uint[] Signs = [.. Enumerable.Range(0, NameLetters.End).Select(Sign)];

    /// <summary>The shape of a display form, UTF-8 in NFC.</summary>
    public static NameShape Of(ReadOnlySpan<byte> display)
    {
        var (last, others, letters, open) = (Start, Start, 0u, false);
        for (var at = 0; at < display.Length;)
        {
            int code = display[at++];
            code = code < 0x80 ? code : Decode(display, code, ref at);
            var sign = code < Signs.Length ? Signs[code] : 0;
            if (sign == 0)
            {
                open = false;
                continue;
            }

            if (!open)
            {
                // The syllable before belongs to the others.
                others = last == Start ? others : (others * Prime) ^ last;
                (last, open) = (Start, true);
            }

            last = (last ^ sign) * Prime;
            letters += Mixed(sign);
        }

        return new(last, others, letters);
    }

    /// <summary>False when they cannot be one name with a slip, a missing part or another order.</summary>
    public bool MayFit(in NameShape other) =>
        Last == other.Last || Others == other.Others || Letters == other.Letters;

    static uint Mixed(uint sign) => (sign * 0x9E3779B1) ^ (sign * sign * 0x85EBCA77);

    static uint Sign(int code)
    {
        ref readonly var letter = ref NameLetters.Of(code);
        return letter.Class != LetterClass.Letter ? 0u : letter.Ascii != 0 ? letter.Ascii : (uint)letter.Key;
    }

    static int Decode(ReadOnlySpan<byte> display, int first, ref int at)
    {
        var more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        var code = first & (0x3F >> more);
        for (; more > 0 && at < display.Length; more--)
        {
            code = (code << 6) | (display[at++] & 0x3F);
        }

        return code;
    }
}
