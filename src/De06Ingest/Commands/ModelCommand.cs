using System.CommandLine;
using De06Ingest.Commands.Linkage;
using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 model train|show|compare|preview</c>: learns a match model, shows it, and shows what another would
/// change, between two files or in what is published.</summary>
static class ModelCommand
{
    static readonly Column<LevelRow>[] LevelColumns =
    [
        new("attribute", l => l.Attribute),
        new("level", l => l.Level),
        new("m", l => l.M),
        new("u", l => l.U),
        new("kin", l => l.Kin),
        new("weight", l => Math.Round(l.Bits, 2)),
        new("term_frequency", l => l.TermFrequency),
    ];

    static readonly Column<ChangedLink>[] ChangeColumns =
    [
        new("change", c => c.Change),
        new("feed_key", c => c.Row),
        new("reference_key", c => c.Record),
        new("probability", c => Math.Round(c.Probability, 4)),
        new("before", c => c.Before),
        new("after", c => c.After),
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("model", "model");
        verb.Subcommands.Add(Train(shell));
        verb.Subcommands.Add(Show(shell));
        verb.Subcommands.Add(Compare(shell));
        verb.Subcommands.Add(Preview(shell));
        return verb;
    }

    static Command Train(Shell shell)
    {
        var verb = shell.Verb("train", "model-train");
        var files = new LinkageFiles(shell, verb);
        var target = LinkageFiles.Needed(shell, "--out", "FILE");
        verb.Options.Add(target);
        shell.Do(verb, (parsed, console, _) =>
        {
            var sides = files.Read(parsed);
            var linkage = Matching.Linkage.Run(sides.Data, files.Model(parsed), learn: true, sides.OneToOne);
            var learnt = MatchModelWriter.Learnt(linkage.Model);
            File.WriteAllText(parsed.GetValue(target)!, MatchModelWriter.Write(learnt));
            console.Say(console.Messages.Text("say.model-written", parsed.GetValue(target)!));
            console.Rows(Rows(learnt).Where(r => learnt.Attributes.ContainsKey(r.Attribute)).ToList(), LevelColumns);
            return Task.FromResult(ExitCode.Ok);
        });
        return verb;
    }

    static Command Show(Shell shell)
    {
        var verb = shell.Verb("show", "model-show");
        var model = LinkageFiles.LinkOption(shell, "--model", "FILE");
        verb.Options.Add(model);
        shell.Do(verb, (parsed, console, _) =>
        {
            console.Rows(Rows(LinkageFiles.ModelFile(parsed.GetValue(model)).Model).ToList(), LevelColumns);
            return Task.FromResult(ExitCode.Ok);
        });
        return verb;
    }

    static Command Compare(Shell shell)
    {
        var verb = shell.Verb("compare", "model-compare");
        var files = new LinkageFiles(shell, verb);
        var other = LinkageFiles.Needed(shell, "--with", "FILE");
        verb.Options.Add(other);
        shell.Do(verb, (parsed, console, _) =>
        {
            var sides = files.Read(parsed);
            var before = Links(sides, files.Model(parsed));
            var after = Links(sides, LinkageFiles.ModelFile(parsed.GetValue(other)).Model);
            var changes = Changes(sides, before, after);
            console.Rows(changes, ChangeColumns);
            Summarise(console, changes, before.Keys.Union(after.Keys).Count() - changes.Count);
            return Task.FromResult(ExitCode.Ok);
        });
        return verb;
    }

    static Command Preview(Shell shell)
    {
        var verb = shell.Verb("preview", "model-preview");
        var feed = shell.Argument("FEED");
        var other = LinkageFiles.Needed(shell, "--with", "FILE");
        var full = shell.Flag("--full");
        verb.Arguments.Add(feed);
        verb.Options.Add(other);
        verb.Options.Add(full);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var (weighed, changes) = await shell.Parts.ModelPreview.Preview(
                shell.Contract(parsed.GetValue(feed)!), LinkageFiles.ModelFile(parsed.GetValue(other)),
                parsed.GetValue(full), stop);
            console.Rows(changes, ChangeColumns);
            Summarise(console, changes, (int)weighed - changes.Count);
            return ExitCode.Ok;
        });
        return verb;
    }

    static void Summarise(ConsoleOutput console, IReadOnlyList<ChangedLink> changes, int same) =>
        console.Say(console.Messages.Text("say.model-compared", changes.Count(c => c.Change == "new"),
            changes.Count(c => c.Change == "lost"), changes.Count(c => c.Change is "other" or "band"), same));

    static Dictionary<int, JudgedLink> Links(LinkSides sides, MatchModel model) =>
        Matching.Linkage.Run(sides.Data, model, learn: false, sides.OneToOne).Links.ToDictionary(
            l => l.Feed, l => new JudgedLink(sides.Reference.Keys[l.Reference], l.Probability, l.Band));

    static List<ChangedLink> Changes(
        LinkSides sides, Dictionary<int, JudgedLink> before, Dictionary<int, JudgedLink> after) =>
        [.. before.Keys.Union(after.Keys).Order()
            .Select(row => ChangedLink.Between(sides.Feed.Keys[row], Of(before, row), Of(after, row)))
            .OfType<ChangedLink>()];

    static JudgedLink? Of(Dictionary<int, JudgedLink> links, int row) =>
        links.TryGetValue(row, out var link) ? link : null;

    static IEnumerable<LevelRow> Rows(MatchModel model)
    {
        var kinds = model.Kinds.Select(k => (Name: LinkKinds.Word(k.Key), k.Value, Levels: LinkKinds.Levels(k.Key)));
        var own = model.Attributes.Select(a => (Name: a.Key, a.Value, Levels: model.LevelNames[a.Key]));
        return
            from weights in kinds.Concat(own)
            from level in weights.Levels.Select((name, i) => (name, i))
            select new LevelRow(weights.Name, level.name, weights.Value.M[level.i], weights.Value.U[level.i],
                weights.Value.Kin?[level.i], weights.Value.Bits()[level.i], weights.Value.TermFrequency);
    }

    sealed record LevelRow(
        string Attribute, string Level, double M, double U, double? Kin, double Bits, bool TermFrequency);
}
