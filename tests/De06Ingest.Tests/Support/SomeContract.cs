using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;

namespace De06Ingest.Tests.Support;

/// <summary>Valid objects that show only what matters to a test.</summary>
static partial class Some
{
    /// <summary>A contract whose columns are text and named as their headers.</summary>
    public static FeedContract Contract(params string[] headers) => new()
    {
        Feed = "some-feed",
        Title = "Nguồn thử",
        Owner = "Đơn vị thử",
        Key = [headers[0]],
        Subject = [headers[0]],
        Hash = "",
        Columns = [.. headers.Select(h => new ColumnSpec(h, ColumnKind.Text, [h]))],
    };

    /// <summary>An extract file on disk, as the spool would keep it.</summary>
    public static ExtractFile File(TempFolder folder, byte[] content, string name = "extract.csv")
    {
        var path = Path.Combine(folder.Path, Guid.NewGuid().ToString("N"));
        System.IO.File.WriteAllBytes(path, content);
        return new ExtractFile(path, name, content.Length, "");
    }

    /// <summary>The rows of some bytes, as a folder would deliver them.</summary>
    public static List<ReadRow> Rows(FeedContract contract, byte[] content) => Rows(contract, content, out _);

    public static List<ReadRow> Rows(FeedContract contract, byte[] content, out ExtractShape shape)
    {
        using var reader = RowReaders.Open(
            contract, ExtractText.Open(new MemoryStream(content), contract.Decode.Encoding));
        var rows = new List<ReadRow>();
        while (reader.Read())
        {
            rows.Add(new ReadRow(
                [.. contract.Columns.Select((_, i) => Encoding.UTF8.GetString(reader.Cell(i)))],
                reader.Malformed,
                reader.LineNumber,
                reader.ByteOffset,
                reader.RawRecord.ToArray()));
        }

        shape = reader.Shape;
        return rows;
    }

    public static List<ReadRow> Rows(FeedContract contract, string content) =>
        Rows(contract, Encoding.UTF8.GetBytes(content), out _);

    public static List<ReadRow> Rows(FeedContract contract, string content, out ExtractShape shape) =>
        Rows(contract, Encoding.UTF8.GetBytes(content), out shape);
}

/// <summary>What a reader said of one row.</summary>
sealed record ReadRow(string[] Cells, string? Malformed, long Line, long Offset, byte[] Raw)
{
    public string RawText => Encoding.UTF8.GetString(Raw);
}

/// <summary>A folder that is gone after the test.</summary>
sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("de06-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
