using System.Text;

namespace De06Ingest.Intake.Decode;

/// <summary>
/// Windows-1258, the Vietnamese code page of old Windows programs: base letters and combining tone marks, one byte
/// each.
/// </summary>
/// <remarks>It is only ever read: .NET loses letters when it writes this code page.</remarks>
static class Windows1258
{
    static readonly Encoding CodePage = Load();

    const string Letters =
        "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";

    static readonly HashSet<char> Vietnamese = [.. Letters, .. Letters.ToUpperInvariant()];

    public static string Decode(ReadOnlySpan<byte> bytes) =>
        CodePage.GetString(bytes).Normalize(NormalizationForm.FormC);

    /// <summary>
    /// True when the text reads as Vietnamese: its non-ASCII characters are Vietnamese letters (1 in 50 may be a dash
    /// or a typographic quote) and no tone mark is left without its vowel.
    /// </summary>
    public static bool Proves(ReadOnlySpan<byte> bytes)
    {
        var letters = 0;
        var others = 0;
        foreach (var c in Decode(bytes))
        {
            if (c is >= '\u0300' and <= '\u036f' or '\ufffd' or (>= '\u0080' and < '\u00a0'))
            {
                return false;
            }

            if (c > '\u007f')
            {
                _ = Vietnamese.Contains(c) ? letters++ : others++;
            }
        }

        return letters > 0 && others * 50 <= letters;
    }

    static Encoding Load()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1258);
    }
}
