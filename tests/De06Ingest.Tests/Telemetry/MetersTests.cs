using De06Ingest.Reporting;
using De06Ingest.Telemetry;

namespace De06Ingest.Tests.Telemetry;

public sealed class MetersTests
{
    [Fact]
    public void Shows_runs_rows_steps_and_gauges_in_prometheus_text()
    {
        using var telemetry = new Observability(otlp: null);
        var clock = TimeProvider.System;
        Meters.RunEnded(new RunReport { RunId = 1, Feed = "m1", State = "published", Accepted = 90, Refused = 10 });
        Meters.RunEnded(new RunReport { RunId = 0, Feed = "m2", State = "published", DryRun = true });
        Meters.StepDone("m1", "pull", 0.2);
        Meters.Show(
            [
                new FeedHealthRow { Feed = "m1", AsOf = clock.GetUtcNow().AddHours(-2) },
                new FeedHealthRow { Feed = "m3" },
            ],
            [
                new MismatchCountRow { Feed = "m1", Kind = "sex-differs", Unit = "1", Open = 4 },
                new MismatchCountRow { Feed = "m1", Kind = "sex-differs", Unit = "2", Open = 5 },
            ],
            clock);

        var text = telemetry.Prometheus.Read();

        Assert.Contains("de06_runs_total{feed=\"m1\",state=\"published\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("de06_rows_total{feed=\"m1\",outcome=\"accepted\"} 90\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "de06_step_seconds_bucket{feed=\"m1\",step=\"pull\",le=\"0.5\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("de06_mismatches_open{feed=\"m1\",kind=\"sex-differs\"} 9\n", text, StringComparison.Ordinal);
        Assert.Matches(@"de06_feed_age_seconds\{feed=""m1""\} 72\d\d", text);
        Assert.DoesNotContain("m2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("m3", text, StringComparison.Ordinal);
    }
}
