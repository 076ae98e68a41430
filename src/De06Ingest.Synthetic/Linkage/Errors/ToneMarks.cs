using System.Text;

namespace De06Ingest.Synthetic.Linkage.Errors;

/// <summary>A word as letters and their tones, so that a tone can be moved or changed.</summary>
static class ToneMarks
{
    public const char Hook = '\u0309';
    public const char Tilde = '\u0303';
    const string Tones = "\u0300\u0301\u0303\u0309\u0323";
    const string Vowels = "aeiouyAEIOUY";

    public static List<Letter> Letters(string word)
    {
        var letters = new List<Letter>(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
        {
            if (Tones.Contains(c))
            {
                letters[^1] = letters[^1] with { Tone = c };
            }
            else if (c is >= '\u0300' and < '\u0370')
            {
                letters[^1] = letters[^1] with { Base = letters[^1].Base + c };
            }
            else
            {
                letters.Add(new Letter(c.ToString(), '\0'));
            }
        }

        return letters;
    }

    public static string Word(List<Letter> letters) => string.Concat(letters).Normalize(NormalizationForm.FormC);

    /// <param name="Base">The letter with its hat, horn or breve.</param>
    /// <param name="Tone">A combining mark, or none.</param>
    public readonly record struct Letter(string Base, char Tone)
    {
        public bool IsVowel => Vowels.Contains(Base[0]);

        public override string ToString() => Tone == '\0' ? Base : Base + Tone;
    }
}
