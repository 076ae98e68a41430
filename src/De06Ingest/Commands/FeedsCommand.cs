using System.CommandLine;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Commands;

/// <summary>
/// <c>de06 feeds list|check|infer</c>: shows contracts, tries them on their examples, drafts a new one.
/// </summary>
static class FeedsCommand
{
    /// <summary>What a contract says of its feed, and how the feed stands.</summary>
    internal static readonly Column<ListedFeed>[] ListColumns =
    [
        new("feed", f => f.Contract.Feed),
        new("title", f => f.Contract.Title) { Shown = (f, m) => m.In(f.Contract.Title, f.Contract.TitleEn) },
        new("owner", f => f.Contract.Owner) { Shown = (f, m) => m.Owner(f.Contract.Owner) },
        new("role", f => ContractWords.KebabCase(f.Contract.Role.ToString())) { Shown = (f, m) => RoleOf(f, m) },
        new("schedule", f => f.Contract.Schedule),
        new("fresh_within", f => f.Contract.FreshWithin),
        new("as_of", f => f.Health?.AsOf),
        new("state", f => f.Health?.State ?? "never") { Shown = (f, m) => m.State(f.Health?.State ?? "never") },
        new("rows", f => f.Health?.Rows),
        new("columns", f => f.Contract.Columns.Count) { MachineOnly = true },
        new("file", f => f.Contract.File) { MachineOnly = true },
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

    static string RoleOf(ListedFeed feed, Messages messages) =>
        messages["role." + ContractWords.KebabCase(feed.Contract.Role.ToString())];

    /// <summary>Every contract beside the state of its feed, in the order of the contracts.</summary>
    internal static IEnumerable<ListedFeed> Listed(
        IReadOnlyList<FeedContract> contracts, IReadOnlyList<FeedHealthRow> health)
    {
        var byFeed = health.ToDictionary(h => h.Feed, StringComparer.Ordinal);
        return contracts.Select(c => new ListedFeed(c, byFeed.GetValueOrDefault(c.Feed)));
    }

    static Command List(Shell shell)
    {
        var verb = shell.Verb("list", "feeds-list");
        shell.Do(verb, async (_, console, stop) =>
        {
            var contracts = shell.Parts.Contracts();
            console.Rows([.. Listed(contracts, await Health(shell, console, stop))], ListColumns);
            return ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>How the feeds stand; nothing when the database cannot say, for contracts are files.</summary>
    static async Task<IReadOnlyList<FeedHealthRow>> Health(
        Shell shell, ConsoleOutput console, CancellationToken stop)
    {
        try
        {
            return await shell.Parts.Published.FeedHealth(stop);
        }
        catch (Exception problem) when (problem is NpgsqlException or ConfigurationProblem)
        {
            console.Complain(console.Messages["say.no-freshness"]);
            return [];
        }
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

/// <summary>A contract and the state of its feed; null before the database knows it.</summary>
sealed record ListedFeed(FeedContract Contract, FeedHealthRow? Health);
