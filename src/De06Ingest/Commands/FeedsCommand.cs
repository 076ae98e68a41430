using System.CommandLine;
using De06Ingest.Feeds;

namespace De06Ingest.Commands;

/// <summary>
/// <c>de06 feeds list|check|infer</c>: shows contracts, tries them on their examples, drafts a new one.
/// </summary>
static class FeedsCommand
{
    static readonly Column<FeedContract>[] ListColumns =
    [
        new("feed", c => c.Feed),
        new("title", c => c.Title),
        new("owner", c => c.Owner),
        new("role", c => c.Role == FeedRole.Reference ? "reference" : "sector") { Shown = (c, m) => RoleOf(c, m) },
        new("schedule", c => c.Schedule),
        new("fresh_within", c => c.FreshWithin),
        new("columns", c => c.Columns.Count),
        new("file", c => c.File) { MachineOnly = true },
    ];

    static readonly Column<ContractCheck>[] CheckColumns =
    [
        new("feed", c => c.Feed),
        new("file", c => c.File),
        new("line", c => c.Line == 0 ? null : c.Line),
        new("examples", c => c.Examples),
        new("code", c => c.Problem?.Code) { MachineOnly = true },
        new("problem", c => c.Problem?.ToString()) { Shown = (c, m) => c.Problem?.In(m) ?? m["say.contract-good"] },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("feeds", "feeds");
        verb.Subcommands.Add(List(shell));
        verb.Subcommands.Add(Check(shell));
        verb.Subcommands.Add(Infer(shell));
        return verb;
    }

    static string RoleOf(FeedContract contract, Reporting.Messages messages) =>
        messages.Side(contract.Role == FeedRole.Reference ? "reference" : "sector");

    static Command List(Shell shell)
    {
        var verb = shell.Verb("list", "feeds-list");
        shell.Do(verb, (_, console, _) =>
        {
            console.Rows(shell.Parts.Contracts(), ListColumns);
            return Task.FromResult(ExitCode.Ok);
        });
        return verb;
    }

    static Command Check(Shell shell)
    {
        var verb = shell.Verb("check", "feeds-check");
        var folder = shell.Option("--feeds", "DIR");
        verb.Options.Add(folder);
        shell.Do(verb, (parsed, console, _) =>
        {
            var checks = shell.Parts.CheckContracts(parsed.GetValue(folder));
            console.Rows(checks, CheckColumns);
            return Task.FromResult(checks.Any(c => c.Problem is not null) ? ExitCode.BadData : ExitCode.Ok);
        });
        return verb;
    }

    static Command Infer(Shell shell)
    {
        var verb = shell.Verb("infer", "feeds-infer");
        var sample = shell.Argument("SAMPLE");
        var feed = shell.Option("--name", "FEED");
        feed.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ContractReader.IsFeedName(token.Value))
            {
                result.AddError(ContractText.FeedName(token.Value).In(shell.Messages));
            }
        });
        verb.Arguments.Add(sample);
        verb.Options.Add(feed);
        shell.Do(verb, (parsed, console, _) =>
        {
            var draft = shell.Parts.InferContract(parsed.GetValue(sample)!, parsed.GetValue(feed));
            console.Raw(draft.EndsWith('\n') ? draft : draft + "\n");
            console.Complain(console.Messages["say.drafted"]);
            return Task.FromResult(ExitCode.Ok);
        });
        return verb;
    }
}
