using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Publishing;

public sealed class FeedLeaseTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    static readonly FeedContract Contract =
        FeedCatalog.Load(Repository.Folder("deploy/feeds")).First(c => c.Feed == "eid-accounts");

    [Fact]
    public async Task Is_free_as_soon_as_it_is_given_back()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        // Several pooled sessions, so that the second take does not get the session of the first.
        var sessions = new List<NpgsqlConnection>();
        for (var i = 0; i < 3; i++)
        {
            sessions.Add(await source.OpenConnectionAsync());
        }

        foreach (var session in sessions)
        {
            await session.DisposeAsync();
        }

        long before = 0;
        for (var i = 0; i < 4; i++)
        {
            await using var lease = await FeedLease.Take(source, Contract, CancellationToken.None);
            Assert.NotNull(lease);
            Assert.True(lease.Fence > before);
            before = lease.Fence;
            Assert.Null(await FeedLease.Take(source, Contract, CancellationToken.None));
        }
    }
}
