using System.Globalization;
using De06Ingest.Feeds;
using De06Ingest.Publishing.Figures;

namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>Reads what an article published strictly: an unknown word, a missing one or a wrong value is an error with
/// file and line.</summary>
static class ExpectationFile
{
    static readonly string[] Words = ["scenario", "title", "unit", "period", "rows"];

    static readonly string[] RowWords =
    [
        "wording", "figure", "unit", "period", "aspect", "than", "class", "published", "word", "from", "below",
        "reading",
    ];

    static readonly Dictionary<string, string> Classes =
        new[] { "computed", "summed", "carried", "target-only" }.ToDictionary(c => c);

    static readonly Dictionary<string, Aspect> Aspects = Enum.GetValues<Aspect>()
        .ToDictionary(a => ContractWords.KebabCase(a.ToString()));

    /// <summary>Scenarios that have a file, by name.</summary>
    public static IReadOnlyList<string> Names(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal)]
        : [];

    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem.</exception>
    public static ScenarioExpectations Load(string file) => Parse(file, File.ReadAllText(file));

    /// <param name="file">Name of the file in problems.</param>
    /// <param name="yaml">Its text.</param>
    public static ScenarioExpectations Parse(string file, string yaml)
    {
        var problems = new ContractProblems(file);
        var root = YamlTree.Parse(yaml, problems);
        var words = new ContractYaml(root, Words, problems, ContractText.PlaceScenario());
        var found = new ScenarioExpectations(
            words.Needed("scenario", ContractText.NeedText()), words.Needed("title", ContractText.NeedText()),
            [.. Rows(words, problems)]);
        return problems.Any ? throw problems.Failure() : found;
    }

    static IEnumerable<Expectation> Rows(ContractYaml words, ContractProblems problems)
    {
        var (unit, period) = (words.Needed("unit", ContractText.NeedText()), words.Text("period")?.Text ?? "");
        switch (words.Part("rows"))
        {
            case YamlList list:
                return list.Items
                    .Select(part => new ContractYaml(part, RowWords, problems, ContractText.PlaceScenarioRow()))
                    .Select(row => Row(row, unit, period, problems));
            case null:
                words.Need("rows", ContractText.NeedText());
                return [];
            case var other:
                problems.Add(other.Line, ContractText.NotList(
                    ContractText.PlaceWord("rows", ContractText.PlaceScenario()), other.Shape));
                return [];
        }
    }

    static Expectation Row(ContractYaml row, string unit, string period, ContractProblems problems)
    {
        var asked = row.Text("period") is { } own ? own.Text : period;
        if (FigurePeriod.Parse(asked) is null)
        {
            problems.Add(row.Has("period") ? row.LineOf("period") : row.Line, ContractText.ValueWrong(
                ContractText.PlaceWord("period", ContractText.PlaceScenarioRow()), ContractText.FormPeriod(), asked));
        }

        row.Need("class", ContractText.NeedText());
        var aspect = row.Choice("aspect", Aspects, Aspect.Value);
        if (aspect == Aspect.Above)
        {
            row.Need("than", ContractText.NeedFigure());
        }

        return new Expectation
        {
            Wording = row.Needed("wording", ContractText.NeedText()),
            Figure = row.Needed("figure", ContractText.NeedFigure()),
            Unit = row.Text("unit")?.Text ?? unit,
            Period = asked,
            Aspect = aspect,
            Than = row.Text("than")?.Text,
            Class = row.Choice("class", Classes, "computed"),
            Published = Published(row, problems),
            Reading = row.Text("reading")?.Text,
        };
    }

    /// <summary>A range without its word, or a word without its range, says nothing.</summary>
    static PublishedText Published(ContractYaml row, ContractProblems problems)
    {
        var (from, below) = (Number(row, "from", problems), Number(row, "below", problems));
        var word = row.Text("word")?.Text;
        if (word is null)
        {
            row.Refuse(ContractText.BecauseExact(), "from", "below");
        }
        else if (from is null && below is null)
        {
            row.Need("from", ContractText.NeedText());
        }

        return new PublishedText(row.Needed("published", ContractText.NeedText()), word, from, below);
    }

    static decimal? Number(ContractYaml row, string word, ContractProblems problems)
    {
        if (row.Text(word) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        problems.Add(text.Line, ContractText.ValueWrong(
            ContractText.PlaceWord(word, ContractText.PlaceScenarioRow()), ContractText.FormDecimal(), text.Text));
        return null;
    }
}
