using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace De06Ingest.Database;

/// <summary>A private PostgreSQL in a folder of one's own, for the demo, the tests and the bench.</summary>
/// <remarks>
/// The process that holds the folder's lock answers for the server and stops it on dispose; another process that
/// starts the same folder meanwhile only borrows it. The kernel frees the lock of a killed owner, so the next start
/// takes its server over, whether it still runs or left only ruins.
/// </remarks>
sealed class LocalCluster : IAsyncDisposable
{
    const int Attempts = 8;

    readonly ClusterFolder folder;
    readonly ServerPrograms programs;
    readonly LocalClusterOptions options;
    readonly string password;
    FileStream? ownership;
    ClusterWatch? watch;

    LocalCluster(ClusterFolder folder, ServerPrograms programs, LocalClusterOptions options, FileStream? ownership)
    {
        (this.folder, this.programs, this.options, this.ownership) = (folder, programs, options, ownership);
        password = File.ReadAllText(folder.PasswordFile).Trim();
    }

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Process number of the server.</summary>
    public int ServerPid { get; private set; }

    /// <summary>PostgreSQL's log.</summary>
    public string LogFile => folder.Log;

    /// <summary>Where the cluster really lies: the folder asked for, or one under /var/tmp.</summary>
    public string Home => folder.Home;

    /// <summary>Whether dispose stops the server: false when another live process started it.</summary>
    public bool IsOwner => ownership is not null;

    /// <summary>Starts the cluster of <paramref name="folder"/>, makes it first when there is none, or finds
    /// it running.</summary>
    /// <param name="folder">A folder for the cluster alone; its rights are left as they are.</param>
    /// <param name="options">Settings for a start; a running server keeps those that it was started with.</param>
    /// <param name="stop">Cancels; what was made so far is reused by the next start.</param>
    /// <exception cref="LocalClusterException">With the code postgres-missing, cluster-folder or
    /// cluster-start.</exception>
    public static async Task<LocalCluster> Start(string folder, LocalClusterOptions options, CancellationToken stop)
    {
        var place = await ClusterFolder.Open(folder, stop);
        var found = await ServerPrograms.Find(place.Major, options.Programs, stop);
        var owned = await OwnOrBorrow(place, options.Patience, stop);
        try
        {
            if (owned is not null)
            {
                await InitializeOnce(place, found, options, stop);
            }

            var cluster = new LocalCluster(place, found, options, owned);
            await cluster.StartServer(stop);
            if (owned is not null && options.EndsWithOwner)
            {
                cluster.watch = new ClusterWatch(place);
            }

            return cluster;
        }
        catch
        {
            owned?.Dispose();
            throw;
        }
    }

    /// <summary>Connects as the cluster's superuser.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Password = password,
        Database = database,
    }.ConnectionString;

    /// <summary>Makes a database unless it is there.</summary>
    /// <param name="name">Any name; it is quoted.</param>
    /// <param name="template">A database to copy, to which nothing may be connected; null for an empty one.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Whether it was made now.</returns>
    public async Task<bool> CreateDatabase(string name, string? template = null, CancellationToken stop = default)
    {
        try
        {
            await Execute($"create database {Quoted(name)} template {Quoted(template ?? "template0")}", stop);
            return true;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            return false;
        }
    }

    /// <summary>Drops a database, and the connections to it.</summary>
    public Task DropDatabase(string name, CancellationToken stop = default) =>
        Execute($"drop database if exists {Quoted(name)} with (force)", stop);

    /// <summary>Stops the server if it runs.</summary>
    /// <param name="mode">Fast ends sessions in order; immediate leaves the log to be replayed at the next
    /// start.</param>
    /// <param name="stop">Cancels the waiting.</param>
    /// <exception cref="LocalClusterException">cluster-stop: it still runs.</exception>
    public Task Stop(StopMode mode = StopMode.Fast, CancellationToken stop = default) =>
        StopServer(folder, programs, mode, options.Patience, stop);

    /// <summary>Starts again after <see cref="Stop"/> or after the server was killed; the port may be
    /// another.</summary>
    public Task Restart(CancellationToken stop = default) => StartServer(stop);

    /// <summary>Leaves the server running with nobody to answer for it, as a killed owner does; the next
    /// start has it, unless it was to end with its owner.</summary>
    public void Abandon()
    {
        watch?.LoseOwner();
        ownership?.Dispose();
        ownership = null;
    }

    /// <summary>Stops the server if this object answers for it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ownership is null)
        {
            return;
        }

        watch?.Dispose();
        await Stop();
        await ownership.DisposeAsync();
        ownership = null;
    }

    /// <summary>Stops the server of a folder and deletes both, unless a live process answers for it.</summary>
    /// <returns>Whether the folder is gone.</returns>
    public static async Task<bool> Remove(string folder, CancellationToken stop = default)
    {
        if (!Directory.Exists(folder))
        {
            return true;
        }

        var place = await ClusterFolder.Open(folder, stop);
        using var owned = place.TryOwn();
        if (owned is null)
        {
            return false;
        }

        if (place.Running() is not null)
        {
            var server = await ServerPrograms.Find(place.Major, null, stop);
            await StopServer(place, server, StopMode.Immediate, TimeSpan.FromSeconds(60), stop);
        }

        Directory.Delete(place.Home, recursive: true);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return true;
    }

    static async Task StopServer(
        ClusterFolder place, ServerPrograms server, StopMode mode, TimeSpan patience, CancellationToken stop)
    {
        if (place.Running() is null)
        {
            return;
        }

        var how = mode is StopMode.Fast ? "fast" : "immediate";
        string[] arguments = ["stop", "-D", place.Data, "-m", how, "-w", "-t", Seconds(patience)];
        var (code, output) = await server.Run(place.User, "pg_ctl", arguments, stop);
        if (code != 0 && place.Running() is not null)
        {
            throw new LocalClusterException("cluster-stop", $"{place.Data}; pg_ctl: {output}");
        }
    }

    /// <summary>The folder's lock, or null once another process that holds it has its server up.</summary>
    static async Task<FileStream?> OwnOrBorrow(ClusterFolder place, TimeSpan patience, CancellationToken stop)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            if (place.TryOwn() is { } mine)
            {
                return mine;
            }

            if (place.Running() is not null)
            {
                return null;
            }

            if (Environment.TickCount64 > until)
            {
                throw new LocalClusterException("cluster-held",
                    $"{place.Home}; > {patience.TotalSeconds} s");
            }

            await Task.Delay(100, stop);
        }
    }

    static async Task InitializeOnce(
        ClusterFolder place, ServerPrograms server, LocalClusterOptions options, CancellationToken stop)
    {
        if (place.Major is not null)
        {
            return;
        }

        await place.MakePassword(stop);
        await place.MakeUnfinished(stop);
        string[] arguments =
        [
            "-D", place.Unfinished, "--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8",
            "--locale=C.UTF-8", "--pwfile=" + place.PasswordFile,
            .. options.Fsync ? Array.Empty<string>() : ["--no-sync"],
        ];
        if (await server.Run(place.User, "initdb", arguments, stop) is (not 0, var why))
        {
            throw new LocalClusterException("cluster-start", $"{place.Unfinished}; initdb: {why}");
        }

        await File.AppendAllTextAsync(
            Path.Combine(place.Unfinished, "postgresql.conf"), "\ninclude_if_exists 'de06.conf'\n", stop);
        Directory.Move(place.Unfinished, place.Data);
    }

    async Task StartServer(CancellationToken stop)
    {
        for (var attempt = 1; folder.Running() is null; attempt++)
        {
            var port = attempt == 1 && options.Port is { } wanted ? wanted : FreePort();
            folder.ClearStalePid();
            await folder.WriteSettings(options.Settings(port, folder.Data), stop);
            if (await TryStart(stop) is { } problem && (attempt == Attempts || !IsPassing(problem)))
            {
                throw new LocalClusterException(
                    "cluster-start", $"{folder.Data}; pg_ctl: {problem}");
            }
        }

        await WaitUntilItAnswers(stop);
    }

    /// <summary>Null when the server is up, else what it said.</summary>
    async Task<string?> TryStart(CancellationToken stop)
    {
        var logged = folder.LogLength();
        var (code, output) = await programs.Run(
            folder.User, "pg_ctl",
            ["start", "-D", folder.Data, "-l", folder.Log, "-w", "-t", Seconds(options.Patience)], stop);
        if (code == 0)
        {
            return null;
        }

        // The orphans of a killed server need a moment to notice before they let go of its memory.
        await Task.Delay(200, stop);
        return folder.LogSince(logged) is { Length: > 0 } log ? log : output;
    }

    /// <summary>The port was taken meanwhile, or a killed predecessor's children still leave.</summary>
    static bool IsPassing(string problem) =>
        problem.Contains("Address already in use", StringComparison.Ordinal)
        || problem.Contains("is still in use", StringComparison.Ordinal);

    /// <remarks>A server found running may still replay the log of a crash and turn sessions away until it
    /// is done.</remarks>
    async Task WaitUntilItAnswers(CancellationToken stop)
    {
        var until = Environment.TickCount64 + (long)options.Patience.TotalMilliseconds;
        while (true)
        {
            (ServerPid, Port) = folder.Running() ?? new Postmaster(0, Port);
            try
            {
                await Execute("select 1", stop);
                return;
            }
            catch (NpgsqlException no) when (no.IsTransient && Environment.TickCount64 < until)
            {
                await Task.Delay(100, stop);
            }
        }
    }

    async Task Execute(string sql, CancellationToken stop)
    {
        // Not pooled: an idle session in postgres or template1 would stand in the way of later copies.
        var target = new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false };
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    static string Seconds(TimeSpan span) => ((int)span.TotalSeconds).ToString();

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
