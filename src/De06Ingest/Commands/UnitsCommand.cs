using System.CommandLine;
using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 units</c>: lists the units of a map; <c>show</c> a code with what became of it; <c>import</c> takes
/// the official lists.</summary>
static class UnitsCommand
{
    static readonly Column<UnitRow>[] Columns =
    [
        new("map", u => u.Map),
        new("code", u => u.Code),
        new("name", u => u.Name) { Label = "label.unit_name" },
        new("level", u => u.Level) { Label = "label.unit_level", Shown = (u, m) => m["unit-level." + u.Level] },
        new("parent", u => u.Parent) { Label = "label.unit_parent" },
        new("valid_from", u => Day(u.ValidFrom)) { Label = "label.valid_from" },
        new("valid_to", u => Day(u.ValidTo)) { Label = "label.valid_to" },
        new("owner", u => u.Owner) { Label = "label.unit_owner" },
    ];

    static readonly Column<UnitRow>[] Relatives =
    [
        new("relation", u => u.Relation)
        {
            Label = "label.unit_relation",
            Shown = (u, m) => u.Relation is { } relation ? m["unit-relation." + relation] : "",
        },
        .. Columns,
    ];

    static readonly Column<ContractException>[] Problems =
    [
        new("file", p => p.File),
        new("line", p => p.Line),
        new("code", p => p.Problem.Code),
        new("problem", p => p.Problem.ToString()) { Shown = (p, m) => p.Problem.In(m) },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("units", "units");
        var map = shell.Known(shell.Option("--map", "yyyy-MM"), "map");
        var parent = shell.Known(shell.Option("--parent", "CODE"), "unit");
        var level = shell.Known(shell.Option("--level", "commune|ward|…"), "level");
        verb.Options.Add(map);
        verb.Options.Add(parent);
        verb.Options.Add(level);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            console.Rows(await shell.Parts.Units.List(
                parsed.GetValue(map), parsed.GetValue(parent), parsed.GetValue(level), stop), Columns);
            return ExitCode.Ok;
        });
        verb.Subcommands.Add(Show(shell));
        verb.Subcommands.Add(Import(shell));
        return verb;
    }

    static Verb Show(Shell shell)
    {
        var verb = shell.Verb("show", "units-show");
        var code = shell.Argument("UNIT");
        var map = shell.Known(shell.Option("--map", "yyyy-MM"), "map");
        verb.Arguments.Add(code);
        verb.Options.Add(map);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var (asked, on) = (parsed.GetValue(code)!, parsed.GetValue(map));
            var units = shell.Parts.Units;
            var rows = await units.Show(asked, on, stop);
            console.Rows(rows.Count > 0 ? rows : throw await Missing(units, asked, on, stop), Relatives);
            return ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>Whether another map has the code decides what is to be done.</summary>
    static async Task<UnitUnknown> Missing(IAdminUnits units, string code, string? map, CancellationToken stop) =>
        map is not null && (await units.Show(code, null, stop)).Count > 0
            ? new(code, map) : UnitUnknown.Anywhere(code);

    static Verb Import(Shell shell)
    {
        var verb = shell.Verb("import", "units-import");
        var file = shell.Argument("LIST");
        var map = shell.Option("--map", "yyyy-MM");
        var earlier = shell.Option("--earlier", "yyyy-MM");
        verb.Arguments.Add(file);
        verb.Options.Add(map);
        verb.Options.Add(earlier);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var import = await shell.Parts.Units.Import(
                parsed.GetValue(file)!, parsed.GetValue(map), parsed.GetValue(earlier), stop);
            var kind = console.Messages["unit-list." + import.Kind];
            if (import.Problems.Count > 0)
            {
                console.Rows(import.Problems, Problems);
                console.Complain(console.Messages.Text("say.units-not-imported", import.Problems.Count, kind));
                return ExitCode.BadData;
            }

            console.Say(console.Messages.Text(
                "say.units-imported", import.Units, import.Steps, import.Changed, kind));
            return ExitCode.Ok;
        });
        return verb;
    }

    static string? Day(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
