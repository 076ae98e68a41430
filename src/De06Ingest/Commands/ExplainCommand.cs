using System.CommandLine;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 explain FEED KEY</c>: why a published row has its citizen, or has none: levels and weights of the
/// best pair and of the two that come next, and of a citizen who is asked for.</summary>
static class ExplainCommand
{
    static readonly Column<Line>[] Columns =
    [
        new("rank", l => l.Rank),
        new("personal_id", l => l.Pair.PersonalId),
        new("probability", l => Math.Round(l.Pair.Probability, 4)),
        new("sum", l => Math.Round(l.Pair.Sum, 2)) { MachineOnly = true },
        new("attribute", l => l.Step.Attribute),
        new("level", l => l.Step.Level),
        new("sector_value", l => l.Step.SectorValue),
        new("reference_value", l => l.Step.CitizenValue),
        new("weight", l => Math.Round(l.Step.Bits, 2)),
        new("rarity", l => Math.Round(l.Step.Rarity, 2)),
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("explain", "explain");
        var feed = shell.Argument("FEED");
        var key = shell.Argument("KEY");
        var citizen = shell.Option("--citizen", "ID");
        var full = shell.Flag("--full");
        verb.Arguments.Add(feed);
        verb.Arguments.Add(key);
        verb.Options.Add(citizen);
        verb.Options.Add(full);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var explained = await shell.Parts.Explanations.Explain(
                shell.Contract(parsed.GetValue(feed)!), parsed.GetValue(key)!, parsed.GetValue(citizen),
                parsed.GetValue(full), stop);
            if (explained is null)
            {
                console.Complain(console.Messages.Text("say.explain-no-row", parsed.GetValue(feed)!));
                return ExitCode.BadData;
            }

            console.Say(explained.Unmatched is null
                ? console.Messages.Text("say.explain-matched", explained.Method!)
                : console.Messages.Text("say.explain-unmatched", explained.Unmatched));
            console.Rows(
                [.. explained.Pairs.SelectMany((pair, i) => pair.Steps.Select(step => new Line(i + 1, pair, step)))],
                Columns);
            if (explained.AskedIsUnknown)
            {
                console.Complain(console.Messages["say.explain-no-citizen"]);
                return ExitCode.BadData;
            }

            return ExitCode.Ok;
        });
        return verb;
    }

    sealed record Line(int Rank, ExplainedPair Pair, ExplainedStep Step);
}
