namespace De06Ingest.Values;

/// <summary>Vietnamese orthography: which letters and tone make a syllable that can be written.</summary>
/// <remarks>An onset, a rhyme from a closed list and one tone. It is the evidence by which broken text is told from
/// sound text, and slips from other names; names of the minorities may be outside it and are no worse for that.</remarks>
static class VietnameseSyllable
{
    const int MostLetters = 7;

    const string Onsets = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x";

    const string Rhymes =
        "a ac ach ai am an ang anh ao ap at au ay "
        + "ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
        + "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
        + "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
        + "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong "
        + "ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
        + "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut "
        + "uy uya uych uyên uyêt uynh uyt uyu "
        + "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
        + "y yêm yên yêng yêt yêu";

    /// <summary>Behind qu.</summary>
    const string RhymesOfQu =
        "a ac ach ai an ang anh ao ap at ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên ênh êch êt êu i ich in inh "
        + "it ô ôc ơ ơn y ych yên yêt ynh yt";

    static readonly HashSet<ulong> OnsetSet = Pack(Onsets), RhymeSet = Pack(Rhymes), QuSet = Pack(RhymesOfQu);

    /// <summary>True when the letters, as codes of <see cref="NameSyllable"/>, can be a syllable with these tones.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<byte> letters, int tones)
    {
        if (letters.IsEmpty || letters.Length > MostLetters || !TonesFit(letters, tones))
        {
            return false;
        }

        if (letters is [(byte)'q', (byte)'u', ..])
        {
            return QuSet.Contains(Packed(letters[2..]));
        }

        return letters is [(byte)'g', (byte)'i', ..] ? IsGi(letters) : IsPlain(letters);
    }

    public static bool IsValid(in NameSyllable syllable) =>
        !syllable.Is(SyllableSigns.StrayTone) && IsValid(syllable.Letters, syllable.Tones);

    /// <summary>gì, gìn, giêng share the i with the onset; gia, giang, giồng do not.</summary>
    static bool IsGi(ReadOnlySpan<byte> letters) => RhymeSet.Contains(Packed(letters[1..]))
        || (letters.Length > 2 && letters[2] is not ((byte)'i' or (byte)'y') && RhymeSet.Contains(Packed(letters[2..])));

    static bool IsPlain(ReadOnlySpan<byte> letters)
    {
        var onset = 0;
        while (onset < letters.Length && !NameSyllable.IsVowel(letters[onset]))
        {
            onset++;
        }

        var rhyme = letters[onset..];
        if (rhyme.IsEmpty || !RhymeSet.Contains(Packed(rhyme)))
        {
            return false;
        }

        return onset == 0 ? !IsLateI(rhyme)
            : OnsetSet.Contains(Packed(letters[..onset])) && SpellingFits(letters[..onset], rhyme);
    }

    /// <summary>iê is written yê at the beginning of a syllable, and yê only there.</summary>
    static bool IsLateI(ReadOnlySpan<byte> rhyme) => rhyme is [(byte)'i', 3, ..];

    /// <summary>k, gh, ngh before e ê i y; c, g, ng before the rest.</summary>
    static bool SpellingFits(ReadOnlySpan<byte> onset, ReadOnlySpan<byte> rhyme)
    {
        var front = rhyme[0] is (byte)'e' or 3 or (byte)'i' or (byte)'y';
        if (rhyme is [(byte)'y', 3, ..])
        {
            return false;
        }

        return onset switch
        {
            [(byte)'k'] or [(byte)'g', (byte)'h'] or [(byte)'n', (byte)'g', (byte)'h'] => front,
            [(byte)'c'] or [(byte)'g'] or [(byte)'n', (byte)'g'] => !front,
            _ => true,
        };
    }

    /// <summary>One tone at most; behind c, ch, p, t only sắc and nặng, one of which must be there.</summary>
    static bool TonesFit(ReadOnlySpan<byte> letters, int tones)
    {
        var stopped = letters[^1] is (byte)'c' or (byte)'p' or (byte)'t'
            || letters is [.., (byte)'c', (byte)'h'];
        return stopped && letters.Length > 1 ? tones is 1 << 2 or 1 << 5 : (tones & (tones - 1)) == 0;
    }

    static ulong Packed(ReadOnlySpan<byte> letters)
    {
        ulong packed = 0;
        foreach (var letter in letters)
        {
            packed = (packed << 8) | letter;
        }

        return packed;
    }

    static HashSet<ulong> Pack(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Packed(Array.ConvertAll(word.ToCharArray(), NameSyllable.CodeOf)))];
}
