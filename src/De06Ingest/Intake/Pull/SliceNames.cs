using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace De06Ingest.Intake.Pull;

/// <summary>What a file name or a line above the header says about the slice of an extract.</summary>
/// <param name="Date">The date and time in Vietnam, or null. A form without day is the first of the month or
/// year.</param>
/// <param name="Period">yyyy-MM, or yyyy when the form has no month; null without a date form.</param>
/// <param name="Unit">Digits of the unit code, or null.</param>
sealed record SliceName(DateTime? Date, string? Period, string? Unit)
{
    /// <summary>The moment, as Vietnam's clocks showed it.</summary>
    public DateTimeOffset? AsOf => Date is { } date
        ? new DateTimeOffset(date, VietnamTime.GetUtcOffset(date))
        : null;

    static readonly TimeZoneInfo VietnamTime = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");
}

/// <summary>
/// A pattern of a contract: literal text, … or * for anything, and one group in parentheses, which is a date form such
/// as
/// <c>(yyyy-MM)</c> or <c>(dd/MM/yyyy HH:mm)</c>, or <c>(unit)</c>.
/// </summary>
/// <remarks>The pattern may stand anywhere in the text. Case and the number of spaces do not matter.</remarks>
sealed class SliceNames
{
    static readonly string[] DateParts = ["yyyy", "MM", "dd", "HH", "mm", "ss", "M", "d"];

    readonly Regex regex;

    /// <exception cref="FormatException">The group is missing or is neither a date form nor unit.</exception>
    public SliceNames(string pattern)
    {
        var text = pattern.Normalize(NormalizationForm.FormC);
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.IndexOf(')', StringComparison.Ordinal);
        if (open < 0 || close < open)
        {
            throw new FormatException($"No group in parentheses: {pattern}");
        }

        regex = new Regex(
            Literal(text[..open]) + Group(text[(open + 1)..close]) + Literal(text[(close + 1)..]),
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline,
            TimeSpan.FromSeconds(1));
    }

    /// <summary>What the text says, or null when it does not match or its date is none.</summary>
    public SliceName? Match(string text)
    {
        foreach (var match in regex.Matches(text.Normalize(NormalizationForm.FormC)).Cast<Match>())
        {
            if (match.Groups["unit"].Success)
            {
                return new SliceName(null, null, match.Groups["unit"].Value);
            }

            if (Date(match) is { } date)
            {
                var hasMonth = Number(match, 0, "MM", "M") > 0;
                return new SliceName(
                    date, date.ToString(hasMonth ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture), null);
            }
        }

        return null;
    }

    static DateTime? Date(Match match)
    {
        var year = Number(match, 0, "yyyy");
        var month = Number(match, 1, "MM", "M");
        var day = Number(match, 1, "dd", "d");
        var (hour, minute, second) = (Number(match, 0, "HH"), Number(match, 0, "mm"), Number(match, 0, "ss"));
        var isDate = year is >= 1900 and <= 9998 && month is >= 1 and <= 12 && day >= 1
            && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
        return isDate ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified) : null;
    }

    static int Number(Match match, int otherwise, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            var group = match.Groups[GroupName(part)];
            if (group.Success)
            {
                return int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
            }
        }

        return otherwise;
    }

    static string Group(string form)
    {
        if (form == "unit")
        {
            return "(?<!\\d)(?<unit>\\d+)";
        }

        var built = new StringBuilder("(?<!\\d)");
        var hasYear = false;
        for (var at = 0; at < form.Length;)
        {
            var part = Array.Find(DateParts, p => form.AsSpan(at).StartsWith(p, StringComparison.Ordinal));
            built.Append(part is null ? Literal(form[at..(at + 1)]) : $"(?<{GroupName(part)}>\\d{Digits(part)})");
            hasYear |= part == "yyyy";
            at += part?.Length ?? 1;
        }

        return hasYear ? built.Append("(?!\\d)").ToString() : throw new FormatException($"No yyyy: ({form})");
    }

    static string Digits(string part) => part.Length == 1 ? "{1,2}" : $"{{{part.Length}}}";

    static string GroupName(string part) => part switch
    {
        "yyyy" => "year",
        "MM" or "M" => "month",
        "dd" or "d" => "day",
        "HH" => "hour",
        "mm" => "minute",
        _ => "second",
    };

    static string Literal(string text)
    {
        var built = new StringBuilder();
        foreach (var c in text)
        {
            built.Append(c is '…' or '*' ? ".*?" : char.IsWhiteSpace(c) ? "\\s+" : Regex.Escape(c.ToString()));
        }

        return built.ToString();
    }
}
