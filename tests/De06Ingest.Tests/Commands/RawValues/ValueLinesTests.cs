using System.Text;
using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Commands.RawValues;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Commands.RawValues;

/// <summary>What <c>de06 values</c> answers, line by line.</summary>
public sealed class ValueLinesTests
{
    static readonly DateOnly AsOf = new(2024, 7, 15);

    [Fact]
    public async Task Answers_each_line_and_the_last_without_its_end()
    {
        var answers = await Answers("phone", "0912000123\r\n\n0912000124\\n0982000125\nabc");

        Assert.Equal(
            ["+84912000123", null, "+84912000124;+84982000125", null],
            answers.Select(answer => answer.GetProperty("value").GetString()));
        Assert.Equal(
            ["mobile", "empty", "multi", "invalid"], answers.Select(answer => answer.GetProperty("class").GetString()));
        Assert.Equal("0912000124\n0982000125", answers[2].GetProperty("raw").GetString());
    }

    [Fact]
    public async Task Answers_before_the_next_line_is_there()
    {
        using var slow = new SlowLines("0912000123\n", "0912000124\n");
        using var output = new MemoryStream();
        slow.BeforeSecond = () => Assert.Contains("+84912000123", Encoding.UTF8.GetString(output.ToArray()));

        var lines = await ValueLines.Answer(slow, output, new PhoneLine(), TestContext.Current.CancellationToken);

        Assert.Equal(2, lines);
    }

    [Fact]
    public async Task Reads_lines_longer_than_a_block()
    {
        var answers = await Answers("name", new string('a', 200_000) + "\nLan\n");

        Assert.Equal(["invalid", "name"], answers.Select(answer => answer.GetProperty("class").GetString()));
    }

    [Fact]
    public async Task Shows_bytes_that_are_no_text()
    {
        using var output = new MemoryStream();
        await ValueLines.Answer(
            new MemoryStream([0x4C, 0xFF, (byte)'\n']), output, new NameLine(), TestContext.Current.CancellationToken);

        Assert.Equal("4CFF", JsonDocument.Parse(output.ToArray()).RootElement.GetProperty("rawHex").GetString());
    }

    [Theory]
    [InlineData("personal-id", "2177999089", "002177999089", "personal-id")]
    [InlineData("personal-id", "212000123", "212000123", "legacy-id")]
    [InlineData("personal-id", "DN4515112000123", null, "invalid")]
    [InlineData("legacy-id", "051185999001", "051185999001", "personal-id")]
    [InlineData("legacy-id", "2177999089", null, "invalid")]
    [InlineData("social-insurance", "2177999089", "2177999089", "social-insurance")]
    [InlineData("social-insurance", "DN4515112000123", "DN4515112000123", "health-card")]
    [InlineData("social-insurance", "051185999001", "051185999001", "personal-id")]
    [InlineData("social-insurance", "51120001266", null, "invalid")]
    [InlineData("health-card", "5112000139", "5112000139", "social-insurance")]
    [InlineData("health-card", "DN4515112000123;HT3515112000124", "DN4515112000123;HT3515112000124", "multi")]
    [InlineData("tax", "0100109106", "0100109106", "tax")]
    [InlineData("tax", "2177999089", null, "invalid")]
    [InlineData("tax", "051180999118", "051180999118", "personal-id")]
    [InlineData("tax", "51180999118", null, "invalid")]
    [InlineData("dossier", "000.00.53.H48-240105-0001", "000.00.53.H48-240105-0001", "dossier")]
    public async Task The_column_decides_what_digits_are(string column, string cell, string? value, string kind)
    {
        var answer = (await Answers("personal-id", cell + "\n", column)).Single();

        Assert.Equal((value, kind), (answer.GetProperty("value").GetString(), answer.GetProperty("class").GetString()));
    }

    [Fact]
    public async Task Names_both_readings_of_what_is_ambiguous()
    {
        var phone = (await Answers("phone", "0333812345")).Single();
        var year = (await Answers("birth-date", "9/9/24")).Single();
        var order = (await Answers("birth-date", "5/4/1962")).Single();

        Assert.Equal(["+842033812345"], Words(phone, "alternatives"));
        Assert.Null(year.GetProperty("value").GetString());
        Assert.Equal(["1924-09-09"], Words(year, "alternatives"));
        Assert.Equal(["1962-05-04"], Words(order, "alternatives"));
    }

    [Theory]
    [InlineData("hex:5472C76E205468DE2048DF61\tTrần Thị Hòa\tTCVN3", "same")]
    [InlineData("hex:4E67757965E36E205661EA6E204875F86E67\tNguyễn Văn Hùng\tVNI", "same")]
    [InlineData("hex:4CEA2048E675205068DFBE63\tLê Hữu Phước\tVISCII", "same")]
    [InlineData("hex:5472E2CC6E20546869F220486FCC61\tTrần Thị Hòa\tCP1258", "same")]
    [InlineData("Nguyen Thi Hoa\tNguyễn Thị Hòa", "diacritics-lost")]
    [InlineData("Ông Lê Văn Hai\tLê Văn Hai", "equivalent")]
    [InlineData("hex:5G\tLan", null)]
    [InlineData("Lan", null)]
    public async Task Compares_two_names(string line, string? level) =>
        Assert.Equal(level, (await Answers("names", line)).Single().GetProperty("level").GetString());

    [Fact]
    public async Task The_verb_reads_and_writes_the_streams_of_the_process()
    {
        await using var parts = new FakeParts { Typed = "29221\n"u8.ToArray() };
        using var error = new StringWriter();

        var code = await CommandLine.Run(
            ["values", "birth-date", "--source", "number", "--as-of", "2024-07-15"],
            parts,
            TextWriter.Null,
            error,
            null);

        Assert.Equal(0, code);
        Assert.Contains("\"1980-01-01\"", Encoding.UTF8.GetString(parts.Written.ToArray()), StringComparison.Ordinal);
    }

    static async Task<List<JsonElement>> Answers(string kind, string lines, string? column = null)
    {
        using var output = new MemoryStream();
        await ValueLines.Answer(
            new MemoryStream(Encoding.UTF8.GetBytes(lines)), output, ValuesCommand.KindOf(kind, column, null, AsOf),
            TestContext.Current.CancellationToken);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    static IEnumerable<string?> Words(JsonElement answer, string name) =>
        answer.GetProperty(name).EnumerateArray().Select(word => word.GetString());

    /// <summary>Gives one line a read, as a person or a pipe does.</summary>
    sealed class SlowLines(params string[] lines) : MemoryStream
    {
        int _next;

        public Action? BeforeSecond { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_next == 1)
            {
                BeforeSecond?.Invoke();
            }

            return ValueTask.FromResult(
                _next == lines.Length ? 0 : Encoding.UTF8.GetBytes(lines[_next++], buffer.Span));
        }
    }
}
