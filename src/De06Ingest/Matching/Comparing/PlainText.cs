using System.Globalization;
using System.Text;

namespace De06Ingest.Matching.Comparing;

/// <summary>The form in which texts of any country are compared: small letters without diacritics, digits, and single
/// spaces for everything between them.</summary>
static class PlainText
{
    static readonly HashSet<string> Nothing =
        [.. @"n/a #n/a null nan none unknown ? - -- \n <na> (null)".Split(' ')];

    /// <summary>The plain form; empty for a cell that holds nothing, also where it says so in a word.</summary>
    public static string Of(string cell)
    {
        var text = cell.Trim();
        if (text.Length == 0 || (text.Length <= 8 && Nothing.Contains(text.ToLowerInvariant())))
        {
            return "";
        }

        var plain = new StringBuilder(text.Length);
        foreach (var sign in IsAscii(text) ? text : text.Normalize(NormalizationForm.FormKD))
        {
            Append(plain, sign);
        }

        return plain.Length > 0 && plain[^1] == ' ' ? plain.ToString(0, plain.Length - 1) : plain.ToString();
    }

    /// <summary>The plain form without its spaces, for codes and numbers.</summary>
    public static string Closed(string cell) => Of(cell).Replace(" ", "", StringComparison.Ordinal);

    static void Append(StringBuilder plain, char sign)
    {
        if (char.IsLetterOrDigit(sign))
        {
            plain.Append(sign is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(sign));
        }
        else if (sign is not ('\'' or '’' or '`')
            && char.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark
            && plain.Length > 0 && plain[^1] != ' ')
        {
            plain.Append(' ');
        }
    }

    static bool IsAscii(string text) => System.Text.Ascii.IsValid(text);
}
