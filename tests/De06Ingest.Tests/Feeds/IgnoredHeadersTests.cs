using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Read;

namespace De06Ingest.Tests.Feeds;

/// <summary>Headers that a contract ignores are no new columns, and change nothing else.</summary>
public sealed class IgnoredHeadersTests
{
    const string Csv = """
        feed: small
        title: Nhỏ
        owner: Sở
        key: [recordNo]
        fields:
          recordNo: { from: [Số] }
        """;

    const string Json = "read: { format: ndjson }\n";

    static List<string> NewColumns(string yaml, string text)
    {
        var contract = FeedCatalog.Parse("small.yaml", yaml);
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var reader = RowReaders.Open(contract, ExtractText.Open(stream, TextEncoding.Auto));
        while (reader.Read())
        {
        }

        return reader.Shape.NewColumns;
    }

    [Fact]
    public void Are_not_told_as_new_columns_of_csv()
    {
        Assert.Equal(["STT", "Khác"], NewColumns(Csv, "STT,Số,Khác\n1,2,3\n"));
        Assert.Equal(["Khác"], NewColumns("ignore: [stt]\n" + Csv, "STT,Số,Khác\n1,2,3\n"));
    }

    [Fact]
    public void Are_not_told_as_new_paths_of_json_nor_what_they_hold()
    {
        const string row = """{"STT":{"a":1},"Số":"2","Khác":3}""";

        Assert.Equal(["Khác"], NewColumns("ignore: [STT]\n" + Json + Csv, row + "\n"));
    }

    [Fact]
    public void Do_not_change_what_a_row_becomes() => Assert.Equal(
        FeedCatalog.Parse("small.yaml", Csv).Hash, FeedCatalog.Parse("small.yaml", "ignore: [STT]\n" + Csv).Hash);
}
