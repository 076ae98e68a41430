namespace De06Ingest.Feeds;

/// <summary>Reads <c>examples:</c>: rows and what must become of them.</summary>
sealed class ContractExampleReader(ContractYaml root, FeedContract contract, ContractProblems problems)
{
    public IReadOnlyList<ContractExample> Read()
    {
        switch (root.Part("examples"))
        {
            case null:
                return [];
            case YamlList list:
                return [.. list.Items.Select(Example)];
            case var other:
                problems.Add(other.Line, ContractText.ExamplesForm(other.Shape));
                return [];
        }
    }

    ContractExample Example(YamlPart part)
    {
        var words = new ContractYaml(part, "examples.*", problems, ContractText.PlaceExample());
        if (part is YamlTable)
        {
            CheckExpectation(words);
        }

        return new ContractExample(
            Row(words),
            words.Has("record") ? Record(words) : null,
            Codes(words, "refused"),
            Codes(words, "faults"),
            part.Line);
    }

    void CheckExpectation(ContractYaml words)
    {
        words.Need("row", ContractText.NeedRow());
        if (words.Has("record") == words.Has("refused"))
        {
            problems.Add(words.Line, ContractText.ExampleExpectsNothing());
        }

        if (words.Part("refused") is YamlList { Items.Count: 0 } empty)
        {
            problems.Add(empty.Line, ContractText.ExampleRefusedEmpty());
        }

        if (words.Has("refused"))
        {
            words.Refuse(ContractText.BecauseRefused(), "faults");
        }
    }

    Dictionary<string, string> Row(ContractYaml words)
    {
        string[] headers =
            [.. contract.Columns.SelectMany(c => c.From), .. contract.Forbid, .. contract.Ignore];
        var known = headers.Select(ContractColumns.Fold).ToHashSet(StringComparer.Ordinal);
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (header, cell) in Pairs(words, "row"))
        {
            if (!known.Contains(ContractColumns.Fold(header.Text)))
            {
                var hint = NearestWord.Hint(header.Text, headers);
                problems.Add(header.Line, ContractText.ExampleHeader(header.Text, hint));
            }

            row[header.Text] = cell.IsNull ? "" : cell.Text;
        }

        return row;
    }

    Dictionary<string, string?> Record(ContractYaml words)
    {
        var known = contract.Columns.Select(c => c.Name).ToArray();
        var record = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in Pairs(words, "record"))
        {
            if (!known.Contains(name.Text))
            {
                var hint = NearestWord.Hint(name.Text, known);
                problems.Add(name.Line, ContractText.ExampleColumn(name.Text, hint));
            }

            record[name.Text] = value.IsNull ? null : value.Text;
        }

        return record;
    }

    IEnumerable<(YamlText Word, YamlText Value)> Pairs(ContractYaml words, string word)
    {
        var part = words.Part(word);
        var place = ContractText.PlaceWord(word, ContractText.PlaceExample());
        if (part is not null and not YamlTable)
        {
            problems.Add(part.Line, ContractText.NotMapping(place, part.Shape));
        }

        foreach (var (key, value) in (part as YamlTable)?.Pairs ?? [])
        {
            if (value is YamlText text)
            {
                yield return (key, text);
            }
            else
            {
                problems.Add(value.Line, ContractText.NotText(ContractText.PlaceWord(key.Text, place), value.Shape));
            }
        }
    }

    static IReadOnlyList<string> Codes(ContractYaml words, string word) => [.. words.Texts(word).Select(t => t.Text)];
}
