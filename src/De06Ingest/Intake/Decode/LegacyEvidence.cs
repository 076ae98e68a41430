using System.Text;
using De06Ingest.Values;

namespace De06Ingest.Intake.Decode;

/// <summary>How well a text reads as Vietnamese: words with letters beyond ASCII, and how many of them can be
/// written.</summary>
/// <param name="Telling">Words with a letter beyond ASCII.</param>
/// <param name="Valid">Those that are Vietnamese syllables.</param>
/// <param name="Uneven">Valid ones with a capital behind a small letter; they break ties.</param>
readonly record struct VietnameseShare(int Telling, int Valid, int Uneven)
{
    public double Share => Telling == 0 ? 1 : (double)Valid / Telling;

    public static VietnameseShare Of(ReadOnlySpan<char> text)
    {
        int telling = 0, valid = 0, uneven = 0;
        while (!text.IsEmpty)
        {
            var end = EndOfWord(text);
            var word = text[..end].Trim("“”‘’–—…");
            if (word.ContainsAnyExceptInRange('\0', '\u007F'))
            {
                telling++;
                var good = IsSyllable(word, out var isUneven);
                valid += good ? 1 : 0;
                uneven += good && isUneven ? 1 : 0;
            }

            text = text[Math.Min(end + 1, text.Length)..];
        }

        return new(telling, valid, uneven);
    }

    static int EndOfWord(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (text[end] >= 0x80 || char.IsAsciiLetter(text[end])))
        {
            end++;
        }

        return end;
    }

    static bool IsSyllable(ReadOnlySpan<char> word, out bool isUneven)
    {
        isUneven = false;
        Span<byte> letters = stackalloc byte[SyllableLetters.Capacity];
        if (word.Length > letters.Length)
        {
            return false;
        }

        var tones = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var letter = NameLetters.Of(word[i]);
            var code = NameSyllable.CodeOf(letter.Key);
            if (letter.Class != LetterClass.Letter || (letter.Tone > 0 && !NameSyllable.IsVowel(code)))
            {
                return false;
            }

            letters[i] = code;
            tones |= letter.Tone > 0 ? 1 << letter.Tone : 0;
            isUneven |= i > 0 && char.IsUpper(word[i]) && char.IsLower(word[i - 1]);
        }

        return VietnameseSyllable.IsValid(letters[..word.Length], tones);
    }
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
    /// Repaired only if every word of the result is a syllable and half of
    /// what was there is none.</summary>
    /// <returns>The text in its encoding, or null when the cell is sound or stays unknown.</returns>
    public static string? Repair(string cell, out LegacyEncoding encoding)
    {
        encoding = default;
        var seen = VietnameseShare.Of(cell);
        if (seen.Telling == 0 || seen.Share > 0.5 || LegacyText.BytesOf(cell) is not { } bytes
            || Best(OfText, bytes, seen.Share, mustBeAlone: false) is not { } found)
        {
            return null;
        }

        var text = LegacyText.Decode(found, bytes);
        encoding = found;
        var now = VietnameseShare.Of(text);
        return now.Telling > 0 && now.Valid == now.Telling ? text : null;
    }

    /// <summary>Whether a cell is worth a look: it has a sign or letter that no Vietnamese word has, or a or e with a
    /// marked vowel behind it. Costs a scan for two bytes.</summary>
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
        return (at > 0 && (utf8[at - 1] | 0x20) is 'a' or 'e')
            || !vietnamese.Contains((char)(0x80 + 0x40 + (utf8[at + 1] & 0x3F)), StringComparison.Ordinal);
    }

    static LegacyEncoding? Best(
        LegacyEncoding[] candidates, ReadOnlySpan<byte> bytes, double before, bool mustBeAlone)
    {
        LegacyEncoding? best = null;
        VietnameseShare bestShare = default;
        var isBestName = false;
        var isTied = false;
        foreach (var candidate in candidates)
        {
            var text = LegacyText.Decode(candidate, bytes);
            var share = VietnameseShare.Of(text);
            if (share.Telling == 0 || share.Share < Enough || share.Share < before + Rise)
            {
                continue;
            }

            var isName = !mustBeAlone && BeginsWithFamilyName(text);
            var order = best is null ? 1 : Compare(share, bestShare, isName, isBestName);
            isTied = order == 0 ? mustBeAlone : isTied && order < 0;
            (best, bestShare, isBestName) = order > 0 ? (candidate, share, isName) : (best, bestShare, isBestName);
        }

        return isTied ? null : best;
    }

    /// <summary>By share; then a name by its surname; then by evenness of case.</summary>
    static int Compare(VietnameseShare a, VietnameseShare b, bool aIsName, bool bIsName) =>
        Math.Abs(a.Share - b.Share) > 0.02 ? a.Share.CompareTo(b.Share)
        : aIsName != bIsName ? aIsName.CompareTo(bIsName)
        : b.Uneven.CompareTo(a.Uneven);

    static bool BeginsWithFamilyName(string text)
    {
        var room = new NameSyllable[PreparedName.MostSyllables];
        return PreparedName.Prepare(Encoding.UTF8.GetBytes(text), room) > 0 && FamilyNames.IsKnown(room[0]);
    }
}
