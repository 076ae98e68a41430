using System.Text.RegularExpressions;

namespace De06Ingest.Feeds;

/// <summary>What the cells of one sample column look like. Only shapes and counts leave this class, and short code
/// lists.</summary>
/// <remarks>Light patterns, for a draft that a person checks: what a feed accepts is decided by the value
/// types.</remarks>
sealed partial class SampleValues
{
    const int MostCodes = 12;

    readonly string[] values;

    public SampleValues(IEnumerable<string> cells)
    {
        string[] all = [.. cells];
        values = [.. all.Where(v => v.Length > 0)];
        Cells = all.Length;
    }

    /// <summary>Number of cells, empty ones included.</summary>
    public int Cells { get; }

    public int Filled => values.Length;

    public bool IsUniqueAndFull =>
        Filled > 0 && Filled == Cells && values.Distinct(StringComparer.Ordinal).Count() == Filled;

    public double PersonalIds => Share(TwelveDigits());
    public double Phones => Share(PhoneForm());
    public double Dates => Share(DateForm());
    public double Timestamps => Share(TimestampForm());
    public double Integers => Share(IntegerForm());
    public double GroupedNumbers => Share(GroupedForm());
    public double Digits => Share(DigitsForm());
    public double People => values.Length == 0 ? 0 : (double)values.Count(HeaderWords.LooksLikePerson) / values.Length;

    public bool AreSexes => AllIn("nam", "nu", "male", "female");
    public bool AreSexDigits => AllIn("0", "1", "2", "3");
    public bool AreYesNo => AllIn("co", "khong", "true", "false", "yes", "no", "dung", "sai");

    /// <summary>The few values of a code column in order, or null when there are many or they could point to a
    /// person.</summary>
    /// <param name="each">How often each must occur; a value that stands once may be somebody's own.</param>
    public IReadOnlyList<string>? CodeList(int each)
    {
        var groups = values.GroupBy(v => v, StringComparer.OrdinalIgnoreCase).Take(MostCodes + 1).ToArray();
        var few = groups.Length is > 0 and <= MostCodes && groups.All(g => g.Count() >= each);
        var plain = groups.All(g => g.Key.Length <= 30
            && !LongNumber().IsMatch(g.Key) && !HeaderWords.LooksLikePerson(g.Key)
            && !DateForm().IsMatch(g.Key) && g.Key.Any(char.IsLetterOrDigit));
        return few && plain ? [.. groups.Select(g => g.Key).Order(StringComparer.Ordinal)] : null;
    }

    public IReadOnlyList<string> Distinct() =>
        [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A header cell never looks like this: a long number, a date, a phone.</summary>
    public static bool LooksLikeData(string cell) => LongNumber().IsMatch(cell) || DateForm().IsMatch(cell);

    bool AllIn(params string[] known) =>
        values.Length > 0 && Array.TrueForAll(values, v => known.Contains(string.Concat(HeaderWords.Words(v))));

    double Share(Regex form) => values.Length == 0 ? 0 : (double)values.Count(v => form.IsMatch(v)) / values.Length;

    [GeneratedRegex(@"^'?[0-9]{12}\z")]
    private static partial Regex TwelveDigits();

    [GeneratedRegex(@"^'?(?:\+?84|0)[ .-]?[0-9]{2,4}[ .-]?[0-9]{3}[ .-]?[0-9]{3,4}\z")]
    private static partial Regex PhoneForm();

    [GeneratedRegex(@"^(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}"
        + @"|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))\z")]
    private static partial Regex DateForm();

    [GeneratedRegex(@"^(?:[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9]{2} [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
        + @"|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*|(?:19|20)[0-9]{10}(?:[0-9]{2})?)\z")]
    private static partial Regex TimestampForm();

    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]{0,14})\z")]
    private static partial Regex IntegerForm();

    [GeneratedRegex(@"^[0-9]{1,3}(?:[.,][0-9]{3})+\z")]
    private static partial Regex GroupedForm();

    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex DigitsForm();

    [GeneratedRegex(@"[0-9]{5}")]
    private static partial Regex LongNumber();
}
