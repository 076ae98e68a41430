using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using De06Ingest.Synthetic.Extracts;
using De06Ingest.Synthetic.Systems;

namespace De06Ingest.Synthetic.Scenarios;

/// <summary>Writes the extracts of a scenario below a folder, and <c>scenario.json</c>: the order in which they are
/// run.</summary>
static class ScenarioGenerator
{
    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IReadOnlyList<Scenario> All { get; } =
        [.. typeof(Scenario).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Scenario)))
            .Select(t => (Scenario)Activator.CreateInstance(t)!).OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    public static Scenario Named(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new ArgumentException(
            $"no scenario '{name}': use {string.Join(", ", All.Select(s => s.Name))}", nameof(name));

    /// <param name="scenario">The plan.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="seed">Another seed, other people, the same figures.</param>
    /// <param name="scale">Part of the full number of people and of their records, for trials; 1 for the
    /// published figures.</param>
    public static void Generate(Scenario scenario, string folder, ulong seed, double scale = 1)
    {
        var people = new ScenarioPeople(scenario, seed, scale);
        var files = scenario.Files(people).ToList();
        Parallel.ForEach(
            Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering),
            file => Write(file, scenario.AsOf, folder));
        var sheet = new ScenarioSheet(
            scenario.Name, scenario.Province, scenario.AsOf, seed, scale,
            [.. files.Select(f => new ScenarioDelivery(f.Feed, f.Path(scenario.AsOf)))]);
        var text = JsonSerializer.Serialize(sheet, Json) + "\n";
        File.WriteAllText(Path.Combine(folder, "scenario.json"), text, new UTF8Encoding(false));
    }

    static void Write(ScenarioFile file, DateOnly asOf, string folder)
    {
        var path = Path.Combine(folder, file.Path(asOf));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1);
        var layout = file.System.Layout;
        using var text = layout.Encoding == FileEncoding.Utf8 ? null : new MemoryStream();
        using (var sink = new ExtractSink((Stream?)text ?? stream))
        {
            Write(file, layout, sink);
        }

        if (text is not null)
        {
            stream.Write(layout.Encoded(text.ToArray()));
        }
    }

    static void Write(ScenarioFile file, Layout layout, ExtractSink sink)
    {
        layout.Open(sink, file.System, new SystemDelivery(1, file.Period));
        var first = true;
        foreach (var cells in file.Rows)
        {
            sink.BeginRow();
            layout.Row(sink, file.System.Header, cells, first);
            layout.EndRow(sink);
            first = false;
        }

        layout.Close(sink);
    }
}

/// <summary>What was written, for whoever runs it.</summary>
/// <param name="Scale">1 for the full size.</param>
sealed record ScenarioSheet(
    string Name, string Province, DateOnly AsOf, ulong Seed, double Scale, IReadOnlyList<ScenarioDelivery> Deliveries);

/// <summary>One extract to run.</summary>
/// <param name="File">Below the folder of the scenario.</param>
sealed record ScenarioDelivery(string Feed, string File);
