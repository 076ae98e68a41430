using System.CommandLine;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using Spectre.Console;

namespace De06Ingest.Commands;

/// <summary>What every verb shares: the language, the parts, the global options and the streams.</summary>
sealed class Shell(Messages messages, IParts parts, TextWriter output, TextWriter error, IAnsiConsole? terminal)
{
    readonly Dictionary<Symbol, string> filters = [];

    public Messages Messages { get; } = messages;

    public IParts Parts { get; } = parts;

    public Option<bool> Json { get; } = new("--json") { Description = messages["option.json"], Recursive = true };

    public Option<bool> Csv { get; } = new("--csv") { Description = messages["option.csv"], Recursive = true };

    public Option<string> Lang { get; } = new("--lang")
    {
        Description = messages["option.lang"],
        HelpName = "vi|en",
        Recursive = true,
    };

    /// <summary>
    /// A verb with its description <c>help.key</c> and, for its help, the examples <c>examples.key</c>.
    /// </summary>
    public Verb Verb(string name, string key) => new(name, key, Messages);

    /// <summary>Lets a verb do this, and turns what goes wrong into a sentence and an exit code.</summary>
    public void Do(Verb verb, Func<ParseResult, ConsoleOutput, CancellationToken, Task<int>> work) =>
        verb.SetAction((parsed, stop) => Guard(parsed, work, stop));

    /// <summary>The contract of this name.</summary>
    /// <exception cref="NameUnknown">No contract has it.</exception>
    /// <exception cref="ConfigurationProblem">There are no contracts.</exception>
    public FeedContract Contract(string feed)
    {
        var contracts = Parts.Contracts();
        return contracts.FirstOrDefault(c => c.Feed == feed)
            ?? throw (contracts.Count == 0
                ? new ConfigurationProblem("feed-unknown", feed)
                : new NameUnknown("feed", feed, NearestWord.Hint(feed, [.. contracts.Select(c => c.Feed)])));
    }

    public Argument<string> Argument(string name) => new(name)
    {
        Description = Messages["argument." + name.ToLowerInvariant()],
    };

    public Option<string?> Option(string name, string value, string? key = null) => new(name)
    {
        Description = Messages["option." + (key ?? name.TrimStart('-'))],
        HelpName = value,
    };

    /// <summary>A unit, which stands for all below it too.</summary>
    public Option<string?> UnitAndBelow() => Known(Option("--unit", "UNIT", "unit-and-below"), "unit");

    /// <summary>An option whose value is one of a few: a mistyped one would otherwise find nothing, and look
    /// like good news.</summary>
    public Option<string?> Chosen(string name, string value, IReadOnlyList<string> choices)
    {
        var option = Option(name, value);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !choices.Contains(token.Value))
            {
                result.AddError(Messages.Text("usage.one-of", token.Value, string.Join(", ", choices)));
            }
        });
        return option;
    }

    /// <summary>An argument or option that names what must be there; see <see cref="KnownNames"/>.</summary>
    public T Known<T>(T symbol, string filter) where T : Symbol
    {
        filters.Add(symbol, filter);
        return symbol;
    }

    public Option<bool> Flag(string name) => new(name) { Description = Messages["option." + name.TrimStart('-')] };

    /// <summary>An option that must be given, and not be blank.</summary>
    public Option<string?> Needed(string name, string value)
    {
        var option = Option(name, value);
        option.Required = true;
        option.Validators.Add(result =>
        {
            if (result.Tokens.All(t => string.IsNullOrWhiteSpace(t.Value)))
            {
                result.AddError(Messages.Text("usage.option-missing", name));
            }
        });
        return option;
    }

    /// <summary>The number of a run.</summary>
    public Argument<long> RunNumber() => new("RUN")
    {
        Description = Messages["argument.run"],
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, out var number) && number > 0)
            {
                return number;
            }

            result.AddError(Messages.Text("usage.number", result.Tokens[0].Value));
            return 0;
        },
    };

    /// <summary>The option for the most rows to print.</summary>
    public Option<int> Limit(int usual)
    {
        var option = new Option<int>("--limit")
        {
            Description = Messages.Text("option.limit", usual),
            HelpName = "N",
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, out var number) && number > 0)
                {
                    return number;
                }

                result.AddError(Messages.Text("usage.number", result.Tokens[0].Value));
                return 0;
            },
        };
        return option;
    }

    async Task<int> Guard(
        ParseResult parsed, Func<ParseResult, ConsoleOutput, CancellationToken, Task<int>> work, CancellationToken stop)
    {
        var console = new ConsoleOutput(output, error, FormOf(parsed), Messages, terminal);
        try
        {
            var names = new KnownNames(Parts);
            foreach (var (symbol, filter) in filters)
            {
                if (parsed.GetResult(symbol) is { Tokens: [var token] })
                {
                    await names.Check(filter, token.Value, stop);
                }
            }

            return await work(parsed, console, stop);
        }
        catch (IOException gone) when (StandardStreams.IsUnread(gone))
        {
            // Before "| head": who reads no further has what was wanted.
            return ExitCode.Ok;
        }
        catch (Exception problem) when (Complaint.Of(problem, Messages, stop) is { } complaint)
        {
            console.Complain(complaint.Text);
            return complaint.ExitCode;
        }
    }

    OutputForm FormOf(ParseResult parsed) =>
        parsed.GetValue(Json) ? OutputForm.Json : parsed.GetValue(Csv) ? OutputForm.Csv : OutputForm.Table;
}

/// <summary>One verb of <c>de06</c>, and the key under which its help stands in the messages.</summary>
sealed class Verb(string name, string key, Messages messages) : Command(name, messages["help." + key])
{
    public string Examples { get; } = messages["examples." + key];
}
