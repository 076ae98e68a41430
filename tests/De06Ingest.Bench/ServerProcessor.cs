using System.Globalization;
using Npgsql;

namespace De06Ingest.Bench;

/// <summary>Processor time of a PostgreSQL on this machine: of the postmaster and of all its processes that have
/// ended.</summary>
sealed class ServerProcessor
{
    /// <summary>Ticks in a second, as /proc counts them on Linux.</summary>
    const double Ticks = 100;

    readonly string? stat;

    ServerProcessor(string? stat) => this.stat = stat;

    /// <summary>The server of a connection; it may be one that cannot be seen from here.</summary>
    public static async Task<ServerProcessor> Of(string connection, CancellationToken stop)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(stop);
        await using var command = new NpgsqlCommand("select pg_read_file('postmaster.pid')", open);
        var pid = ((string)(await command.ExecuteScalarAsync(stop))!).Split('\n')[0];
        var path = $"/proc/{pid}/stat";
        return new(File.Exists(path) && File.ReadAllText(path).Contains("(postgres)") ? path : null);
    }

    /// <summary>Seconds spent so far; NaN where the server cannot be seen.</summary>
    public double Seconds()
    {
        if (stat is null)
        {
            return double.NaN;
        }

        // "pid (name) state …": utime, stime, cutime and cstime are fields 14 to 17 of proc(5).
        var fields = File.ReadAllText(stat).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / Ticks;
    }
}
