using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace De06Ingest.Telemetry;

/// <summary>
/// Writes the collected metrics in Prometheus' text format 0.0.4, for <c>/metrics</c>. Names follow Prometheus: dots
/// become underscores, seconds and bytes stand in the name, a counter ends in <c>_total</c>.
/// </summary>
/// <remarks>Own, because no exporter for Prometheus is at hand for this version of OpenTelemetry.</remarks>
[ExportModes(ExportModes.Pull)]
sealed class PrometheusText : BaseExporter<Metric>, IPullMetricExporter
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    readonly Lock _gate = new();
    string _text = "";

    public Func<int, bool>? Collect { get; set; }

    /// <summary>Collects now and gives the text. One reader at a time; others wait.</summary>
    public string Read()
    {
        lock (_gate)
        {
            Collect?.Invoke(5_000);
            return _text;
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new StringBuilder();
        var seen = new HashSet<string>();
        foreach (var metric in batch)
        {
            Write(text, metric, seen);
        }

        _text = text.ToString();
        return ExportResult.Success;
    }

    static void Write(StringBuilder text, Metric metric, HashSet<string> seen)
    {
        var name = NameOf(metric);
        if (metric.MetricType == MetricType.ExponentialHistogram || !seen.Add(name))
        {
            return;
        }

        text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(metric.Description, quoted: false)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(metric.MetricType)).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (metric.MetricType == MetricType.Histogram)
            {
                Histogram(text, name, point);
            }
            else
            {
                Line(text, name, Labels(point.Tags), ValueOf(metric.MetricType, point));
            }
        }
    }

    static void Histogram(StringBuilder text, string name, in MetricPoint point)
    {
        var labels = Labels(point.Tags);
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            var bound = $"le=\"{Number(bucket.ExplicitBound)}\"";
            Line(text, name + "_bucket", labels.Length == 0 ? bound : labels + "," + bound, below);
        }

        Line(text, name + "_sum", labels, point.GetHistogramSum());
        Line(text, name + "_count", labels, point.GetHistogramCount());
    }

    static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    static string Labels(in ReadOnlyTagCollection tags)
    {
        var labels = new List<string>();
        foreach (var tag in tags)
        {
            var value = Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{Sanitised(tag.Key)}=\"{Escaped(value, quoted: true)}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    static string NameOf(Metric metric)
    {
        var name = Sanitised(metric.Name);
        var unit = metric.Unit switch { "s" => "_seconds", "By" => "_bytes", "ms" => "_milliseconds", _ => "" };
        if (!name.EndsWith(unit, StringComparison.Ordinal))
        {
            name += unit;
        }

        var total = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        return total && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    static string Sanitised(string name)
    {
        var text = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));
        return char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }

    static string Escaped(string text, bool quoted)
    {
        var escaped = text
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return quoted ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
