using Microsoft.Extensions.Configuration;
using Npgsql;

namespace De06Ingest.Commands.Demo;

/// <summary>The settings of a demo: a private database, and the contracts, figures and units of the folder
/// <c>deploy</c>.</summary>
static class DemoSettings
{
    /// <param name="connection">Connection string of the database.</param>
    /// <param name="folder">Folder of the demo.</param>
    /// <param name="port">Port of the page.</param>
    /// <param name="clock">The clock by which statements ask how old something is; the system's when null.</param>
    public static Settings Of(string connection, DemoFolder folder, int port, DemoClock? clock = null)
    {
        var words = new NpgsqlConnectionStringBuilder(connection) { Options = clock?.SqlOption };
        var values = Values(words.ConnectionString, folder, port);
        Write(folder.Environment, values);
        return new Settings(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }

    static Dictionary<string, string?> Values(string connection, DemoFolder folder, int port)
    {
        var deploy = DemoFolder.Deploy();
        return new()
        {
            ["ConnectionStrings:De06"] = connection,
            ["De06:Feeds"] = Path.Combine(deploy, "feeds"),
            ["De06:Indicators"] = Path.Combine(deploy, "indicators"),
            ["De06:Units"] = Path.Combine(deploy, "units"),
            ["De06:Spool"] = folder.Spool,
            ["De06:Inbox"] = folder.Data,
            ["De06:Listen"] = $"http://127.0.0.1:{port}",
        };
    }

    /// <summary>The same for a shell, so that a visitor can ask with the other verbs; it holds the password of the
    /// private database.</summary>
    static void Write(string path, Dictionary<string, string?> values)
    {
        File.Delete(path);
        using var file = new StreamWriter(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        foreach (var (name, value) in values)
        {
            var quoted = value!.Replace("'", "'\\''", StringComparison.Ordinal);
            file.Write($"export {name.Replace(":", "__", StringComparison.Ordinal)}='{quoted}'\n");
        }
    }
}
