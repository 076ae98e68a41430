using System.CommandLine;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 lists</c>: the weekly lists of what is still limited, with who took them; <c>make</c> makes this
/// week's now, <c>taken</c> notes that a unit has its list.</summary>
static class ListsCommand
{
    static readonly Column<WeeklyListRow>[] Columns =
    [
        new("week", l => l.Week) { Label = "report-column.week" },
        new("unit", l => l.Unit),
        new("unit_name", l => l.UnitName),
        new("list_state", l => l.ListState)
        {
            Label = "report-column.list_state",
            Shown = (l, m) => m["report-value.list_state." + l.ListState],
        },
        new("rows", l => l.Rows) { Label = "report-column.list_rows" },
        new("data_until", l => l.DataUntil) { Label = "report-column.data_until" },
        new("made_at", l => l.MadeAt) { Label = "report-column.made_at" },
        new("written_at", l => l.WrittenAt) { MachineOnly = true },
        new("taken_at", l => l.TakenAt) { Label = "report-column.taken_at" },
        new("taken_by", l => l.TakenBy) { Label = "report-column.taken_by" },
        new("file_name", l => l.FileName) { MachineOnly = true },
        new("sha256", l => l.Sha256) { MachineOnly = true },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("lists", "lists");
        var unit = shell.Known(shell.Option("--unit", "UNIT"), "unit");
        var week = shell.Option("--week", "yyyy-Www");
        verb.Options.Add(unit);
        verb.Options.Add(week);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            console.Rows(
                await shell.Parts.WeeklyLists.Read(parsed.GetValue(unit), parsed.GetValue(week), stop), Columns);
            return ExitCode.Ok;
        });
        verb.Subcommands.Add(Make(shell));
        verb.Subcommands.Add(Taken(shell));
        return verb;
    }

    static Verb Make(Shell shell)
    {
        var verb = shell.Verb("make", "lists-make");
        shell.Do(verb, async (_, console, stop) =>
        {
            var made = await shell.Parts.WeeklyLists.Make(stop);
            console.Say(console.Messages.Text(
                "say.lists-made", made.Week, made.Made - made.Empty, made.Empty, made.Written));
            if (console.Form != OutputForm.Table)
            {
                console.Rows(await shell.Parts.WeeklyLists.Read(null, made.Week, stop), Columns);
            }

            return ExitCode.Ok;
        });
        return verb;
    }

    static Verb Taken(Shell shell)
    {
        var verb = shell.Verb("taken", "lists-taken");
        var unit = shell.Known(shell.Argument("UNIT"), "unit");
        var week = shell.Option("--week", "yyyy-Www");
        var by = shell.Needed("--by", "WHO");
        var hash = shell.Option("--sha256", "HASH");
        verb.Arguments.Add(unit);
        foreach (var option in new Option[] { by, week, hash })
        {
            verb.Options.Add(option);
        }

        shell.Do(verb, async (parsed, console, stop) =>
        {
            var list = await shell.Parts.WeeklyLists.Take(
                parsed.GetValue(unit)!, parsed.GetValue(week), parsed.GetValue(by)!, parsed.GetValue(hash), stop);
            console.Rows([list], Columns);
            return ExitCode.Ok;
        });
        return verb;
    }
}
