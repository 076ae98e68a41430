using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Tests.Intake.Decode;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Intake.Pull;

public sealed class RedactionTests : IDisposable
{
    static readonly FeedContract Csv = Some.Contract("a", "b") with
    {
        Forbid = ["Dân tộc"],
        Read = new ReadSpec { Multiline = true, HeaderFind = ["a"], Stop = ["Tổng"] },
        Limits = new LimitSpec { RecordBytes = 2000 },
    };

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Empties_forbidden_cells_and_keeps_everything_else()
    {
        var text = "\ufeffTỉnh\r\na,Dân tộc,b\r\n1,Kinh,x\r\n2,\"Hr\"\"ê\r\nCo\",\"y,\"\"z\"\"\"\r\n3,,\r\nTổng,3,\r\n";

        var copy = await Archived(Csv, Encoding.UTF8.GetBytes(text));

        Assert.Equal(
            "\ufeffTỉnh\r\na,Dân tộc,b\r\n1,,x\r\n2,\"\r\n\",\"y,\"\"z\"\"\"\r\n3,,\r\nTổng,3,\r\n",
            Encoding.UTF8.GetString(copy));
    }

    [Theory]
    [InlineData(';', false)]
    [InlineData(',', true)]
    public async Task Sixteen_bit_text_is_cut_as_well(char separator, bool bigEndian)
    {
        var contract = Csv with { Read = Csv.Read with { Separator = separator } };
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var text = "a,b,Dân tộc\r\n\"1\n\",Đặng,\"Kinh\r\nvà,\"\"Hrê\"\"\"\r\n,,\r\n2,\"x,y\",\n"
            .Replace(',', separator);

        var copy = await Archived(contract, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

        Assert.Equal(
            "a,b,Dân tộc\r\n\"1\n\",Đặng,\"\r\n\"\r\n,,\r\n2,\"x,y\",\n".Replace(',', separator),
            encoding.GetString(copy.AsSpan(2)));
    }

    [Fact]
    public async Task An_extract_without_a_forbidden_column_is_kept_as_it_came()
    {
        var sent = Encoding.UTF8.GetBytes("a,b\n1,2\n3,\"không đóng\n4\n");
        var path = Path.Combine(folder.Path, "x.csv");
        await File.WriteAllBytesAsync(path, sent);

        Assert.Equal(sent, await Archived(Csv, sent));
        var beside = await new Spool(Path.Combine(folder.Path, "spool")).TakeBeside(Csv, path, default);
        Assert.False(beside.IsNew);
        Assert.Equal(sent.Length, beside.File.Bytes);
    }

    [Fact]
    public async Task Malformed_rows_keep_their_fault_and_line_but_no_text()
    {
        var text = $"a,Dân tộc,b\n1,Kinh\n2,\"Kinh,3\n4,Kinh,5\n6,{new string('K', 5000)},7\n8,Kinh,9";

        var copy = await Archived(Csv, Encoding.UTF8.GetBytes(text));

        var before = Some.Rows(Csv, text);
        var after = Some.Rows(Csv, copy);
        Assert.DoesNotContain("Kinh", Encoding.UTF8.GetString(copy), StringComparison.Ordinal);
        Assert.DoesNotContain("KKK", Encoding.UTF8.GetString(copy), StringComparison.Ordinal);
        Assert.Equal(["row-fields", "row-quote", null, "row-too-long", null], after.Select(r => r.Malformed));
        Assert.Equal(before.Select(r => (r.Malformed, r.Line)), after.Select(r => (r.Malformed, r.Line)));
        Assert.Equal(["8", "9"], after[4].Cells);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("gzip")]
    [InlineData("zip")]
    public async Task Keeps_encoding_and_packing(string how)
    {
        var text = "a,Dân tộc,b\n1,Kinh,Đặng\n";
        byte[] sent = how switch
        {
            "gzip" => UnpackingTests.Gzip(Encoding.UTF8.GetBytes(text)),
            "zip" => UnpackingTests.Zip(("x.csv", Encoding.UTF8.GetBytes(text))),
            _ => [0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)],
        };

        var file = await Take(Csv, sent);

        using var reader = RowReaders.Open(Csv, file);
        Assert.True(reader.Read());
        Assert.Equal("1,,Đặng", (how == "utf-16" ? Encoding.Unicode : Encoding.UTF8).GetString(reader.RawRecord));
        Assert.False(reader.Read());
        Assert.Equal(sent.Length, file.Bytes);
    }

    [Fact]
    public async Task Windows_1258_stays_windows_1258()
    {
        byte[] sent =
        [
            .. "a,D"u8, 0xe2, .. "n t"u8, 0xf4, 0xf2, .. "c,b\n1,M"u8, 0xf5, 0xcc, .. "ng,Ha"u8, 0xf2, (byte)'\n',
        ];

        var copy = await Archived(Csv, sent);

        Assert.Equal<byte>([.. "a,D"u8, 0xe2, .. "n t"u8, 0xf4, 0xf2, .. "c,b\n1,,Ha"u8, 0xf2, (byte)'\n'], copy);
    }

    [Fact]
    public async Task Json_values_become_null()
    {
        var contract = Some.Contract("id") with
        {
            Forbid = ["p.ethnic"],
            Read = new ReadSpec { Format = ReadFormat.Json, Rows = "items" },
        };
        var text =
            "{\"x\":1,\"items\":[\n{\"id\":1,\"p\":{\"ethnic\":\"Kinh\",\"z\":2}},\n"
            + "{\"id\":2,\"p\":{\"ethnic\":{\"a\":\n[1]}}}]}";

        var copy = await Archived(contract, Encoding.UTF8.GetBytes(text));

        Assert.Equal(
            "{\"x\":1,\"items\":[\n{\"id\":1,\"p\":{\"ethnic\":null,\"z\":2}},\n{\"id\":2,\"p\":{\"ethnic\":null\n}}]}",
            Encoding.UTF8.GetString(copy));
    }

    [Fact]
    public async Task A_broken_json_line_keeps_its_fault_only()
    {
        var contract = Some.Contract("id") with { Forbid = ["e"], Read = new ReadSpec { Format = ReadFormat.Ndjson } };

        var copy = await Archived(contract,
            "{\"id\":1,\"e\":\"Kinh\"}\n{\"id\":2,\"e\":\"Kinh\n{\"e\":\"Kinh\",\"id\":3}\n"u8.ToArray());

        Assert.Equal("{\"id\":1,\"e\":null}\nx\n{\"e\":null,\"id\":3}\n", Encoding.UTF8.GetString(copy));
    }

    async Task<byte[]> Archived(FeedContract contract, byte[] sent) =>
        await File.ReadAllBytesAsync((await Take(contract, sent)).Path);

    async Task<ExtractFile> Take(FeedContract contract, byte[] sent)
    {
        var root = Path.Combine(folder.Path, "spool");
        var taken = await new Spool(root).Take(contract, "x", new MemoryStream(sent), sent.Length, default);
        await taken.Durable;
        Assert.Single(Directory.GetFiles(root, "*", SearchOption.AllDirectories));
        return taken.File;
    }
}
