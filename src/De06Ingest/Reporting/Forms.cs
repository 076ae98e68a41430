using System.Globalization;

namespace De06Ingest.Reporting;

/// <summary>How a language writes numbers, shares and points in time for people; times are those of Vietnam.</summary>
/// <remarks>Written out rather than taken from the system's locale data, which a small server may lack.</remarks>
sealed class Forms
{
    static readonly TimeZoneInfo Vietnam = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    static readonly Forms Vietnamese = new(".", ",", "dd/MM/yyyy HH:mm", "dd/MM/yyyy");
    static readonly Forms English = new(",", ".", "yyyy-MM-dd HH:mm", "yyyy-MM-dd");

    readonly NumberFormatInfo _numbers;
    readonly string _time;
    readonly string _date;

    Forms(string group, string point, string time, string date)
    {
        _numbers = new NumberFormatInfo { NumberGroupSeparator = group, NumberDecimalSeparator = point };
        _time = time;
        _date = date;
    }

    public static Forms For(Language language) => language == Language.En ? English : Vietnamese;

    public string Number(long value) => value.ToString("#,##0", _numbers);

    public string Number(decimal value, int decimals = 2) =>
        value.ToString("#,##0" + (decimals > 0 ? "." + new string('#', decimals) : ""), _numbers);

    /// <summary>A share of 1 as percent with one or two decimals: 0.6721 is "67,21%".</summary>
    public string Percent(decimal share) => Number(share * 100m) + "%";

    /// <summary>Day and minute in Vietnam.</summary>
    public string Time(DateTimeOffset time) => InVietnam(time).ToString(_time, CultureInfo.InvariantCulture);

    public string Day(DateOnly day) => day.ToString(_date, CultureInfo.InvariantCulture);

    public string Date(DateOnly day) => day.ToString(_date, CultureInfo.InvariantCulture);

    public string Date(DateTimeOffset time) => InVietnam(time).ToString(_date, CultureInfo.InvariantCulture);

    /// <summary>A reporting period as people write it: "2024-07" is "07/2024" in Vietnamese.</summary>
    public string Period(string? period) =>
        period is { Length: 7 } && period[4] == '-' && ReferenceEquals(this, Vietnamese)
            ? $"{period[5..]}/{period[..4]}"
            : period ?? "";

    /// <summary>Whatever a table cell holds, as text for people; nothing is an empty text.</summary>
    public string Cell(object? value) => value switch
    {
        null => "",
        DateTimeOffset time => Time(time),
        DateOnly day => day.ToString(_date, CultureInfo.InvariantCulture),
        long number => Number(number),
        int number => Number(number),
        decimal number => Number(number, 6),
        double number => Number((decimal)number, 6),
        TimeSpan span => Number((decimal)span.TotalHours, 1) + " h",
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static DateTimeOffset InVietnam(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Vietnam);
}
