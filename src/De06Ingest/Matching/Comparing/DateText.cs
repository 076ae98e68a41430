using System.Globalization;

namespace De06Ingest.Matching.Comparing;

/// <summary>Dates of any country as eight digits yyyymmdd, zeros for what is not known, so that slips can be
/// seen.</summary>
/// <remarks>Month and day are not judged: 19560431 is a date with a slip in it. What is no date stays its signs.
/// </remarks>
sealed class DateText
{
    static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    readonly bool isMonthFirst;
    readonly int lastYear;

    /// <param name="cells">All cells of a column; they show whether month or day comes first.</param>
    /// <param name="lastYear">No date lies behind this year.</param>
    public DateText(IReadOnlyList<string> cells, int lastYear)
    {
        this.lastYear = lastYear;
        var (dayFirst, monthFirst) = (0, 0);
        foreach (var cell in cells)
        {
            if (Parts(cell) is [{ Length: <= 2 } first, { Length: <= 2 } second, _])
            {
                dayFirst += Number(first) > 12 && Number(second) <= 12 ? 1 : 0;
                monthFirst += Number(second) > 12 && Number(first) <= 12 ? 1 : 0;
            }
        }

        isMonthFirst = monthFirst > dayFirst;
    }

    /// <summary>Share of the cells that look like dates; 0 when there are none.</summary>
    public static double Share(IReadOnlyList<string> cells, int lastYear)
    {
        var form = new DateText(cells, lastYear);
        var filled = cells.Where(c => PlainText.Of(c).Length > 0).ToList();
        return filled.Count == 0 ? 0 : filled.Count(c => form.LooksLikeDay(c)) / (double)filled.Count;
    }

    /// <summary>The date in eight digits, or the plain signs of the cell.</summary>
    public string Of(string cell)
    {
        var plain = PlainText.Of(cell);
        return plain.Length == 0 ? "" : Digits(Parts(cell)) ?? plain.Replace(" ", "", StringComparison.Ordinal);
    }

    bool LooksLikeDay(string cell)
    {
        var text = Of(cell);
        return text.Length == 8 && text.All(char.IsAsciiDigit)
            && Number(text[..4]) is var year && year >= 1850 && year <= lastYear
            && Number(text[4..6]) is >= 1 and <= 12 && Number(text[6..]) is >= 1 and <= 31;
    }

    string? Digits(string[] parts)
    {
        switch (parts)
        {
            case [{ Length: 8 } all] when all.All(char.IsAsciiDigit):
                return IsYear(all[..4]) || !IsYear(all[4..]) ? all : Ordered(all[..2], all[2..4], all[4..]);
            case [{ Length: 4 } year] when IsYear(year):
                return year + "0000";
            case [{ Length: 4 } year, { Length: <= 2 } month] when IsYear(year) && IsNumber(month):
                return year + Two(month) + "00";
            case [{ Length: <= 2 } month, { Length: 4 } year] when IsYear(year) && IsNumber(month):
                return year + Two(month) + "00";
            case [var a, var b, var c]:
                return Three(MonthOf(a), MonthOf(b), c);
            default:
                return null;
        }
    }

    string? Three(string a, string b, string c)
    {
        if (!IsNumber(a) || !IsNumber(b) || !IsNumber(c))
        {
            return null;
        }

        // A month written as a word is marked, so its place is known.
        if (a[0] == '+' || b[0] == '+')
        {
            var (month, day) = a[0] == '+' ? (a[1..], b) : (b[1..], a);
            return day.Length == 4 ? Year(day) + Two(month) + Two(c) : Year(c) + Two(month) + Two(day);
        }

        return a.Length == 4 ? a + Two(b) + Two(c) : c.Length is 4 or 2 ? Ordered(a, b, Year(c)) : null;
    }

    string Ordered(string first, string second, string year) =>
        isMonthFirst ? year + Two(first) + Two(second) : year + Two(second) + Two(first);

    string Year(string year) => year.Length == 2
        ? (Number(year) > lastYear % 100 ? "19" : "20") + year
        : year.PadLeft(4, '0');

    bool IsYear(string text) => Number(text) is var year && year >= 1800 && year <= lastYear + 10;

    static string MonthOf(string word)
    {
        var at = word.Length >= 3 ? Array.FindIndex(Months, m => word.StartsWith(m, StringComparison.Ordinal)) : -1;
        return at < 0 ? word : "+" + (at + 1).ToString(CultureInfo.InvariantCulture);
    }

    static bool IsNumber(string text) => text.Length > 0 && text.TrimStart('+').All(char.IsAsciiDigit);

    static string Two(string number) => number.Length >= 2 ? number[^2..] : number.PadLeft(2, '0');

    static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>The parts of the day; a time of day behind it is left out.</summary>
    static string[] Parts(string cell)
    {
        var parts = PlainText.Of(cell).Split(' ');
        if (parts.Length >= 3 && parts[2].IndexOf('t', StringComparison.Ordinal) is 1 or 2 or 4)
        {
            parts[2] = parts[2][..parts[2].IndexOf('t', StringComparison.Ordinal)];
        }

        return parts.Length > 3 ? parts[..3] : parts;
    }
}
