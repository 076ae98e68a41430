using System.CommandLine;
using System.Globalization;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary>
/// <c>de06 mismatches</c>: lists the ledger; <c>ignore</c> and <c>reopen</c> record a person's decision.
/// </summary>
static class MismatchesCommand
{
    static readonly Column<MismatchRow>[] Columns =
    [
        new("mismatch_no", m => m.MismatchNo),
        new("feed", m => m.Feed),
        new("subject", m => m.Subject),
        new("kind", m => m.Kind),
        new("kind_title", m => m.KindTitle) { Shown = (m, texts) => texts.Kind(m.Kind) },
        new("severity", m => m.Severity) { MachineOnly = true },
        new("corrects", m => m.Corrects) { Shown = (m, texts) => m.Corrects is { } side ? texts.Side(side) : "" },
        new("state", m => m.State) { Shown = (m, texts) => texts.State(m.State) },
        new("sector_value", m => m.SectorValue),
        new("reference_value", m => m.ReferenceValue),
        new("unit", m => m.Unit) { MachineOnly = true },
        new("unit_name", m => m.UnitName),
        new("record_count", m => m.RecordCount) { MachineOnly = true },
        new("newest_record", m => m.NewestRecord) { MachineOnly = true },
        new("first_seen", m => m.FirstSeen) { Shown = (m, t) => m.FirstSeen is { } at ? t.Forms.Date(at) : "" },
        new("last_seen", m => m.LastSeen) { MachineOnly = true },
        new("opened_run", m => m.OpenedRun) { MachineOnly = true },
        new("closed_run", m => m.ClosedRun) { MachineOnly = true },
        new("how", m => m.How) { MachineOnly = true },
        new("citizen_ref", m => m.CitizenRef) { MachineOnly = true },
        new("suggestion", m => m.Suggestion),
        new("suggestion_confidence", m => m.SuggestionConfidence)
        {
            Shown = (m, _) => SuggestionsCommand.Share(m.SuggestionConfidence),
        },
        new("match_method", m => m.MatchMethod) { MachineOnly = true },
        new("match_probability", m => m.MatchProbability) { MachineOnly = true },
    ];

    static readonly string[] States = ["open", "resolved", "vanished", "ignored", "all"];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("mismatches", "mismatches");
        var feed = shell.Known(shell.Option("--feed", "FEED"), "feed");
        var kind = shell.Chosen("--kind", "KIND", shell.Messages.KindCodes);
        var unit = shell.UnitAndBelow();
        var state = shell.Chosen("--state", string.Join('|', States), States);
        var full = shell.Flag("--full");
        var limit = shell.Limit(50);
        foreach (var option in new Option[] { feed, kind, unit, state, full, limit })
        {
            verb.Options.Add(option);
        }

        shell.Do(verb, async (parsed, console, stop) =>
        {
            var filter = new MismatchFilter(
                parsed.GetValue(feed),
                parsed.GetValue(kind),
                parsed.GetValue(unit),
                parsed.GetValue(state) switch { null => "open", "all" => null, var given => given },
                parsed.GetValue(limit),
                parsed.GetValue(full));
            console.Rows(await shell.Parts.Published.Mismatches(filter, stop), Columns);
            return ExitCode.Ok;
        });
        verb.Subcommands.Add(Decision(shell, "ignore", shell.Parts.Decide(d => d.Ignore)));
        verb.Subcommands.Add(Decision(shell, "reopen", shell.Parts.Decide(d => d.Reopen)));
        return verb;
    }

    /// <summary>The decision is looked up when the verb runs: building the verbs must not need a database.</summary>
    static Func<MismatchKey, string, string, CancellationToken, Task<bool>> Decide(
        this IParts parts,
        Func<IMismatchDecisions, Func<MismatchKey, string, string, CancellationToken, Task<bool>>> decision) =>
        (key, by, reason, stop) => decision(parts.Decisions)(key, by, reason, stop);

    static Command Decision(
        Shell shell, string name, Func<MismatchKey, string, string, CancellationToken, Task<bool>> decide)
    {
        var verb = shell.Verb(name, "mismatches-" + name);
        var feed = shell.Argument("NO");
        var subject = shell.Argument("SUBJECT");
        var kind = shell.Argument("KIND");
        (subject.Arity, kind.Arity) = (ArgumentArity.ZeroOrOne, ArgumentArity.ZeroOrOne);
        var by = shell.Needed("--by", "WHO");
        var reason = shell.Needed("--reason", "WHY");
        foreach (var argument in new[] { feed, subject, kind })
        {
            verb.Arguments.Add(argument);
        }

        verb.Options.Add(by);
        verb.Options.Add(reason);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(feed) is { } first
                && Key(first, result.GetValue(subject), result.GetValue(kind)) is null)
            {
                result.AddError(shell.Messages.Text("usage.mismatch", first));
            }
        });
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var key = Key(parsed.GetValue(feed)!, parsed.GetValue(subject), parsed.GetValue(kind))!.Value;
            if (await decide(key, parsed.GetValue(by)!, parsed.GetValue(reason)!, stop))
            {
                console.Say(console.Messages["say.mismatch-" + name]);
                return ExitCode.Ok;
            }

            console.Complain(console.Messages["say.mismatch-not-found"]);
            return ExitCode.BadData;
        });
        return verb;
    }

    /// <summary>A mismatch by its number, or by feed, subject and kind; null for anything between.</summary>
    static MismatchKey? Key(string first, string? subject, string? kind) => (subject, kind) switch
    {
        (not null, not null) => new MismatchKey(first, subject, kind),
        (null, null) when long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var no) =>
            MismatchKey.Numbered(no),
        _ => null,
    };
}
