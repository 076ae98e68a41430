using System.CommandLine;
using System.Text.Json;
using De06Ingest.Commands.Linkage;
using De06Ingest.Matching;
using De06Ingest.Matching.Blocking;

namespace De06Ingest.Commands;

/// <summary><c>de06 linkage evaluate</c>: links two files without labels and scores the links. Needs no
/// database.</summary>
static class LinkageCommand
{
    static readonly Column<RulePairs>[] RuleColumns =
    [
        new("rule", r => r.Rule.Name),
        new("pairs", r => r.Pairs),
        new("refined", r => r.Refined),
        new("left_out", r => r.LeftOut),
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("linkage", "linkage");
        verb.Subcommands.Add(Evaluate(shell));
        return verb;
    }

    static Command Evaluate(Shell shell)
    {
        var verb = shell.Verb("evaluate", "linkage-evaluate");
        var files = new LinkageFiles(shell, verb);
        var truth = LinkageFiles.Needed(shell, "--truth", "T.csv");
        var pairs = LinkageFiles.LinkOption(shell, "--pairs", "OUT.csv");
        var asRun = new Option<bool>("--as-run") { Description = shell.Messages["option.link-as-run"] };
        var asIs = new Option<bool>("--as-is") { Description = shell.Messages["option.link-as-is"] };
        verb.Options.Add(truth);
        verb.Options.Add(pairs);
        verb.Options.Add(asIs);
        verb.Options.Add(asRun);
        shell.Do(verb, (parsed, console, stop) =>
        {
            if (parsed.GetValue(asRun))
            {
                var truthOfRun = LinkageFiles.Truth(parsed.GetValue(truth)!);
                var run = RunLinkage.Of(files.ReadAsRun(parsed), files.Model(parsed), truthOfRun, stop);
                if (parsed.GetValue(pairs) is { } pairsOfRun)
                {
                    run.Write(pairsOfRun, truthOfRun);
                }

                run.Print(console);
                return Task.FromResult(ExitCode.Ok);
            }

            var sides = files.Read(parsed);
            var known = LinkageFiles.Truth(parsed.GetValue(truth)!);
            var linkage = Matching.Linkage.Run(
                sides.Data, files.Model(parsed), learn: !parsed.GetValue(asIs), sides.OneToOne);
            var evaluation = new LinkEvaluation(linkage, sides.Feed, sides.Reference, known);
            if (parsed.GetValue(pairs) is { } path)
            {
                PairsFile.Write(path, linkage, sides, known);
            }

            Print(console, sides, evaluation);
            return Task.FromResult(ExitCode.Ok);
        });
        return verb;
    }

    static void Print(ConsoleOutput console, LinkSides sides, LinkEvaluation evaluation)
    {
        var bands = LinkScoreTable.Of(evaluation.Auto, evaluation.AutoAndReview);
        switch (console.Form)
        {
            case OutputForm.Json:
                console.Json(writer => Json(writer, sides, evaluation, bands));
                break;
            case OutputForm.Csv:
                console.Rows(bands, LinkScoreTable.Bands);
                break;
            default:
                Table(console, sides, evaluation, bands);
                break;
        }
    }

    static void Table(
        ConsoleOutput console, LinkSides sides, LinkEvaluation evaluation,
        IReadOnlyList<(string Name, LinkScore Score)> bands)
    {
        var model = evaluation.Linkage.Model;
        console.Say(console.Messages.Text("say.linkage-rows", sides.Data.FeedRows, sides.Data.ReferenceRows,
            sides.RefusedOfFeed, sides.RefusedOfReference, string.Join(", ", sides.Data.Comparisons.Select(c =>
                $"{c.Attribute} ({Matching.Comparing.LinkKinds.Word(c.Kind)})"))));
        console.Say(console.Messages["say.linkage-rules"]);
        console.Rows(evaluation.Linkage.Candidates.Rules, RuleColumns);
        console.Say(console.Messages.Text("say.linkage-candidates", evaluation.Linkage.Candidates.Count,
            LinkScoreTable.Share(evaluation.BlockingRecall)));
        if (evaluation.OutsideTruth > 0)
        {
            console.Say(console.Messages.Text(
                "say.linkage-truth-outside", evaluation.OutsideTruth, evaluation.Auto.Truth));
        }

        console.Say(console.Messages.Text("say.linkage-bands", LinkScoreTable.Share(model.Model.Bands.Auto),
            LinkScoreTable.Share(model.Model.Bands.Review), Math.Round(model.MatchedShare * sides.Data.FeedRows)));
        console.Rows(bands, LinkScoreTable.Bands);
        if (evaluation.ByError.Count > 0)
        {
            console.Say(console.Messages["say.linkage-errors"]);
            console.Rows(evaluation.ByError, LinkScoreTable.Errors);
        }
    }

    static void Json(
        Utf8JsonWriter writer, LinkSides sides, LinkEvaluation evaluation,
        IReadOnlyList<(string Name, LinkScore Score)> bands)
    {
        writer.WriteStartObject();
        writer.WriteNumber("feed-rows", sides.Data.FeedRows);
        writer.WriteNumber("reference-rows", sides.Data.ReferenceRows);
        writer.WriteNumber("candidates", evaluation.Linkage.Candidates.Count);
        writer.WriteNumber("blocking-recall", evaluation.BlockingRecall);
        writer.WriteNumber("truth-outside", evaluation.OutsideTruth);
        writer.WriteNumber("expected-matches", evaluation.Linkage.Model.MatchedShare * sides.Data.FeedRows);
        writer.WritePropertyName("rules");
        ConsoleOutput.Array(writer, evaluation.Linkage.Candidates.Rules, RuleColumns);
        LinkScoreTable.Write(writer, bands);
        writer.WritePropertyName("errors");
        ConsoleOutput.Array(writer, evaluation.ByError, LinkScoreTable.Errors);
        writer.WriteEndObject();
    }
}
