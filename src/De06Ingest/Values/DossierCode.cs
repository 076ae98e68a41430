using System.Globalization;
using System.Text.RegularExpressions;

namespace De06Ingest.Values;

/// <summary>Mã hồ sơ một cửa: the receiving agency, the day of receipt, the number of the day, such as
/// 000.00.53.H48-240105-0001.</summary>
/// <remarks>TT 01/2018/TT-VPCP art. 19. Agencies are written 000.00.53.H48 or, since QĐ 20/2020/QĐ-TTg, level by level
/// as H48.53. A procedure's code (1.001612.000.00.00.H48) stands beside it in exports and is none.</remarks>
readonly partial record struct DossierCode
{
    DossierCode(string agency, DateOnly received, string serial) =>
        (Agency, Received, Serial) = (agency, received, serial);

    public string Agency { get; }

    public DateOnly Received { get; }

    /// <summary>Number of the day, with its zeros.</summary>
    public string Serial { get; }

    /// <summary>The province or ministry: H48 for Quảng Ngãi.</summary>
    public string Root => Agency.Split('.').First(part => char.IsAsciiLetter(part[0]));

    public string Text =>
        $"{Agency}-{Received.ToString("yyMMdd", CultureInfo.InvariantCulture)}-{Serial}";

    /// <summary>Reads a cell.</summary>
    /// <returns>Faults <c>dossier-…</c>: form, date, procedure.</returns>
    public static Parsed<DossierCode> Parse(ReadOnlySpan<byte> utf8)
    {
        if (CellText.IsBlank(utf8))
        {
            return Parsed<DossierCode>.Empty;
        }

        if (utf8.Length > CellText.LongestCell)
        {
            return Bad("form");
        }

        var text = CellText.Ascii(utf8, out var repairs);
        if (CellText.MeansNothing(text))
        {
            return Parsed<DossierCode>.Empty;
        }

        text = Tidy(text, ref repairs);
        if (Procedure().IsMatch(text))
        {
            return Bad("procedure");
        }

        var found = Form().Match(text);
        return found.Success ? Of(found, repairs | CaseOf(utf8, found.Groups[1].Value)) : Bad("form");
    }

    public override string ToString() => $"{Agency}-••••••-{Serial}";

    static string Tidy(string text, ref Repairs repairs)
    {
        var label = Label().Match(text);
        if (label.Success)
        {
            repairs |= Repairs.Label;
            text = text[label.Length..];
        }

        var tidy = text.Trim('"', '\'', '=', ',', ';', '.', '\n').Replace(" ", "", StringComparison.Ordinal);
        repairs |= tidy.Length < text.Length ? Repairs.Separators : Repairs.None;
        repairs |= tidy.Contains('o', StringComparison.Ordinal) ? Repairs.LetterO : Repairs.None;
        return tidy.Replace('o', '0');
    }

    static Repairs CaseOf(ReadOnlySpan<byte> utf8, string agency)
    {
        var letter = agency.First(char.IsAsciiLetter);
        return utf8.IndexOf((byte)char.ToUpperInvariant(letter)) < 0 ? Repairs.UpperCased : Repairs.None;
    }

    static Parsed<DossierCode> Of(Match found, Repairs repairs)
    {
        var isDay = DateOnly.TryParseExact(
            "20" + found.Groups[2].Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        return isDay
            ? Parsed<DossierCode>.Of(new(found.Groups[1].Value.ToUpperInvariant(), day, found.Groups[3].Value), repairs)
            : Bad("date");
    }

    static Parsed<DossierCode> Bad(string reason) => Parsed<DossierCode>.Bad("dossier-" + reason);

    [GeneratedRegex(@"^(\d{3}\.\d{2}\.\d{2}\.[a-z]\d{2}|[a-z]\d{2}(?:\.\d{1,3}){0,6})-(\d{6})-(\d{4,6})$")]
    private static partial Regex Form();

    [GeneratedRegex(@"^\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[a-z]\d{2})?$")]
    private static partial Regex Procedure();

    [GeneratedRegex(@"^(?:ma ho so|so ho so|ma hs|hs)\s*[:.]?\s*")]
    private static partial Regex Label();
}
