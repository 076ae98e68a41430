namespace De06Ingest.Tests.Support;

/// <summary>The ground that database tests stand on: separate databases that start alike.</summary>
public sealed class PostgresDatabaseTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Connects_to_a_database_of_its_own()
    {
        Assert.Equal(database.Name, await Current(database));
    }

    [Fact]
    public async Task Does_not_show_in_another_clone()
    {
        await database.Scalar("create table only_here (n int)");
        await using var other = new PostgresDatabase(database.Server);
        await other.InitializeAsync();

        Assert.NotEqual(database.Name, await Current(other));
        Assert.Equal(DBNull.Value, await other.Scalar("select to_regclass('only_here')::text"));
    }

    [Fact]
    public async Task Is_gone_after_the_last_use()
    {
        var other = new PostgresDatabase(database.Server);
        await other.InitializeAsync();
        await Current(other);
        await other.DisposeAsync();

        Assert.Equal(0L, await database.Scalar($"select count(*) from pg_database where datname = '{other.Name}'"));
    }

    static async Task<string?> Current(PostgresDatabase which) =>
        (string?)await which.Scalar("select current_database()::text");
}
