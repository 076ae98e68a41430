using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace De06Ingest.Commands.Conversion;

/// <summary>Turns what a cell stores into text: ids keep their zeros, numbers have no exponent, dates are
/// ISO.</summary>
/// <param name="shared">The workbook's shared strings.</param>
/// <param name="dateStyles">By cell style: does it show a date or a time?</param>
/// <param name="from1904">Serial 0 is 1 January 1904, as Excel for Mac once counted.</param>
sealed class CellTexts(IReadOnlyList<string> shared, IReadOnlyList<bool> dateStyles, bool from1904)
{
    /// <param name="type">The cell's type: s, str, inlineStr, b, e, d or n.</param>
    /// <param name="style">Number of its style, or null.</param>
    /// <param name="raw">What it stores.</param>
    /// <param name="counts">Where dates and errors are counted.</param>
    public string Of(string type, string? style, string raw, SheetCellCounts counts)
    {
        switch (type)
        {
            case "s":
                return Unescaped(Shared(raw));
            case "str" or "inlineStr":
                return Unescaped(raw);
            case "b":
                return raw is "1" or "true" ? "true" : "false";
            case "e":
                counts.Errors++;
                return raw;
            case "d":
                return raw;
            default:
                return Numeric(style, raw.Trim(), counts);
        }
    }

    string Shared(string raw) => int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number < shared.Count
        ? shared[number]
        : throw new InvalidDataException("a cell points to a text that is not there");

    string Numeric(string? style, string raw, SheetCellCounts counts)
    {
        var isDate = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < dateStyles.Count && dateStyles[number];
        if (isDate && double.TryParse(raw, CultureInfo.InvariantCulture, out var serial)
            && ExcelSerial.ToIso(serial, from1904) is { } iso)
        {
            counts.Dates++;
            return iso;
        }

        return Number(raw);
    }

    /// <summary>The number in full: 5.1185999123E10 is 51185999123, 0.10000000000000001 is 0.1.</summary>
    internal static string Number(string raw)
    {
        if (raw.AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0
            || !double.TryParse(raw, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return raw;
        }

        // A decimal made from a double has 15 digits, which is what Excel keeps of a number.
        return Math.Abs(number) < 1e28
            ? ((decimal)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("F0", CultureInfo.InvariantCulture);
    }

    /// <summary>Signs that XML cannot hold stand as _x000D_.</summary>
    static string Unescaped(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text) : text;
}

/// <summary>Excel's day numbers.</summary>
static class ExcelSerial
{
    const int LastDay = 2_958_465;

    /// <summary>yyyy-MM-dd, with THH:mm:ss when there is a time of day, HH:mm:ss for a time alone; null when no
    /// date.</summary>
    /// <remarks>In the 1900 system day 60 is 29 February 1900, which never was: Excel copied the slip from Lotus 1-2-3.
    /// Days below it lie one day later than the same arithmetic gives for the days above.</remarks>
    public static string? ToIso(double serial, bool from1904)
    {
        var seconds = (long)Math.Round(serial * 86_400, MidpointRounding.AwayFromZero);
        var (days, time) = Math.DivRem(seconds, 86_400);
        if (serial < 0 || days > LastDay)
        {
            return null;
        }

        var clock = TimeSpan.FromSeconds(time).ToString("c", CultureInfo.InvariantCulture);
        if (days == 0 && !from1904)
        {
            return time > 0 ? clock : null;
        }

        var day = Day((int)days, from1904);
        return time > 0 ? $"{day}T{clock}" : day;
    }

    static string Day(int days, bool from1904)
    {
        if (!from1904 && days == 60)
        {
            return "1900-02-29";
        }

        var origin = from1904 ? new DateOnly(1904, 1, 1)
            : days < 60 ? new DateOnly(1899, 12, 31) : new DateOnly(1899, 12, 30);
        return origin.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}

/// <summary>Tells which cell styles show dates.</summary>
static class NumberFormats
{
    /// <summary>For each cell style of the workbook: is it a date or time format?</summary>
    public static IReadOnlyList<bool> DateStyles(Stylesheet? styles)
    {
        var custom = new Dictionary<uint, string>();
        foreach (var format in styles?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
        {
            custom[format.NumberFormatId?.Value ?? 0] = format.FormatCode?.Value ?? "";
        }

        return [.. (styles?.CellFormats?.Elements<CellFormat>() ?? [])
            .Select(f => IsDate(f.NumberFormatId?.Value ?? 0, custom))];
    }

    static bool IsDate(uint id, Dictionary<uint, string> custom) => custom.TryGetValue(id, out var code)
        ? IsDate(code)
        : id is (>= 14 and <= 22) or (>= 27 and <= 36) or 45 or 47 or (>= 50 and <= 58);

    /// <summary>True when the format shows a day or a clock time; <c>[h]:mm</c> shows a length of time, which is a
    /// number.</summary>
    internal static bool IsDate(string code)
    {
        var shown = false;
        for (var i = 0; i < code.Length; i++)
        {
            switch (char.ToLowerInvariant(code[i]))
            {
                case '"':
                    i = End(code, i, '"');
                    break;
                case '[':
                    var end = End(code, i, ']');
                    if (end > i + 1 && code[(i + 1)..end].All(c => c is 'h' or 'm' or 's' or 'H' or 'M' or 'S'))
                    {
                        return false;
                    }

                    i = end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case ';':
                    return shown;
                case 'd' or 'm' or 'y' or 'h' or 's':
                    shown = true;
                    break;
            }
        }

        return shown;
    }

    static int End(string code, int start, char sign) =>
        code.IndexOf(sign, start + 1) is var end and >= 0 ? end : code.Length;
}
