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
        verb.Subcommands.Add(Decision(shell, "release", Release));
        verb.Subcommands.Add(Decision(shell, "discard", Discard));
        return verb;
    }

    /// <summary>What a person says about a held run.</summary>
    delegate Task<int> Deciding(
        Shell shell, ConsoleOutput console, long run, string by, string reason, string? map, CancellationToken stop);

    static Command Decision(Shell shell, string name, Deciding decide)
    {
        var verb = shell.Verb(name, "runs-" + name);
        var run = shell.RunNumber();
        var by = shell.Needed("--by", "WHO");
        var reason = shell.Needed("--reason", "WHY");
        verb.Arguments.Add(run);
        verb.Options.Add(by);
        verb.Options.Add(reason);
        var map = shell.Option("--map", "yyyy-MM");
        if (name == "release")
        {
            verb.Options.Add(map);
        }

        shell.Do(verb, (parsed, console, stop) => decide(
            shell, console, parsed.GetValue(run), parsed.GetValue(by)!, parsed.GetValue(reason)!,
            name == "release" ? parsed.GetValue(map) : null, stop));
        return verb;
    }

    static async Task<int> Release(
        Shell shell, ConsoleOutput console, long run, string by, string reason, string? map, CancellationToken stop)
    {
        using var telemetry = Observability.Of(shell.Parts.Settings.Otlp);
        var report = await RunCommand.Watched(
            console, progress => map is null
                ? shell.Parts.Runs.Release(run, by, reason, progress, stop)
                : shell.Parts.Runs.ReleaseOn(map, run, by, reason, progress, stop));
        return await RunCommand.Tell(shell.Parts, report, console, stop);
    }

    static async Task<int> Discard(
        Shell shell, ConsoleOutput console, long run, string by, string reason, string? map, CancellationToken stop)
    {
        await shell.Parts.Runs.Discard(run, by, reason, stop);
        console.Say(console.Messages.Text("say.run-discarded", run));
        return ExitCode.Ok;
    }
}
