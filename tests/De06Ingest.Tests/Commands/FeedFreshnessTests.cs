using System.Globalization;
using De06Ingest.Commands;
using De06Ingest.Database;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Commands;

/// <summary>How <c>de06 feeds list</c> says that a feed stands: who answers for it, when it comes, and whether it
/// came.</summary>
public sealed class FeedFreshnessTests(PostgresServer server)
{
    const string Never = "never";

    [Theory]
    [InlineData(0, "fresh")]
    [InlineData(29, "fresh")]
    [InlineData(31, "stale")]
    public async Task A_feed_is_stale_when_its_day_is_further_back_than_agreed(int daysAgo, string state)
    {
        await using var flow = await Flow.Start(server, Listed(Population, "30d"), Listed(Visits, "30d"));
        var asOf = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7)).AddDays(-daysAgo);
        await flow.Run("population", PopulationHeader + Citizen(1) + Citizen(2),
            asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        var rows = await Rows(flow);

        Assert.Equal(
            ["Công an tỉnh", "0 15 2 * * ?", TimeSpan.FromDays(30), state, 2L],
            Cells(rows["population"], "owner", "schedule", "fresh_within", "state", "rows"));
        Assert.Equal(["Sở Y tế", Never, null, null], Cells(rows["visits"], "owner", "state", "as_of", "rows"));
    }

    [Fact]
    public async Task A_feed_that_the_database_does_not_know_is_listed_as_never_come()
    {
        await using var flow = await Flow.Start(server, Listed(Population, "30d"));

        Assert.Equal([Never, null], Cells((await Rows(flow))["population"], "state", "rows"));
    }

    static object?[] Cells(Dictionary<string, object?> row, params string[] columns) =>
        [.. columns.Select(column => row[column])];

    /// <summary>What the verb prints, by feed and column.</summary>
    static async Task<Dictionary<string, Dictionary<string, object?>>> Rows(Flow flow)
    {
        var health = await new PublishedViews(flow.Source).FeedHealth(TestContext.Current.CancellationToken);
        return FeedsCommand.Listed(flow.Parts.Contracts, health).ToDictionary(
            feed => feed.Contract.Feed,
            feed => FeedsCommand.ListColumns.ToDictionary(column => column.Name, column => column.Value(feed)));
    }

    static string Listed(string contract, string freshWithin) =>
        contract + $"\nschedule: \"0 15 2 * * ?\"\nfresh-within: {freshWithin}\n";
}
