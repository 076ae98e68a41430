using De06Ingest.Feeds;
using De06Ingest.Reporting;

namespace De06Ingest.Tests.Feeds;

public sealed class ContractExamplesTests
{
    const string Advice = "; correct the example or the contract";

    static readonly FeedContract Contract = FeedCatalog.Parse("small.yaml", """
        feed: small
        title: Nhỏ
        owner: Sở
        key: [recordNo]
        fields:
          recordNo: { from: [Số] }
          name: { from: [Họ tên] }
        examples:
          - row: { Số: "1", Họ tên: "Re" }
            record: { recordNo: "1", name: "Re" }
            faults: [name-single]
          - row: { Số: "" }
            refused: [key-missing, name-missing]
        """);

    static ExampleOutcome Accepted(string? name, params string[] faults) =>
        new(new Dictionary<string, string?> { ["recordNo"] = "1", ["name"] = name, ["more"] = "x" }, [], faults);

    static ExampleOutcome Refused(params string[] codes) => new(new Dictionary<string, string?>(), codes, []);

    static IReadOnlyList<ExampleDifference> Check(ExampleOutcome first, ExampleOutcome second) =>
        ContractExamples.Check(Contract, (_, row) => row["Số"] == "1" ? first : second);

    [Fact]
    public void Is_silent_when_every_example_holds() =>
        Assert.Empty(Check(Accepted("Re", "name-single"), Refused("name-missing", "key-missing")));

    [Fact]
    public void Names_file_line_and_what_differs()
    {
        var differences = Check(Accepted("RE"), Refused("key-missing"));

        Assert.Equal(
            [
                $"small.yaml:9: name: expected 'Re', came 'RE'{Advice}",
                $"small.yaml:9: faults: expected name-single, came none{Advice}",
                $"small.yaml:12: refused: expected key-missing, name-missing, came key-missing{Advice}",
            ],
            differences.Select(d => d.ToString()));
        Assert.Equal(
            "faults: ví dụ chờ name-single, kết quả là không có; sửa ví dụ hoặc hợp đồng",
            differences[1].Problem.In(Messages.For(Language.Vi)));
    }

    [Fact]
    public void Tells_a_refusal_from_a_record()
    {
        var differences = Check(Refused("name-words"), Accepted("Re"));

        Assert.Equal(
            "expected a record, but the row was refused: name-words" + Advice, differences[0].Problem.ToString());
        Assert.Equal(
            "refused: expected key-missing, name-missing, came none" + Advice, differences[1].Problem.ToString());
    }

    [Fact]
    public void Tells_nothing_from_a_text()
    {
        var differences = Check(Accepted(null, "name-single"), Refused("name-missing", "key-missing"));

        Assert.Equal(
            "name: expected 'Re', came nothing" + Advice, Assert.Single(differences).Problem.ToString());
    }
}
