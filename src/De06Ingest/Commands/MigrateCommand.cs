using System.CommandLine;

namespace De06Ingest.Commands;

/// <summary>
/// <c>de06 migrate</c>: brings the database's schemas, the scheduler's among them, up to this program.
/// </summary>
static class MigrateCommand
{
    static readonly Column<string>[] Columns = [new("migration", name => name)];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("migrate", "migrate");
        shell.Do(verb, async (_, console, stop) =>
        {
            var applied = await shell.Parts.Migrations.Apply(stop);
            console.Rows(applied, Columns);
            console.Say(console.Messages.Text("say.migrated", applied.Count));
            return ExitCode.Ok;
        });
        return verb;
    }
}
