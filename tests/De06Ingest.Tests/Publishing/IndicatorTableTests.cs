using De06Ingest.Feeds;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Publishing;

public sealed class IndicatorTableTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_every_word_of_a_definition()
    {
        var all = IndicatorFiles.Load(Path.Combine(Repository.Folder("deploy"), "indicators"));

        var phones = Assert.Single(all, d => d.Code == "wrong-phone-rate");
        Assert.Equal(
            ("eID accounts with a wrong phone", "eid-accounts-with-phone", false, 2),
            (phones.TitleEn, phones.Basis, phones.Truncates, phones.Decimals));
        Assert.Equal(["eid-accounts"], phones.Feeds);
    }

    [Theory]
    [InlineData("titel: x", 2, "Không có từ \"titel\" trong chỉ số; có phải là \"title\"?")]
    [InlineData("rounding: up", 2,
        "\"rounding\" trong chỉ số phải là một trong: round, truncate, không phải là \"up\"")]
    [InlineData("decimals: two", 2,
        "\"decimals\" trong chỉ số phải là số nguyên từ 0 đến 6, không phải là \"two\"")]
    [InlineData("periods: month", 2, "phải là danh sách, không phải là chữ \"month\"")]
    [InlineData("within: no-such", 2, "chỉ đến chỉ số \"no-such\" không có")]
    [InlineData("valid-from: soon", 2, "một ngày dạng yyyy-MM-dd")]
    [InlineData("title: 'x", 2, "Tệp không đúng cú pháp YAML")]
    public void Names_file_line_and_what_to_do(string line, int at, string told)
    {
        var file = Write("a.yaml", "code: wrong-phone-rate\n" + line);

        var problem = Assert.Single(Problems());

        Assert.Contains(told, problem, StringComparison.Ordinal);
        Assert.StartsWith($"{file}:{at}", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statement: no-such", "sql/publishing/indicators/no-such.sql")]
    [InlineData("statement: external-rank", "có biến: index; \"with\" cho giá trị của: ")]
    [InlineData("statement: external-rank\nwith: { index: X, year: 2024 }", "giá trị của: index, year")]
    [InlineData("with: { kind: X }", "có biến: ; \"with\" cho giá trị của: kind")]
    public void A_shared_statement_is_there_and_has_a_value_for_each_variable(string lines, string told)
    {
        Write("a.yaml", "code: wrong-phone-rate\n" + lines);

        Assert.Contains(told, Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_stands_in_the_statement_as_a_literal()
    {
        Write("a.yaml", "code: rank-of-it\nstatement: external-rank\nwith: { index: \"it's\" }");

        var statement = Assert.Single(IndicatorFiles.Load(folder.Path)).Statement;

        Assert.Contains("t.index = 'it''s'", statement, StringComparison.Ordinal);
        Assert.Contains("t.year::int", statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_the_problems_of_all_files_and_the_statement_that_is_missing()
    {
        var first = Write("a.yaml", "code: no-such-figure");
        var second = Write("b.yaml", "title: x");

        Assert.Equal(
            [
                $"{first}:1: Không có câu lệnh sql/publishing/indicators/no-such-figure.sql; viết câu lệnh này, hoặc "
                    + "sửa \"code\"",
                $"{second}:1: Thiếu từ \"code\" trong chỉ số; hãy ghi mã chỉ số, như trong "
                    + "deploy/indicators/README.md",
            ],
            Problems());
    }

    string Write(string name, string yaml)
    {
        var file = Path.Combine(folder.Path, name);
        File.WriteAllText(file, yaml);
        return file;
    }

    string[] Problems()
    {
        var failure = Assert.Throws<AggregateException>(() => IndicatorFiles.Load(folder.Path));
        return [.. failure.InnerExceptions.Cast<ContractException>().Select(p => p.In(Messages.For(Language.Vi)))];
    }
}
