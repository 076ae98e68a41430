using De06Ingest.Feeds;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace De06Ingest.Tests.Feeds;

public sealed class FeedJobTests : IAsyncDisposable
{
    readonly FakeParts _parts = new();
    readonly Lines _log = new();

    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    FeedJob Job => new(new FeedsOfNode(_parts.Known), _parts, _log);

    [Theory]
    [InlineData("reference", "published", 1)]
    [InlineData("reference", "held", 0)]
    [InlineData("sector", "published", 0)]
    public async Task Rechecks_only_after_a_published_reference(string roleName, string state, int rechecks)
    {
        var role = Enum.Parse<FeedRole>(roleName, ignoreCase: true);
        _parts.Report = () => new RunReport { RunId = 1, Feed = "x", State = state };

        await Job.Run(FakeContract.Of("x", role), CancellationToken.None);

        Assert.Equal(rechecks, _parts.Rechecks);
        Assert.Equal("schedule", _parts.Ran[0].Options.Trigger);
    }

    [Fact]
    public async Task Logs_a_failure_without_what_the_server_quotes()
    {
        _parts.Trouble = new PostgresException("invalid input: 051072999001", "ERROR", "ERROR", "22P02");

        await Job.Run(FakeContract.Of("x"), CancellationToken.None);

        Assert.Contains("22P02", Assert.Single(_log.Written), StringComparison.Ordinal);
        Assert.DoesNotContain("051072999001", _log.Written[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_of_an_unknown_feed_once()
    {
        var feeds = new FeedsOfNode([]);

        Assert.Null(feeds.Find("gone"));
        Assert.True(feeds.IsNewsOfUnknown("gone"));
        Assert.False(feeds.IsNewsOfUnknown("gone"));
    }

    /// <summary>Keeps each line as it would be written, exception included.</summary>
    sealed class Lines : ILogger<FeedJob>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Written.Add(formatter(state, exception) + exception);
    }
}
