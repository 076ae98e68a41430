using System.CommandLine;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 runs</c>: lists what ran, newest first.</summary>
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
        new("cause", r => r.Cause),
        new("publish_id", r => r.PublishId) { MachineOnly = true },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("runs", "runs");
        var feed = shell.Option("--feed", "FEED");
        var limit = shell.Limit(20);
        verb.Options.Add(feed);
        verb.Options.Add(limit);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var rows = await shell.Parts.Published.Runs(parsed.GetValue(feed), parsed.GetValue(limit), stop);
            console.Rows(rows, Columns);
            return ExitCode.Ok;
        });
        return verb;
    }
}
