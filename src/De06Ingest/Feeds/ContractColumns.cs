using System.Text;
using System.Text.RegularExpressions;

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
            problems.Add(root.Line, "the contract needs 'fields': at least one of "
                + string.Join(", ", ContractWords.CitizenFields.Keys));
        }

        ReadFields();
        ReadExtra();
        CheckSqlNames();
        CheckUnread("forbid", "drops");
        CheckUnread("ignore", "leaves out");
        return [.. columns.Select(c => c.Column)];
    }

    /// <summary>Line of the column with this name, or 0.</summary>
    public int LineOf(string name) => columns.Find(c => c.Column.Name == name).Line;

    void ReadFields()
    {
        var part = root.Part("fields");
        _ = new ContractYaml(part, "fields", problems);
        foreach (var (name, body) in (part as YamlTable)?.Pairs ?? [])
        {
            if (ContractWords.CitizenFields.TryGetValue(name.Text, out var kind))
            {
                var words = new ContractYaml(body, "fields.*", problems, $"field '{name.Text}'");
                columns.Add((Column(name, words, kind) with { IsCitizenField = true }, name.Line));
            }
        }
    }

    void ReadExtra()
    {
        var part = root.Part("extra");
        if (part is not null and not YamlTable)
        {
            problems.Add(part.Line, $"extra must be a mapping (column: {{ from: […], type: … }}), not {part.Shape}");
        }

        foreach (var (name, body) in (part as YamlTable)?.Pairs ?? [])
        {
            CheckExtraName(name);
            var words = new ContractYaml(body, "extra.*", problems, $"column '{name.Text}'");
            words.Need("type", "one of " + string.Join(", ", ContractWords.Kinds.Keys));
            columns.Add((Column(name, words, words.Choice("type", ContractWords.Kinds, ColumnKind.Text)), name.Line));
        }
    }

    void CheckExtraName(YamlText name)
    {
        if (ContractWords.CitizenFields.ContainsKey(name.Text))
        {
            problems.Add(name.Line, $"'{name.Text}' is a citizen's field; move it under 'fields', without a type");
        }
        else if (name.Text is "period" or "unit")
        {
            problems.Add(name.Line, $"a column cannot be called '{name.Text}', which in 'key' means the slice; "
                + "rename it");
        }
        else if (!ColumnName().IsMatch(name.Text))
        {
            problems.Add(name.Line, $"column name '{name.Text}' must be camelCase: a small letter, then at most 48 "
                + "letters and digits without diacritics");
        }
    }

    ColumnSpec Column(YamlText name, ContractYaml words, ColumnKind kind)
    {
        words.Need("from", "a list of the headers (or JSON paths) that the column may come under");
        if (words.Part("from") is YamlList { Items.Count: 0 } from)
        {
            problems.Add(from.Line, $"'from' of '{name.Text}' is empty; name at least one header");
        }

        var column = new ColumnSpec(name.Text, kind, [.. words.Texts("from").Select(t => t.Text)])
        {
            Formats = Formats(words, kind, name.Text),
            Codes = Codes(words, kind, name),
            Required = words.Flag("required"),
            Optional = words.Flag("optional"),
            Note = words.Text("note")?.Text ?? "",
        };
        if (column is { Required: true, Optional: true })
        {
            problems.Add(words.LineOf("optional"), $"'{name.Text}' is both required and optional; keep one of them");
        }

        return column;
    }

    List<string> Formats(ContractYaml words, ColumnKind kind, string column)
    {
        if (kind is not (ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.BirthDate))
        {
            words.Refuse("for a column that is no date", "formats");
            return [];
        }

        var formats = words.Texts("formats");
        foreach (var form in formats)
        {
            if (ContractForms.DateFormFault(form.Text) is { } fault)
            {
                problems.Add(form.Line, $"formats of '{column}': {fault}");
            }
        }

        return [.. formats.Select(f => f.Text)];
    }

    Dictionary<string, string> Codes(ContractYaml words, ColumnKind kind, YamlText column)
    {
        if (kind is not (ColumnKind.Code or ColumnKind.Sex or ColumnKind.Boolean))
        {
            words.Refuse("for this type; only code, sex and boolean columns have codes", "codes");
            return [];
        }

        if (kind == ColumnKind.Code && !words.Has("codes"))
        {
            problems.Add(column.Line, $"code column '{column.Text}' needs 'codes': the source's words and ours, as in "
                + "{ TM: cash, TK: account }");
        }

        return words.Part("codes") switch
        {
            null => [],
            YamlTable table => CodesOf(table, kind, column.Text),
            var other => Wrong(other),
        };

        Dictionary<string, string> Wrong(YamlPart other)
        {
            problems.Add(other.Line, $"'codes' of '{column.Text}' must be a mapping of the source's words to ours, "
                + $"as in {{ TM: cash, TK: account }}, not {other.Shape}");
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
                problems.Add(word.Line, $"codes of '{column}' hold '{word.Text}' twice (case and outer space do not "
                    + "count)");
            }
            else if (part is not YamlText { IsNull: false } code)
            {
                problems.Add(part.Line, $"the code for '{word.Text}' of '{column}' must be a text, not {part.Shape}");
            }
            else if (CodeFault(code.Text, kind) is { } fault)
            {
                problems.Add(code.Line, $"code '{code.Text}' of '{column}' {fault}");
            }
            else
            {
                codes.Add(word.Text, code.Text);
            }
        }

        return codes;
    }

    static string? CodeFault(string code, ColumnKind kind) => kind switch
    {
        ColumnKind.Sex when !SexCodes.Contains(code) => $"must be one of {string.Join(", ", SexCodes)}",
        ColumnKind.Boolean when !BooleanCodes.Contains(code) => "must be true or false",
        _ => OurCode().IsMatch(code) ? null : "must be lower-case words joined by hyphens, such as not-activated",
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
                    problems.Add(line, $"column '{column.Name}' would be '{sqlName}' in PostgreSQL, a name that every "
                        + "clean table already has; rename it");
                }
                else if (SqlWords.Reserved.Contains(sqlName))
                {
                    problems.Add(line, $"column '{column.Name}' would be '{sqlName}' in PostgreSQL, a word of SQL; "
                        + "rename it");
                }
                else if (!owners.TryAdd(sqlName, column.Name))
                {
                    problems.Add(line, $"columns '{owners[sqlName]}' and '{column.Name}' would both be '{sqlName}' in "
                        + "PostgreSQL; rename one");
                }
            }
        }
    }

    static IEnumerable<string> SqlNames(ColumnSpec column) => column.Kind == ColumnKind.BirthDate
        ? [column.SqlName, column.SqlName + "_from", column.SqlName + "_to"]
        : [column.SqlName];

    void CheckUnread(string word, string does)
    {
        var unread = root.Texts(word).Select(t => Fold(t.Text)).ToHashSet(StringComparer.Ordinal);
        foreach (var (column, line) in columns)
        {
            foreach (var header in column.From.Where(h => unread.Contains(Fold(h))))
            {
                problems.Add(line, $"column '{column.Name}' reads '{header}', which '{word}' {does}; remove one of "
                    + "the two");
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
