using De06Ingest.Database;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Database;

public sealed class PublishedViewsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task Runs_every_statement_against_the_migrated_schema()
    {
        await using var source = await Migrated();
        IPublished published = new PublishedViews(source);

        Assert.Empty(await published.Runs(null, 5, Stop));
        Assert.Empty(await published.Runs("pensions", 5, Stop));
        Assert.NotNull(await published.FeedHealth(Stop));
        Assert.Empty(await published.OpenMismatches(Stop));
        Assert.Empty(await published.Indicators(new IndicatorFilter("a", "51", "2026-10"), Stop));
        Assert.Empty(await published.ProvinceFigures(Stop));
        foreach (var clear in new[] { true, false })
        {
            Assert.Empty(await published.Refusals(42, clear, 5, Stop));
            Assert.Empty(await published.Mismatches(new MismatchFilter("a", "b", "51", "open", 5, clear), Stop));
        }
    }

    [Fact]
    public async Task Keeps_what_is_missing_as_null()
    {
        await using var source = await Migrated();
        await database.Scalar("""
            insert into core.feed
              (feed, title, owner, role, fresh_within, subject_is_key, sliced, retain, contract_hash)
            values
              ('pensions', 'Lương hưu', 'BHXH', 'sector', interval '36 hours', true, false, interval '90 days', '0')
            """);

        var health = Assert.Single(await new PublishedViews(source).FeedHealth(Stop));

        Assert.Equal("Lương hưu", health.Title);
        Assert.Equal(TimeSpan.FromHours(36), health.FreshWithin);
        Assert.Equal("never", health.State);
        Assert.Null(health.AsOf);
        Assert.Null(health.LastRunId);
        Assert.Equal(0, health.OpenMismatches);
    }

    async Task<NpgsqlDataSource> Migrated()
    {
        await Migrations.Apply(database.ConnectionString, null, Stop);
        return NpgsqlDataSource.Create(database.ConnectionString);
    }
}
