using De06Ingest.Commands.Demo;

namespace De06Ingest.Tests.Commands.Demo;

public sealed class DemoResultsTests
{
    [Theory]
    [InlineData("+84912000101", "0912 000 101")]
    [InlineData("091200010", "091200010")]
    [InlineData("=HYPERLINK()", "=HYPERLINK()")]
    [InlineData(null, null)]
    public void Writes_a_phone_as_people_read_it(string? stored, string? written) =>
        Assert.Equal(written, DemoResults.Readable(stored));
}
