using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Values;

namespace De06Ingest.Intake.Validate;

/// <summary>Why an extract is held: stable code and the figures behind it.</summary>
readonly record struct Hold(string Code, string Detail);

/// <summary>Checks of the whole extract before it may replace what readers see: a time of data that cannot be, header
/// drift, too many refusals, too few rows, too many mismatches, rows that the sender promised.</summary>
static class ExtractChecks
{
    /// <summary>Data may be dated by the end of a period that they plan; of a year further ahead a digit is wrong, and
    /// all that came before it would be older than what is published.</summary>
    const int MostDaysAhead = 2 * 366;

    /// <param name="contract">Limits.</param>
    /// <param name="counts">What the pass counted.</param>
    /// <param name="findings">Disagreements found among the rows that were compared.</param>
    /// <param name="rowsBefore">Published rows that this extract would replace; null when there are none.</param>
    /// <param name="promisedRows">Rows that the sender's manifest states, or null.</param>
    /// <param name="asOf">Time of the data.</param>
    /// <param name="today">The day in Vietnam.</param>
    public static Hold? Check(
        FeedContract contract, PassCounts counts, long findings, long? rowsBefore, long? promisedRows,
        DateTimeOffset asOf, DateOnly today)
    {
        if (VietnamTime.DayOf(asOf) is var day && day > today.AddDays(MostDaysAhead))
        {
            return new("as-of-ahead", day.ToString("O", CultureInfo.InvariantCulture));
        }

        var limits = contract.Limits;
        if (promisedRows is { } promised && promised != counts.RowsIn)
        {
            return new("promised-rows", $"{counts.RowsIn} / {promised}");
        }

        if (contract.OnNewColumn == OnNewColumn.Hold && counts.NewColumns.Count > 0)
        {
            return new("new-column", string.Join(", ", counts.NewColumns.Order(StringComparer.Ordinal)));
        }

        // A single bad row is a large share of a small extract, and says little about the others.
        var isMuch = counts.Refused >= limits.RefusedLeast || counts.Refused * 2 >= counts.RowsIn;
        if (isMuch && Share(counts.Refused, counts.RowsIn) > limits.RefusedShare)
        {
            return new("refused-share", $"{Percent(counts.Refused, counts.RowsIn)} > {Percent(limits.RefusedShare)}");
        }

        if (rowsBefore is { } before && !contract.Extent.IsDelta && counts.Accepted < before * (1 - limits.RowDrop))
        {
            return new("row-drop", $"{counts.Accepted} / {before}");
        }

        // A day with few changed rows says little about the rate of mismatches.
        var enough = counts.Changed >= 100 && counts.Changed * 5 >= counts.Accepted;
        return enough && Share(findings, counts.Changed) > limits.MismatchShare
            ? new("mismatch-share", $"{Percent(findings, counts.Changed)} > {Percent(limits.MismatchShare)}")
            : null;
    }

    static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    static string Percent(long part, long whole) => Percent(Share(part, whole));

    static string Percent(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);
}
