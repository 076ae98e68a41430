using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
/// <remarks>A collector that is away or does not answer costs what could not be sent, and no run anything: sending is
/// work of threads beside it, and the end waits for <see cref="FlushWithin"/> at most.</remarks>
sealed class Observability : IDisposable
{
    static readonly string[] Kept =
    [
        "quartz.job.name", "quartz.job.group", "quartz.job.result", "quartz.jobstore.operation", "quartz.jobstore.lock",
    ];

    static readonly double[] QuartzSeconds = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 1800];

    /// <summary>So long the end waits for what has not been sent yet.</summary>
    const int FlushWithin = 2_000;

    readonly MeterProvider _metrics;
    readonly TracerProvider? _traces;

    /// <param name="otlp">Settings by OpenTelemetry's own names; null for no collector.</param>
    public Observability(IConfiguration? otlp)
    {
        Prometheus = new PrometheusText();
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Named)
            .AddMeter(
                Meters.Name, QuartzInstrumentation.MeterName, "Npgsql", "System.Runtime",
                "Microsoft.AspNetCore.Hosting")
            .AddView(WithoutProcessLabel)
            .AddReader(new BaseExportingMetricReader(Prometheus));
        if (otlp is null)
        {
            _metrics = metrics.Build();
            return;
        }

        _metrics = metrics.ConfigureServices(s => s.AddSingleton(otlp)).AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Named)
            .AddSource(Tracing.Name, "Npgsql", "System.Net.Http", "Microsoft.AspNetCore")
            .SetSampler(new ParentBasedSampler(new OwnRootsOnly()))
            .ConfigureServices(s => s.AddSingleton(otlp))
            .AddProcessor(new WithoutServerErrors())
            .AddOtlpExporter()
            .Build();
    }

    /// <summary>For one command: sends what it has when disposed; null without a collector.</summary>
    public static Observability? Of(IConfiguration? otlp) => otlp is null ? null : new(otlp);

    /// <summary>What <c>/metrics</c> reads.</summary>
    public PrometheusText Prometheus { get; }

    public void Dispose()
    {
        var traces = Task.Run(() => _traces?.Shutdown(FlushWithin));
        _metrics.Shutdown(FlushWithin);
        traces.Wait();
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
            new(samplingParameters.Kind == ActivityKind.Client
                ? SamplingDecision.Drop
                : SamplingDecision.RecordAndSample);
    }

    /// <summary>A failed statement carries the server's message, which can quote a row, and a span cannot be made to
    /// forget: it is not sent. That the run failed, and why by code, stands in the run's own span.</summary>
    sealed class WithoutServerErrors : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.Source.Name == "Npgsql" && data.Status == ActivityStatusCode.Error)
            {
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
        }
    }
}
