using System.CommandLine;
using System.CommandLine.Invocation;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary>
/// Prints what a verb does, how it is typed, what it takes, and examples, in the operator's language.
/// </summary>
sealed class HelpText(Messages messages, TextWriter output) : SynchronousCommandLineAction
{
    /// <summary>Who asks for help need not have typed the rest rightly.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        output.WriteLine(command.Description);
        Section("help.usage", ["  " + Usage(command)]);
        Section("help.verbs", Lines(command.Subcommands.Select(c => (c.Name, c.Description))));
        Section("help.arguments", Lines(command.Arguments.Select(a => (a.Name, a.Description))));
        Section("help.options", Lines(OptionsOf(command).Select(o => (Typed(o), Described(o)))));
        Section("help.examples", command is Verb verb ? Examples(verb.Examples) : Examples(messages["examples.root"]));
        return ExitCode.Ok;
    }

    string? Described(Option option) => option switch
    {
        System.CommandLine.Help.HelpOption => messages["option.help"],
        VersionOption => messages["option.version"],
        _ => option.Description,
    };

    static IEnumerable<string> Examples(string text) => text.Split('\n').Select(line => "  " + line);

    /// <summary>The words that lead to a command: de06, then its verbs.</summary>
    public static List<string> PathOf(Command command)
    {
        var path = new List<string>();
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            path.Insert(0, at is RootCommand ? "de06" : at.Name);
        }

        return path;
    }

    static string Usage(Command command)
    {
        var path = PathOf(command);
        path.AddRange(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues > 0 ? a.Name : $"[{a.Name}]"));
        path.AddRange(command.Options.Where(o => o.Required).Select(Typed));
        path.Add(command.Subcommands.Count > 0 ? "…" : "[--…]");
        return string.Join(' ', path);
    }

    static IEnumerable<Option> OptionsOf(Command command)
    {
        IEnumerable<Option> own = command.Options;
        var inherited = new List<Option>();
        for (var at = command.Parents.OfType<Command>().FirstOrDefault(); at is not null;
             at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            inherited.AddRange(at.Options.Where(o => o.Recursive));
        }

        return own.Concat(inherited).Where(o => !o.Hidden);
    }

    static string Typed(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    static IEnumerable<string> Lines(IEnumerable<(string Name, string? Text)> items)
    {
        var list = items.ToArray();
        var width = list.Select(i => i.Name.Length).DefaultIfEmpty().Max() + 2;
        return list.Select(i => $"  {i.Name.PadRight(width)}{i.Text}");
    }

    void Section(string title, IEnumerable<string> lines)
    {
        var text = lines.ToArray();
        if (text.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(messages[title]);
        foreach (var line in text)
        {
            output.WriteLine(line);
        }
    }
}
