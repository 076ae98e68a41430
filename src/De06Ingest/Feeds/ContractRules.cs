namespace De06Ingest.Feeds;

/// <summary>Reads the words of a contract that name its columns: key, subject, one-per, compare and the
/// conditions.</summary>
sealed partial class ContractRules(
    ContractYaml root,
    IReadOnlyList<ColumnSpec> columns,
    ExtentSpec extent,
    ContractProblems problems)
{
    public IReadOnlyList<string> Key()
    {
        if (!root.Has("key"))
        {
            problems.Add(root.Line, "the contract needs 'key': the columns (and period, unit) that identify a row");
        }
        else if (root.Part("key") is YamlList { Items.Count: 0 } empty)
        {
            problems.Add(empty.Line, "'key' is empty; name the columns (and period, unit) that identify a row");
        }

        var key = Names("key");
        if (key.Count > 0 && key.All(k => k is "period" or "unit"))
        {
            problems.Add(root.LineOf("key"), "'key' must name at least one column; a slice alone identifies no row");
        }

        return key;
    }

    /// <summary>Who the row is about; the key when the contract is silent.</summary>
    public IReadOnlyList<string> Subject(IReadOnlyList<string> key) => root.Has("subject") ? Names("subject") : key;

    /// <summary>The column of <c>one-per</c>; the word subject stands for a subject of one column.</summary>
    public string? OnePer(IReadOnlyList<string> subject)
    {
        var text = root.Text("one-per");
        if (text is null)
        {
            return null;
        }

        if (text.Text != "subject")
        {
            return Known(text, "one-per") ? text.Text : null;
        }

        if (subject.Count == 1)
        {
            return subject[0];
        }

        problems.Add(text.Line, "'one-per: subject' needs a subject of one column; name the column instead");
        return null;
    }

    public IReadOnlyList<string> Compare()
    {
        var compared = root.Texts("compare");
        foreach (var word in compared)
        {
            if (!ContractWords.Compared.Contains(word.Text))
            {
                var hint = NearestWord.Hint(word.Text, [.. ContractWords.Compared]);
                problems.Add(word.Line, $"'compare' does not know '{word.Text}'; {hint}");
            }
            else if (word.Text != "alive" && !columns.Any(c => c.IsCitizenField && c.Name == word.Text))
            {
                problems.Add(word.Line, $"'compare' names '{word.Text}', which is not under 'fields'; add the field "
                    + "or remove it");
            }
        }

        NoRepeats(compared, "compare");
        return [.. compared.Select(w => w.Text)];
    }

    /// <summary>A condition <c>{ column: [codes] }</c>, or null when absent or wrong.</summary>
    public ColumnCondition? Condition(string word)
    {
        switch (root.Part(word))
        {
            case null:
                return null;
            case YamlTable { Pairs: [var (column, codes)] }:
                var texts = root.Texts(codes, $"'{column.Text}' in {word}");
                return Known(column, word) ? Condition(word, column, codes, texts) : null;
            case var other:
                problems.Add(other.Line, $"'{word}' must name one column and its codes, as in {{ status: [active] }}");
                return null;
        }
    }

    ColumnCondition? Condition(string word, YamlText name, YamlPart part, IReadOnlyList<YamlText> codes)
    {
        var column = columns.First(c => c.Name == name.Text);
        if (column.Kind != ColumnKind.Code)
        {
            problems.Add(name.Line, $"'{word}' needs a code column, and '{name.Text}' is none; give it type: code "
                + "and codes");
            return null;
        }

        if (part is YamlList { Items.Count: 0 })
        {
            problems.Add(part.Line, $"'{word}' lists no codes; name at least one");
        }

        var known = column.Codes.Values.Distinct(StringComparer.Ordinal).ToArray();
        foreach (var code in codes.Where(c => !known.Contains(c.Text)))
        {
            var hint = NearestWord.Hint(code.Text, known);
            problems.Add(code.Line, $"'{word}' names the code '{code.Text}', which '{name.Text}' does not have; "
                + $"{hint}");
        }

        return new ColumnCondition(name.Text, [.. codes.Select(c => c.Text)]);
    }

    /// <summary>The columns with those of the key required: a row without its key cannot be kept.</summary>
    public IReadOnlyList<ColumnSpec> WithKeyRequired(IReadOnlyList<string> key)
    {
        foreach (var column in columns.Where(c => c.Optional && key.Contains(c.Name)))
        {
            problems.Add(root.LineOf("key"), $"key column '{column.Name}' cannot be optional; remove 'optional'");
        }

        // Without its sequence a row of a delta could be older than what it would replace.
        return [.. columns.Select(c => key.Contains(c.Name) || c.Name == extent.Sequence
            ? c with { Required = true }
            : c)];
    }

    /// <summary>The reference is what others are compared with, so it needs personal ids and compares nothing
    /// itself.</summary>
    public void CheckReference(FeedContract contract)
    {
        if (contract.Role != FeedRole.Reference)
        {
            return;
        }

        root.Refuse(
            "for the reference, with which the others are compared", "compare", "active-when", "phone-wrong-when",
            "check", "suggest", "dead-when", "adults-only-when", "paid-on");
        if (contract.IndexOf("personalId") < 0 && contract.Link is null)
        {
            problems.Add(root.LineOf("fields"), "the reference needs the field 'personalId', by which citizens are "
                + "found, or 'link'");
        }
    }

    /// <summary>The attributes of a linkage, or null when the contract leaves them to the data.</summary>
    public IReadOnlyList<LinkSpec>? Link()
    {
        switch (root.Part("link"))
        {
            case null:
                return null;
            case YamlTable table:
                return [.. table.Pairs.Select(p => Link(p.Key, p.Value)).OfType<LinkSpec>()];
            case var other:
                problems.Add(other.Line, "'link' must be a mapping of attributes to kinds, as in "
                    + "{ surname: family-name, born: date }");
                return null;
        }
    }

    LinkSpec? Link(YamlText attribute, YamlPart part)
    {
        if (part is YamlText { IsNull: false } word)
        {
            return Known(attribute, "link") ? new(attribute.Text, attribute.Text, LinkKind(word)) : null;
        }

        var words = new ContractYaml(part, "link.*", problems, $"attribute '{attribute.Text}'");
        var column = words.Text("column") ?? attribute;
        return Known(column, "link")
            ? new(attribute.Text, column.Text, words.Text("kind") is { } kind ? LinkKind(kind) : "auto")
            : null;
    }

    string LinkKind(YamlText kind)
    {
        if (!ContractWords.LinkKinds.Contains(kind.Text))
        {
            var hint = NearestWord.Hint(kind.Text, [.. ContractWords.LinkKinds]);
            problems.Add(kind.Line, $"'link' does not know the kind '{kind.Text}'; {hint}");
        }

        return kind.Text;
    }

    IReadOnlyList<string> Names(string word)
    {
        var names = root.Texts(word);
        NoRepeats(names, word);
        return [.. names.Where(n => KnownOrSlice(n, word)).Select(n => n.Text)];
    }

    bool KnownOrSlice(YamlText name, string word)
    {
        if (name.Text is not ("period" or "unit"))
        {
            return Known(name, word);
        }

        if (name.Text == "period" ? extent.ByPeriod : extent.ByUnit)
        {
            return true;
        }

        problems.Add(name.Line, $"'{word}' names '{name.Text}', but extent is not by {name.Text}; write 'extent: "
            + $"full of [{name.Text}]' or remove it");
        return false;
    }

    bool Known(YamlText name, string word)
    {
        if (columns.Any(c => c.Name == name.Text))
        {
            return true;
        }

        var hint = NearestWord.Hint(name.Text, [.. columns.Select(c => c.Name)]);
        problems.Add(name.Line, $"'{word}' names the column '{name.Text}', which fields and extra do not have; {hint}");
        return false;
    }

    void NoRepeats(IReadOnlyList<YamlText> names, string word)
    {
        foreach (var again in names.GroupBy(n => n.Text, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
        {
            problems.Add(again.Line, $"'{word}' names '{again.Text}' twice; keep one");
        }
    }
}
