using System.Text;

namespace De06Ingest.Feeds;

/// <summary>
/// A first contract for a file that nobody has described yet, for its owner to check: headers and kinds are guessed,
/// and
/// each guess says what it rests on. It loads as it is.
/// </summary>
/// <param name="Yaml">The contract with comments; holds no person's data.</param>
/// <param name="Table">How the sample was read.</param>
/// <param name="Columns">What each column seems to be.</param>
sealed record ContractDraft(string Yaml, SampleTable Table, IReadOnlyList<SampleColumn> Columns)
{
    /// <summary>As much of a file as a draft needs.</summary>
    public const int SampleBytes = 8 << 20;

    /// <summary>Drafts a contract from the beginning of a file.</summary>
    /// <param name="fileName">The sample's name.</param>
    /// <param name="bytes">The first bytes of the file, at most <see cref="SampleBytes"/> are of use.</param>
    /// <param name="feed">Name of the feed; null to make one from the file's name.</param>
    /// <exception cref="SampleRefused">The sample holds no table that could be read.</exception>
    public static ContractDraft Of(string fileName, ReadOnlySpan<byte> bytes, string? feed = null)
    {
        var text = SampleText.Of(fileName, bytes);
        var table = SampleTable.Of(fileName, text.Text);
        var columns = SampleColumns.Of(table);
        if (columns.Count == 0)
        {
            throw new SampleRefused(fileName, ContractText.SampleNothingKept());
        }

        var (key, keyed) = KeyOf(columns);
        var yaml = new DraftText(fileName, feed, text.Encoding, table, keyed, key).Yaml();
        return new(yaml, table, keyed);
    }

    /// <summary>The row's key: its number, else the personal id, else any column without repeats, else the first
    /// one.</summary>
    static (string Key, IReadOnlyList<SampleColumn> Columns) KeyOf(IReadOnlyList<SampleColumn> columns)
    {
        if (columns.FirstOrDefault(c => c.Name == "recordNo") is { } number)
        {
            return (number.Name, columns);
        }

        var personalId = columns.FirstOrDefault(c => c.Name == "personalId");
        var unique = columns.FirstOrDefault(c => c is { IsUniqueAndFull: true, Kind: ColumnKind.Key });
        if (personalId is not { IsUniqueAndFull: true } && unique is not null)
        {
            var renamed = unique with { Name = "recordNo", Kind = ColumnKind.Key };
            return ("recordNo", [.. columns.Select(c => c == unique ? renamed : c)]);
        }

        return ((personalId ?? columns.FirstOrDefault(c => c.IsUniqueAndFull) ?? columns[0]).Name, columns);
    }
}

/// <summary>Writes a draft as YAML, in the order of the stages, with Vietnamese comments.</summary>
sealed class DraftText(
    string fileName,
    string? feed,
    string encoding,
    SampleTable table,
    IReadOnlyList<SampleColumn> columns,
    string key)
{
    readonly StringBuilder yaml = new();

    public string Yaml()
    {
        WriteHead();
        WriteReading();
        WriteKey();
        WriteUnread();
        WriteColumns("fields", [.. columns.Where(c => c.IsCitizenField)]);
        WriteColumns("extra", [.. columns.Where(c => !c.IsCitizenField)]);
        WriteCompare();
        return yaml.ToString();
    }

    void WriteHead()
    {
        Line("# yaml-language-server: $schema=feed.schema.json");
        Line($"# Bản nháp đoán từ {table.Rows.Count} dòng đầu của tệp mẫu. Đọc từng dòng, sửa chỗ sai, rồi chạy: "
            + "de06 feeds check");
        Line($"feed: {feed ?? FeedName()}");
        Line($"title: {Quoted(Stem())}  # tên cho người đọc");
        Line("owner: CHƯA GHI  # cơ quan quản lý dữ liệu nguồn");
        Line("purpose: CHƯA GHI  # mục đích xử lý");
        Line("legal-basis: CHƯA GHI  # căn cứ pháp lý");
        Line("retain: 90d");
    }

    void WriteReading()
    {
        var extension = Path.GetExtension(fileName);
        Line($"pull: {{ kind: folder, glob: {Quoted("*" + extension)} }}");
        Line($"decode: {{ packing: auto, encoding: {encoding} }}");
        var read = table.Read;
        if (read.Format != ReadFormat.Csv)
        {
            var rows = read.Rows.Length > 0 ? $", rows: {Quoted(read.Rows)}" : "";
            Line($"read: {{ format: {ContractWords.KebabCase(read.Format.ToString())}{rows} }}");
            return;
        }

        Line("read:");
        Line("  format: csv");
        Line($"  separator: {(read.Separator == '\t' ? "tab" : Quoted(read.Separator.ToString()))}");
        Line("  multiline: true  # mẫu có ô xuống dòng trong ngoặc kép", when: read.Multiline);
        var find = read.HeaderFind.Count > 0 ? $"find: [{List(read.HeaderFind)}], " : "";
        Line($"  header: {{ {find}rows: {read.HeaderRows} }}", when: find.Length > 0 || read.HeaderRows > 1);
        Line($"  stop: [{List(read.Stop)}]  # dòng tổng, chữ ký ở cuối", when: read.Stop.Count > 0);
    }

    void WriteKey()
    {
        var column = columns.First(c => c.Name == key);
        Line("extent: full  # mỗi tệp là toàn bộ; nếu theo kỳ hay theo xã: full of [period], full of [unit]");
        Line(column.IsUniqueAndFull
            ? $"key: [{key}]  # trong mẫu: ô nào cũng có, không trùng"
            : $"key: [{key}]  # trong mẫu có ô trống hoặc trùng: chủ nguồn phải xác nhận khóa");
    }

    void WriteUnread()
    {
        WriteHeaders("forbid:  # bỏ trước khi lưu: dữ liệu nhạy cảm", HeaderWords.IsSensitive);
        WriteHeaders("ignore:  # biết mà không dùng: số thứ tự, mỗi lần gửi một khác", HeaderWords.IsRunningNumber);
    }

    void WriteHeaders(string title, Func<string, bool> belongs)
    {
        string[] headers = [.. table.Headers.Where(belongs)];
        Line(title, when: headers.Length > 0);
        foreach (var header in headers)
        {
            Line($"  - {Quoted(header)}");
        }
    }

    void WriteColumns(string word, IReadOnlyList<SampleColumn> written)
    {
        // A contract always has fields; a file without any citizen's field still gets the word.
        Line(written.Count > 0 ? $"{word}:" : $"{word}: {{}}", when: written.Count > 0 || word == "fields");
        foreach (var column in written)
        {
            Line($"  {column.Name}:  # {column.Reason}");
            Line($"    from: [{Quoted(column.Header)}]");
            Line($"    type: {ContractWords.KebabCase(column.Kind.ToString())}", when: !column.IsCitizenField);
            WriteCodes(column);
            Line("    optional: true", when: word == "extra" && column.Name != key);
        }
    }

    void WriteCodes(SampleColumn column)
    {
        if (column.Codes.Count == 0)
        {
            return;
        }

        Line(column.Kind == ColumnKind.Sex
            ? "    codes:  # chủ nguồn phải xác nhận số nào là nam, số nào là nữ"
            : "    codes:  # chữ của nguồn: mã của ta; đặt lại cho dễ hiểu");
        foreach (var (word, code) in column.Codes)
        {
            Line($"      {Quoted(word)}: {Quoted(code)}");
        }
    }

    void WriteCompare()
    {
        string[] compared = [.. ContractWords.Compared.Where(w => columns.Any(c => c.Name == w))];
        Line($"compare: [{string.Join(", ", compared)}]", when: compared.Length > 0);
    }

    string Stem() => Path.GetFileNameWithoutExtension(fileName);

    string FeedName()
    {
        string[] words = [.. HeaderWords.Words(Stem())
            .Select(w => string.Concat(w.Where(char.IsAsciiLetter))).Where(w => w.Length > 0)];
        var name = string.Join('-', words);
        return name.Length == 0 ? "sample" : name[..Math.Min(name.Length, 40)].TrimEnd('-');
    }

    static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Quoted));

    /// <summary>A double-quoted YAML scalar.</summary>
    static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    void Line(string text, bool when = true)
    {
        if (when)
        {
            yaml.Append(text).Append('\n');
        }
    }
}
