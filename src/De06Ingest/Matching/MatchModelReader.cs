using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Matching.Comparing;

namespace De06Ingest.Matching;

/// <summary>Reads a model file strictly: an unknown word, a missing level or a share that is none is an error with file
/// and line.</summary>
sealed class MatchModelReader
{
    readonly ContractProblems problems;

    MatchModelReader(ContractProblems problems) => this.problems = problems;

    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem.</exception>
    public static MatchModel Read(string file, string yaml)
    {
        var problems = new ContractProblems(file);
        var model = YamlTree.Parse(yaml, problems) is { } root ? new MatchModelReader(problems).Model(root) : null;
        return !problems.Any && model is not null
            ? model
            : throw new AggregateException($"{problems.All.Count} problem(s) in the model", problems.All);
    }

    MatchModel Model(YamlPart root)
    {
        var words = Words(root, "the model", "model", "bands", "learning", "matched-share", "kinds", "attributes");
        var bands = Words(Part(words, root, "bands"), "bands", "auto", "review");
        var (auto, review) = (Share(bands, root, "auto"), Share(bands, root, "review"));
        if (review > auto)
        {
            problems.Add(bands["review"].Line, "'review' must not be above 'auto'");
        }

        var (attributes, levels) = Attributes(words.GetValueOrDefault("attributes"));
        return new MatchModel
        {
            Name = words.GetValueOrDefault("model") is YamlText { IsNull: false } name ? name.Text : "unnamed",
            Bands = new(auto, review),
            Learning = Learning(Part(words, root, "learning")),
            MatchedShare = words.ContainsKey("matched-share") ? Share(words, root, "matched-share") : null,
            Kinds = Kinds(Part(words, root, "kinds")),
            Attributes = attributes,
            LevelNames = levels,
        };
    }

    LearningSpec Learning(YamlPart? part)
    {
        var words = Words(part, "learning", "random-pairs", "rounds", "smoothing");
        return new(
            (int)Number(words, part, "random-pairs", 1000, 10_000_000),
            (int)Number(words, part, "rounds", 1, 10_000),
            Number(words, part, "smoothing", 0.1, 10_000));
    }

    Dictionary<LinkKind, LevelWeights> Kinds(YamlPart? part)
    {
        var all = Enum.GetValues<LinkKind>();
        var words = Words(part, "kinds", [.. all.Select(LinkKinds.Word)]);
        var kinds = new Dictionary<LinkKind, LevelWeights>();
        foreach (var kind in all)
        {
            if (Part(words, part, LinkKinds.Word(kind)) is { } body)
            {
                kinds[kind] = Weights(body, $"kind '{LinkKinds.Word(kind)}'", LinkKinds.Levels(kind));
            }
        }

        return kinds;
    }

    (Dictionary<string, LevelWeights> Weights, Dictionary<string, IReadOnlyList<string>> Levels) Attributes(
        YamlPart? part)
    {
        var attributes = new Dictionary<string, LevelWeights>(StringComparer.Ordinal);
        var names = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, body) in (part as YamlTable)?.Pairs ?? [])
        {
            var levels = (body as YamlTable)?.Pairs.FirstOrDefault(p => p.Key.Text == "levels").Value as YamlTable;
            names[name.Text] = [.. levels?.Pairs.Select(p => p.Key.Text) ?? []];
            attributes[name.Text] = Weights(body, $"attribute '{name.Text}'", names[name.Text]);
        }

        return (attributes, names);
    }

    LevelWeights Weights(YamlPart part, string place, IReadOnlyList<string> names)
    {
        var words = Words(part, place, "term-frequency", "levels", "given", "given-m", "given-u");
        var levels = Words(Part(words, part, "levels"), $"levels of {place}", [.. names]);
        var (m, u) = (new double[names.Count], new double[names.Count]);
        for (var i = 0; i < names.Count; i++)
        {
            var level = Part(levels, part, names[i]);
            var shares = Words(level, $"level '{names[i]}' of {place}", "m", "u");
            (m[i], u[i]) = (Share(shares, level, "m"), Share(shares, level, "u"));
        }

        CheckSum(part, place, "m", m);
        CheckSum(part, place, "u", u);
        return new(m, u, words.GetValueOrDefault("term-frequency") is YamlText { Text: "true" })
        {
            Given = words.GetValueOrDefault("given") is YamlText { IsNull: false } given
                ? new(given.Text, Rows(words, part, "given-m", names.Count), Rows(words, part, "given-u", names.Count))
                : null,
        };
    }

    /// <summary>One row of shares for each level of the other attribute.</summary>
    double[][] Rows(Dictionary<string, YamlPart> words, YamlPart around, string word, int width)
    {
        if (Part(words, around, word) is not { } part)
        {
            return [];
        }

        if (part is YamlList list && list.Items.All(i => i is YamlList row && row.Items.Count == width))
        {
            return [.. list.Items.Cast<YamlList>().Select(row => row.Items.Select(cell => Cell(cell, word)).ToArray())];
        }

        problems.Add(part.Line, $"'{word}' must be a list of lists of {width} shares, not {part.Shape}");
        return [];
    }

    double Cell(YamlPart part, string word) =>
        Number(new Dictionary<string, YamlPart> { [word] = part }, part, word, double.Epsilon, 1);

    void CheckSum(YamlPart part, string place, string word, double[] shares)
    {
        if (Math.Abs(shares.Sum() - 1) > 0.01)
        {
            var sum = shares.Sum().ToString("0.####", CultureInfo.InvariantCulture);
            problems.Add(part.Line, $"the {word} of the levels of {place} must add up to 1, not {sum}");
        }
    }

    Dictionary<string, YamlPart> Words(YamlPart? part, string place, params string[] known)
    {
        var words = new Dictionary<string, YamlPart>(StringComparer.Ordinal);
        if (part is not (null or YamlTable))
        {
            problems.Add(part.Line, $"{place} must be a mapping (word: value), not {part.Shape}");
        }

        foreach (var (key, value) in (part as YamlTable)?.Pairs ?? [])
        {
            if (!known.Contains(key.Text, StringComparer.Ordinal))
            {
                problems.Add(key.Line, $"unknown word '{key.Text}' in {place}; {NearestWord.Hint(key.Text, known)}");
            }

            words[key.Text] = value;
        }

        return words;
    }

    YamlPart? Part(Dictionary<string, YamlPart> words, YamlPart? around, string word)
    {
        if (words.TryGetValue(word, out var part))
        {
            return part;
        }

        problems.Add(around?.Line ?? 1, $"'{word}' is missing");
        return null;
    }

    double Share(Dictionary<string, YamlPart> words, YamlPart? around, string word) =>
        Number(words, around, word, double.Epsilon, 1);

    double Number(Dictionary<string, YamlPart> words, YamlPart? around, string word, double least, double most)
    {
        var part = Part(words, around, word);
        if (part is null)
        {
            return most;
        }

        if (part is YamlText text
            && double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        var from = least == double.Epsilon ? "above 0" : "from " + least.ToString(CultureInfo.InvariantCulture);
        problems.Add(part.Line, $"'{word}' must be a number {from} to {most.ToString(CultureInfo.InvariantCulture)}, "
            + $"not {part.Shape}");
        return most;
    }
}
