using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>The words of a contract about rules on request, rules across the set, and suggestions.</summary>
sealed partial class ContractRules
{
    /// <summary>Codes of the rules that the contract asks for.</summary>
    public IReadOnlyList<string> Check() => Listed("check", ContractWords.Checked);

    /// <summary>Fields for whose mismatches a right value is suggested.</summary>
    public IReadOnlyList<string> Suggest() => Listed("suggest", ContractWords.Witnessed);

    /// <summary>The column that says on which day the row was paid.</summary>
    public string? PaidOn()
    {
        if (root.Text("paid-on") is not { } name || !Known(name, "paid-on"))
        {
            return null;
        }

        IsTime(name, "paid-on");
        return name.Text;
    }

    /// <summary>Which rows register a death: <c>always</c>, or a condition.</summary>
    public DeathRows? DeadWhen()
    {
        if (!root.Has("dead-when"))
        {
            return null;
        }

        return root.Part("dead-when") is YamlText { Text: "always" } ? new DeathRows(null)
            : Condition("dead-when") is { } when ? new DeathRows(when)
            : null;
    }

    /// <summary>Fields that the feed may witness, with the column that says since when.</summary>
    public IReadOnlyDictionary<string, string?> Witness()
    {
        switch (root.Part("witness"))
        {
            case null:
                return new Dictionary<string, string?>();
            case YamlTable table:
                return table.Pairs.Where(p => IsWitnessed(p.Key)).ToDictionary(p => p.Key.Text, p => Since(p.Value));
            case var other:
                problems.Add(other.Line, ContractText.WitnessForm());
                return new Dictionary<string, string?>();
        }
    }

    /// <summary>What the rules ask for must be there.</summary>
    public void CheckAcross(FeedContract contract)
    {
        Needs(contract, "minor-benefit", contract.PaidOn is not null || contract.Extent.ByPeriod,
            ContractText.NeedPaidOn());
        Needs(contract, "unit-unknown", contract.UnitColumn is not null, ContractText.NeedField("homeUnit"));
        Needs(contract, "unit-dissolved", contract.UnitColumn is not null, ContractText.NeedField("homeUnit"));
        Needs(contract, "phone-shared", contract.IndexOf("phone") >= 0, ContractText.NeedField("phone"));
        Needs(contract, "phone-disagrees", contract.IndexOf("phone") >= 0, ContractText.NeedField("phone"));
        if (contract.OneAccountPerPhone && contract.IndexOf("phone") < 0)
        {
            problems.Add(
                root.LineOf("one-account-per-phone"),
                ContractText.WordNeeds("one-account-per-phone", ContractText.NeedField("phone")));
        }
    }

    void Needs(FeedContract contract, string check, bool isThere, CodedText what)
    {
        if (contract.Check.Contains(check) && !isThere)
        {
            problems.Add(root.LineOf("check"), ContractText.CheckNeeds(check, what));
        }
    }

    IReadOnlyList<string> Listed(string word, IReadOnlyList<string> known)
    {
        var given = root.Texts(word);
        foreach (var text in given.Where(t => !known.Contains(t.Text)))
        {
            var hint = NearestWord.Hint(text.Text, [.. known]);
            problems.Add(text.Line, ContractText.NotKnownTo(word, text.Text, hint));
        }

        NoRepeats(given, word);
        return [.. given.Select(t => t.Text)];
    }

    bool IsWitnessed(YamlText field)
    {
        if (!ContractWords.Witnessed.Contains(field.Text))
        {
            var hint = NearestWord.Hint(field.Text, [.. ContractWords.Witnessed]);
            problems.Add(field.Line, ContractText.NotKnownTo("witness", field.Text, hint));
            return false;
        }

        return Known(field, "witness");
    }

    string? Since(YamlPart part)
    {
        if (part is not YamlText { IsNull: false } name)
        {
            problems.Add(part.Line, ContractText.WitnessForm());
            return null;
        }

        if (name.Text == "unknown" || !Known(name, "witness"))
        {
            return null;
        }

        IsTime(name, "witness");
        return name.Text;
    }

    void IsTime(YamlText name, string word)
    {
        var column = columns.First(c => c.Name == name.Text);
        if (column.Kind is not (ColumnKind.Date or ColumnKind.Timestamp))
        {
            problems.Add(name.Line, ContractText.NotTime(word, name.Text));
        }
    }
}
