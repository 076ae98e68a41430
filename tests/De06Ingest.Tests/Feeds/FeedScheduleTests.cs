using System.Net;
using System.Net.Sockets;
using De06Ingest.Commands;
using De06Ingest.Feeds;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Feeds;

/// <summary>The scheduler on a real PostgreSQL, named by DE06_TEST_POSTGRES, in a database of its own.</summary>
public sealed class FeedScheduleTests : IAsyncLifetime
{
    const string EverySecond = "* * * * * ?";
    const string Never = "0 0 0 1 1 ? 2099";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly string? _server = Environment.GetEnvironmentVariable("DE06_TEST_POSTGRES");
    readonly string _name = "schedule_" + Guid.NewGuid().ToString("N");
    string _database = "";

    public async ValueTask InitializeAsync()
    {
        if (_server is null)
        {
            return;
        }

        await Execute(_server, $"create database {_name}");
        _database = new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await Execute(_server, $"drop database {_name} with (force)");
        }
    }

    [Fact]
    public async Task Runs_feeds_on_time_and_follows_the_contracts_from_start_to_start()
    {
        Assert.SkipWhen(_server is null, "DE06_TEST_POSTGRES names no server");
        await Migrate();
        await Migrate();

        await using var first = Parts(FakeContract.Of("often", schedule: EverySecond), FakeContract.Of("a", schedule: Never));
        await Work(first, () => first.Ran.Count > 0);
        Assert.Equal(["a " + Never, "often " + EverySecond], await Triggers());
        Assert.All(first.Ran, ran => Assert.Equal(("often", "schedule"), (ran.Contract.Feed, ran.Options.Trigger)));

        await using var second = Parts(FakeContract.Of("a", schedule: EverySecond));
        await Work(second, () => second.Ran.Count > 0);
        Assert.Equal(["a " + EverySecond], await Triggers());
        Assert.All(second.Ran, ran => Assert.Equal("a", ran.Contract.Feed));
    }

    [Fact]
    public async Task Waits_for_a_database_that_is_away_and_then_starts()
    {
        Assert.SkipWhen(_server is null, "DE06_TEST_POSTGRES names no server");
        await Migrate();
        await using var parts = Parts(FakeContract.Of("often", schedule: EverySecond));
        parts.Reachable = false;
        var asked = 0;

        await Work(parts, () =>
        {
            parts.Reachable = ++asked > 10;
            return parts.Ran.Count > 0;
        });

        Assert.NotEmpty(parts.Ran);
    }

    FakeParts Parts(params FeedContract[] contracts)
    {
        var parts = new FakeParts();
        parts.Known.Clear();
        parts.Known.AddRange(contracts);
        parts.Environment["ConnectionStrings:De06"] = _database;
        parts.Environment["De06:Listen"] = $"http://127.0.0.1:{FreePort()}";
        return parts;
    }

    static async Task Work(FakeParts parts, Func<bool> done)
    {
        await using var worker = WorkerHost.Build(parts, TimeProvider.System, scheduled: true);
        await worker.StartAsync();
        var end = DateTime.UtcNow + Patience;
        while (!done() && DateTime.UtcNow < end)
        {
            await Task.Delay(100);
        }

        await worker.StopAsync();
        Assert.True(done());
    }

    async Task Migrate()
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await QuartzSchema.Apply(connection, CancellationToken.None);
    }

    async Task<List<string>> Triggers()
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select trigger_name || ' ' || cron_expression from quartz.qrtz_cron_triggers order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var triggers = new List<string>();
        while (await reader.ReadAsync())
        {
            triggers.Add(reader.GetString(0));
        }

        return triggers;
    }

    static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
