using System.CommandLine;
using System.Globalization;
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

    static readonly Column<(string Name, LinkScore Score)>[] ScoreColumns = Scores("band");

    static readonly Column<(string Name, LinkScore Score)>[] ErrorColumns = Scores("error");

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
        var asIs = new Option<bool>("--as-is") { Description = shell.Messages["option.link-as-is"] };
        verb.Options.Add(truth);
        verb.Options.Add(pairs);
        verb.Options.Add(asIs);
        shell.Do(verb, (parsed, console, _) =>
        {
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
        IReadOnlyList<(string Name, LinkScore Score)> bands =
            [("auto", evaluation.Auto), ("auto-and-review", evaluation.AutoAndReview)];
        switch (console.Form)
        {
            case OutputForm.Json:
                console.Json(writer => Json(writer, sides, evaluation, bands));
                break;
            case OutputForm.Csv:
                console.Rows(bands, ScoreColumns);
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
            Share(evaluation.BlockingRecall)));
        console.Say(console.Messages.Text("say.linkage-bands", Share(model.Model.Bands.Auto),
            Share(model.Model.Bands.Review), Math.Round(model.MatchedShare * sides.Data.FeedRows)));
        console.Rows(bands, ScoreColumns);
        if (evaluation.ByError.Count > 0)
        {
            console.Say(console.Messages["say.linkage-errors"]);
            console.Rows(evaluation.ByError, ErrorColumns);
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
        writer.WriteNumber("expected-matches", evaluation.Linkage.Model.MatchedShare * sides.Data.FeedRows);
        writer.WritePropertyName("rules");
        ConsoleOutput.Array(writer, evaluation.Linkage.Candidates.Rules, RuleColumns);
        foreach (var (name, score) in bands)
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("links", score.Found);
            writer.WriteNumber("right", score.Right);
            writer.WriteNumber("truth", score.Truth);
            writer.WriteNumber("precision", score.Precision);
            writer.WriteNumber("recall", score.Recall);
            writer.WriteNumber("f1", score.F1);
            writer.WriteEndObject();
        }

        writer.WritePropertyName("errors");
        ConsoleOutput.Array(writer, evaluation.ByError, ErrorColumns);
        writer.WriteEndObject();
    }

    static Column<(string Name, LinkScore Score)>[] Scores(string name) =>
    [
        new(name, s => s.Name),
        new("links", s => s.Score.Found),
        new("right", s => s.Score.Right),
        new("precision", s => s.Score.Precision) { Shown = (s, _) => Share(s.Score.Precision) },
        new("recall", s => s.Score.Recall) { Shown = (s, _) => Share(s.Score.Recall) },
        new("f1", s => s.Score.F1) { Shown = (s, _) => Share(s.Score.F1) },
    ];

    static string Share(double share) => share.ToString("0.00000", CultureInfo.InvariantCulture);
}
