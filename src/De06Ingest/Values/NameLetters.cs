using System.Text;

namespace De06Ingest.Values;

/// <summary>What one code point is in a name.</summary>
enum LetterClass : byte
{
    /// <summary>Needs the slow way: combining, invisible, a look-alike, or simply rare.</summary>
    Rare,
    Letter,
    Space,

    /// <summary>Ends a syllable and says nothing: dots, commas, brackets.</summary>
    Mark,
    Apostrophe,
    Hyphen,

    /// <summary>Cannot stand in a name: digits, controls, #.</summary>
    Forbidden,
}

/// <summary>One letter taken apart: the letter without tone in lower case, its ASCII letter, its tone.</summary>
/// <param name="Key">Lower-case letter that keeps ă â ê ô ơ ư đ and loses the tone mark.</param>
/// <param name="Ascii">Lower-case ASCII letter, or 0 where there is none.</param>
/// <param name="Tone">0 none, 1 huyền, 2 sắc, 3 hỏi, 4 ngã, 5 nặng.</param>
readonly record struct NameLetter(char Key, byte Ascii, byte Tone, LetterClass Class, bool Upper);

/// <summary>The table of letters below U+0250 and in U+1E00-1EFF, where all Vietnamese letters are.</summary>
static class NameLetters
{
    const int LowEnd = 0x250;
    const int HighStart = 0x1E00;
    const int HighEnd = 0x1F00;

    /// <summary>From this code point on nothing is a letter here.</summary>
    public const int End = HighEnd;

    /// <summary>Combining marks in the order of the tones 1 to 5.</summary>
    const string ToneMarks = "\u0300\u0301\u0309\u0303\u0323";

    /// <summary>The letters, and behind them the one that stands for all others.</summary>
    static readonly NameLetter[] Table = Build();

    public static ref readonly NameLetter Of(int codePoint) => ref Table[
        codePoint < LowEnd ? codePoint
            : (uint)(codePoint - HighStart) < HighEnd - HighStart ? LowEnd + codePoint - HighStart
            : LowEnd + HighEnd - HighStart];

    /// <summary>1 to 5 for a combining tone mark, otherwise 0.</summary>
    public static int ToneOf(char mark) => ToneMarks.IndexOf(mark) + 1;

    /// <summary>The letter with the tone on it, composed: o and 1 give ò.</summary>
    public static char WithTone(char letter, int tone) =>
        string.Concat(letter.ToString(), ToneMarks[tone - 1].ToString()).Normalize(NormalizationForm.FormC)[0];

    static NameLetter[] Build()
    {
        var table = new NameLetter[LowEnd + HighEnd - HighStart + 1];
        for (var i = 0; i < table.Length - 1; i++)
        {
            table[i] = Describe((char)(i < LowEnd ? i : i - LowEnd + HighStart));
        }

        return table;
    }

    static NameLetter Describe(char one)
    {
        if (LookAlikes.Of(one) != one || one == '\u00AD')
        {
            return new((char)0, 0, 0, LetterClass.Rare, false);
        }

        // In damaged text a question mark stands for a letter that was lost.
        if (one == '?')
        {
            return new('?', (byte)'?', 0, LetterClass.Letter, false);
        }

        return char.IsLetter(one) ? TakeApart(one) : new((char)0, 0, 0, ClassOf(one), false);
    }

    static LetterClass ClassOf(char one) => one switch
    {
        ' ' or '\t' or '\n' or '\r' or '\u00A0' => LetterClass.Space,
        '\'' => LetterClass.Apostrophe,
        '-' => LetterClass.Hyphen,
        '#' => LetterClass.Forbidden,
        _ when char.IsControl(one) || char.IsDigit(one) => LetterClass.Forbidden,
        _ => LetterClass.Mark,
    };

    static NameLetter TakeApart(char one)
    {
        var bare = new StringBuilder();
        byte tone = 0;
        foreach (var part in one.ToString().Normalize(NormalizationForm.FormD))
        {
            var found = ToneOf(part);
            tone = found > 0 ? (byte)found : tone;
            bare.Append(found > 0 ? "" : part.ToString());
        }

        var key = char.ToLowerInvariant(bare.ToString().Normalize(NormalizationForm.FormC)[0]);
        var first = char.ToLowerInvariant(bare[0]);
        var ascii = first == 'đ' ? (byte)'d' : char.IsAsciiLetterLower(first) ? (byte)first : (byte)0;
        return new(key, ascii, tone, LetterClass.Letter, char.IsUpper(one));
    }
}
