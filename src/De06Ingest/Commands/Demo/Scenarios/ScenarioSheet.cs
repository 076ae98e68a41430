using System.Text.Json;

namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>What was written for a scenario: <c>scenario.json</c> of its folder.</summary>
/// <param name="AsOf">Day of the extracts.</param>
/// <param name="Scale">1 for the full size.</param>
/// <param name="Deliveries">In the order in which they are run.</param>
sealed record ScenarioSheet(
    string Name, string Province, DateOnly AsOf, ulong Seed, double Scale, IReadOnlyList<ScenarioDelivery> Deliveries)
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <exception cref="IOException">The folder holds no scenario.</exception>
    public static ScenarioSheet Read(string folder)
    {
        using var file = File.OpenRead(Path.Combine(folder, "scenario.json"));
        return JsonSerializer.Deserialize<ScenarioSheet>(file, Json)!;
    }
}

/// <summary>One extract to run.</summary>
/// <param name="File">Path below the folder of the scenario.</param>
sealed record ScenarioDelivery(string Feed, string File);
