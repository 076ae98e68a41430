using De06Ingest.Commands;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Commands;

public sealed class SuggestionsCommandTests : IAsyncDisposable
{
    readonly FakeParts parts = new();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)parts).DisposeAsync();

    [Fact]
    public async Task Lists_the_suggestions_of_a_feed_with_their_evidence()
    {
        parts.SuggestionRows.Add(new SuggestionRow
        {
            MismatchNo = 7,
            Feed = "pensions",
            Subject = "05•••02",
            Kind = "phone-differs",
            Field = "phone",
            Rank = 1,
            Value = "+84912••••001",
            Confidence = 0.917m,
            Feeds = ["clinic", "tax"],
            Since = new DateTime(2026, 7, 1),
        });
        var (code, output) = await Run("suggestions", "pensions", "--unit", "21034", "--confidence", "0.9", "--full");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("92%", output, StringComparison.Ordinal);
        Assert.Contains("clinic, tax", output, StringComparison.Ordinal);
        Assert.Contains("01/07/2026", output, StringComparison.Ordinal);
        Assert.Equal(
            new SuggestionFilter("pensions", "21034", null, 0.9m, 50, true), Assert.Single(parts.AskedSuggestions));
    }

    [Theory]
    [InlineData("suggestions")]
    [InlineData("suggestions", "pensions", "--confidence", "90%")]
    public async Task Refuses_what_makes_no_sense(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, (await Run(arguments)).Code);

    [Fact]
    public async Task Says_which_feeds_there_are() =>
        Assert.Equal(ExitCode.Usage, (await Run("suggestions", "nonesuch")).Code);

    async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, parts, output, error, terminal: null);
        return (code, output.ToString());
    }
}
