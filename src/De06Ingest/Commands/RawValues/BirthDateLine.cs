using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using De06Ingest.Values;

namespace De06Ingest.Commands.RawValues;

/// <summary>A birth date: class and precision <c>day</c>, <c>month</c> or <c>year</c>; the value is ISO, as coarse as
/// it is known.</summary>
/// <param name="isNumber">The cell holds a number, as a sheet stores a date, and not text.</param>
sealed partial class BirthDateLine(DateOnly asOf, bool isNumber) : IValueKind
{
    static readonly int LastOddOffset = CalendarDay.Of(1975, 6, 14);

    public void Write(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        json.Raw(raw);
        var parsed = isNumber ? BirthDate.ParseNumber(raw, asOf) : BirthDate.Parse(raw, asOf);
        var text = raw.Length > CellText.LongestCell ? "" : CellText.Ascii(raw, out _);
        if (!parsed.IsValue)
        {
            json.Outcome(null, parsed.IsEmpty ? "empty" : "invalid", parsed.Fault ?? "empty", []);
            json.WriteString("precision", "none");
            json.Words("alternatives", parsed.Fault == "birth-date-two-digit-year" ? Centuries(text) : []);
            return;
        }

        var date = parsed.Value;
        var precision = date.Precision.ToString().ToLowerInvariant();
        json.Outcome(date.Iso, precision, null, RepairCodes.Of(parsed.Repairs & ~Repairs.Placeholder0101));
        json.WriteString("precision", precision);
        json.Words("flags", Flags(parsed, text));
        json.WriteString("from", Iso(date.From));
        json.WriteString("to", Iso(date.To));
        json.Words("alternatives", Swapped(parsed, text));
    }

    static IEnumerable<string> Flags(Parsed<BirthDate> parsed, string text)
    {
        var date = parsed.Value;
        if (parsed.Repairs.HasFlag(Repairs.Placeholder0101))
        {
            yield return CalendarDay.ToDate(date.From).Year == 1900 ? "placeholder-1900" : "placeholder-0101";
        }

        if (date.Precision == DatePrecision.Year && text.Length != 4)
        {
            yield return "day-month-unknown";
        }

        if (date.Precision == DatePrecision.Month)
        {
            yield return "day-unknown";
        }

        if (parsed.Repairs.HasFlag(Repairs.FromUtc) && TimestampText.Read(Encoding.UTF8.GetBytes(text)) is { } stamp)
        {
            var local = VietnamTime.ToLocal(stamp.UtcSeconds);
            yield return local % VietnamTime.SecondsPerDay == 0 ? "utc-midnight" : "utc-other-time";
            if (date.From < LastOddOffset && local - stamp.UtcSeconds != 25_200)
            {
                yield return $"offset-{(local - stamp.UtcSeconds) / 3600}h";
            }
        }

        var yearFirst = date.Iso.Replace("-", "", StringComparison.Ordinal).PadRight(8, '0');
        if ((parsed.Repairs & ~Repairs.Placeholder0101) == Repairs.None && text.Length == 8 && text != yearFirst
            && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            yield return "ddmmyyyy";
        }
    }

    /// <summary>Month and day the other way round, where both can be a month; day first is the rule, and a whole column
    /// may show that its author thought otherwise.</summary>
    static IEnumerable<string> Swapped(Parsed<BirthDate> parsed, string text)
    {
        var day = CalendarDay.ToDate(parsed.Value.From);
        return parsed.Value.Precision == DatePrecision.Day && !parsed.Repairs.HasFlag(Repairs.FromUtc)
            && DayFirst().IsMatch(text) && day.Day <= 12 && day.Day != day.Month
            ? [Iso(CalendarDay.Of(day.Year, day.Day, day.Month))]
            : [];
    }

    /// <summary>Both readings of a year of two digits that may be of this century.</summary>
    IEnumerable<string> Centuries(string text)
    {
        foreach (var century in (string[])["19", "20"])
        {
            var parsed = BirthDate.Parse(Encoding.UTF8.GetBytes(ShortYear().Replace(text, century + "$1")), asOf);
            if (parsed.IsValue)
            {
                yield return parsed.Value.Iso;
            }
        }
    }

    static string Iso(int day) => CalendarDay.ToDate(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!\d)\d{1,2}\s*[/.\-\\]\s*\d{1,2}\s*[/.\-\\]\s*\d{2,4}")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"(?<!\d)(\d\d)(?=\D*$)")]
    private static partial Regex ShortYear();
}
