using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;

namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>Runs the extracts of a scenario one after the other, and looks at what the figures came to.</summary>
/// <param name="parts">The program's parts, with <see cref="Clock"/>.</param>
/// <param name="sheet">What was written.</param>
/// <param name="data">Folder of the extracts.</param>
sealed class ScenarioFlow(Wiring parts, ScenarioSheet sheet, string data)
{
    /// <summary>It is the day of the extracts, so that the map of units is the one of then.</summary>
    public static TimeProvider Clock(ScenarioSheet sheet) => DemoClock.OfMorning(sheet.AsOf);

    /// <param name="progress">Called with the file at hand; null when nobody watches.</param>
    /// <param name="stop">Ends the run at hand.</param>
    /// <exception cref="ConfigurationProblem">No contract describes a feed of the scenario.</exception>
    public async Task<IReadOnlyList<RunReport>> Deliver(Action<string, RunProgress>? progress, CancellationToken stop)
    {
        var reports = new List<RunReport>();
        var runs = parts.Runs;
        foreach (var delivery in sheet.Deliveries)
        {
            var contract = parts.Contracts().FirstOrDefault(c => c.Feed == delivery.Feed)
                ?? throw new ConfigurationProblem("feed-unknown", delivery.Feed);
            reports.Add(await runs.Run(contract, new RunOptions
            {
                Files = [Path.Combine(data, delivery.File)],
                Trigger = "demo",
                Progress = progress is null ? null : p => progress(delivery.File, p),
            }, stop));
        }

        return reports;
    }

    public async Task<IReadOnlyList<ScenarioOutcome>> Compare(
        ScenarioExpectations expected, Messages messages, CancellationToken stop)
    {
        var figures = new ScenarioFigures(
            parts.Published, parts.Units, parts.Database, IndicatorFiles.Load(parts.Settings.Indicators), messages);
        var outcomes = new List<ScenarioOutcome>();
        foreach (var row in expected.Rows)
        {
            outcomes.Add(await figures.Of(row, stop));
        }

        return outcomes;
    }
}
