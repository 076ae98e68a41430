using System.CommandLine;
using System.CommandLine.Help;
using De06Ingest.Reporting;
using Spectre.Console;

namespace De06Ingest.Commands;

/// <summary>The verbs of <c>de06</c>: reads the arguments, picks the verb, and answers with an exit code.</summary>
static class CommandLine
{
    /// <summary>A run may take this long to end cleanly after SIGTERM or Ctrl-C.</summary>
    static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(25);

    /// <summary>Runs one command line to its end.</summary>
    /// <param name="terminal">The terminal that results go to, or null when they go elsewhere.</param>
    public static async Task<int> Run(
        string[] arguments, IParts parts, TextWriter output, TextWriter error, IAnsiConsole? terminal)
    {
        var messages = Messages.For(LanguageOf(arguments, parts.Settings));
        var root = Root(new Shell(messages, parts, output, error, terminal), output);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Misused(parsed, messages, error);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // The worker's host handles the signals itself.
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name == "worker" ? null : StopWithin,
            });
        }
        catch (Exception problem) when (Complaint.Of(problem, messages, default) is { } complaint)
        {
            // What Shell does not guard: help that cannot be written.
            error.WriteLine(complaint.Text);
            return complaint.ExitCode;
        }
    }

    /// <summary>The terminal of this process, or null when the output is a file or a pipe.</summary>
    public static IAnsiConsole? TerminalOfProcess() => Console.IsOutputRedirected ? null : AnsiConsole.Create(new()
    {
        ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? ColorSystemSupport.NoColors
            : ColorSystemSupport.Detect,
    });

    public static RootCommand Root(Shell shell, TextWriter output)
    {
        var root = new RootCommand(shell.Messages["help.root"]);
        shell.Lang.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && Messages.LanguageOf(result.Tokens[0].Value) is null)
            {
                result.AddError(shell.Messages.Text("usage.language", result.Tokens[0].Value));
            }
        });
        root.Options.Add(shell.Lang);
        root.Options.Add(shell.Json);
        root.Options.Add(shell.Csv);
        shell.Csv.Validators.Add(result =>
        {
            if (result.GetValue(shell.Csv) && result.GetValue(shell.Json))
            {
                result.AddError(shell.Messages["usage.json-or-csv"]);
            }
        });
        foreach (var verb in Verbs(shell))
        {
            root.Subcommands.Add(verb);
        }

        root.Options.OfType<HelpOption>().Single().Action = new HelpText(shell.Messages, output);
        return root;
    }

    static IEnumerable<Command> Verbs(Shell shell) =>
    [
        RunCommand.Create(shell),
        RunsCommand.Create(shell),
        RefusedCommand.Create(shell),
        MismatchesCommand.Create(shell),
        SuggestionsCommand.Create(shell),
        ReviewCommand.Create(shell),
        ExplainCommand.Create(shell),
        IndicatorsCommand.Create(shell),
        ReportCommand.Create(shell),
        ListsCommand.Create(shell),
        UnitsCommand.Create(shell),
        FeedsCommand.Create(shell),
        ValuesCommand.Create(shell),
        ConvertCommand.Create(shell),
        MigrateCommand.Create(shell),
        PurgeCommand.Create(shell),
        WorkerCommand.Create(shell),
        DemoCommand.Create(shell),
        LinkageCommand.Create(shell),
        ModelCommand.Create(shell),
    ];

    static int Misused(ParseResult parsed, Messages messages, TextWriter error)
    {
        foreach (var text in Complaints(parsed, messages))
        {
            error.WriteLine($"{messages["say.error"]}: {text}");
        }

        error.WriteLine(messages.Text("usage.see-help", HelpFor(parsed)));
        return ExitCode.Usage;
    }

    static IEnumerable<string> Complaints(ParseResult parsed, Messages messages)
    {
        var command = parsed.CommandResult.Command;
        var known = parsed.UnmatchedTokens.Select(token => messages.Text("usage.unknown", token)).ToList();
        known.AddRange(command.Arguments
            .Where(a => a.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(a)?.Tokens is not { Count: > 0 })
            .Select(a => messages.Text("usage.argument-missing", a.Name)));
        known.AddRange(command.Options
            .Where(o => o.Required && parsed.GetResult(o) is null or { Implicit: true })
            .Select(o => messages.Text("usage.option-missing", o.Name)));
        known.AddRange(command.Options
            .Where(o => parsed.GetResult(o) is { Implicit: false } given
                && given.Tokens.Count < o.Arity.MinimumNumberOfValues)
            .Select(o => messages.Text("usage.value-missing", o.Name)));
        if (known.Count == 0 && command.Subcommands.Count > 0 && command.Action is null)
        {
            known.Add(messages["usage.verb-missing"]);
        }

        return known.Count > 0 ? known : parsed.Errors.Select(e => e.Message).Distinct();
    }

    static string HelpFor(ParseResult parsed) =>
        string.Join(' ', HelpText.PathOf(parsed.CommandResult.Command)) + " --help";

    static Language LanguageOf(string[] arguments, Settings settings)
    {
        var at = Array.IndexOf(arguments, "--lang");
        var given = at >= 0 && at + 1 < arguments.Length
            ? arguments[at + 1]
            : arguments.FirstOrDefault(a => a.StartsWith("--lang=", StringComparison.Ordinal))?["--lang=".Length..];
        return Messages.LanguageOf(given)
            ?? Messages.LanguageOf(settings.Configuration["DE06_LANG"])
            ?? Language.Vi;
    }
}
