using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using De06Ingest.Database;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Database;

/// <summary>Each test has a cluster of its own, since most of them break it.</summary>
public sealed class LocalClusterTests : IAsyncLifetime
{
    static readonly LocalClusterOptions Small = new() { Fsync = false, SharedBuffers = "16MB" };

    readonly string folder = Path.Combine(Path.GetTempPath(), "de06-tests-" + Guid.NewGuid().ToString("N")[..12]);

    public async ValueTask InitializeAsync()
    {
        try
        {
            await ServerPrograms.Find(null, null, CancellationToken.None);
        }
        catch (LocalClusterException no) when (!PostgresServer.MustRun)
        {
            Assert.Skip(no.Message);
        }
    }

    public async ValueTask DisposeAsync() => await LocalCluster.Remove(folder);

    [Fact]
    public async Task Answers_on_loopback_alone_with_the_settings_asked_for()
    {
        await using var cluster = await Start(Small with { MaxConnections = 17 });

        Assert.Equal("127.0.0.1", await Show(cluster, "listen_addresses"));
        Assert.Equal("off", await Show(cluster, "fsync"));
        Assert.Equal("16MB", await Show(cluster, "shared_buffers"));
        Assert.Equal("17", await Show(cluster, "max_connections"));
        Assert.Equal("0", await Show(cluster, "log_parameter_max_length"));
        Assert.Equal("UTF8", await Show(cluster, "server_encoding"));
    }

    [Fact]
    public async Task Keeps_no_row_of_a_failed_statement_in_its_log()
    {
        await using var cluster = await Start(Small);
        await Scalar(cluster, "create table person (name text primary key); insert into person values ('CANARY-1')");
        await Assert.ThrowsAsync<PostgresException>(() => Scalar(cluster, "insert into person values ('CANARY-1')"));

        var log = await File.ReadAllTextAsync(cluster.LogFile);
        Assert.Contains("person_pkey", log, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wants_its_random_password_which_only_its_user_can_read()
    {
        await using var cluster = await Start(Small);
        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres"))
        {
            Password = "guess", Pooling = false,
        };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(cluster.Home, "password")));
    }

    [Fact]
    public async Task A_second_start_borrows_the_running_server_and_leaves_it_running()
    {
        await using var first = await Start(Small);
        await using (var second = await Start(Small))
        {
            Assert.False(second.IsOwner);
            Assert.Equal((first.ServerPid, first.Port), (second.ServerPid, second.Port));
        }

        Assert.Equal(1, await Scalar(first, "select 1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keeps_its_data_through_stop_and_start(bool immediate)
    {
        await using (var cluster = await Start(Small))
        {
            await Scalar(cluster, "create table kept as select 42 as n");
            await cluster.Stop(immediate ? StopMode.Immediate : StopMode.Fast);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => Scalar(cluster, "select 1"));
            await cluster.Restart();
            Assert.Equal(42, await Scalar(cluster, "select n from kept"));
        }

        await using var later = await Start(Small);
        Assert.True(later.IsOwner);
        Assert.Equal(42, await Scalar(later, "select n from kept"));
    }

    [Fact]
    public async Task Dispose_ends_the_server_process()
    {
        var cluster = await Start(Small);
        var pid = cluster.ServerPid;
        await cluster.DisposeAsync();

        Assert.False(Lives(pid));
    }

    [Fact]
    public async Task Starts_again_after_its_server_was_killed()
    {
        await using var cluster = await Start(Small);
        await Scalar(cluster, "create table kept as select 42 as n");
        var killed = cluster.ServerPid;
        Kill(killed);

        await cluster.Restart();

        Assert.NotEqual(killed, cluster.ServerPid);
        Assert.Equal(42, await Scalar(cluster, "select n from kept"));
    }

    [Fact]
    public async Task Takes_over_the_server_of_a_killed_owner()
    {
        int left;
        await using (var cluster = await Start(Small))
        {
            left = cluster.ServerPid;
            cluster.Abandon();
        }

        await using (var heir = await Start(Small))
        {
            Assert.True(heir.IsOwner);
            Assert.Equal(left, heir.ServerPid);
        }

        Assert.False(Lives(left));
    }

    [Fact]
    public async Task Is_not_fooled_by_a_pid_file_whose_number_another_program_has()
    {
        await using (var cluster = await Start(Small))
        {
            await cluster.Stop();
        }

        var stale = Path.Combine(folder, "data", "postmaster.pid");
        await File.WriteAllTextAsync(stale, $"{Environment.ProcessId}\n{folder}/data\n1\n5432\n\n127.0.0.1\n");

        await using var next = await Start(Small);
        Assert.NotEqual(Environment.ProcessId, next.ServerPid);
        Assert.Equal(1, await Scalar(next, "select 1"));
    }

    [Fact]
    public async Task Finishes_what_a_killed_initdb_left_half_made()
    {
        Directory.CreateDirectory(Path.Combine(folder, "data.new", "base"));

        await using var cluster = await Start(Small);
        Assert.Equal(1, await Scalar(cluster, "select 1"));
    }

    [Fact]
    public async Task Moves_on_to_another_port_when_the_wanted_one_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var cluster = await Start(Small with { Port = port });
        Assert.NotEqual(port, cluster.Port);
        Assert.Equal(1, await Scalar(cluster, "select 1"));
    }

    [Fact]
    public async Task Lies_elsewhere_when_the_servers_user_cannot_enter_the_folder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root has another user for the server");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        string home;
        await using (var cluster = await Start(Small))
        {
            home = cluster.Home;
            Assert.StartsWith("/var/tmp/de06-", home, StringComparison.Ordinal);
            await Scalar(cluster, "create table kept as select 42 as n");
        }

        await using (var again = await Start(Small))
        {
            Assert.Equal(home, again.Home);
            Assert.Equal(42, await Scalar(again, "select n from kept"));
        }

        await LocalCluster.Remove(folder);
        Assert.False(Directory.Exists(home) || Directory.Exists(folder));
    }

    [Fact]
    public async Task Copies_a_template_once()
    {
        await using var cluster = await Start(Small);
        Assert.True(await cluster.CreateDatabase("mẫu \"một\""));
        await using (var connection = new NpgsqlConnection(cluster.ConnectionString("mẫu \"một\"") + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await new NpgsqlCommand("create table kept as select 42 as n", connection).ExecuteNonQueryAsync();
        }

        Assert.True(await cluster.CreateDatabase("copy", "mẫu \"một\""));
        Assert.False(await cluster.CreateDatabase("copy", "mẫu \"một\""));
        Assert.Equal(42, await Scalar(cluster, "select n from kept", "copy"));
    }

    [Fact]
    public async Task Says_what_to_type_when_nothing_is_installed()
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder, "no-programs")).FullName;

        var missing = await Assert.ThrowsAsync<LocalClusterException>(() => Start(Small with { Programs = empty }));
        Assert.Equal("postgres-missing", missing.Code);
        Assert.Contains("sudo apt-get install postgresql", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_the_server_said_when_a_setting_is_wrong()
    {
        var wrong = Small with { SharedBuffers = "many" };
        var failed = await Assert.ThrowsAsync<LocalClusterException>(() => Start(wrong));
        Assert.Equal("cluster-start", failed.Code);
        Assert.Contains("shared_buffers", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_ends_with_its_owner_leaves_neither_server_nor_folder()
    {
        var cluster = await Start(Small with { EndsWithOwner = true });
        var server = cluster.ServerPid;

        // What the kernel does for a killed owner: it closes the pipe and frees the lock.
        cluster.Abandon();

        for (var tries = 0; tries < 200 && (Directory.Exists(cluster.Home) || Path.Exists($"/proc/{server}")); tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.False(Path.Exists($"/proc/{server}"), "the server still runs");
        Assert.False(Directory.Exists(cluster.Home), "the folder is still there");
    }

    [Fact]
    public async Task An_owner_that_ends_as_it_should_leaves_the_data_to_the_next()
    {
        await using (await Start(Small with { EndsWithOwner = true }))
        {
        }

        await using var again = await Start(Small);
        Assert.Equal(1, await Scalar(again, "select 1"));
    }

    Task<LocalCluster> Start(LocalClusterOptions options) =>
        LocalCluster.Start(folder, options, TestContext.Current.CancellationToken);

    static Task<object?> Show(LocalCluster cluster, string setting) => Scalar(cluster, "show " + setting);

    static async Task<object?> Scalar(LocalCluster cluster, string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        SpinWait.SpinUntil(() => !Lives(pid), TimeSpan.FromSeconds(10));
    }

    static bool Lives(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
