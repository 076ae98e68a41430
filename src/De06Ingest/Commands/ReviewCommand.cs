using System.CommandLine;
using System.Globalization;
using De06Ingest.Reporting;
using De06Ingest.Telemetry;

namespace De06Ingest.Commands;

/// <summary><c>de06 review</c>: lists pairs of a row and a citizen that wait for a person; <c>profiles</c> counts them
/// by what agrees; <c>accept</c>, <c>reject</c> and <c>undo</c> record a decision and publish what follows from
/// it.</summary>
static class ReviewCommand
{
    static readonly Column<ReviewRow>[] Columns =
    [
        new("review_no", r => r.ReviewNo),
        new("feed", r => r.Feed),
        new("record_id", r => r.RecordId),
        new("personal_id", r => r.PersonalId),
        new("state", r => r.State) { Shown = (r, texts) => texts["review." + r.State] },
        new("method", r => r.Method) { MachineOnly = true },
        new("probability", r => Math.Round(r.Probability, 4)),
        new("profile", r => r.Profile),
        new("cause", r => r.Cause) { Shown = (r, texts) => texts["review." + r.Cause] },
        new("unit", r => r.Unit) { MachineOnly = true },
        new("unit_name", r => r.UnitName),
        new("decided_by", r => r.DecidedBy) { MachineOnly = true },
        new("reason", r => r.Reason) { MachineOnly = true },
        new("decided_at", r => r.DecidedAt) { MachineOnly = true },
    ];

    static readonly Column<ReviewProfileRow>[] ProfileColumns =
    [
        new("feed", p => p.Feed),
        new("pairs", p => p.Pairs),
        new("profile", p => p.Profile),
        new("cause", p => p.Cause) { Shown = (p, texts) => texts["review." + p.Cause] },
        new("least", p => Math.Round(p.Least, 4)),
        new("most", p => Math.Round(p.Most, 4)),
    ];

    static readonly string[] States = ["pending", "accepted", "rejected", "all"];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("review", "review");
        var feed = shell.Known(shell.Option("--feed", "FEED"), "feed");
        var unit = shell.UnitAndBelow();
        var profile = shell.Option("--profile", "PROFILE");
        var state = shell.Chosen("--state", string.Join('|', States), States);
        var full = shell.Flag("--full");
        var limit = shell.Limit(50);
        foreach (var option in new Option[] { feed, unit, profile, state, full, limit })
        {
            verb.Options.Add(option);
        }

        shell.Do(verb, async (parsed, console, stop) =>
        {
            var filter = new ReviewFilter(
                parsed.GetValue(feed),
                parsed.GetValue(unit),
                parsed.GetValue(profile),
                parsed.GetValue(state) switch { null => "pending", "all" => null, var given => given },
                parsed.GetValue(limit),
                parsed.GetValue(full));
            console.Rows(await shell.Parts.Published.Reviews(filter, stop), Columns);
            return ExitCode.Ok;
        });
        verb.Subcommands.Add(Profiles(shell));
        foreach (var act in Enum.GetValues<ReviewAct>())
        {
            verb.Subcommands.Add(Decision(shell, act));
        }

        return verb;
    }

    static Command Profiles(Shell shell)
    {
        var verb = shell.Verb("profiles", "review-profiles");
        var feed = shell.Known(shell.Option("--feed", "FEED"), "feed");
        verb.Options.Add(feed);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            console.Rows(await shell.Parts.Published.ReviewProfiles(parsed.GetValue(feed), stop), ProfileColumns);
            return ExitCode.Ok;
        });
        return verb;
    }

    static Command Decision(Shell shell, ReviewAct act)
    {
        var name = act.ToString().ToLowerInvariant();
        var verb = shell.Verb(name, "review-" + name);
        var pair = new Argument<string?>("NO")
        {
            Description = shell.Messages["argument.review"],
            Arity = ArgumentArity.ZeroOrOne,
        };
        var feed = shell.Known(shell.Option("--feed", "FEED"), "feed");
        var profile = shell.Option("--profile", "PROFILE");
        var by = shell.Needed("--by", "WHO");
        var reason = shell.Needed("--reason", "WHY");
        verb.Arguments.Add(pair);
        foreach (var option in new[] { feed, profile, by, reason })
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (Choice(result.GetValue(pair), result.GetValue(feed), result.GetValue(profile)) is null)
            {
                result.AddError(shell.Messages["usage.review"]);
            }
        });
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var choice = Choice(parsed.GetValue(pair), parsed.GetValue(feed), parsed.GetValue(profile))!;
            var decided = await shell.Parts.Reviews.Decide(
                choice, act, parsed.GetValue(by)!, parsed.GetValue(reason)!, stop);
            if (decided.Count == 0)
            {
                console.Complain(console.Messages["say.review-not-found"]);
                return ExitCode.BadData;
            }

            console.Say(console.Messages.Text("say.review-" + name, decided.Values.Sum()));
            await Publish(shell, console, decided.Keys, stop);
            return ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>Publishes what follows; a feed that a run works on obeys when that run begins anew.</summary>
    static async Task Publish(Shell shell, ConsoleOutput console, IEnumerable<string> feeds, CancellationToken stop)
    {
        using var telemetry = Observability.Of(shell.Parts.Settings.Otlp);
        foreach (var contract in shell.Parts.Contracts().Where(c => feeds.Contains(c.Feed)))
        {
            console.Say(await shell.Parts.Runs.CatchUp(contract, stop) is { } report
                ? console.Messages.Text("say.review-published", report.RunId, report.Changed)
                : console.Messages.Text("say.review-later", contract.Feed));
        }
    }

    /// <summary>One pair by its number, or a feed and a profile; null for anything else.</summary>
    static ReviewChoice? Choice(string? no, string? feed, string? profile) => (no, feed, profile) switch
    {
        (not null, null, null) when long.TryParse(no, NumberStyles.None, CultureInfo.InvariantCulture, out var n) =>
            new(n, null, null),
        (null, not null, not null) => new(null, feed, profile),
        _ => null,
    };
}
