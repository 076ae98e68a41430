using De06Ingest.Reporting;

namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>What came of a scenario, and how it is told.</summary>
sealed record ScenarioStory(
    ScenarioExpectations Expected, ScenarioSheet Sheet, IReadOnlyList<RunReport> Runs,
    IReadOnlyList<ScenarioOutcome> Outcomes)
{
    static readonly Column<ScenarioOutcome>[] Columns =
    [
        new("wording", o => o.Row.Wording) { Label = "label.scenario-wording" },
        new("published", o => o.Row.Published.Text) { Label = "label.scenario-published" },
        new("computed", o => o.Computed) { Label = "label.scenario-computed" },
        new("class", o => o.Row.Class)
        {
            Label = "label.scenario-class",
            Shown = (o, m) => m["scenario." + o.Row.Class] + (o.Row.Published.Word is null ? "" : m["scenario.bound"]),
        },
        new("equal", o => o.IsEqual)
        {
            Label = "label.scenario-equal", Shown = (o, m) => m[o.IsEqual ? "scenario.equal" : "scenario.differs"],
        },
        new("bound", o => o.Row.Published.Word) { MachineOnly = true },
        new("figure", o => o.Row.Figure) { MachineOnly = true },
        new("unit", o => o.Row.Unit) { MachineOnly = true },
        new("period", o => o.Row.Period) { MachineOnly = true },
        new("aspect", o => Feeds.ContractWords.KebabCase(o.Row.Aspect.ToString())) { MachineOnly = true },
        new("reading", o => o.Row.Reading) { MachineOnly = true },
    ];

    /// <summary>Making the extracts.</summary>
    public TimeSpan Made { get; init; }

    /// <summary>From the first step to the last.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Of this program, the generator and PostgreSQL together.</summary>
    public long PeakMegabytes { get; init; }

    /// <summary>Runs that did not publish.</summary>
    public IReadOnlyList<RunReport> Failures => [.. Runs.Where(r => r.State is not "published")];

    public bool IsRight => Outcomes.All(o => o.IsEqual);

    public void Tell(ConsoleOutput console)
    {
        var (messages, forms) = (console.Messages, console.Messages.Forms);
        console.Say($"{Expected.Name}: {Expected.Title}");
        console.Rows(Outcomes, Columns);
        console.Say(messages.Text(
            "scenario.summary", Outcomes.Count(o => o.IsEqual), Outcomes.Count, forms.Number(Runs.Count),
            forms.Number(Runs.Sum(r => r.RowsIn)), forms.Number((long)Made.TotalSeconds),
            forms.Number((long)Took.TotalSeconds), forms.Number(PeakMegabytes)));
        foreach (var failed in Failures)
        {
            console.Complain($"{failed.Feed}: {failed.State} {failed.Cause} {failed.Detail}");
        }
    }
}
