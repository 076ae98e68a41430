using System.Globalization;
using System.Text.RegularExpressions;

namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>
/// A number as an article printed it: "67,21%", "hơn 14,8 nghìn", "tăng 16,5%", "04 tháng", "74.41%". It says which
/// exact values are that number, and writes another value in the same manner.
/// </summary>
/// <remarks>A point followed by three digits groups thousands; any other is a decimal point, which one paper
/// uses.</remarks>
sealed partial class PublishedText
{
    readonly string before = "";
    readonly string after = "";
    readonly string number = "";
    readonly int decimals;
    readonly decimal unit = 1;

    /// <param name="text">As printed.</param>
    /// <param name="word">The word of a bound, such as "hơn"; null when the number is exact.</param>
    /// <param name="from">Least value that the word holds for.</param>
    /// <param name="below">Least value that is too large for it.</param>
    public PublishedText(string text, string? word = null, decimal? from = null, decimal? below = null)
    {
        (Text, Word, From, Below) = (text, word, from, below);
        if (Form().Match(text) is not { Success: true } form)
        {
            return;
        }

        (before, after) = (form.Groups["before"].Value, form.Groups["after"].Value);
        number = form.Groups["number"].Value;
        decimals = DecimalSign is { } sign ? number.Length - number.LastIndexOf(sign) - 1 : 0;
        unit = after.TrimStart().Split(' ')[0] switch { "nghìn" => 1e3m, "triệu" => 1e6m, "tỷ" => 1e9m, _ => 1 };
    }

    public string Text { get; }
    public string? Word { get; }
    public decimal? From { get; }
    public decimal? Below { get; }

    /// <summary>The printed number in whole units; null when it is words only.</summary>
    public decimal? Number => number.Length == 0 ? null : unit * decimal.Parse(
        IsGrouped ? number.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : number.Replace(',', '.'),
        CultureInfo.InvariantCulture);

    /// <summary>The word says that something sank.</summary>
    bool SaysFall => Text.StartsWith("giảm", StringComparison.Ordinal);

    bool IsGrouped => Groups().IsMatch(number);

    char? DecimalSign => number.Contains(',') ? ',' : !IsGrouped && number.Contains('.') ? '.' : null;

    /// <summary>Whether an exact value is what was printed.</summary>
    /// <param name="value">Percent, number, đồng, points or days.</param>
    /// <param name="truncates">The figure is cut off where others round.</param>
    public bool Holds(decimal value, bool truncates) => Word is not null
        ? (From is not { } from || value >= from) && (Below is not { } below || value < below)
        : Number is { } printed && Rounded(value, truncates) == (SaysFall ? -printed : printed);

    /// <summary>A value in the manner of the text: with its word where the word holds for it.</summary>
    public string Write(decimal value, bool truncates)
    {
        if (Word is null)
        {
            return Turned(before, value) + Digits(Math.Abs(Rounded(value, truncates)), value < 0) + after;
        }

        return number.Length == 0 || From is not { } from || Below is not { } below
            ? Holds(value, truncates) ? Text : Plain(value)
            : before + Digits(Bound(value, from, below - from), value < 0) + after;
    }

    /// <summary>"hơn" and "trên" name the lower end of the step that holds the value, "gần" the upper one.</summary>
    decimal Bound(decimal value, decimal from, decimal step)
    {
        var lower = from + (Math.Floor((value - from) / step) * step);
        return Word == "gần" ? lower + step : lower;
    }

    decimal Rounded(decimal value, bool truncates) => unit * Math.Round(
        value / unit, decimals, truncates ? MidpointRounding.ToZero : MidpointRounding.AwayFromZero);

    string Digits(decimal value, bool negative)
    {
        var point = DecimalSign?.ToString() ?? ",";
        var form = new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = point };
        var whole = number.StartsWith('0') && decimals == 0 ? new string('0', number.Length)
            : IsGrouped ? "#,##0" : "0";
        var text = (value / unit).ToString(decimals > 0 ? $"{whole}.{new string('0', decimals)}" : whole, form);
        return negative && before.Length == 0 ? "-" + text : text;
    }

    // A change names its direction by its first word.
    static string Turned(string before, decimal value) => (before, value < 0) switch
    {
        ("tăng ", true) => "giảm ",
        ("giảm ", false) => "tăng ",
        ("vượt ", true) => "kém ",
        _ => before,
    };

    static string Plain(decimal value) =>
        value.ToString("0.##", new NumberFormatInfo { NumberDecimalSeparator = "," });

    [GeneratedRegex(@"^(?<before>\D*)(?<number>\d[\d.,]*\d|\d)(?<after>\D*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"^\d{1,3}(\.\d{3})+(,\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Groups();
}
