using System.Text;

namespace De06Ingest.Database;

/// <summary>Settings of a private cluster; the defaults suit the demo.</summary>
sealed record LocalClusterOptions
{
    /// <summary>PostgreSQL's shared_buffers, with its unit.</summary>
    public string SharedBuffers { get; init; } = "256MB";

    /// <summary>Off for tests: commits then outlive a killed server, but not a machine that loses power.</summary>
    public bool Fsync { get; init; } = true;

    /// <summary>On for tests: the server ends when its owner is killed, and its folder goes with it.</summary>
    public bool EndsWithOwner { get; init; }

    public int MaxConnections { get; init; } = 50;

    /// <summary>TCP port to try first; a free one otherwise, and when this one is taken.</summary>
    public int? Port { get; init; }

    /// <summary>How long to wait for a start, a stop or a recovery.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Folder of initdb and pg_ctl, when not the newest installed.</summary>
    public string? Programs { get; init; }

    /// <summary>The file that PostgreSQL reads beside its own.</summary>
    /// <remarks>
    /// Error lines go without DETAIL, CONTEXT, statement and parameters: those quote rows, and rows are people.
    /// The socket only when its path fits into the 107 bytes that the kernel has for it.
    /// </remarks>
    public string Settings(int port, string socketFolder) =>
        $"""
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = '{(SocketFits(port, socketFolder) ? Escaped(socketFolder) : "")}'
        unix_socket_permissions = 0700
        max_connections = {MaxConnections}
        shared_buffers = {SharedBuffers}
        fsync = {OnOff(Fsync)}
        full_page_writes = {OnOff(Fsync)}
        timezone = 'UTC'
        lc_messages = 'C'
        log_error_verbosity = terse
        log_min_error_statement = panic
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0

        """;

    static bool SocketFits(int port, string folder) =>
        Encoding.UTF8.GetByteCount(Path.Combine(folder, $".s.PGSQL.{port}.lock")) < 107
        && !folder.Contains(',', StringComparison.Ordinal);

    static string Escaped(string path) => path.Replace("'", "''", StringComparison.Ordinal);

    static string OnOff(bool value) => value ? "on" : "off";
}

/// <summary>PostgreSQL's two ways to stop at once.</summary>
enum StopMode { Fast, Immediate }
