using System.Text.RegularExpressions;

namespace De06Ingest.Feeds;

/// <summary>Reads what part of a feed one extract covers, and as of when.</summary>
sealed partial class ContractExtent(ContractYaml root, IReadOnlyList<ColumnSpec> columns, ContractProblems problems)
{
    public ExtentSpec Read()
    {
        var text = root.Text("extent");
        var m = ExtentForm().Match(text?.Text ?? "full");
        var slices = m.Groups["slice"].Captures.Select(c => c.Value).ToArray();
        if (!m.Success || slices.Distinct(StringComparer.Ordinal).Count() != slices.Length)
        {
            problems.Add(root.LineOf("extent"), ContractText.Extent(text?.Text ?? ""));
        }

        var byPeriod = slices.Contains("period");
        var byUnit = slices.Contains("unit");
        var isDelta = text?.Text == "delta";
        return new ExtentSpec
        {
            IsDelta = isDelta,
            ByPeriod = byPeriod,
            ByUnit = byUnit,
            Period = Slice("period", byPeriod),
            Unit = Slice("unit", byUnit),
            Sequence = Sequence(isDelta),
            Deleted = isDelta ? new ContractRules(root, columns, new(), problems).Condition("deleted") : null,
        };
    }

    SliceSource? Slice(string word, bool wanted)
    {
        if (!wanted)
        {
            root.Refuse(ContractText.BecauseUnless("extent", $"full of [{word}]"), word);
            return null;
        }

        if (!root.Has(word))
        {
            problems.Add(root.LineOf("extent"), ContractText.SliceSourceMissing(word));
            return null;
        }

        var slice = root.Table(word, word);
        string[] given = [.. new[] { "column", "file-name", "above" }.Where(slice.Has)];
        if (given.Length != 1)
        {
            problems.Add(root.LineOf(word), ContractText.SliceSourceOne(word));
        }

        return new SliceSource(
            KnownColumn(slice.Text("column"), word),
            Pattern(slice.Text("file-name"), word == "unit"),
            Pattern(slice.Text("above"), word == "unit"));
    }

    public SourceTimeSpec SourceTime()
    {
        var words = root.Table("source-time", "source-time");
        var from = words.Choice("from", ContractWords.SourceTimes, SourceTimeFrom.FileTime);
        if (root.Has("source-time"))
        {
            words.Need("from", ContractText.FormOneOf(string.Join(", ", ContractWords.SourceTimes.Keys)));
        }

        return new SourceTimeSpec
        {
            From = from,
            Pattern = SourceTimePattern(words, from),
            Column = SourceTimeColumn(words, from),
        };
    }

    string SourceTimePattern(ContractYaml words, SourceTimeFrom from)
    {
        if (from is not (SourceTimeFrom.FileName or SourceTimeFrom.Above))
        {
            words.Refuse(ContractText.BecauseUnless("from", "file-name, above"), "pattern");
            return "";
        }

        words.Need("pattern", ContractText.NeedDatePattern());
        return Pattern(words.Text("pattern"), isUnit: false) ?? "";
    }

    string SourceTimeColumn(ContractYaml words, SourceTimeFrom from)
    {
        if (from != SourceTimeFrom.Column)
        {
            words.Refuse(ContractText.BecauseUnless("from", "column"), "column");
            return "";
        }

        words.Need("column", ContractText.NeedDateColumn());
        var text = words.Text("column");
        var name = KnownColumn(text, "source-time");
        NeedKind(text, "source-time", ColumnKind.Date, ColumnKind.Timestamp);
        return name ?? "";
    }

    string? Sequence(bool isDelta)
    {
        if (!isDelta)
        {
            root.Refuse(ContractText.BecauseUnless("extent", "delta"), "sequence", "deleted");
            return null;
        }

        if (!root.Has("sequence"))
        {
            problems.Add(root.LineOf("extent"), ContractText.SequenceMissing());
        }

        var text = root.Text("sequence");
        var name = KnownColumn(text, "sequence");
        NeedKind(text, "sequence", ColumnKind.Integer, ColumnKind.Date, ColumnKind.Timestamp);
        return name;
    }

    string? KnownColumn(YamlText? name, string where)
    {
        if (name is not null && !columns.Any(c => c.Name == name.Text))
        {
            var hint = NearestWord.Hint(name.Text, [.. columns.Select(c => c.Name)]);
            problems.Add(name.Line, ContractText.ColumnUnknown(where, name.Text, hint));
        }

        return name?.Text;
    }

    void NeedKind(YamlText? name, string where, params ColumnKind[] kinds)
    {
        var column = columns.FirstOrDefault(c => c.Name == name?.Text);
        if (column is not null && !kinds.Contains(column.Kind))
        {
            var known = string.Join(", ", kinds.Select(k => ContractWords.KebabCase(k.ToString())));
            problems.Add(name!.Line, ContractText.ColumnKind(where, name.Text, known));
        }
    }

    string? Pattern(YamlText? pattern, bool isUnit)
    {
        if (pattern is not null && ContractForms.PatternFault(pattern.Text, isUnit) is { } fault)
        {
            problems.Add(pattern.Line, fault);
        }

        return pattern?.Text;
    }

    [GeneratedRegex(@"^(?:delta|full(?: of \[ *(?<slice>period|unit)(?: *, *(?<slice>period|unit))? *\])?)\z")]
    private static partial Regex ExtentForm();
}
