using System.CommandLine;
using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 suggestions FEED</c>: lists what the right values may be for the open mismatches of a feed, the
/// surest first, with what they rest on.</summary>
static class SuggestionsCommand
{
    static readonly Column<SuggestionRow>[] Columns =
    [
        new("mismatch_no", s => s.MismatchNo),
        new("feed", s => s.Feed) { MachineOnly = true },
        new("subject", s => s.Subject),
        new("kind", s => s.Kind) { Shown = (s, texts) => texts.Kind(s.Kind) },
        new("field", s => s.Field) { MachineOnly = true },
        new("rank", s => s.Rank),
        new("value", s => s.Value),
        new("confidence", s => s.Confidence) { Shown = (s, _) => Share(s.Confidence) },
        new("feeds", s => s.Feeds) { Shown = (s, _) => string.Join(", ", s.Feeds) },
        new("since", s => s.Since) { Shown = (s, _) => s.Since?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) },
        new("others", s => s.Others),
        new("holders", s => s.Holders) { MachineOnly = true },
        new("unit", s => s.Unit) { MachineOnly = true },
        new("unit_name", s => s.UnitName),
        new("citizen_ref", s => s.CitizenRef) { MachineOnly = true },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("suggestions", "suggestions");
        var feed = shell.Argument("FEED");
        var unit = shell.UnitAndBelow();
        var field = shell.Chosen("--field", "FIELD", [.. ContractWords.Witnessed]);
        var least = Least(shell);
        var full = shell.Flag("--full");
        var limit = shell.Limit(50);
        verb.Arguments.Add(feed);
        foreach (var option in new Option[] { unit, field, least, full, limit })
        {
            verb.Options.Add(option);
        }

        shell.Do(verb, async (parsed, console, stop) =>
        {
            var name = shell.Contract(parsed.GetValue(feed)!).Feed;
            console.Rows(await shell.Parts.Published.Suggestions(
                new SuggestionFilter(
                    name, parsed.GetValue(unit), parsed.GetValue(field), parsed.GetValue(least),
                    parsed.GetValue(limit), parsed.GetValue(full)),
                stop), Columns);
            return ExitCode.Ok;
        });
        return verb;
    }

    /// <summary>A confidence as people read it.</summary>
    public static string Share(decimal? confidence) =>
        confidence is { } share ? share.ToString("0%", CultureInfo.InvariantCulture) : "";

    static Option<decimal> Least(Shell shell) => new("--confidence")
    {
        Description = shell.Messages["option.confidence"],
        HelpName = "P",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
                && share is >= 0 and <= 1)
            {
                return share;
            }

            result.AddError(shell.Messages.Text("usage.share", text));
            return 0;
        },
    };
}
