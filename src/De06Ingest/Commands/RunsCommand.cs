using System.CommandLine;
using De06Ingest.Reporting;
using De06Ingest.Telemetry;

namespace De06Ingest.Commands;

/// <summary><c>de06 runs</c>: lists what ran, newest first; <c>release</c> and <c>discard</c> decide about what was
/// held.</summary>
static class RunsCommand
{
    static readonly Column<RunRow>[] Columns =
    [
        new("run_id", r => r.RunId),
        new("feed", r => r.Feed),
        new("state", r => r.State) { Shown = (r, m) => m.State(r.State) },
        new("trigger", r => r.Trigger) { MachineOnly = true },
        new("started_at", r => r.StartedAt),
        new("ended_at", r => r.EndedAt) { MachineOnly = true },
        new("as_of", r => r.AsOf),
        new("rows_in", r => r.RowsIn),
        new("accepted", r => r.Accepted),
        new("refused", r => r.Refused),
        new("duplicate", r => r.Duplicate),
        new("matched", r => r.Matched) { MachineOnly = true },
        new("unmatched", r => r.Unmatched) { MachineOnly = true },
        new("changed", r => r.Changed),
        new("vanished", r => r.Vanished) { MachineOnly = true },
        new("cause", r => r.Cause) { Shown = (r, m) => r.Cause is { } cause ? $"{m.Brief(cause)} [{cause}]" : "" },
        new("decision", r => r.Decision) { MachineOnly = true },
        new("released_run", r => r.ReleasedRun) { MachineOnly = true },
        new("publish_id", r => r.PublishId) { MachineOnly = true },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("runs", "runs");
        var feed = shell.Known(shell.Option("--feed", "FEED"), "feed");
        var limit = shell.Limit(20);
        verb.Options.Add(feed);
        verb.Options.Add(limit);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var rows = await shell.Parts.Published.Runs(parsed.GetValue(feed), parsed.GetValue(limit), stop);
            console.Rows(rows, Columns);
            return ExitCode.Ok;
        });
        verb.Subcommands.Add(Release(shell));
        verb.Subcommands.Add(Discard(shell));
        return verb;
    }

    static Verb Release(Shell shell)
    {
        var verb = shell.Verb("release", "runs-release");
        var said = Said(shell, verb);
        var map = shell.Known(shell.Option("--map", "yyyy-MM"), "map");
        verb.Options.Add(map);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            using var telemetry = Observability.Of(shell.Parts.Settings.Otlp);
            var report = await RunCommand.Watched(console, progress => shell.Parts.Runs.Release(
                said(parsed) with { UnitMap = parsed.GetValue(map) }, progress, stop));
            return await RunCommand.Tell(shell.Parts, report, console, stop);
        });
        return verb;
    }

    static Verb Discard(Shell shell)
    {
        var verb = shell.Verb("discard", "runs-discard");
        var said = Said(shell, verb);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            await shell.Parts.Runs.Discard(said(parsed), stop);
            console.Say(console.Messages.Text("say.run-discarded", said(parsed).Run));
            return ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>Lets a verb be told of which held run a person speaks, who it is, and why.</summary>
    static Func<ParseResult, HeldDecision> Said(Shell shell, Verb verb)
    {
        var run = shell.RunNumber();
        var by = shell.Needed("--by", "WHO");
        var reason = shell.Needed("--reason", "WHY");
        verb.Arguments.Add(run);
        verb.Options.Add(by);
        verb.Options.Add(reason);
        return parsed => new(parsed.GetValue(run), parsed.GetValue(by)!, parsed.GetValue(reason)!);
    }
}
