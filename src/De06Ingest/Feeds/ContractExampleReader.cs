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
                problems.Add(other.Line, $"examples must be a list of {{ row, record }} or {{ row, refused }}, not "
                    + $"{other.Shape}");
                return [];
        }
    }

    ContractExample Example(YamlPart part)
    {
        var words = new ContractYaml(part, "examples.*", problems, "the example");
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
        if (!words.Has("row"))
        {
            problems.Add(words.Line, "an example needs 'row': headers and cells, as in { Họ và tên: \"Đinh Văn Re\" }");
        }

        if (words.Has("record") == words.Has("refused"))
        {
            problems.Add(words.Line, "an example needs either 'record' (what the row becomes) or 'refused' (its "
                + "fault codes)");
        }

        if (words.Part("refused") is YamlList { Items.Count: 0 } empty)
        {
            problems.Add(empty.Line, "'refused' is empty; name the fault codes, or write 'record' for a row that is "
                + "accepted");
        }

        if (words.Has("refused"))
        {
            words.Refuse("beside 'refused', which lists all fault codes", "faults");
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
                problems.Add(header.Line, $"the example's row has '{header.Text}', which no column reads; {hint}");
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
                problems.Add(name.Line, $"the example's record has '{name.Text}', which is no column; {hint}");
            }

            record[name.Text] = value.IsNull ? null : value.Text;
        }

        return record;
    }

    IEnumerable<(YamlText Word, YamlText Value)> Pairs(ContractYaml words, string word)
    {
        var part = words.Part(word);
        if (part is not null and not YamlTable)
        {
            problems.Add(part.Line, $"'{word}' of the example must be a mapping, not {part.Shape}");
        }

        foreach (var (key, value) in (part as YamlTable)?.Pairs ?? [])
        {
            if (value is YamlText text)
            {
                yield return (key, text);
            }
            else
            {
                problems.Add(value.Line, $"'{key.Text}' of the example's {word} must be a text, not {value.Shape}");
            }
        }
    }

    static IReadOnlyList<string> Codes(ContractYaml words, string word) => [.. words.Texts(word).Select(t => t.Text)];
}
