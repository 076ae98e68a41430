using System.CommandLine;
using System.Text;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 refused RUN</c>: lists the rows that a run refused, with line, offset and all faults.</summary>
static class RefusedCommand
{
    static readonly Column<RefusalRow>[] Columns =
    [
        new("run_id", r => r.RunId) { MachineOnly = true },
        new("feed", r => r.Feed) { MachineOnly = true },
        new("line_no", r => r.LineNo),
        new("byte_offset", r => r.ByteOffset),
        new("faults", r => r.Faults) { Shown = (r, m) => string.Join("; ", r.Faults.Select(m.Fault)) },
    ];

    static readonly Column<RefusalRow>[] Masked = [.. Columns, new("raw_masked", r => r.RawMasked)];

    static readonly Column<RefusalRow>[] Clear =
    [
        .. Columns,
        new("raw", r => r.Raw) { Shown = (r, _) => Encoding.UTF8.GetString(r.Raw ?? []) },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("refused", "refused");
        var run = shell.Known(shell.RunNumber(), "run");
        var full = shell.Flag("--full");
        var limit = shell.Limit(100);
        verb.Arguments.Add(run);
        verb.Options.Add(full);
        verb.Options.Add(limit);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var clear = parsed.GetValue(full);
            var rows = await shell.Parts.Published.Refusals(
                parsed.GetValue(run), clear, parsed.GetValue(limit), stop);
            console.Rows(rows, clear ? Clear : Masked);
            return ExitCode.Ok;
        });
        return verb;
    }
}
