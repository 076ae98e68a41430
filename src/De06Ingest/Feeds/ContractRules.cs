using System.Globalization;

namespace De06Ingest.Feeds;

/// <summary>Reads the words of a contract that name its columns: key, subject, one-per, compare and the
/// conditions.</summary>
sealed partial class ContractRules(
    ContractYaml root,
    IReadOnlyList<ColumnSpec> columns,
    ExtentSpec extent,
    ContractProblems problems)
{
    /// <summary>Types of columns that say something of one citizen.</summary>
    static readonly ColumnKind[] Personal =
    [
        ColumnKind.PersonalId, ColumnKind.LegacyId, ColumnKind.PersonName, ColumnKind.BirthDate, ColumnKind.Sex,
        ColumnKind.Phone, ColumnKind.SocialInsurance, ColumnKind.HealthCard,
    ];

    public IReadOnlyList<string> Key()
    {
        if (!root.Has("key"))
        {
            root.Need("key", ContractText.NeedKey());
        }
        else if (root.Part("key") is YamlList { Items.Count: 0 } empty)
        {
            problems.Add(empty.Line, ContractText.KeyEmpty());
        }

        var key = Names("key");
        if (key.Count > 0 && key.All(k => k is "period" or "unit"))
        {
            problems.Add(root.LineOf("key"), ContractText.KeyOfSlices());
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

        problems.Add(text.Line, ContractText.OnePerSubject());
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
                problems.Add(word.Line, ContractText.ChoiceUnknown("compare", word.Text, hint));
            }
            else if (word.Text != "alive" && !columns.Any(c => c.IsCitizenField && c.Name == word.Text))
            {
                problems.Add(word.Line, ContractText.CompareNoField(word.Text));
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
                var texts = root.Texts(
                    codes, ContractText.PlaceWord(column.Text, ContractText.PlaceSection(word)));
                return Known(column, word) ? Condition(word, column, codes, texts) : null;
            case var other:
                problems.Add(other.Line, ContractText.ConditionForm(word));
                return null;
        }
    }

    ColumnCondition? Condition(string word, YamlText name, YamlPart part, IReadOnlyList<YamlText> codes)
    {
        var column = columns.First(c => c.Name == name.Text);
        if (column.Kind != ColumnKind.Code)
        {
            problems.Add(name.Line, ContractText.ConditionNotCode(word, name.Text));
            return null;
        }

        if (part is YamlList { Items.Count: 0 })
        {
            problems.Add(part.Line, ContractText.ConditionEmpty(word));
        }

        var known = column.Codes.Values.Distinct(StringComparer.Ordinal).ToArray();
        foreach (var code in codes.Where(c => !known.Contains(c.Text)))
        {
            var hint = NearestWord.Hint(code.Text, known);
            problems.Add(code.Line, ContractText.ConditionCode(word, code.Text, name.Text, hint));
        }

        return new ColumnCondition(name.Text, [.. codes.Select(c => c.Text)]);
    }

    /// <summary>The columns with those of the key required: a row without its key cannot be kept.</summary>
    public IReadOnlyList<ColumnSpec> WithKeyRequired(IReadOnlyList<string> key)
    {
        foreach (var column in columns.Where(c => c.Optional && key.Contains(c.Name)))
        {
            problems.Add(root.LineOf("key"), ContractText.KeyOptional(column.Name));
        }

        // Without its sequence a row of a delta could be older than what it would replace.
        return [.. columns.Select(c => key.Contains(c.Name) || c.Name == extent.Sequence
            ? c with { Required = true }
            : c)];
    }

    /// <summary>The reference is what others are compared with, so it needs personal ids and compares nothing
    /// itself.</summary>
    public void CheckRole(FeedContract contract)
    {
        if (contract.Role == FeedRole.Register)
        {
            CheckRegister(contract);
        }

        if (contract.Role != FeedRole.Reference)
        {
            return;
        }

        root.Refuse(
            ContractText.BecauseWhen("role", "reference"), "compare", "active-when", "phone-wrong-when",
            "check", "suggest", "dead-when", "adults-only-when", "paid-on");
        if (contract.IndexOf("personalId") < 0 && contract.Link is null)
        {
            problems.Add(root.LineOf("fields"), ContractText.ReferenceWithoutId());
        }
    }

    /// <summary>A register is about no citizen: a column that names one would come in unmatched and
    /// uncompared.</summary>
    void CheckRegister(FeedContract contract)
    {
        root.Refuse(
            ContractText.BecauseWhen("role", "register"),
            "compare", "active-when", "phone-wrong-when", "one-per", "link", "one-to-one", "match");
        foreach (var column in contract.Columns.Where(c => Personal.Contains(c.Kind)))
        {
            problems.Add(
                root.LineOf(column.IsCitizenField ? "fields" : "extra"), ContractText.ColumnOfCitizen(column.Name));
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
                problems.Add(other.Line, ContractText.LinkForm());
                return null;
        }
    }

    /// <summary>The map of the unit codes: a name, or a day on which it changes; null when the contract is
    /// silent.</summary>
    public UnitMapSpec? UnitMap()
    {
        if (root.Has("unit-map") && !extent.ByUnit && !columns.Any(c => c.Kind == ColumnKind.Unit))
        {
            problems.Add(root.LineOf("unit-map"), ContractText.MapWithoutUnits());
        }

        switch (root.Part("unit-map"))
        {
            case null:
                return null;
            case YamlText { IsNull: false } name:
                return name.Text == UnitMapSpec.Evidence ? new(null, null, name.Text) : new(null, null, MapName(name));
            case var part:
                var words = new ContractYaml(part, "unit-map", problems);
                words.Need("until", ContractText.NeedMapDay());
                var day = words.Text("until") is { } text && Day(text) is { } until ? until : (DateOnly?)null;
                return new(MapName(words.Text("before")), day, MapName(words.Text("after")));
        }
    }

    /// <summary>The column that names the unit beside its code; null when there is none.</summary>
    public string? UnitName()
    {
        if (root.Text("unit-name") is not { } name || !Known(name, "unit-name"))
        {
            return null;
        }

        if (columns.First(c => c.Name == name.Text).Kind != ColumnKind.Text || !columns.Any(c => c.Name == "homeUnit"))
        {
            problems.Add(name.Line, ContractText.UnitNameForm(name.Text));
        }

        return name.Text;
    }

    string? MapName(YamlText? name)
    {
        if (name is not null && !ContractForms.IsMapName(name.Text))
        {
            problems.Add(name.Line, ContractText.MapName(name.Text));
        }

        return name?.Text;
    }

    DateOnly? Day(YamlText text)
    {
        if (DateOnly.TryParseExact(text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day))
        {
            return day;
        }

        problems.Add(text.Line, ContractText.MapDay(text.Text));
        return null;
    }

    LinkSpec? Link(YamlText attribute, YamlPart part)
    {
        if (part is YamlText { IsNull: false } word)
        {
            return Known(attribute, "link") ? new(attribute.Text, attribute.Text, LinkKind(word)) : null;
        }

        var words = new ContractYaml(part, "link.*", problems, ContractText.PlaceAttribute(attribute.Text));
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
            problems.Add(kind.Line, ContractText.ChoiceUnknown("link", kind.Text, hint));
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

        problems.Add(name.Line, ContractText.SliceNotInExtent(word, name.Text));
        return false;
    }

    bool Known(YamlText name, string word)
    {
        if (columns.Any(c => c.Name == name.Text))
        {
            return true;
        }

        var hint = NearestWord.Hint(name.Text, [.. columns.Select(c => c.Name)]);
        problems.Add(name.Line, ContractText.ColumnUnknown(word, name.Text, hint));
        return false;
    }

    void NoRepeats(IReadOnlyList<YamlText> names, string word)
    {
        foreach (var again in names.GroupBy(n => n.Text, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
        {
            problems.Add(again.Line, ContractText.NamedTwice(word, again.Text));
        }
    }
}
