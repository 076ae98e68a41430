using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Quartz.Diagnostics;

namespace De06Ingest.Telemetry;

/// <summary>
/// Collects metrics and traces for as long as the worker lives: metrics for <c>/metrics</c> always, both over OTLP when
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.
/// </summary>
sealed class Observability : IDisposable
{
    static readonly string[] Kept =
    [
        "quartz.job.name", "quartz.job.group", "quartz.job.result", "quartz.jobstore.operation", "quartz.jobstore.lock",
    ];

    static readonly double[] QuartzSeconds = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 1800];

    readonly MeterProvider _metrics;
    readonly TracerProvider? _traces;

    public Observability(string? otlpEndpoint)
    {
        Prometheus = new PrometheusText();
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Named)
            .AddMeter(
                Meters.Name, QuartzInstrumentation.MeterName, "Npgsql", "System.Runtime",
                "Microsoft.AspNetCore.Hosting")
            .AddView(WithoutProcessLabel)
            .AddReader(new BaseExportingMetricReader(Prometheus));
        if (otlpEndpoint is null)
        {
            _metrics = metrics.Build();
            return;
        }

        _metrics = metrics.AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Named)
            .AddSource(Tracing.Name, "Npgsql", "System.Net.Http", "Microsoft.AspNetCore")
            .SetSampler(new ParentBasedSampler(new OwnRootsOnly()))
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>What <c>/metrics</c> reads.</summary>
    public PrometheusText Prometheus { get; }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
    }

    static void Named(ResourceBuilder resource) => resource.AddService(
        "de06", serviceVersion: typeof(Observability).Assembly.GetName().Version?.ToString(3));

    /// <summary>
    /// Quartz labels its figures with an id that is new in each process, which would make new series at every
    /// restart; what is listed here is kept, the id is not. Its durations get bounds in seconds.
    /// </summary>
    static MetricStreamConfiguration? WithoutProcessLabel(Instrument instrument) => instrument switch
    {
        { Meter.Name: not QuartzInstrumentation.MeterName } => null,
        Histogram<double> => new ExplicitBucketHistogramConfiguration { TagKeys = Kept, Boundaries = QuartzSeconds },
        _ => new MetricStreamConfiguration { TagKeys = Kept },
    };

    /// <summary>
    /// A trace begins with a run or a request. Quartz polls its tables all day, and each poll would be a trace of its
    /// own: a client span without a parent is not recorded.
    /// </summary>
    sealed class OwnRootsOnly : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == System.Diagnostics.ActivityKind.Client
                ? SamplingDecision.Drop
                : SamplingDecision.RecordAndSample);
    }
}
