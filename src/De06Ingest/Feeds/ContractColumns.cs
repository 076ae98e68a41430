using System.Text;
using System.Text.RegularExpressions;
using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>Reads <c>fields:</c> and <c>extra:</c> of a contract into columns, and checks each by itself.</summary>
sealed partial class ContractColumns(ContractYaml root, ContractProblems problems)
{
    static readonly string[] SexCodes = ["male", "female", "other", "unknown"];
    static readonly string[] BooleanCodes = ["true", "false"];

    readonly List<(ColumnSpec Column, int Line)> columns = [];

    /// <summary>The citizen's fields in the order of the file, then the extra columns.</summary>
    public IReadOnlyList<ColumnSpec> Read()
    {
        if (root.Part("fields") is null)
        {
            var known = string.Join(", ", ContractWords.CitizenFields.Keys);
            root.Need("fields", ContractText.NeedFields(known));
        }

        ReadFields();
        ReadExtra();
        CheckSqlNames();
        CheckUnread("forbid");
        CheckUnread("ignore");
        return [.. columns.Select(c => c.Column)];
    }

    void ReadFields()
    {
        var part = root.Part("fields");
        _ = new ContractYaml(part, "fields", problems);
        foreach (var (name, body) in (part as YamlTable)?.Pairs ?? [])
        {
            if (ContractWords.CitizenFields.TryGetValue(name.Text, out var kind))
            {
                var words = new ContractYaml(body, "fields.*", problems, ContractText.PlaceField(name.Text));
                columns.Add((Column(name, words, kind) with { IsCitizenField = true }, name.Line));
            }
        }
    }

    void ReadExtra()
    {
        var part = root.Part("extra");
        if (part is not null and not YamlTable)
        {
            problems.Add(part.Line, ContractText.ExtraForm(part.Shape));
        }

        foreach (var (name, body) in (part as YamlTable)?.Pairs ?? [])
        {
            CheckExtraName(name);
            var words = new ContractYaml(body, "extra.*", problems, ContractText.PlaceColumn(name.Text));
            words.Need("type", ContractText.FormOneOf(string.Join(", ", ContractWords.Kinds.Keys)));
            columns.Add((Column(name, words, words.Choice("type", ContractWords.Kinds, ColumnKind.Text)), name.Line));
        }
    }

    void CheckExtraName(YamlText name)
    {
        if (ContractWords.CitizenFields.ContainsKey(name.Text))
        {
            problems.Add(name.Line, ContractText.ColumnIsField(name.Text));
        }
        else if (name.Text is "period" or "unit")
        {
            problems.Add(name.Line, ContractText.ColumnReserved(name.Text));
        }
        else if (!ColumnName().IsMatch(name.Text))
        {
            problems.Add(name.Line, ContractText.ColumnName(name.Text));
        }
    }

    ColumnSpec Column(YamlText name, ContractYaml words, ColumnKind kind)
    {
        words.Need("from", ContractText.NeedFrom());
        if (words.Part("from") is YamlList { Items.Count: 0 } from)
        {
            problems.Add(from.Line, ContractText.FromEmpty(name.Text));
        }

        var column = new ColumnSpec(name.Text, kind, [.. words.Texts("from").Select(t => t.Text)])
        {
            Formats = Formats(words, kind, name.Text),
            Codes = Codes(words, kind, name),
            Required = words.Flag("required"),
            Optional = words.Flag("optional"),
            Mask = words.Has("mask") ? words.Flag("mask") : null,
            Note = words.Text("note")?.Text ?? "",
        };
        CheckMask(column, words.LineOf("mask"));
        if (column is { Required: true, Optional: true })
        {
            problems.Add(words.LineOf("optional"), ContractText.RequiredAndOptional(name.Text));
        }

        return column;
    }

    /// <summary>What names a person cannot be shown in clear; what has no mask cannot be masked.</summary>
    void CheckMask(ColumnSpec column, int line)
    {
        if (column.Mask == false && (column.IdentifiesPerson || column.Name == "recordNo"))
        {
            problems.Add(line, ContractText.MaskNeeded(column.Name));
        }
        else if (column is { Mask: not null, CanMask: false })
        {
            problems.Add(line, ContractText.MaskNone(column.Name));
        }
    }

    List<string> Formats(ContractYaml words, ColumnKind kind, string column)
    {
        if (kind is not (ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.BirthDate))
        {
            words.Refuse(ContractText.BecauseNotDate(), "formats");
            return [];
        }

        var formats = words.Texts("formats");
        foreach (var form in formats)
        {
            if (ContractForms.DateFormFault(form.Text) is { } fault)
            {
                problems.Add(form.Line, ContractText.FormatsOf(column, fault));
            }
        }

        return [.. formats.Select(f => f.Text)];
    }

    Dictionary<string, string> Codes(ContractYaml words, ColumnKind kind, YamlText column)
    {
        if (kind is not (ColumnKind.Code or ColumnKind.Sex or ColumnKind.Boolean))
        {
            words.Refuse(ContractText.BecauseNoCodes(), "codes");
            return [];
        }

        if (kind == ColumnKind.Code && !words.Has("codes"))
        {
            problems.Add(column.Line, ContractText.CodesMissing(column.Text));
        }

        return words.Part("codes") switch
        {
            null => [],
            YamlTable table => CodesOf(table, kind, column.Text),
            var other => Wrong(other),
        };

        Dictionary<string, string> Wrong(YamlPart other)
        {
            problems.Add(other.Line, ContractText.CodesForm(column.Text, other.Shape));
            return [];
        }
    }

    Dictionary<string, string> CodesOf(YamlTable table, ColumnKind kind, string column)
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        var folded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (word, part) in table.Pairs)
        {
            if (!folded.Add(Fold(word.Text)))
            {
                problems.Add(word.Line, ContractText.CodeTwice(column, word.Text));
            }
            else if (part is not YamlText { IsNull: false } code)
            {
                var place = ContractText.PlaceWord("codes", ContractText.PlaceColumn(column));
                problems.Add(part.Line, ContractText.NotText(ContractText.PlaceWord(word.Text, place), part.Shape));
            }
            else if (CodeForm(code.Text, kind) is { } form)
            {
                problems.Add(code.Line, ContractText.CodeWrong(code.Text, column, form));
            }
            else
            {
                codes.Add(word.Text, code.Text);
            }
        }

        return codes;
    }

    /// <summary>What the code must be, or null when it is that.</summary>
    static CodedText? CodeForm(string code, ColumnKind kind) => kind switch
    {
        ColumnKind.Sex when !SexCodes.Contains(code) => ContractText.FormOneOf(string.Join(", ", SexCodes)),
        ColumnKind.Boolean when !BooleanCodes.Contains(code) => ContractText.FormBoolean(),
        _ => OurCode().IsMatch(code) ? null : ContractText.FormCode(),
    };

    void CheckSqlNames()
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, line) in columns)
        {
            foreach (var sqlName in SqlNames(column))
            {
                if (ContractWords.SystemColumns.Contains(sqlName))
                {
                    problems.Add(line, ContractText.SqlNameTaken(column.Name, sqlName));
                }
                else if (SqlWords.Reserved.Contains(sqlName))
                {
                    problems.Add(line, ContractText.SqlNameReserved(column.Name, sqlName));
                }
                else if (!owners.TryAdd(sqlName, column.Name))
                {
                    problems.Add(line, ContractText.SqlNameTwice(owners[sqlName], column.Name, sqlName));
                }
            }
        }
    }

    static IEnumerable<string> SqlNames(ColumnSpec column) => column.Kind == ColumnKind.BirthDate
        ? [column.SqlName, column.SqlName + "_from", column.SqlName + "_to"]
        : [column.SqlName];

    void CheckUnread(string word)
    {
        var unread = root.Texts(word).Select(t => Fold(t.Text)).ToHashSet(StringComparer.Ordinal);
        foreach (var (column, line) in columns)
        {
            foreach (var header in column.From.Where(h => unread.Contains(Fold(h))))
            {
                problems.Add(line, ContractText.ColumnUnread(column.Name, header, word));
            }
        }
    }

    /// <summary>Headers and codes are compared without case, spacing and Unicode form.</summary>
    internal static string Fold(string text) =>
        Spaces().Replace(text.Normalize(NormalizationForm.FormKC), " ").Trim().ToLowerInvariant();

    [GeneratedRegex(@"^[a-z][a-zA-Z0-9]{0,48}\z")]
    private static partial Regex ColumnName();

    [GeneratedRegex(@"^[a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex OurCode();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
