using System.Globalization;
using De06Ingest.Feeds;

namespace De06Ingest.Publishing.Figures;

/// <summary>Reads the definitions of figures strictly: an unknown word, a wrong value or a missing statement is an
/// error with file and line.</summary>
static class IndicatorFiles
{
    static readonly string[] Words =
    [
        "code", "statement", "with", "title", "title-en", "utility", "owner", "class", "shows", "numerator",
        "denominator", "denominator-en", "basis", "counts", "periods", "level", "rounding", "decimals", "valid-from",
        "valid-to", "within", "not-above", "compare-with", "better", "causes", "causes-en", "items",
    ];

    static readonly string[] Needed = ["unit", "record", "day", "numerator", "denominator"];

    static readonly string[] Utilities =
        ["public-services", "economy", "digital-citizen", "ecosystem", "command"];

    static readonly string[] Classes = ["computed", "summed", "carried", "target-only"];

    static readonly string[] Comparators = ["previous-year", "previous-period", "same-period-last-year"];

    static readonly Dictionary<string, PeriodKind> Kinds = Enum.GetValues<PeriodKind>()
        .Where(kind => kind is not (PeriodKind.Day or PeriodKind.ToDate)).ToDictionary(Word);

    /// <exception cref="AggregateException">Holds one <see cref="ContractException"/> for each problem.</exception>
    public static IReadOnlyList<IndicatorDefinition> Load(string folder)
    {
        var problems = new List<ContractException>();
        var found = new List<(IndicatorDefinition Definition, ContractYaml Words, ContractProblems Problems)>();
        foreach (var file in Files(folder))
        {
            var own = new ContractProblems(file);
            if (Open(File.ReadAllText(file), own) is { } words)
            {
                found.Add((Read(words, own), words, own));
            }
            else
            {
                problems.AddRange(own.All);
            }
        }

        var codes = found.Select(f => f.Definition.Code).ToHashSet();
        foreach (var (definition, words, own) in found)
        {
            CheckOthers(definition, codes, words, own);
            problems.AddRange(own.All);
        }

        return problems.Count == 0
            ? [.. found.Select(f => f.Definition)]
            : throw ContractProblems.FailureOf(problems);
    }

    /// <summary>The words of one definition; null when the text holds none.</summary>
    static ContractYaml? Open(string yaml, ContractProblems problems)
    {
        switch (YamlTree.Parse(yaml, problems))
        {
            case null:
                return null;
            case YamlTable part:
                return new(part, Words, problems, ContractText.PlaceIndicator());
            case var other:
                problems.Add(other.Line, ContractText.NotMapping(ContractText.PlaceIndicator(), other.Shape));
                return null;
        }
    }

    static IndicatorDefinition Read(ContractYaml words, ContractProblems problems)
    {
        var items = new ContractYaml(
            words.Part("items"), ["counted-when", "base", "mask"], problems, ContractText.PlaceIndicator());
        var definition = new IndicatorDefinition
        {
            Code = words.Needed("code", ContractText.NeedFigure()),
            Title = Text("title"),
            TitleEn = Text("title-en"),
            Utility = words.Choice("utility", Same(Utilities), ""),
            Owner = Text("owner"),
            Class = words.Choice("class", Same(Classes), "computed"),
            Shows = words.Choice("shows", Enum.GetValues<FigureForm>().ToDictionary(Word), FigureForm.Percent),
            Numerator = Text("numerator"),
            Denominator = Text("denominator"),
            DenominatorEn = Text("denominator-en"),
            Basis = Text("basis"),
            Counts = words.Choice("counts", Enum.GetValues<FigureCounting>().ToDictionary(Word), default),
            OnlyProvince = words.Choice("level", Flags("province", "commune"), false),
            Truncates = words.Choice("rounding", Flags("truncate", "round"), false),
            Decimals = words.Whole("decimals", 2, least: 0, most: 6),
            ValidFrom = Day("valid-from"),
            ValidTo = Day("valid-to"),
            Within = words.Text("within")?.Text,
            NotAbove = words.Text("not-above")?.Text,
            CompareWith = words.Choice("compare-with", Same(Comparators), "previous-period"),
            LowerIsBetter = words.Choice("better", Flags("lower", "higher"), false),
            Causes = Mapping("causes", words, problems),
            CausesEn = Mapping("causes-en", words, problems),
            ItemCounts = items.Choice("counted-when",
                Enum.GetValues<ItemRule>().Where(r => r > 0).ToDictionary(Word), ItemRule.None),
            ListedItems = items.Choice("base", Flags("listed", "active"), false),
            MasksItems = items.Flag("mask"),
        };
        definition = words.Has("periods") ? definition with { Periods = PeriodKinds(words, problems) } : definition;
        return WithStatement(definition, words, problems);

        string Text(string word) => words.Text(word)?.Text ?? "";

        DateOnly? Day(string word)
        {
            if (words.Text(word) is not { } text)
            {
                return null;
            }

            if (DateOnly.TryParseExact(
                text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            problems.Add(text.Line, ContractText.ValueWrong(
                ContractText.PlaceWord(word, ContractText.PlaceIndicator()), ContractText.FormDay(), text.Text));
            return null;
        }
    }

    static IReadOnlyList<PeriodKind> PeriodKinds(ContractYaml words, ContractProblems problems)
    {
        var texts = words.Texts("periods");
        foreach (var wrong in texts.Where(t => !Kinds.ContainsKey(t.Text)))
        {
            problems.Add(wrong.Line, ContractText.ValueWrong(
                ContractText.PlaceWord("periods", ContractText.PlaceIndicator()),
                ContractText.FormOneOf(string.Join(", ", Kinds.Keys)), wrong.Text));
        }

        return [.. texts.Where(t => Kinds.ContainsKey(t.Text)).Select(t => Kinds[t.Text])];
    }

    /// <summary>Texts by a word; empty when there are none.</summary>
    static Dictionary<string, string> Mapping(string word, ContractYaml words, ContractProblems problems)
    {
        switch (words.Part(word))
        {
            case null:
                return [];
            case YamlTable table:
                return table.Pairs.Where(p => p.Value is YamlText)
                    .ToDictionary(p => p.Key.Text, p => ((YamlText)p.Value).Text);
            case var other:
                problems.Add(other.Line, ContractText.NotMapping(
                    ContractText.PlaceWord(word, ContractText.PlaceIndicator()), other.Shape));
                return [];
        }
    }

    /// <summary>The definition with its statement, its own or one that it shares with others, and its values in the
    /// place of the statement's variables.</summary>
    static IndicatorDefinition WithStatement(
        IndicatorDefinition definition, ContractYaml words, ContractProblems problems)
    {
        var word = words.Has("statement") ? "statement" : "code";
        var name = words.Text(word)?.Text ?? "";
        var values = Mapping("with", words, problems);
        if (name.Length == 0)
        {
            return definition;
        }

        try
        {
            var text = FigureStatement.Text(name);
            var variables = FigureStatement.Variables(text);
            if (!variables.SetEquals(values.Keys))
            {
                problems.Add(words.LineOf(words.Has("with") ? "with" : word), ContractText.FigureVariables(
                    name, string.Join(", ", variables.Order()), string.Join(", ", values.Keys.Order())));
            }

            definition = definition with { Statement = FigureStatement.Filled(text, values) };
            var missing = Needed.Except(definition.Columns).ToList();
            if (missing.Count > 0)
            {
                problems.Add(words.LineOf(word), ContractText.FigureColumns(name, string.Join(", ", missing)));
            }
        }
        catch (FileNotFoundException)
        {
            problems.Add(words.LineOf(word), ContractText.FigureStatement(name));
        }

        return definition;
    }

    /// <summary>Figures that it names must be there.</summary>
    static void CheckOthers(
        IndicatorDefinition definition, HashSet<string> codes, ContractYaml words, ContractProblems problems)
    {
        foreach (var (word, code) in new[] { ("within", definition.Within), ("not-above", definition.NotAbove) })
        {
            if (code is not null && !codes.Contains(code))
            {
                problems.Add(words.LineOf(word), ContractText.FigureUnknown(word, code));
            }
        }
    }

    static Dictionary<string, string> Same(string[] words) => words.ToDictionary(w => w);

    static Dictionary<string, bool> Flags(string yes, string no) => new() { [no] = false, [yes] = true };

    static string Word<T>(T value)
        where T : struct, Enum => ContractWords.KebabCase(value.ToString());

    static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal) : [];
}
