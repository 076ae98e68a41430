using System.Diagnostics.Metrics;
using De06Ingest.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace De06Ingest.Tests.Telemetry;

public sealed class PrometheusTextTests : IDisposable
{
    readonly Meter _meter = new("Test." + Guid.NewGuid());
    readonly PrometheusText _text = new();
    readonly MeterProvider _provider;

    public PrometheusTextTests() => _provider = Sdk.CreateMeterProviderBuilder()
        .AddMeter(_meter.Name)
        .AddReader(new BaseExportingMetricReader(_text))
        .Build();

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Writes_a_counter_with_help_type_and_total()
    {
        var runs = _meter.CreateCounter<long>("de06.runs", "{run}", "Runs.");
        runs.Add(2, new("state", "held"), new KeyValuePair<string, object?>("feed", "pensions"));
        runs.Add(3, new("state", "held"), new KeyValuePair<string, object?>("feed", "pensions"));

        Assert.Equal(
            """
            # HELP de06_runs_total Runs.
            # TYPE de06_runs_total counter
            de06_runs_total{feed="pensions",state="held"} 5

            """,
            _text.Read());
    }

    [Fact]
    public void Writes_a_histogram_with_cumulative_buckets_sum_and_count()
    {
        var step = _meter.CreateHistogram(
            "de06.step", "s", "Seconds.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 10] });
        step.Record(0.25);
        step.Record(3.5);
        step.Record(3);
        step.Record(60);

        Assert.Equal(
            """
            # HELP de06_step_seconds Seconds.
            # TYPE de06_step_seconds histogram
            de06_step_seconds_bucket{le="0.5"} 1
            de06_step_seconds_bucket{le="10"} 3
            de06_step_seconds_bucket{le="+Inf"} 4
            de06_step_seconds_sum 66.75
            de06_step_seconds_count 4

            """,
            _text.Read());
    }

    [Fact]
    public void Escapes_help_and_label_values()
    {
        _meter.CreateObservableGauge(
            "odd-name",
            () => new Measurement<double>(1.5, new KeyValuePair<string, object?>("a.b", "x\"y\\z\nw")),
            description: "One \\ two\nthree \"four\".");

        Assert.Equal(
            "# HELP odd_name One \\\\ two\\nthree \"four\".\n# TYPE odd_name gauge\n"
            + "odd_name{a_b=\"x\\\"y\\\\z\\nw\"} 1.5\n",
            _text.Read());
    }

    [Fact]
    public void Reads_the_present_value_each_time()
    {
        var value = 1L;
        _meter.CreateObservableGauge("now", () => value);
        Assert.Contains("now 1\n", _text.Read(), StringComparison.Ordinal);

        value = 2;
        Assert.Contains("now 2\n", _text.Read(), StringComparison.Ordinal);
    }
}
