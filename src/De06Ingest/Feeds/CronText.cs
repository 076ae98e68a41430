using System.Text.RegularExpressions;
using De06Ingest.Reporting;
using Quartz;

namespace De06Ingest.Feeds;

/// <summary>A Quartz cron expression as a person writes it, in a contract or a setting.</summary>
static partial class CronText
{
    /// <summary>What is wrong with it; null when it can be used.</summary>
    public static CodedText? Fault(string text)
    {
        try
        {
            _ = new CronExpression(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return ContractText.QuartzSays(e.Message.TrimEnd('.'));
        }

        // Quartz 4.7 takes 98 and 99, its own marks for ? and *, for written ones: minute 99 would be every minute.
        return QuartzMark().IsMatch(text) ? ContractText.NoSuchTime() : null;
    }

    [GeneratedRegex(@"\b9[89]\b")]
    private static partial Regex QuartzMark();
}
