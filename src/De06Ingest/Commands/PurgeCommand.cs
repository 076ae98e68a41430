using System.CommandLine;
using De06Ingest.Publishing;

namespace De06Ingest.Commands;

/// <summary><c>de06 purge</c>: removes what has been kept for long enough, or says what that would be.</summary>
static class PurgeCommand
{
    static readonly Column<Purged>[] Columns =
    [
        new("feed", p => p.Feed),
        new("what", p => p.What) { Shown = (p, m) => m["purge." + p.What] },
        new("number", p => p.Number),
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("purge", "purge");
        var dryRun = shell.Flag("--dry-run");
        verb.Options.Add(dryRun);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var isDry = parsed.GetValue(dryRun);
            console.Rows(await shell.Parts.Retention.Purge(isDry, stop), Columns);
            if (isDry)
            {
                console.Say(console.Messages["say.dry-run"]);
            }

            return ExitCode.Ok;
        });
        return verb;
    }
}
