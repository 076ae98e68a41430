using System.Diagnostics;
using System.Globalization;

namespace De06Ingest.Database;

/// <summary>The server programs of one installed PostgreSQL (initdb, pg_ctl), and the way to run them.</summary>
/// <remarks>They refuse to run as root, so root goes through <c>runuser</c>.</remarks>
sealed class ServerPrograms
{
    /// <summary>Oldest major version that the schema and its statements are written for.</summary>
    public const int OldestMajor = 15;

    static readonly string[] UsualRoots = ["/usr/lib/postgresql", "/usr/pgsql"];
    static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    readonly string folder;

    ServerPrograms(string folder, int major) => (this.folder, Major) = (folder, major);

    public int Major { get; }

    /// <summary>The newest installed version, or exactly <paramref name="major"/> when a cluster already has
    /// one.</summary>
    /// <exception cref="LocalClusterException">postgres-missing: nothing suitable is installed.</exception>
    public static async Task<ServerPrograms> Find(int? major, string? folder, CancellationToken stop)
    {
        var installed = folder is null ? Usual(UsualRoots).ToList() : [];
        if ((folder ?? await FromPath(stop)) is { } named && await At(named, stop) is { } here)
        {
            installed.Add(here);
        }

        return installed
            .Where(p => major is null ? p.Major >= OldestMajor : p.Major == major)
            .MaxBy(p => p.Major) ?? throw Missing(major);
    }

    /// <summary>Versions laid out as distributions do: <c>root/15/bin</c> or <c>root-15/bin</c>.</summary>
    internal static IEnumerable<ServerPrograms> Usual(IEnumerable<string> roots) =>
        from root in roots
        from candidate in Children(root).Concat(Children(Path.GetDirectoryName(root)!, Path.GetFileName(root) + "-*"))
        let major = MajorOf(Path.GetFileName(candidate).Split('-')[^1])
        let bin = Path.Combine(candidate, "bin")
        where major > 0 && IsComplete(bin)
        select new ServerPrograms(bin, major);

    /// <summary>Runs one program and waits for it.</summary>
    /// <param name="user">Whom to run as, when we are root; null for ourselves.</param>
    /// <returns>The exit code, and standard output and error together, trimmed.</returns>
    public Task<(int Code, string Output)> Run(
        string? user, string program, IEnumerable<string> arguments, CancellationToken stop) =>
        RunAny(user, Path.Combine(folder, program), arguments, stop);

    /// <summary>Runs a program by path or by name.</summary>
    public static async Task<(int Code, string Output)> RunAny(
        string? user, string path, IEnumerable<string> arguments, CancellationToken stop)
    {
        using var process = Process.Start(StartInfo(user, path, arguments))!;
        process.StandardInput.Close();
        try
        {
            var error = process.StandardError.ReadToEndAsync(stop);
            var output = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, (output + await error).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    static ProcessStartInfo StartInfo(string? user, string path, IEnumerable<string> arguments)
    {
        string[] command = user is null ? [path] : ["runuser", "-u", user, "--", path];
        var info = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };

        // PGDATA, PGPORT and the like of the caller's shell would overrule what we say.
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["LC_ALL"] = "C";
        return info;
    }

    static async Task<string?> FromPath(CancellationToken stop)
    {
        var search = Environment.GetEnvironmentVariable("PATH") ?? "";
        var tool = search.Split(':').Select(d => Path.Combine(d, "pg_config")).FirstOrDefault(File.Exists);
        if (tool is null)
        {
            return null;
        }

        var (code, output) = await RunAny(null, tool, ["--bindir"], stop);
        return code == 0 && IsComplete(output) ? output : null;
    }

    static async Task<ServerPrograms?> At(string folder, CancellationToken stop)
    {
        if (!IsComplete(folder))
        {
            return null;
        }

        var (_, version) = await RunAny(null, Path.Combine(folder, "postgres"), ["--version"], stop);
        return new ServerPrograms(folder, version.Split(' ').Select(MajorOf).FirstOrDefault(m => m > 0));
    }

    static bool IsComplete(string bin) => Needed.All(name => File.Exists(Path.Combine(bin, name)));

    static string[] Children(string parent, string pattern = "*") =>
        Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern) : [];

    static int MajorOf(string version) =>
        int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;

    static LocalClusterException Missing(int? major) => new("postgres-missing",
        $"PostgreSQL {(major is null ? "≥ " : "")}{major ?? OldestMajor}: sudo apt-get install postgresql");
}

/// <summary>A private cluster could not be had: what happened, and what to type.</summary>
/// <param name="code">postgres-missing, cluster-folder, cluster-owner, cluster-held, cluster-start or
/// cluster-stop.</param>
/// <param name="message">The folder, and what PostgreSQL's programs said, as they said it.</param>
sealed class LocalClusterException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
