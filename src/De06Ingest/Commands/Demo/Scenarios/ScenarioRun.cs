using System.Diagnostics;
using System.Globalization;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;

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

    /// <summary>A published figure did not come out.</summary>
    const int Differs = 1;

    readonly DemoFolder folder = new(options.Folder);

    public async Task<int> Execute(CancellationToken stop)
    {
        var expected = Expected(DemoFolder.Deploy());
        SyntheticProgram.Check(options.Synthetic);
        folder.StartAnew();
        await using var cluster = await LocalCluster.Start(folder.Cluster, new LocalClusterOptions(), stop);
        if (!cluster.IsOwner)
        {
            console.Complain(console.Messages.Cause("demo-running", options.Folder));
            return ExitCode.TryLater;
        }

        await using var memory = new PeakMemory(cluster.ServerPid);
        await cluster.DropDatabase(DatabaseName, stop);
        await cluster.CreateDatabase(DatabaseName, stop: stop);
        var story = await DemoProgress.Watch(console, progress => Work(expected, cluster, progress, stop));
        story = story with { PeakMegabytes = memory.Megabytes };
        story.Tell(console);
        return story.Failures.Count > 0 ? ExitCode.BadData : story.IsRight ? ExitCode.Ok : Differs;
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
            DemoSettings.Of(cluster.ConnectionString(DatabaseName), folder, port: 0), new FixedDay(sheet.AsOf));
        progress.At("demo.step-database");
        await parts.Migrations.Apply(stop);
        progress.Expect(sheet.Deliveries.Count);
        var reports = await Deliver(parts, sheet, progress, stop);
        progress.At("demo.step-results");
        return new ScenarioStory(expected, sheet, reports, await Outcomes(parts, expected, stop))
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

    async Task<List<RunReport>> Deliver(
        Wiring parts, ScenarioSheet sheet, DemoProgress progress, CancellationToken stop)
    {
        var reports = new List<RunReport>();
        var runs = parts.Runs;
        foreach (var delivery in sheet.Deliveries)
        {
            var contract = parts.Contracts().FirstOrDefault(c => c.Feed == delivery.Feed)
                ?? throw new ConfigurationProblem("feed-unknown", delivery.Feed);
            reports.Add(await runs.Run(contract, new RunOptions
            {
                Files = [Path.Combine(folder.Data, delivery.File)],
                Trigger = "demo",
                Progress = p => progress.At(delivery.File, p),
            }, stop));
        }

        return reports;
    }

    async Task<IReadOnlyList<ScenarioOutcome>> Outcomes(
        Wiring parts, ScenarioExpectations expected, CancellationToken stop)
    {
        var figures = new ScenarioFigures(
            parts.Published, parts.Units, parts.Database, IndicatorFiles.Load(parts.Settings.Indicators),
            console.Messages);
        var outcomes = new List<ScenarioOutcome>();
        foreach (var row in expected.Rows)
        {
            outcomes.Add(await figures.Of(row, stop));
        }

        return outcomes;
    }

    /// <summary>The clock stands on the day of the extracts, so that the map of units is the one of then.</summary>
    sealed class FixedDay(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
    }
}
