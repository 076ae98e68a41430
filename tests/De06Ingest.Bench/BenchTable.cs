using System.Text.Json;
using System.Text.Json.Serialization;

namespace De06Ingest.Bench;

/// <summary>Medians of what was measured, as ratios to R of the same sitting.</summary>
/// <param name="names">What is measured, in the order of the table.</param>
sealed class BenchTable(IReadOnlyList<string> names)
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    readonly Dictionary<string, List<Sample>> samples = [];

    public void Add(string name, Sample sample)
    {
        if (!samples.TryGetValue(name, out var list))
        {
            samples[name] = list = [];
        }

        list.Add(sample);
    }

    public void WriteJson(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(Lines(), Indented));

    public void WriteText(TextWriter output)
    {
        output.WriteLine($"{"",-10}{"seconds",10}{"x R",8}{"process s",12}{"server s",10}{"peak MB",10}");
        foreach (var line in Lines())
        {
            var whole = Median(samples[line.Name].Select(s => s.WholeSeconds));
            var times = FormattableString.Invariant($"{line.Seconds,10:F3}{line.Ratio,8:F2}{whole,12:F3}");
            output.WriteLine(FormattableString.Invariant(
                $"{line.Name,-10}{times}{line.ServerSeconds,10:F2}{line.PeakMb,10:F0}"));
        }
    }

    List<Line> Lines()
    {
        var unit = Median(samples["R"].Select(s => s.Seconds));
        return [.. names.Select(name => ToLine(name, samples[name], unit))];
    }

    static Line ToLine(string name, List<Sample> all, double unit)
    {
        var seconds = Median(all.Select(s => s.Seconds));
        var server = Median(all.Select(s => s.ServerSeconds));
        var peak = all.Max(s => s.PeakMb);
        return new Line(name, Math.Round(seconds, 3), Math.Round(seconds / unit, 3),
            double.IsNaN(server) ? null : Math.Round(server, 2), Math.Round(peak, 1));
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    sealed record Line(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("seconds")] double Seconds,
        [property: JsonPropertyName("ratio")] double Ratio,
        [property: JsonPropertyName("server-seconds")] double? ServerSeconds,
        [property: JsonPropertyName("peak-mb")] double PeakMb);
}
