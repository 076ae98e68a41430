using System.Diagnostics;
using System.Globalization;
using De06Ingest.Database;

namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>What the visitor asks of a scenario.</summary>
/// <param name="Name">Scenario.</param>
/// <param name="Seed">Other people, the same figures.</param>
/// <param name="Scale">Part of the full size.</param>
/// <param name="Folder">Where everything lies, as in the demo.</param>
/// <param name="Synthetic">The program that makes the extracts.</param>
sealed record ScenarioOptions(string Name, int Seed, double Scale, string Folder, string Synthetic);

/// <summary>Runs an article's extracts through the whole pipeline on a private PostgreSQL, on the day of the article,
/// and tells row by row whether the published figures come out.</summary>
sealed class ScenarioRun(ScenarioOptions options, ConsoleOutput console)
{
    const string DatabaseName = "de06_scenario";

    readonly DemoFolder folder = new(options.Folder);

    public async Task<int> Execute(CancellationToken stop)
    {
        var expected = Expected(DemoFolder.Deploy());
        SyntheticProgram.Check(options.Synthetic);
        await using var cluster = await DemoCluster.Start(folder, DatabaseName, console, stop);
        if (cluster is null)
        {
            return ExitCode.TryLater;
        }

        await using var memory = new PeakMemory(cluster.ServerPid);
        var story = await DemoProgress.Watch(console, progress => Work(expected, cluster, progress, stop));
        story = story with { PeakMegabytes = memory.Megabytes };
        story.Tell(console);
        return story.Failures.Count > 0 ? ExitCode.BadData : story.IsRight ? ExitCode.Ok : ExitCode.Differs;
    }

    ScenarioExpectations Expected(string deploy)
    {
        var place = Path.Combine(deploy, "scenarios");
        return ExpectationFile.Names(place).Contains(options.Name)
            ? ExpectationFile.Load(Path.Combine(place, options.Name + ".yaml"))
            : throw new ConfigurationProblem(
                "scenario-unknown", $"{options.Name}: {string.Join(", ", ExpectationFile.Names(place))}");
    }

    async Task<ScenarioStory> Work(
        ScenarioExpectations expected, LocalCluster cluster, DemoProgress progress, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        progress.At("demo.step-province");
        await SyntheticProgram.Run(options.Synthetic, Arguments(), stop);
        var sheet = ScenarioSheet.Read(folder.Data);
        var made = Stopwatch.GetElapsedTime(start);
        await using var parts = new Wiring(
            DemoSettings.Of(cluster.ConnectionString(DatabaseName), folder, port: 0), ScenarioFlow.Clock(sheet));
        progress.At("demo.step-database");
        await parts.Migrations.Apply(stop);
        progress.Expect(sheet.Deliveries.Count);
        var flow = new ScenarioFlow(parts, sheet, folder.Data);
        var reports = await flow.Deliver(progress.At, stop);
        progress.At("demo.step-results");
        return new ScenarioStory(expected, sheet, reports, await flow.Compare(expected, console.Messages, stop))
        {
            Made = made,
            Took = Stopwatch.GetElapsedTime(start),
        };
    }

    string[] Arguments() =>
    [
        "scenario", options.Name, "--out", folder.Data, "--seed", $"{options.Seed}", "--scale",
        options.Scale.ToString(CultureInfo.InvariantCulture),
    ];
}
