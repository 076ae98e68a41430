using System.Globalization;
using System.Text.RegularExpressions;
using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>The small notations inside a contract: 36h, 2%, 64MiB, yyyy-MM, …_(yyyyMMdd).csv.</summary>
static partial class ContractForms
{
    /// <summary>36h, 90d, 10m, 60s; more than nothing and at most 100 years.</summary>
    public static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        var m = DurationForm().Match(text);
        if (!m.Success)
        {
            return false;
        }

        var seconds = int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (m.Groups[2].Value switch
        {
            "s" => 1L,
            "m" => 60,
            "h" => 3600,
            _ => 86400,
        });
        duration = seconds is > 0 and <= 36500L * 86400 ? TimeSpan.FromSeconds(seconds) : default;
        return duration > TimeSpan.Zero;
    }

    /// <summary>The name of a map of units: 2025-07.</summary>
    public static bool IsMapName(string text) => MapForm().IsMatch(text);

    /// <summary>2%, 0.5%; from 0 to 100.</summary>
    public static bool TryShare(string text, out double share)
    {
        share = 0;
        var m = ShareForm().Match(text);
        if (!m.Success)
        {
            return false;
        }

        share = double.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 100;
        return share <= 1;
    }

    /// <summary>Bytes: 1048576, 64KiB, 1MiB, 50GiB.</summary>
    public static bool TryBytes(string text, out long bytes)
    {
        bytes = 0;
        var m = BytesForm().Match(text);
        if (!m.Success)
        {
            return false;
        }

        var digits = m.Groups[1].Success ? m.Groups[1] : m.Groups[2];
        var unit = m.Groups[3].Value switch { "KiB" => 10, "MiB" => 20, "GiB" => 30, _ => 0 };
        bytes = long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) << unit;
        return bytes > 0;
    }

    /// <summary>Null when the text is a usable date form such as dd/MM/yyyy, yyyyMMdd, MM/yyyy; else what is
    /// wrong.</summary>
    public static CodedText? DateFormFault(string form)
    {
        if (!DateFormLetters().IsMatch(form))
        {
            return ContractText.DateForm(form);
        }

        return form.Contains("yy", StringComparison.Ordinal)
            ? null
            : ContractText.DateFormYear(form);
    }

    /// <summary>Null when the pattern has one group in parentheses that is a date form (or <c>(unit)</c>); else what
    /// is wrong.</summary>
    public static CodedText? PatternFault(string pattern, bool isUnit)
    {
        var example = isUnit ? "…_(unit).csv" : "…_(yyyy-MM).csv";
        var m = OneGroup().Match(pattern);
        if (!m.Success)
        {
            return ContractText.PatternGroup(pattern, example);
        }

        var group = m.Groups[1].Value;
        if (isUnit)
        {
            return group == "unit" ? null : ContractText.PatternUnit(pattern, example);
        }

        return DateFormFault(group);
    }

    [GeneratedRegex(@"^\d{4}-(0[1-9]|1[0-2])\z")]
    private static partial Regex MapForm();

    [GeneratedRegex(@"^([0-9]{1,6})([smhd])\z")]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"^([0-9]{1,3}(?:\.[0-9]{1,6})?)\s?%\z")]
    private static partial Regex ShareForm();

    [GeneratedRegex(@"^(?:([0-9]{1,15})|([0-9]{1,6})(KiB|MiB|GiB))\z")]
    private static partial Regex BytesForm();

    [GeneratedRegex(@"^(?:y{4}|yy|M{1,2}|d{1,2}|H{1,2}|m{1,2}|s{1,2}|f{1,7}|K|zzz|T|Z|'[^']*'|[-/., :_])+\z")]
    private static partial Regex DateFormLetters();

    [GeneratedRegex(@"^[^()]*\(([^()]+)\)[^()]*\z")]
    private static partial Regex OneGroup();
}
