using De06Ingest.Database;
using De06Ingest.Tests.Support;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace De06Ingest.Tests.Support;

/// <summary>
/// A database of one's own on the test run's private PostgreSQL, cloned from the migrated template:
/// <c>class XTests(PostgresDatabase database) : IClassFixture&lt;PostgresDatabase&gt;</c>.
/// </summary>
/// <remarks>Where PostgreSQL is not installed, <see cref="ConnectionString"/> skips the test that asks for
/// it.</remarks>
public sealed class PostgresDatabase(PostgresServer server) : IAsyncLifetime
{
    string? connectionString;
    string missing = "";

    /// <summary>The server, for a test that wants a further database.</summary>
    public PostgresServer Server => server;

    public string Name { get; } = "t_" + Guid.NewGuid().ToString("N");

    /// <summary>Connects as the superuser of the private cluster.</summary>
    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(connectionString is null, missing);
            return connectionString!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            connectionString = await server.Clone(Name);
        }
        catch (LocalClusterException no) when (no.Code == "postgres-missing" && !PostgresServer.MustRun)
        {
            missing = no.Message;
        }
    }

    public async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs one statement and gives the first column of the first row.</summary>
    public async Task<object?> Scalar(string sql)
    {
        await using var connection = await Open();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (connectionString is null)
        {
            return;
        }

        await using (var pooled = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        await server.Drop(Name);
    }
}

/// <summary>One private PostgreSQL per test run: started when first asked for, removed at the end.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    const string Template = "de06_template";
    const string FolderPrefix = "de06-tests-";

    readonly SemaphoreSlim one = new(1);
    readonly string folder = Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("N")[..12]);
    LocalCluster? cluster;

    /// <summary>Makes the template's schema; every clone starts from what this leaves.</summary>
    static Task Migrate(string connectionString) =>
        Migrations.Apply(connectionString, Repository.Folder("deploy/units"), CancellationToken.None);

    /// <summary>In CI a missing PostgreSQL fails the tests, so that a green run has run them.</summary>
    internal static bool MustRun => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    /// <summary>The running cluster, for tests that stop, kill or add databases themselves.</summary>
    internal async Task<LocalCluster> Cluster()
    {
        await one.WaitAsync();
        try
        {
            return cluster ??= await StartWithTemplate();
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Makes a database from the migrated template and gives its connection string.</summary>
    public async Task<string> Clone(string name)
    {
        var server = await Cluster();
        await server.CreateDatabase(name, Template);
        return server.ConnectionString(name);
    }

    public async Task Drop(string name) => await (await Cluster()).DropDatabase(name);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.Stop(StopMode.Immediate);
            await cluster.DisposeAsync();
            await LocalCluster.Remove(folder);
        }

        one.Dispose();
    }

    async Task<LocalCluster> StartWithTemplate()
    {
        await RemoveLeftovers();
        var options = new LocalClusterOptions
        {
            Fsync = false, SharedBuffers = "128MB", MaxConnections = 200, EndsWithOwner = true,
        };
        var started = await LocalCluster.Start(folder, options, CancellationToken.None);
        await started.CreateDatabase(Template);

        // Not pooled, because a template with an idle session cannot be copied.
        var target = new NpgsqlConnectionStringBuilder(started.ConnectionString(Template)) { Pooling = false };
        await Migrate(target.ConnectionString);
        return started;
    }

    /// <summary>Removes what killed test runs left, their servers included.</summary>
    static async Task RemoveLeftovers()
    {
        foreach (var old in Directory.GetDirectories(Path.GetTempPath(), "de06-*"))
        {
            try
            {
                // No test works on a folder for so long; those with a server of their own follow below.
                if (Directory.GetLastWriteTimeUtc(old) < DateTime.UtcNow.AddDays(-1)
                    && !Path.GetFileName(old).StartsWith(FolderPrefix, StringComparison.Ordinal))
                {
                    Directory.Delete(old, recursive: true);
                }
            }
            catch (Exception another) when (another is UnauthorizedAccessException or IOException)
            {
                // Another user's.
            }
        }

        foreach (var old in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            try
            {
                // A younger one may belong to a run that has not taken its lock yet.
                if (Directory.GetCreationTimeUtc(old) < DateTime.UtcNow.AddMinutes(-2))
                {
                    await LocalCluster.Remove(old);
                }
            }
            catch (Exception another)
                when (another is LocalClusterException or UnauthorizedAccessException or IOException)
            {
                // Another user's, or being removed by another run: theirs to remove.
            }
        }
    }
}
