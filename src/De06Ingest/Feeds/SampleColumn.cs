namespace De06Ingest.Feeds;

/// <summary>What one column of a sample seems to be, and why we think so.</summary>
/// <param name="Header">Header or JSON path.</param>
/// <param name="Name">Contract name.</param>
/// <param name="Kind">Guessed kind.</param>
/// <param name="Reason">In Vietnamese: what the guess rests on.</param>
sealed record SampleColumn(string Header, string Name, ColumnKind Kind, string Reason)
{
    /// <summary>The source's words and the codes proposed for them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Codes { get; init; } = [];

    /// <summary>Every cell is filled and none stands twice.</summary>
    public bool IsUniqueAndFull { get; init; }

    public bool IsCitizenField => ContractWords.CitizenFields.ContainsKey(Name);
}

/// <summary>Guesses the kinds of a sample's columns from headers, backed by values.</summary>
static class SampleColumns
{
    const double Most = 0.9;
    const string FromHeader = "đoán từ tiêu đề";

    static readonly string[] MoneyWords =
        ["tien", "luong", "du no", "so du", "muc huong", "tro cap", "phi", "amount", "balance"];
    static readonly string[] NumberWords = ["ma", "so", "id", "code", "no", "number"];
    static readonly string[] PrivateWords =
        ["ten", "dia", "chi", "noi", "cha", "me", "vo", "chong", "thon", "name", "address"];

    /// <summary>Guesses in the order of the file; sensitive columns and running numbers are left out.</summary>
    public static IReadOnlyList<SampleColumn> Of(SampleTable table)
    {
        var columns = new List<SampleColumn>();
        HashSet<string> taken = [.. ContractWords.SystemColumns, "period", "unit"];
        for (var i = 0; i < table.Headers.Count; i++)
        {
            var header = table.Headers[i];
            var repeated = columns.Exists(c => ContractColumns.Fold(c.Header) == ContractColumns.Fold(header));
            if (!repeated && !HeaderWords.IsSensitive(header) && !HeaderWords.IsRunningNumber(header))
            {
                var at = i;
                var values = new SampleValues(table.Rows.Select(r => r[at]));
                columns.Add(Guess(header, values, columns, taken) with { IsUniqueAndFull = values.IsUniqueAndFull });
            }
        }

        return columns;
    }

    static SampleColumn Guess(string header, SampleValues values, List<SampleColumn> before, HashSet<string> taken)
    {
        var field = CitizenField(header, values);
        if (field is var (name, reason) && !before.Exists(c => c.Name == name)
            && Field(header, name, reason, values) is { } column)
        {
            taken.Add(column.Name);
            return column;
        }

        return Extra(header, FreeName(header, taken), values);
    }

    static (string Name, string Reason)? CitizenField(string header, SampleValues values)
    {
        // JSON paths name the object first: applicant.phoneNumber.
        if ((HeaderWords.Field(header) ?? HeaderWords.Field(header[(header.LastIndexOf('.') + 1)..])) is { } field)
        {
            return (Corrected(field, values), $"{FromHeader}{Backed(field, values)}");
        }

        if (values.PersonalIds >= Most)
        {
            return ("personalId", $"đoán từ giá trị: {Percent(values.PersonalIds)} là 12 chữ số");
        }

        if (values.AreSexes)
        {
            return ("sex", "đoán từ giá trị: chỉ có Nam, Nữ");
        }

        var isNumber = NumberWords.Contains(HeaderWords.Words(header).FirstOrDefault());
        return values.Phones >= Most && !isNumber
            ? ("phone", $"đoán từ giá trị: {Percent(values.Phones)} có dạng số điện thoại")
            : null;
    }

    /// <summary>A column headed CMND or Mã số that holds 12-digit numbers carries personal ids by now.</summary>
    static string Corrected(string field, SampleValues values) =>
        field is "legacyId" or "recordNo" && values.PersonalIds >= Most ? "personalId" : field;

    static string Backed(string field, SampleValues values) => field switch
    {
        "personalId" or "legacyId" => $"; {Percent(values.PersonalIds)} giá trị là 12 chữ số",
        "phone" => $"; {Percent(values.Phones)} giá trị có dạng số điện thoại",
        "birthDate" => $"; {Percent(values.Dates)} giá trị là ngày đầy đủ",
        _ => "",
    };

    /// <summary>The citizen's field, or null when the values do not allow it.</summary>
    static SampleColumn? Field(string header, string name, string reason, SampleValues values)
    {
        var column = new SampleColumn(header, name, ContractWords.CitizenFields[name], reason);
        return name switch
        {
            "sex" when values.AreSexDigits => column with { Codes = SexCodes(values.Distinct()) },
            "status" => values.CodeList(each: 1) is { } codes ? column with { Codes = StateCodes(codes) } : null,
            // In a list of changes a record stands more than once.
            "recordNo" => values.Filled * 10 >= values.Cells * 9 && values.Distinct().Count * 10 >= values.Filled * 8
                ? column
                : null,
            _ => column,
        };
    }

    static IReadOnlyList<KeyValuePair<string, string>> SexCodes(IReadOnlyList<string> digits) => [.. digits.Select(d =>
        new KeyValuePair<string, string>(d, d switch { "1" => "male", "0" or "2" => "female", _ => "unknown" }))];

    static IReadOnlyList<KeyValuePair<string, string>> StateCodes(IReadOnlyList<string> words) =>
        [.. words.Select(w => new KeyValuePair<string, string>(w, string.Join(' ', HeaderWords.Words(w)) switch
        {
            "thuong tru" or "tam tru" or "con song" or "dang song" or "alive" => "alive",
            "da chet" or "chet" or "da mat" or "tu vong" or "da tu vong" or "dead" => "dead",
            "chuyen di" or "da chuyen di" or "moved" => "moved",
            _ => Code(w),
        }))];

    static SampleColumn Extra(string header, string name, SampleValues values)
    {
        var column = new SampleColumn(header, name, ColumnKind.Text, "giữ nguyên chữ");
        var isPrivate = HeaderWords.Words(header).Intersect(PrivateWords).Any() || values.People > 0.2;
        if (values.Filled == 0)
        {
            return column with { Reason = "mẫu không có giá trị nào" };
        }

        return Measured(column, values) ?? Listed(column, values, isPrivate) ?? column;
    }

    static SampleColumn? Measured(SampleColumn column, SampleValues values)
    {
        var header = $" {string.Join(' ', HeaderWords.Words(column.Header))} ";
        var isMoney = Array.Exists(MoneyWords, w => header.Contains($" {w} ", StringComparison.Ordinal));
        var isNumber = NumberWords.Contains(HeaderWords.Words(column.Header).FirstOrDefault());
        var numbers = values.Integers + values.GroupedNumbers;
        return values switch
        {
            { Timestamps: >= Most } => column.As(ColumnKind.Timestamp, values.Timestamps, "là ngày giờ"),
            { Dates: >= Most } => column.As(ColumnKind.Date, values.Dates, "là ngày"),
            { PersonalIds: >= Most } => column.As(ColumnKind.PersonalId, values.PersonalIds, "là 12 chữ số"),
            _ when numbers >= Most && (isMoney || values.GroupedNumbers >= 0.5) =>
                column.As(ColumnKind.MoneyVnd, numbers, "là số tiền"),
            { Phones: >= Most } when !isNumber => column.As(ColumnKind.Phone, values.Phones, "có dạng số điện thoại"),
            { IsUniqueAndFull: true } when isNumber =>
                column with { Kind = ColumnKind.Key, Reason = "mã, không trùng" },
            { Integers: >= 1 } when !isNumber => column.As(ColumnKind.Integer, 1, "là số nguyên"),
            _ => null,
        };
    }

    static SampleColumn As(this SampleColumn column, ColumnKind kind, double share, string what) =>
        column with { Kind = kind, Reason = $"{Percent(share)} giá trị {what}" };

    static SampleColumn? Listed(SampleColumn column, SampleValues values, bool isPrivate)
    {
        if (values.AreYesNo)
        {
            return column with
            {
                Kind = ColumnKind.Boolean,
                Reason = "chỉ có hai giá trị",
                Codes = YesNo(values.Distinct()),
            };
        }

        if (!isPrivate && values.CodeList(each: 2) is { } codes)
        {
            return column with
            {
                Kind = ColumnKind.Code,
                Reason = $"{codes.Count} giá trị khác nhau",
                Codes = [.. codes.Select(c => new KeyValuePair<string, string>(c, Code(c)))],
            };
        }

        return values.Digits >= Most ? column with { Kind = ColumnKind.Key, Reason = "mã bằng chữ số" } : null;
    }

    static IReadOnlyList<KeyValuePair<string, string>> YesNo(IReadOnlyList<string> words) =>
        [.. words.DistinctBy(ContractColumns.Fold).Select(w => new KeyValuePair<string, string>(
            w, string.Concat(HeaderWords.Words(w)) is "co" or "true" or "yes" or "dung" ? "true" : "false"))];

    /// <summary>Our code for a source's word: its words without diacritics, joined by hyphens.</summary>
    static string Code(string word)
    {
        string[] words = [.. HeaderWords.Words(word)
            .Select(w => string.Concat(w.Where(char.IsAsciiLetterOrDigit))).Where(w => w.Length > 0)];
        return words.Length > 0 ? string.Join('-', words) : "other";
    }

    static string FreeName(string header, HashSet<string> taken)
    {
        var name = CamelCase(header);
        for (var n = 2; !IsFree(name, taken); n++)
        {
            name = $"{CamelCase(header)}{n}";
        }

        taken.Add(name);
        return name;
    }

    static bool IsFree(string name, HashSet<string> taken) => !taken.Contains(name)
        && !taken.Contains(new ColumnSpec(name, ColumnKind.Text, []).SqlName)
        && !ContractWords.CitizenFields.ContainsKey(name);

    static string CamelCase(string header)
    {
        string[] words = [.. HeaderWords.Words(header)
            .Select(w => string.Concat(w.Where(char.IsAsciiLetterOrDigit))).Where(w => w.Length > 0)];
        var name = string.Concat(words.Select((w, i) => i == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
        name = name.Length == 0 || !char.IsAsciiLetterLower(name[0]) ? "column" + name : name;
        return name[..Math.Min(name.Length, 40)];
    }

    static string Percent(double share) => $"{Math.Floor(share * 100):0}%";
}
