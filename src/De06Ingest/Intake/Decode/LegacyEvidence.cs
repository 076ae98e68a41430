using System.Buffers;
using System.Globalization;
using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Intake.Decode;

/// <summary>How well a text reads as Vietnamese: words with letters beyond ASCII, and how many of them can be
/// written.</summary>
/// <param name="Telling">Words with a letter beyond ASCII.</param>
/// <param name="Valid">Those that are Vietnamese syllables.</param>
/// <param name="Odd">Valid ones that hardly anybody writes so: a capital behind a small letter, the tone mark on the
/// wrong vowel, oo. They break ties.</param>
/// <param name="Foreign">Words with a sign or letter that Vietnamese does not have, such as ¬ or ö.</param>
readonly record struct VietnameseShare(int Telling, int Valid, int Odd, int Foreign)
{
    static readonly SearchValues<char> LettersO = SearchValues.Create("ơờớởỡợƠỜỚỞỠỢ");

    public double Share => Telling == 0 ? 1 : (double)Valid / Telling;

    /// <param name="lacksHorn">A ư before ơ may have been deleted.</param>
    public static VietnameseShare Of(ReadOnlySpan<char> text, bool lacksHorn = false)
    {
        int telling = 0, valid = 0, odd = 0, foreign = 0;
        while (!text.IsEmpty)
        {
            var end = EndOfWord(text);
            var word = Unquoted(text[..end]);

            // A word that lost letters on the way out of Unicode (Ð?c) tells nothing of the bytes it was written in.
            if (word.ContainsAnyExceptInRange('\0', '\u007F') && !word.Contains('?'))
            {
                telling++;
                var good = IsSyllable(word, out var isOdd, out var isForeign)
                    || (lacksHorn && !isForeign && IsSyllableWithHorn(word));
                valid += good ? 1 : 0;
                odd += good && isOdd ? 1 : 0;
                foreign += isForeign ? 1 : 0;
            }

            text = text[Math.Min(end + 1, text.Length)..];
        }

        return new(telling, valid, odd, foreign);
    }

    /// <summary>Ã” is Ô of UTF-8 in Windows-1252, and its quotation mark is no mark.</summary>
    static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> word)
    {
        var bare = word.Trim("“”‘’–—…");
        return bare is [.., 'Ã'] && bare.Length > 1 && word[0] is not ('“' or '‘') ? word : bare;
    }

    static int EndOfWord(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && IsInWord(text, end))
        {
            end++;
        }

        return end;
    }

    /// <summary>A no-break space parts words, but behind Ã it is half of an à of UTF-8.</summary>
    static bool IsInWord(ReadOnlySpan<char> text, int at) => text[at] == '\u00A0'
        ? at > 0 && text[at - 1] is 'Ã' or 'Ă'
        : text[at] is >= '\u0080' or '?' || char.IsAsciiLetter(text[at]);

    /// <summary>Trơng and Phớc, which were Trương and Phước.</summary>
    static bool IsSyllableWithHorn(ReadOnlySpan<char> word)
    {
        var at = word.IndexOfAny(LettersO);
        return at >= 0 && IsSyllable(string.Concat(word[..at], "ư", word[at..]), out _, out _);
    }

    static bool IsSyllable(ReadOnlySpan<char> word, out bool isOdd, out bool isForeign)
    {
        isOdd = isForeign = false;
        Span<byte> letters = stackalloc byte[SyllableLetters.Capacity];
        if (word.Length > letters.Length)
        {
            return false;
        }

        var tones = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var letter = NameLetters.Of(word[i] is 'Ð' or 'ð' ? 'đ' : word[i]);
            var code = NameSyllable.CodeOf(letter.Key);
            isForeign |= letter.Class != LetterClass.Letter || code >= 0x80;
            if (isForeign || (letter.Tone > 0 && !NameSyllable.IsVowel(code)))
            {
                return false;
            }

            letters[i] = code;
            tones |= letter.Tone > 0 ? 1 << letter.Tone : 0;
            isOdd |= i > 0 && ((char.IsUpper(word[i]) && char.IsLower(word[i - 1]))
                || (letter.Key == 'o' && letters[i - 1] == 'o')
                || (letter.Tone > 0 && i == word.Length - 1 && IsLateTone(letters[..word.Length])));
        }

        return VietnameseSyllable.IsValid(letters[..word.Length], tones);
    }

    /// <summary>A tone mark on the last letter where it belongs on the one before: haỉ, caó; not hoà, thuý, quí, già.
    /// </summary>
    static bool IsLateTone(ReadOnlySpan<byte> letters) => letters switch
    {
        [.., (byte)'o', (byte)'a' or (byte)'e'] or [.., (byte)'u', (byte)'y'] or [.., < 8] => false,
        [(byte)'q', (byte)'u', _] or [(byte)'g', (byte)'i', _] => false,
        [.., var before, _] => NameSyllable.IsVowel(before),
        _ => false,
    };
}

/// <summary>Finds the legacy encoding of a text by evidence: what it was read as makes no syllables, and one other
/// reading does.</summary>
/// <remarks>Text whose words are all syllables is never touched, whatever else it could be.</remarks>
static class LegacyEvidence
{
    /// <summary>Share of syllables that a true reading reaches; names of the minorities and foreign words are the rest.
    /// </summary>
    const double Enough = 0.8;

    const double Rise = 0.4;

    /// <summary>Bytes that were no UTF-8, and Ò of UTF-8 whose second byte would pass for an apostrophe.</summary>
    static readonly SearchValues<string> NotYetText = SearchValues.Create(["\uFFFD", "Ã’"], StringComparison.Ordinal);

    /// <summary>What a syllable that was cut short may have gone on with.</summary>
    static readonly string[] Endings = ["n", "u", "c", "t", "m", "i", "y", "g", "h"];

    static readonly LegacyEncoding[] OfBytes =
        [LegacyEncoding.Tcvn3, LegacyEncoding.Vni, LegacyEncoding.Viscii, LegacyEncoding.Windows1258];

    static readonly LegacyEncoding[] OfText =
        [LegacyEncoding.Mojibake, LegacyEncoding.DoubleMojibake, LegacyEncoding.Tcvn3, LegacyEncoding.Vni,
        LegacyEncoding.Viscii, LegacyEncoding.Windows1258];

    /// <summary>The encoding of bytes that are no UTF-8; null when none reads well, or two do.</summary>
    public static LegacyEncoding? OfSample(ReadOnlySpan<byte> bytes) => Best(OfBytes, bytes, 0, mustBeAlone: true);

    /// <summary>The encoding of bytes that were taken for Windows-1252 and saved as Unicode; null for sound text.
    /// </summary>
    public static LegacyEncoding? OfShown(ReadOnlySpan<char> text)
    {
        // Sound Vietnamese has a letter beyond Windows-1252 within its first words: most files end here.
        if (LegacyText.BytesOf(text) is not { } bytes)
        {
            return null;
        }

        var seen = VietnameseShare.Of(text);
        return seen.Valid == seen.Telling
            ? null
            : Best(OfText, bytes, seen.Share, mustBeAlone: true);
    }

    /// <summary>One cell, in which two readings may be equally good: the commoner encoding, first in the list, is it.
    /// Repaired only if every word of the result is a syllable, and half of what was there is none, or has a sign that
    /// Vietnamese does not have, or now begins with a surname and did not before.</summary>
    /// <returns>The text in its encoding, or null when the cell is sound or stays unknown.</returns>
    public static string? Repair(string cell, out LegacyEncoding encoding)
    {
        cell = WithoutUnseen(cell);
        var bare = cell.Trim(' ', '\u00A0');
        var open = MayEndOpen(cell, bare) ? bare + '\u00A0' : bare;
        return Mend(open, out encoding) ?? (open == bare ? null : Mend(bare, out encoding));
    }

    /// <summary>A no-break space at the end is the last byte of Ạ, Ỡ or à in UTF-8, if it stands behind another byte.
    /// </summary>
    static bool MayEndOpen(string cell, string bare) =>
        bare is [.., >= '\u0080'] && cell.AsSpan(cell.LastIndexOf(bare[^1]) + 1) is ['\u00A0', ..];

    static string? Mend(string cell, out LegacyEncoding encoding)
    {
        encoding = default;
        var seen = VietnameseShare.Of(cell);
        if (seen.Valid == seen.Telling || BytesOf(cell, out var isUtf8) is not { } bytes)
        {
            return null;
        }

        if (isUtf8)
        {
            return OfUtf8(bytes, out encoding);
        }

        if (seen.Foreign > 0 && OfUtf8(bytes, out encoding) is { } whole)
        {
            return whole;
        }

        var isBroken = seen.Share <= 0.5 || seen.Foreign > 0;
        if (Best(OfText, bytes, isBroken ? Math.Min(seen.Share, 0.5) : 0.5, mustBeAlone: false) is not { } found)
        {
            return null;
        }

        var text = LegacyText.Decode(found, bytes);
        encoding = found;
        var now = VietnameseShare.Of(text, LacksHorn(found, bytes));
        return now.Telling > 0 && now.Valid == now.Telling && IsMoreOfAName(cell, text, isBroken, seen.Foreign)
            ? text
            : null;
    }

    /// <summary>A cell in letters of Vietnamese alone is not robbed of its surname: Lê Nhâ is cut short, not Lờ Nhõ.
    /// </summary>
    static bool IsMoreOfAName(string cell, string text, bool isBroken, int foreign)
    {
        if (foreign > 0)
        {
            return true;
        }

        var (was, becomes) = (NameWords(cell).IsName, NameWords(text).IsName);
        return (becomes && !was) || (isBroken && (becomes || !was) && !IsCutShort(cell));
    }

    /// <summary>Châ: all its words can be written as soon as the last one goes on.</summary>
    static bool IsCutShort(string cell) =>
        Endings.Any(ending => VietnameseShare.Of(cell + ending) is var share && share.Valid == share.Telling);

    /// <summary>The bytes that Windows-1252 shows as the cell. Windows-1258 shows those of UTF-8 alike, except that the
    /// first of two is Ă where the other has Ã.</summary>
    static byte[]? BytesOf(string cell, out bool isUtf8)
    {
        isUtf8 = cell.Contains('Ă', StringComparison.Ordinal);
        return LegacyText.BytesOf(isUtf8 ? cell.Replace('Ă', 'Ã') : cell);
    }

    /// <summary>Composed, with one width of letters and spaces, and without the marks of direction that come along when
    /// a cell is copied. The soft hyphen stays: it is a letter of TCVN3. So does the no-break space: it is the end of a
    /// letter of UTF-8.</summary>
    static string WithoutUnseen(string cell)
    {
        var composed = cell.Normalize();
        return composed.AsSpan().IndexOfAnyInRange('\u2000', '\uFF5E') < 0 ? composed
            : string.Concat(composed
                .Where(one => one < '\u200B' || char.GetUnicodeCategory(one) != UnicodeCategory.Format)
                .Select(OfOneWidth));
    }

    static char OfOneWidth(char one) => one is >= '\uFF01' and <= '\uFF5E' ? (char)(one - 0xFEE0)
        : one >= '\u2000' && char.IsWhiteSpace(one) ? ' '
        : one;

    /// <summary>Bytes that are UTF-8 through and through are nothing else, also where the words are no syllables: Krễ,
    /// Êban. Signs within the words have shown that they were not meant as Windows-1252.</summary>
    static string? OfUtf8(ReadOnlySpan<byte> bytes, out LegacyEncoding encoding)
    {
        encoding = LegacyEncoding.Mojibake;
        for (; encoding <= LegacyEncoding.DoubleMojibake; encoding++)
        {
            var text = LegacyText.Decode(encoding, bytes);
            if (text.AsSpan().IndexOfAny(NotYetText) < 0
                && VietnameseShare.Of(text.Replace('’', '\'')) is { Telling: > 0, Foreign: 0 })
            {
                return text;
            }
        }

        encoding = default;
        return null;
    }

    /// <summary>Whether a cell is worth a look: it has a sign or letter that no Vietnamese word has, or two vowels that
    /// never stand together. Costs a scan for two bytes.</summary>
    public static bool MayBeBroken(ReadOnlySpan<byte> utf8)
    {
        for (var at = utf8.IndexOfAny((byte)0xC2, (byte)0xC3); at >= 0;)
        {
            if (at + 1 < utf8.Length && IsOdd(utf8, at))
            {
                return true;
            }

            var next = utf8[(at + 1)..].IndexOfAny((byte)0xC2, (byte)0xC3);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    /// <summary>Below U+00C0 only the no-break space is usual; of U+00C0 to U+00FF the letters of Vietnamese.</summary>
    static bool IsOdd(ReadOnlySpan<byte> utf8, int at)
    {
        if (utf8[at] == 0xC2)
        {
            return utf8[at + 1] != 0xA0;
        }

        const string vietnamese = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý";
        var letter = (char)(0x80 + 0x40 + (utf8[at + 1] & 0x3F));
        var isFirstOfTwo = letter == 'Ã' && at + 2 < utf8.Length && utf8[at + 2] >= 0x80;
        return isFirstOfTwo || (at > 0 && NeverFollows(utf8[at - 1], letter))
            || !vietnamese.Contains(letter, StringComparison.Ordinal);
    }

    /// <summary>aø, eâ, oâ, uú: a vowel and what marks it in VNI, or what TCVN3 shows for a marked one.</summary>
    static bool NeverFollows(byte before, char letter) => (before | 0x20) switch
    {
        'a' or 'e' => true,
        'o' => letter is 'â' or 'ê' or 'ô' or 'ò' or 'ó' or 'õ' or 'Â' or 'Ê' or 'Ô' or 'Ò' or 'Ó' or 'Õ',
        'u' => letter is 'ù' or 'ú' or 'Ù' or 'Ú',
        'i' => letter is 'ì' or 'í' or 'Ì' or 'Í',
        _ => false,
    };

    static LegacyEncoding? Best(
        LegacyEncoding[] candidates, ReadOnlySpan<byte> bytes, double before, bool mustBeAlone)
    {
        LegacyEncoding? best = null;
        VietnameseShare bestShare = default;
        var bestName = (IsName: false, Middles: 0);
        var isTied = false;
        foreach (var candidate in candidates)
        {
            var text = LegacyText.Decode(candidate, bytes);
            var share = VietnameseShare.Of(text, LacksHorn(candidate, bytes));
            if (share.Telling == 0 || share.Share < Enough || share.Share < before + Rise)
            {
                continue;
            }

            var name = mustBeAlone ? default : NameWords(text);
            var order = best is null ? 1 : Compare(share, bestShare, name, bestName);
            isTied = order == 0 ? mustBeAlone : isTied && order < 0;
            (best, bestShare, bestName) = order > 0 ? (candidate, share, name) : (best, bestShare, bestName);
        }

        return isTied ? null : best;
    }

    /// <summary>The ư of TCVN3 is the soft hyphen, and where no byte is one it may have been deleted.</summary>
    static bool LacksHorn(LegacyEncoding encoding, ReadOnlySpan<byte> bytes) =>
        encoding == LegacyEncoding.Tcvn3 && !bytes.Contains((byte)0xAD);

    /// <summary>By share; then a name by its surname and its middle words; then by how it is usually written.
    /// </summary>
    static int Compare(
        VietnameseShare a, VietnameseShare b, (bool IsName, int Middles) aName, (bool IsName, int Middles) bName) =>
        Math.Abs(a.Share - b.Share) > 0.02 ? a.Share.CompareTo(b.Share)
        : aName != bName ? aName.CompareTo(bName)
        : b.Odd.CompareTo(a.Odd);

    /// <summary>Whether the text begins with a surname, and how many words behind it are usual between the two ends of
    /// a name: Âu Thị Hải rather than Âu Thá Họi.</summary>
    static (bool IsName, int Middles) NameWords(string text)
    {
        var room = new NameSyllable[PreparedName.MostSyllables];
        var count = PreparedName.Prepare(Encoding.UTF8.GetBytes(text), room);
        var middles = 0;
        for (var i = 1; i < count; i++)
        {
            middles += FamilyNames.IsMiddleWord(room[i]) ? 1 : 0;
        }

        return (count > 0 && FamilyNames.IsKnown(room[0]), middles);
    }
}
