using System.Diagnostics.Metrics;
using De06Ingest.Reporting;

namespace De06Ingest.Telemetry;

/// <summary>
/// What is measured: runs by how they ended, rows by what became of them, seconds per step, open mismatches, age of
/// feeds. Tags are feeds, kinds and codes; never anything of a person.
/// </summary>
static class Meters
{
    public const string Name = "De06Ingest";

    static readonly Meter Meter = new(Name);

    static readonly Counter<long> Runs =
        Meter.CreateCounter<long>("de06.runs", "{run}", "Runs by feed and by how they ended.");

    static readonly Counter<long> Rows =
        Meter.CreateCounter<long>("de06.rows", "{row}", "Rows by feed and by what became of them.");

    static readonly Histogram<double> StepSeconds = Meter.CreateHistogram(
        "de06.step",
        "s",
        "Seconds per step of a run.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800],
        });

    static volatile Gauges _gauges = new([], [], TimeProvider.System);

    static Meters()
    {
        Meter.CreateObservableGauge(
            "de06.mismatches.open", () => _gauges.Open, "{mismatch}", "Open mismatches by feed and kind.");
        Meter.CreateObservableGauge(
            "de06.feed.age", () => _gauges.Ages, "s", "Seconds since the as-of time of what a feed has published.");
    }

    /// <summary>Counts a run and its rows. A dry run counts for nothing.</summary>
    public static void RunEnded(RunReport report)
    {
        if (report.DryRun)
        {
            return;
        }

        Runs.Add(1, new("feed", report.Feed), new KeyValuePair<string, object?>("state", report.State));
        CountRows(report.Feed, "accepted", report.Accepted);
        CountRows(report.Feed, "refused", report.Refused);
        CountRows(report.Feed, "duplicate", report.Duplicate);
    }

    /// <summary>Records one step of a run.</summary>
    public static void StepDone(string feed, string step, double seconds) =>
        StepSeconds.Record(seconds, new("feed", feed), new KeyValuePair<string, object?>("step", step));

    /// <summary>Replaces what the gauges show by what has just been read. Ages go on growing by the clock.</summary>
    public static void Show(
        IReadOnlyList<FeedHealthRow> feeds, IReadOnlyList<MismatchCountRow> open, TimeProvider clock) =>
        _gauges = new Gauges(feeds, open, clock);

    static void CountRows(string feed, string outcome, long rows) =>
        Rows.Add(rows, new("feed", feed), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>One reading of the database; the two lists belong together.</summary>
    sealed record Gauges(
        IReadOnlyList<FeedHealthRow> Feeds, IReadOnlyList<MismatchCountRow> Mismatches, TimeProvider Clock)
    {
        public IEnumerable<Measurement<long>> Open => Mismatches
            .GroupBy(m => (m.Feed, m.Kind))
            .Select(g => new Measurement<long>(
                g.Sum(m => m.Open), new("feed", g.Key.Feed), new KeyValuePair<string, object?>("kind", g.Key.Kind)));

        public IEnumerable<Measurement<double>> Ages => Feeds
            .Where(f => f.AsOf is not null)
            .Select(f => new Measurement<double>(
                (Clock.GetUtcNow() - f.AsOf!.Value).TotalSeconds, new KeyValuePair<string, object?>("feed", f.Feed)));
    }
}
