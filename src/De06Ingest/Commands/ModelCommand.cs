using System.CommandLine;
using De06Ingest.Commands.Linkage;
using De06Ingest.Matching;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Commands;

/// <summary><c>de06 model train|show|compare</c>: learns a match model, shows it, and shows what another would
/// change.</summary>
static class ModelCommand
{
    static readonly Column<LevelRow>[] LevelColumns =
    [
        new("attribute", l => l.Attribute),
        new("level", l => l.Level),
        new("m", l => l.M),
        new("u", l => l.U),
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
            console.Rows(Rows(LinkageFiles.ModelFile(parsed.GetValue(model))).ToList(), LevelColumns);
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
            var after = Links(sides, LinkageFiles.ModelFile(parsed.GetValue(other)));
            var changes = Changes(sides, before, after);
            console.Rows(changes, ChangeColumns);
            console.Say(console.Messages.Text("say.model-compared", changes.Count(c => c.Change == "new"),
                changes.Count(c => c.Change == "lost"), changes.Count(c => c.Change == "other"),
                before.Count(b => after.TryGetValue(b.Key, out var a) && IsSame(b.Value, a))));
            return Task.FromResult(ExitCode.Ok);
        });
        return verb;
    }

    static Dictionary<int, Link> Links(LinkSides sides, MatchModel model) =>
        Matching.Linkage.Run(sides.Data, model, learn: false, sides.OneToOne).Links.ToDictionary(l => l.Feed);

    static List<ChangedLink> Changes(LinkSides sides, Dictionary<int, Link> before, Dictionary<int, Link> after) =>
        [.. before.Keys.Union(after.Keys).Order().Select(row =>
        {
            var (old, now) = (Of(before, row), Of(after, row));
            return old is { } one && now is { } other && IsSame(one, other) ? null : Change(sides, old, now);
        }).OfType<ChangedLink>()];

    static ChangedLink Change(LinkSides sides, Link? old, Link? now)
    {
        var link = (now ?? old)!.Value;
        var change = old is null ? "new"
            : now is null ? "lost"
            : old.Value.Reference != link.Reference ? "other"
            : "band";
        return new(change, sides.Feed.Keys[link.Feed], sides.Reference.Keys[link.Reference], link.Probability,
            Word(old), Word(now));
    }

    static Link? Of(Dictionary<int, Link> links, int row) => links.TryGetValue(row, out var link) ? link : null;

    static bool IsSame(Link one, Link other) => one.Reference == other.Reference && one.Band == other.Band;

    static string Word(Link? link) => link?.Band switch { Band.Auto => "auto", Band.Review => "review", _ => "none" };

    static IEnumerable<LevelRow> Rows(MatchModel model)
    {
        var kinds = model.Kinds.Select(k => (Name: LinkKinds.Word(k.Key), k.Value, Levels: LinkKinds.Levels(k.Key)));
        var own = model.Attributes.Select(a => (Name: a.Key, a.Value, Levels: model.LevelNames[a.Key]));
        return
            from weights in kinds.Concat(own)
            from level in weights.Levels.Select((name, i) => (name, i))
            select new LevelRow(weights.Name, level.name, weights.Value.M[level.i], weights.Value.U[level.i],
                weights.Value.Bits()[level.i], weights.Value.TermFrequency);
    }

    sealed record LevelRow(string Attribute, string Level, double M, double U, double Bits, bool TermFrequency);

    sealed record ChangedLink(
        string Change, string Row, string Record, double Probability, string Before, string After);
}
