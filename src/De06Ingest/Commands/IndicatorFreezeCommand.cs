using System.CommandLine;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 indicators freeze PERIOD</c> ("chốt số"): keeps the figures of a period as they stand; what moved
/// since the last time is shown and becomes a new version.</summary>
static class IndicatorFreezeCommand
{
    static readonly Column<FrozenDifference>[] Columns =
    [
        new("code", d => d.Code), new("unit", d => d.Unit), new("unit_name", d => d.UnitName),
        new("before", d => d.Before), new("state_before", d => d.StateBefore) { MachineOnly = true },
        new("after", d => d.After), new("state_after", d => d.StateAfter) { MachineOnly = true },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("freeze", "indicators-freeze");
        var period = shell.Argument("PERIOD");
        period.Validators.Add(result => IndicatorsCommand.CheckPeriod(result, shell.Messages));
        var by = shell.Needed("--by", "WHO");
        var reason = shell.Needed("--reason", "WHY");
        verb.Arguments.Add(period);
        verb.Options.Add(by);
        verb.Options.Add(reason);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var frozen = await shell.Parts.Freezes.Freeze(
                parsed.GetValue(period)!, parsed.GetValue(by)!, parsed.GetValue(reason)!, stop);
            console.Say(console.Messages.Text(frozen.IsNew ? "figure.frozen" : "figure.frozen-already",
                console.Messages.Period(frozen.Period), frozen.Version, console.Messages.Forms.Number(frozen.Cells)));
            Warn(console, frozen);
            if (frozen.Differences.Count > 0 || console.Form != OutputForm.Table)
            {
                console.Say(console.Messages.Text("figure.restated", frozen.Version - 1));
                console.Rows(frozen.Differences, Columns);
            }

            return ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>What is fixed too early is fixed all the same, for a report may be due; who does it is told.</summary>
    static void Warn(ConsoleOutput console, FrozenPeriod frozen)
    {
        var texts = console.Messages;
        if (frozen.UnfinishedAt is { } day)
        {
            console.Complain(
                texts.Text("figure.frozen-unfinished", texts.Period(frozen.Period), texts.Forms.Day(day)));
        }

        if (frozen.Incomplete > 0)
        {
            console.Complain(texts.Text("figure.frozen-incomplete", texts.Forms.Number(frozen.Incomplete)));
        }
    }
}
