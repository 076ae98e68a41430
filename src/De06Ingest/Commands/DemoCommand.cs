using System.CommandLine;
using System.Globalization;
using De06Ingest.Commands.Demo;
using De06Ingest.Commands.Demo.Scenarios;

namespace De06Ingest.Commands;

/// <summary><c>de06 demo</c>: the whole job on a synthetic province and a private PostgreSQL, told in ten
/// lines.</summary>
static class DemoCommand
{
    const int UsualPort = 8606;

    /// <summary>In a smaller province hardly any kind of error finds a place.</summary>
    const int FewestCitizens = 1000;

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("demo", "demo");
        var citizens = Number(shell, "citizens", 50_000, FewestCitizens, int.MaxValue);
        var seed = Number(shell, "seed", 42, 1, int.MaxValue);
        var port = Number(shell, "port", UsualPort, 1, 65535);
        var once = new Option<bool>("--once") { Description = shell.Messages["option.demo-once"] };
        var folder = Text(shell, "dir", "DIR");
        var file = Text(shell, "file", "F");
        var synthetic = Text(shell, "synthetic", "PATH");
        var scenario = Text(shell, "scenario", "NAME");
        var scale = Scale(shell);
        foreach (var option in new Option[] { citizens, seed, once, folder, file, synthetic, port, scenario, scale })
        {
            verb.Options.Add(option);
        }

        shell.Do(verb, async (parsed, console, stop) =>
        {
            var place = Path.GetFullPath(parsed.GetValue(folder) ?? ".demo");
            var program = parsed.GetValue(synthetic) ?? Path.Combine(AppContext.BaseDirectory, "de06-synthetic");
            if (parsed.GetValue(scenario) is { } name)
            {
                var asked = new ScenarioOptions(
                    name, parsed.GetValue(seed), parsed.GetValue(scale), place, program);
                return await new ScenarioRun(asked, console).Execute(stop);
            }

            var options = new DemoOptions
            {
                Citizens = parsed.GetValue(citizens),
                Seed = parsed.GetValue(seed),
                Once = parsed.GetValue(once),
                Folder = place,
                File = parsed.GetValue(file),
                Synthetic = program,
                Port = parsed.GetValue(port),
            };
            return await new DemoRun(options, console).Execute(stop);
        });
        return verb;
    }

    static Option<double> Scale(Shell shell) => new("--scale")
    {
        Description = shell.Messages["option.demo-scale"],
        HelpName = "S",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var scale) && scale is > 0 and <= 1)
            {
                return scale;
            }

            result.AddError(shell.Messages.Text("usage.scale", result.Tokens[0].Value));
            return 0;
        },
    };

    static Option<string?> Text(Shell shell, string name, string value) => new("--" + name)
    {
        Description = shell.Messages["option.demo-" + name],
        HelpName = value,
    };

    static Option<int> Number(Shell shell, string name, int usual, int least, int most) => new("--" + name)
    {
        Description = shell.Messages.Text("option.demo-" + name, usual),
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, out var number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError(shell.Messages.Text("usage.number-between", result.Tokens[0].Value, least, most));
            return 0;
        },
    };
}
