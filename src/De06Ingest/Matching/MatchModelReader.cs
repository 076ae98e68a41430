using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Matching.Comparing;
using De06Ingest.Reporting;

namespace De06Ingest.Matching;

/// <summary>Reads a model file strictly: an unknown word, a missing level or a share that is none is an error with file
/// and line.</summary>
sealed class MatchModelReader
{
    const double MostKin = 1_000_000;

    readonly ContractProblems problems;

    MatchModelReader(ContractProblems problems) => this.problems = problems;

    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem.</exception>
    public static MatchModel Read(string file, string yaml)
    {
        var problems = new ContractProblems(file);
        var model = YamlTree.Parse(yaml, problems) switch
        {
            null => null,
            YamlTable root => new MatchModelReader(problems).Model(root),
            var other => NotModel(other, problems),
        };
        return !problems.Any && model is not null
            ? model
            : throw problems.Failure();
    }

    static MatchModel? NotModel(YamlPart part, ContractProblems problems)
    {
        problems.Add(part.Line, ContractText.NotMapping(ContractText.PlaceModel(), part.Shape));
        return null;
    }

    MatchModel Model(YamlTable root)
    {
        var words = Words(root, ContractText.PlaceModel(),
            "model", "bands", "learning", "matched-share", "kin-per-row", "kinds", "attributes");
        var ofBands = Part(words, root, "bands");
        var bands = Words(ofBands, Section("bands"), "auto", "review");
        var before = problems.All.Count;
        var (auto, review) = (Share(bands, ofBands, "auto"), Share(bands, ofBands, "review"));
        if (problems.All.Count == before && review > auto)
        {
            problems.Add(bands["review"].Line, ContractText.BandsCrossed());
        }

        var (attributes, levels) = Attributes(words.GetValueOrDefault("attributes"));
        return new MatchModel
        {
            Name = words.GetValueOrDefault("model") is YamlText { IsNull: false } name ? name.Text : "unnamed",
            Bands = new(auto, review),
            Learning = Learning(Part(words, root, "learning")),
            MatchedShare = words.ContainsKey("matched-share") ? Share(words, root, "matched-share") : null,
            KinPerRow = words.ContainsKey("kin-per-row")
                ? Number(words, root, "kin-per-row", double.Epsilon, MostKin)
                : null,
            Kinds = Kinds(Part(words, root, "kinds")),
            Attributes = attributes,
            LevelNames = levels,
        };
    }

    LearningSpec Learning(YamlPart? part)
    {
        var words = Words(part, Section("learning"), "random-pairs", "rounds", "smoothing");
        return new(
            (int)Number(words, part, "random-pairs", 1000, 10_000_000),
            (int)Number(words, part, "rounds", 1, 10_000),
            Number(words, part, "smoothing", 0.1, 10_000));
    }

    Dictionary<LinkKind, LevelWeights> Kinds(YamlPart? part)
    {
        var all = Enum.GetValues<LinkKind>();
        var words = Words(part, Section("kinds"), [.. all.Select(LinkKinds.Word)]);
        var kinds = new Dictionary<LinkKind, LevelWeights>();
        foreach (var kind in all)
        {
            if (Part(words, part, LinkKinds.Word(kind)) is { } body)
            {
                kinds[kind] = Weights(
                    body, ContractText.PlaceKind(LinkKinds.Word(kind)), LinkKinds.Levels(kind));
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
            attributes[name.Text] = Weights(body, ContractText.PlaceAttribute(name.Text), names[name.Text]);
        }

        return (attributes, names);
    }

    LevelWeights Weights(YamlPart part, CodedText place, IReadOnlyList<string> names)
    {
        var words = Words(part, place, "term-frequency", "levels", "given", "given-m", "given-u");
        var levels = Words(Part(words, part, "levels"), ContractText.PlaceLevels(place), [.. names]);
        var parts = names.Select(name => Part(levels, part, name)).ToList();
        var shares = parts.Select((level, i) =>
            Words(level, ContractText.PlaceLevel(names[i], place), "m", "u", "kin")).ToList();
        double[] Shares(string word) => [.. shares.Select((of, i) => Share(of, parts[i], word))];
        var (m, u) = (Shares("m"), Shares("u"));
        var kin = shares.Exists(of => of.ContainsKey("kin")) ? Shares("kin") : null;
        CheckSum(part, place, "m", m);
        CheckSum(part, place, "u", u);
        CheckSum(part, place, "kin", kin ?? [1]);
        return new(m, u, words.GetValueOrDefault("term-frequency") is YamlText { Text: "true" })
        {
            Kin = kin,
            Given = words.GetValueOrDefault("given") is YamlText { IsNull: false } given
                ? Given(given.Text, words, part, names.Count)
                : null,
        };
    }

    GivenLevels Given(string attribute, Dictionary<string, YamlPart> words, YamlPart around, int width)
    {
        var (m, u) = (Rows(words, around, "given-m", width), Rows(words, around, "given-u", width));
        if (m.Length != u.Length && words.ContainsKey("given-m") && words.TryGetValue("given-u", out var part))
        {
            problems.Add(part.Line, ContractText.ModelRowsUneven());
        }

        return new(attribute, m, u);
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

        problems.Add(part.Line, ContractText.ModelRows(word, width, part.Shape));
        return [];
    }

    double Cell(YamlPart part, string word) =>
        Number(new Dictionary<string, YamlPart> { [word] = part }, part, word, double.Epsilon, 1);

    void CheckSum(YamlPart part, CodedText place, string word, double[] shares)
    {
        if (Math.Abs(shares.Sum() - 1) > 0.01)
        {
            var sum = shares.Sum().ToString("0.####", CultureInfo.InvariantCulture);
            problems.Add(part.Line, ContractText.ModelSum(word, place, sum));
        }
    }

    Dictionary<string, YamlPart> Words(YamlPart? part, CodedText place, params string[] known)
    {
        var words = new Dictionary<string, YamlPart>(StringComparer.Ordinal);
        if (part is not (null or YamlTable))
        {
            problems.Add(part.Line, ContractText.NotMapping(place, part.Shape));
        }

        foreach (var (key, value) in (part as YamlTable)?.Pairs ?? [])
        {
            if (!known.Contains(key.Text, StringComparer.Ordinal))
            {
                var hint = NearestWord.Hint(key.Text, known);
                problems.Add(key.Line, ContractText.UnknownWord(key.Text, place, hint));
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

        problems.Add(around?.Line ?? 1, ContractText.ModelWordMissing(word));
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

        problems.Add(part.Line, ContractText.NumberWrong(word, NumberForm(least, most), part.Shape));
        return most;
    }

    static CodedText NumberForm(double least, double most) => least == double.Epsilon
        ? ContractText.FormNumberAbove(most.ToString(CultureInfo.InvariantCulture))
        : ContractText.FormNumber(
            least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));

    static CodedText Section(string word) => ContractText.PlaceSection(word);
}
