using System.Text.RegularExpressions;
using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Tests.Feeds;

public sealed partial class FeedCatalogTests : IDisposable
{
    const string Pensions = """
        feed: pension-payments
        title: Chi trả lương hưu, trợ cấp
        owner: BHXH tỉnh
        schedule: "0 15 2 ? * MON-SAT"
        fresh-within: 36h
        pull: { kind: https, url: "https://bhxh.example/p.csv.gz", secret: BHXH_TOKEN, proof: manifest, timeout: 5m }
        decode: { packing: gzip, encoding: utf-8 }
        read: { format: csv, separator: ";", header: { find: [Họ và tên], rows: 2 }, stop: [Tổng cộng] }
        extent: full of [period]
        period: { file-name: "chi-tra_(yyyy-MM)*" }
        source-time: { from: file-name, pattern: "…_(yyyyMMdd)" }
        key: [recordNo, period]
        subject: [recordNo]
        one-per: subject
        purpose: Đối soát người hưởng
        legal-basis: NĐ 43/2021
        retain: 90d
        forbid: [Dân tộc]
        fields:
          recordNo:   { from: ["Mã số BHXH"] }
          personalId: { from: ["Số ĐDCN", "Số CCCD"] }
          name:       { from: ["Họ và tên"], required: true }
          birthDate:  { from: ["Ngày sinh"], formats: [dd/MM/yyyy, MM/yyyy, yyyy] }
          sex:        { from: ["Giới tính"], codes: { "1": male, "2": female } }
        extra:
          payMethod:  { from: ["Hình thức nhận"], type: code, codes: { TM: cash, TK: account } }
          amount:     { from: ["Số tiền"], type: money-vnd, optional: true, note: Số tiền tháng này. }
        compare: [name, birthDate, alive]
        active-when: { payMethod: [cash, account] }
        limits: { refused-share: 2%, refused-least: 5,
          row-drop: 12.5%, record-bytes: 1MiB, extract-bytes: 2GiB, pack-ratio: 50 }
        on-new-column: hold
        examples:
          - row: { Mã số BHXH: "5112000123", "số  cccd": "051162999002" }
            record: { personalId: "051162999002", name: ~ }
            faults: [name-missing]
          - row: { Mã số BHXH: "" }
            refused: [key-missing]
        """;

    readonly string folder = Directory.CreateTempSubdirectory("feeds").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("phone: { from: [a], mask: false }", "", "names a person or a record")]
    [InlineData("", "card: { from: [a], type: health-card, mask: false }", "names a person or a record")]
    [InlineData("", "amount: { from: [a], type: money-vnd, mask: true }", "there is no mask for 'amount'")]
    [InlineData("", "day: { from: [a], type: date, mask: false }", "there is no mask for 'day'")]
    public void Refuses_to_show_a_person_or_to_mask_what_has_no_mask(string field, string extra, string says)
    {
        var yaml = $"""
            feed: x
            title: X
            owner: o
            key: [recordNo]
            fields:
              recordNo: {"{ from: [no] }"}
              {field}
            {(extra.Length > 0 ? "extra:\n  " + extra : "")}
            """;
        Assert.Contains(says, Assert.Single(Problems(yaml)).Problem.ToString(), StringComparison.Ordinal);
    }

    static FeedContract Parse(string yaml) => FeedCatalog.Parse("x.yaml", yaml);

    static IReadOnlyList<ContractException> Problems(string yaml)
    {
        var failure = Assert.Throws<AggregateException>(() => Parse(yaml));
        return [.. failure.InnerExceptions.Cast<ContractException>()];
    }

    /// <summary>The small contract with one line put in place of the line that begins with the same word.</summary>
    static string Small(string with = "", string without = "")
    {
        string[] lines =
        [
            "feed: small", "title: Nhỏ", "owner: Sở", "key: [recordNo]", "fields:", "  recordNo: { from: [Số] }",
            "  name: { from: [Họ tên] }", "extra:",
            "  state: { from: [TT], type: code, codes: { A: active, B: ended } }",
            "  version: { from: [PB], type: integer }",
        ];
        var kept = lines.Where(l => without.Length == 0 || !l.StartsWith(without, StringComparison.Ordinal));
        return string.Join('\n', kept.Append(with));
    }

    [Fact]
    public void Reads_every_section_of_a_contract()
    {
        var c = Parse(Pensions);

        Assert.Equal(("pension-payments", "pension_payments", FeedRole.Sector), (c.Feed, c.TableName, c.Role));
        Assert.Equal(TimeSpan.FromHours(36), c.FreshWithin);
        Assert.Equal((PullKind.Https, "BHXH_TOKEN", PullProof.Manifest), (c.Pull.Kind, c.Pull.Secret, c.Pull.Proof));
        Assert.Equal(TimeSpan.FromMinutes(5), c.Pull.Timeout);
        Assert.Equal((Packing.Gzip, TextEncoding.Utf8), (c.Decode.Packing, c.Decode.Encoding));
        Assert.Equal((';', 2), (c.Read.Separator, c.Read.HeaderRows));
        Assert.Equal(["Tổng cộng"], c.Read.Stop);
        Assert.True(c.Extent is { ByPeriod: true, ByUnit: false, IsDelta: false });
        Assert.Equal("chi-tra_(yyyy-MM)*", c.Extent.Period!.FileName);
        Assert.Equal((SourceTimeFrom.FileName, "…_(yyyyMMdd)"), (c.SourceTime.From, c.SourceTime.Pattern));
        Assert.Equal(["recordNo", "period"], c.Key);
        Assert.Equal("recordNo", c.OnePer);
        Assert.Equal(TimeSpan.FromDays(90), c.Retain);
        Assert.Equal((0.02, 0.125, 1 << 20, 2L << 30, 50),
            (c.Limits.RefusedShare, c.Limits.RowDrop, c.Limits.RecordBytes, c.Limits.ExtractBytes, c.Limits.PackRatio));
        Assert.Equal(5, c.Limits.RefusedLeast);
        Assert.Equal(OnNewColumn.Hold, c.OnNewColumn);
        Assert.Equal(["cash", "account"], c.ActiveWhen!.Codes);
    }

    [Fact]
    public void Puts_the_citizens_fields_before_the_extra_columns_and_requires_the_key()
    {
        var c = Parse(Pensions);

        Assert.Equal(["recordNo", "personalId", "name", "birthDate", "sex", "payMethod", "amount"],
            c.Columns.Select(x => x.Name));
        Assert.Equal([true, false, true, false, false, false, false], c.Columns.Select(x => x.Required));
        Assert.Equal(5, c.Columns.Count(x => x.IsCitizenField));
        Assert.Equal(ColumnKind.MoneyVnd, c.Columns[6].Kind);
        Assert.True(c.Columns[6].Optional);
        Assert.Equal("female", c.Columns[4].Codes["2"]);
        Assert.Equal("pay_method", c.Columns[5].SqlName);
    }

    [Fact]
    public void Reads_examples_with_their_lines()
    {
        var examples = Parse(Pensions).Examples;

        Assert.Equal("051162999002", examples[0].Row["số  cccd"]);
        Assert.Null(examples[0].Record!["name"]);
        Assert.Equal(["name-missing"], examples[0].Faults);
        Assert.Null(examples[1].Record);
        Assert.Equal(["key-missing"], examples[1].Refused);
        Assert.Equal("  - row: { Mã số BHXH: \"\" }", Pensions.Split('\n')[examples[1].Line - 1].TrimEnd());
    }

    [Fact]
    public void Takes_the_key_for_the_subject_when_the_contract_is_silent()
    {
        Assert.True(Parse(Small()).SubjectIsKey);
        Assert.False(Parse(Pensions).SubjectIsKey);
    }

    [Theory]
    [InlineData("fresh: 3h", "", 11, "unknown word 'fresh' in the contract; did you mean 'fresh-within'?")]
    [InlineData("freshWithin: 3h", "", 11, "did you mean 'fresh-within'?")]
    [InlineData("read: { seperator: ';' }", "", 11, "unknown word 'seperator' in read; did you mean 'separator'?")]
    [InlineData("pull: { page: { siez: 3 } }", "", 11, "unknown word 'siez' in pull.page; did you mean 'size'?")]
    [InlineData("title: Lại", "", 11, "'title' stands twice, first in line 2")]
    [InlineData("read: csv", "", 11, "read must be a mapping (word: value), not the text 'csv'")]
    [InlineData("forbid: Dân tộc", "", 11,
        "'forbid' in the contract must be a list, not the text 'Dân tộc'; write [Dân tộc]")]
    [InlineData("forbid: [[a]]", "", 11, "every item of 'forbid' in the contract must be a text, not a list")]
    [InlineData("purpose: [a]", "", 11, "'purpose' in the contract must be a text, not a list")]
    [InlineData("purpose:", "", 11, "'purpose' in the contract must be a text, not nothing")]
    [InlineData("read: { multiline: yes }", "", 11, "must be true or false, not 'yes'")]
    [InlineData("role: sectro", "", 11, "must be one of sector, reference, register, not 'sectro'")]
    [InlineData("schedule: 15 2 * * *", "", 11, "is no Quartz cron expression")]
    [InlineData("schedule: \"0 75 2 ? * MON\"", "", 11, "is no Quartz cron expression")]
    [InlineData("schedule: \"0 99 2 ? * MON\"", "", 11, "is no Quartz cron expression")]
    [InlineData("fresh-within: 36", "", 11, "must be a duration such as 60s, 10m, 36h or 90d, not '36'")]
    [InlineData("retain: 0d", "", 11, "must be a duration")]
    [InlineData("limits: { row-drop: 0.3 }", "", 11, "must be a share from 0% to 100%")]
    [InlineData("limits: { row-drop: 130% }", "", 11, "must be a share")]
    [InlineData("limits: { record-bytes: 2GiB }", "", 11, "must be a size")]
    [InlineData("limits: { pack-ratio: 0 }", "", 11, "must be a whole number from 1")]
    [InlineData("key: [recordNo, nmae]", "key", 10,
        "'key' names the column 'nmae', which fields and extra do not have; did you mean 'name'?")]
    [InlineData("key: [recordNo, period]", "key", 10, "extent is not by period")]
    [InlineData("key: [recordNo, recordNo]", "key", 10, "'key' names 'recordNo' twice")]
    [InlineData("key: []", "key", 10, "'key' is empty")]
    [InlineData("", "key", 1, "needs 'key'")]
    [InlineData("", "feed", 1, "needs 'feed'")]
    [InlineData("feed: Small_Feed", "feed", 10, "must be lower-case words")]
    [InlineData("subject: [who]", "", 11, "'subject' names the column 'who'")]
    [InlineData("one-per: who", "", 11, "'one-per' names the column 'who'")]
    [InlineData("compare: [nane]", "", 11, "'compare' does not know 'nane'; did you mean 'name'?")]
    [InlineData("compare: [phone]", "", 11, "'compare' names 'phone', which is not under 'fields'")]
    [InlineData("active-when: { stat: [active] }", "", 11, "'active-when' names the column 'stat'")]
    [InlineData("active-when: { state: [activ] }", "", 11,
        "names the code 'activ', which 'state' does not have; did you mean 'active'?")]
    [InlineData("active-when: { name: [x] }", "", 11, "needs a code column")]
    [InlineData("active-when: [state]", "", 11, "must name one column and its codes")]
    [InlineData("extent: full of [period]", "", 11, "extent is by period, so 'period' must say where it is read")]
    [InlineData("extent: full of [month]", "", 11, "must be full, full of [period]")]
    [InlineData("period: { column: version }", "", 11,
        "'period' in the contract has no meaning unless 'extent' is full of [period]")]
    [InlineData("extent: delta", "", 11, "a delta needs 'sequence'")]
    [InlineData("sequence: version", "", 11, "'sequence' in the contract has no meaning unless 'extent' is delta")]
    [InlineData("extent: delta\nsequence: name", "", 12, "whose type must be one of integer, date, timestamp")]
    [InlineData("extent: delta\nsequence: version\ndeleted: { state: [gone] }", "", 13, "names the code 'gone'")]
    [InlineData("extent: full of [unit]\nunit: { file-name: 'xa_.csv' }", "", 12, "needs one group in parentheses")]
    [InlineData("extent: full of [unit]\nunit: { file-name: 'xa_(code).csv' }", "", 12,
        "must mark the unit code with (unit)")]
    [InlineData("extent: full of [period]\nperiod: { above: 'Tháng (mm)' }", "", 12, "has no year")]
    [InlineData("extent: full of [period]\nperiod: { column: thang }", "", 12, "'period' names the column 'thang'")]
    [InlineData("extent: full of [period]\nperiod: { above: '(yyyy)', column: version }", "", 12,
        "needs exactly one of")]
    [InlineData("source-time: { from: file-name }", "", 11, "source-time needs 'pattern'")]
    [InlineData("source-time: { from: column, column: name }", "", 11, "whose type must be one of date, timestamp")]
    [InlineData("source-time: { pattern: '(yyyy)' }", "", 11, "source-time needs 'from'")]
    [InlineData("pull: { url: 'https://a.example/' }", "", 11, "'url' in pull has no meaning when 'kind' is folder")]
    [InlineData("pull: { kind: https }", "", 11, "pull needs 'url'")]
    [InlineData("pull: { kind: https, url: 'http://a.example/' }", "", 11, "must begin with https://")]
    [InlineData("pull: { kind: https, url: 'https://u:p@a.example/' }", "", 11,
        "must not hold a user name or password")]
    [InlineData("pull: { kind: https, url: 'https://a.example/', secret: eyJhbGciOi }", "", 11,
        "the secret itself never stands")]
    [InlineData("pull: { parts: _part }", "", 11, "must hold {part} and {parts}")]
    [InlineData("read: { format: json, separator: ';' }", "", 11,
        "'separator' in read has no meaning when 'format' is json")]
    [InlineData("read: { rows: data.items }", "", 11, "'rows' in read has no meaning when 'format' is csv")]
    [InlineData("read: { separator: ';;' }", "", 11, "'separator' in read must be one sign")]
    [InlineData("  a_b: { from: [x], type: text }", "", 11, "column name 'a_b' must be camelCase")]
    [InlineData("  b: { type: text }", "", 11, "column 'b' needs 'from'")]
    [InlineData("  b: { from: x, type: text }", "", 11,
        "'from' in column 'b' must be a list, not the text 'x'; write [x]")]
    [InlineData("  b: { from: [x] }", "", 11, "column 'b' needs 'type'")]
    [InlineData("  b: { from: [x], type: money }", "", 11, "'type' in column 'b' must be one of text, key, code")]
    [InlineData("  b: { from: [x], type: code }", "", 11, "code column 'b' needs 'codes'")]
    [InlineData("  b: { from: [x], type: code, codes: [a] }", "", 11,
        "must be a mapping of the source's words to ours")]
    [InlineData("  b: { from: [x], type: code, codes: { A: a, a: b } }", "", 11, "hold 'a' twice")]
    [InlineData("  b: { from: [x], type: code, codes: { A: Đã Chết } }", "", 11, "must be lower-case words")]
    [InlineData("  b: { from: [x], type: sex, codes: { 1: man } }", "", 11, "must be one of male, female")]
    [InlineData("  b: { from: [x], type: text, codes: { A: a } }", "", 11,
        "only code, sex and boolean columns have codes")]
    [InlineData("  b: { from: [x], type: text, formats: [yyyy] }", "", 11,
        "has no meaning for a column that is no date")]
    [InlineData("  b: { from: [x], type: date, formats: [DD/MM/YYYY] }", "", 11, "'DD/MM/YYYY' is no date form")]
    [InlineData("  b: { from: [x], type: text, required: true, optional: true }", "", 11, "both required and optional")]
    [InlineData("  rowHash: { from: [x], type: text }", "", 11, "a name that every clean table already has")]
    [InlineData("  group: { from: [x], type: text }", "", 11, "a word of SQL")]
    [InlineData("  homeUnit: { from: [x], type: text }", "", 11, "is a citizen's field; move it under 'fields'")]
    [InlineData("  bornFrom: { from: [x], type: text }\n  born: { from: [y], type: birth-date }", "", 12,
        "would both be 'born_from'")]
    [InlineData("  unit: { from: [x], type: text }", "", 11, "a column cannot be called 'unit'")]
    [InlineData("forbid: [HỌ  TÊN]", "", 7, "column 'name' reads 'Họ tên', which 'forbid' leaves out")]
    [InlineData("ignore: [HỌ  TÊN]", "", 7, "column 'name' reads 'Họ tên', which 'ignore' leaves out")]
    [InlineData("role: reference", "", 5, "the reference needs the field 'personalId'")]
    [InlineData("examples: [{ row: { Số: '1' } }]", "", 11, "needs either 'record'")]
    [InlineData("examples: [{ row: { Sô: '1' }, refused: [x] }]", "", 11,
        "has 'Sô', which no column reads; did you mean 'Số'?")]
    [InlineData("examples: [{ row: { Số: '1' }, record: { recordNr: '1' } }]", "", 11, "did you mean 'recordNo'?")]
    [InlineData("examples: [{ row: { Số: '1' }, refused: [x], faults: [y] }]", "", 11,
        "has no meaning beside 'refused'")]
    [InlineData("extra2: &a { b: c }", "", 11, "anchor '&a' is not supported")]
    [InlineData("purpose: 'open", "", 11, "this is not YAML")]
    public void Refuses_what_it_cannot_use_and_says_where(string with, string without, int line, string message)
    {
        var problems = Problems(Small(with, without));

        Assert.Contains(
            problems, p => p.Line == line && p.Problem.ToString().Contains(message, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.StartsWith($"x.yaml:{p.Line}: ", p.Message, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.DoesNotMatch(EnglishWord(), ForeignText().Replace(InVietnamese(p), "")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment")]
    [InlineData("- a list")]
    [InlineData("a text")]
    public void Refuses_a_file_that_holds_no_contract(string yaml) => Assert.Single(Problems(yaml));

    [Fact]
    public void Does_not_quote_an_extract_that_was_given_for_a_contract()
    {
        var problem = Assert.Single(Problems("Số ĐDCN,Họ và tên\n051185999008,Lê Thị Lan\n"));

        Assert.DoesNotContain("Lan", problem.Message + InVietnamese(problem), StringComparison.Ordinal);
        Assert.Contains("văn bản không có các cặp", InVietnamese(problem), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_all_problems_of_a_file_at_once_in_order_of_lines()
    {
        var problems = Problems(Small("fresh: 3h\nretain: soon\ncompare: [phone]", without: "owner"));

        Assert.Equal([1, 10, 11, 12], problems.Select(p => p.Line));
    }

    [Fact]
    public void Refuses_a_citizen_field_with_a_type()
    {
        var yaml = Small().Replace("name: { from", "name: { type: text, from", StringComparison.Ordinal);

        Assert.Contains(
            "unknown word 'type' in field 'name'", Problems(yaml)[0].Problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title: Nhỏ", "title: Khác", false)]
    [InlineData("owner: Sở", "owner: Bộ", false)]
    [InlineData("type: integer }", "type: integer, note: Phiên bản. }", false)]
    [InlineData("owner: Sở", "owner: Sở\nlimits: { row-drop: 1% }", false)]
    [InlineData("owner: Sở", "owner: Sở\nschedule: \"0 0 3 ? * MON\"", false)]
    [InlineData("owner: Sở", "owner: Sở\npull: { glob: \"*.csv\" }", false)]
    [InlineData("[PB]", "[PB, Phiên bản]", true)]
    [InlineData("type: integer", "type: text", true)]
    [InlineData("type: integer }", "type: integer, required: true }", true)]
    [InlineData("A: active", "A: live", true)]
    [InlineData("key: [recordNo]", "key: [recordNo, name]", true)]
    [InlineData("owner: Sở", "owner: Sở\nsubject: [name]", true)]
    [InlineData("owner: Sở", "owner: Sở\none-per: name", true)]
    [InlineData("owner: Sở", "owner: Sở\ncompare: [name]", true)]
    [InlineData("owner: Sở", "owner: Sở\nactive-when: { state: [active] }", true)]
    [InlineData("owner: Sở", "owner: Sở\nextent: delta\nsequence: version", true)]
    [InlineData("owner: Sở", "owner: Sở\nread: { stop: [Tổng cộng] }", true)]
    public void Hash_moves_only_with_what_decides_the_rows(string part, string instead, bool moves)
    {
        var before = Parse(Small());
        var after = Parse(Small().Replace(part, instead, StringComparison.Ordinal));

        Assert.Equal(moves, before.Hash != after.Hash);
        Assert.Matches("^[0-9a-f]{64}$", after.Hash);
    }

    [Fact]
    public void Loads_a_folder_with_the_reference_first_and_the_others_by_name()
    {
        Write("a.yaml", Small());
        Write("b.yaml", Pensions);
        Write("z.yaml", Small("role: reference").Replace("feed: small", "feed: population", StringComparison.Ordinal)
            .Replace("  name:", "  personalId:", StringComparison.Ordinal));
        Write("notes.txt", "no contract");

        Assert.Equal(["population", "pension-payments", "small"], FeedCatalog.Load(folder).Select(f => f.Feed));
    }

    [Fact]
    public void Keeps_good_contracts_beside_bad_files_and_lists_what_is_wrong()
    {
        Write("a.yaml", Small());
        Write("b.yaml", Small());
        Write("c.yml", Pensions);
        File.WriteAllBytes(Path.Combine(folder, "d.yaml"), [0x66, 0xff, 0xfe]);

        var reading = FeedCatalog.Read(folder);

        Assert.Equal("small", Assert.Single(reading.Feeds).Feed);
        Assert.Collection(
            reading.Problems,
            p => Assert.Contains("already stands in", p.Problem.ToString(), StringComparison.Ordinal),
            p => Assert.Contains("rename the file", p.Problem.ToString(), StringComparison.Ordinal),
            p => Assert.Contains("not UTF-8", p.Problem.ToString(), StringComparison.Ordinal));
        Assert.Throws<AggregateException>(() => FeedCatalog.Load(folder));
    }

    [Fact]
    public void Says_so_when_the_folder_is_not_there()
    {
        var reading = FeedCatalog.Read(Path.Combine(folder, "none"));

        Assert.Contains("no such folder", Assert.Single(reading.Problems).Problem.ToString(), StringComparison.Ordinal);
    }

    static string InVietnamese(ContractException problem) => problem.In(Messages.For(Language.Vi));

    /// <summary>What stands in English texts and is no word of a contract.</summary>
    [GeneratedRegex(@"\b(the|is|are|must|names|needs|which|write|remove|not|did you|known|meaning|nothing)\b(?!-)")]
    private static partial Regex EnglishWord();

    /// <summary>What another program said is quoted as it is.</summary>
    [GeneratedRegex("báo: \".*\"\\)")]
    private static partial Regex ForeignText();

    void Write(string name, string yaml) => File.WriteAllText(Path.Combine(folder, name), yaml);
}
