using System.Globalization;
using System.Security.Cryptography;

namespace De06Ingest.Database;

/// <summary>
/// Where a private cluster lies on disk: <c>data/</c> (PostgreSQL's own, with its log), <c>password</c>, and
/// <c>owner.lock</c>, held for as long as the process that answers for the cluster lives.
/// </summary>
/// <remarks>
/// As root the server runs as another user, who must be able to enter every folder above <c>data/</c>. Where that user
/// cannot (a home folder of mode 0700), the cluster lies under /var/tmp and the file <c>moved-to</c> says where.
/// </remarks>
sealed class ClusterFolder
{
    const string PointerName = "moved-to";
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    ClusterFolder(string home, string? user) => (Home, User) = (home, user);

    /// <summary>The user that the server runs as; null when that is ourselves.</summary>
    public string? User { get; }

    public string Home { get; }

    public string Data => Path.Combine(Home, "data");

    /// <summary>Initdb works here, so that a killed one leaves no half-made <see cref="Data"/>.</summary>
    public string Unfinished => Path.Combine(Home, "data.new");

    public string Log => Path.Combine(Data, "server.log");

    public string PasswordFile => Path.Combine(Home, "password");

    public string Settings => Path.Combine(Data, "de06.conf");

    /// <summary>Major version of the data, or null before initdb.</summary>
    public int? Major => Directory.Exists(Data)
        ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture)
        : null;

    /// <exception cref="LocalClusterException">cluster-folder: not ours to write.</exception>
    public static async Task<ClusterFolder> Open(string folder, CancellationToken stop)
    {
        var home = Path.GetFullPath(folder);
        Directory.CreateDirectory(home);
        var pointer = Path.Combine(home, PointerName);
        if (File.Exists(pointer))
        {
            home = (await File.ReadAllTextAsync(pointer, stop)).Trim();
            Directory.CreateDirectory(home);
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return new ClusterFolder(home, null).CheckRights();
        }

        var user = await ServerUser(Path.Combine(home, "data"), stop);
        return await CanEnter(user, home, stop) ? new(home, user) : Elsewhere(pointer, user);
    }

    /// <summary>The lock that makes its holder answer for the cluster, or null while another process holds
    /// it.</summary>
    public FileStream? TryOwn()
    {
        try
        {
            return new FileStream(Path.Combine(Home, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>An empty folder that the server's user owns, at <see cref="Unfinished"/>.</summary>
    public async Task MakeUnfinished(CancellationToken stop)
    {
        if (Directory.Exists(Unfinished))
        {
            Directory.Delete(Unfinished, recursive: true);
        }

        Directory.CreateDirectory(Unfinished, OwnerOnly);
        await GiveToServer(Unfinished, stop);
    }

    /// <summary>Makes the superuser's password, once.</summary>
    public async Task MakePassword(CancellationToken stop)
    {
        var how = new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerFile,
        };
        await using (var writer = new StreamWriter(PasswordFile, how))
        {
            await writer.WriteAsync(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }

        await GiveToServer(PasswordFile, stop);
    }

    /// <summary>Writes PostgreSQL's settings for the next start.</summary>
    public async Task WriteSettings(string text, CancellationToken stop)
    {
        await File.WriteAllTextAsync(Settings, text, stop);
        await GiveToServer(Settings, stop);
    }

    /// <summary>The live server of this folder, or null; what a killed one left behind does not count.</summary>
    public Postmaster? Running()
    {
        var lines = PidFileLines();
        return lines.Length >= 4 && Number(lines[0]) is { } pid && Number(lines[3]) is { } port && Serves(pid)
            ? new Postmaster(pid, port)
            : null;
    }

    /// <summary>Removes a dead server's pid file when another program meanwhile has that number.</summary>
    /// <remarks>PostgreSQL clears the file itself, unless a process with the number lives: then it refuses
    /// to start.</remarks>
    public void ClearStalePid()
    {
        if (PidFileLines() is [var first, ..] && Number(first) is { } pid
            && Path.Exists($"/proc/{pid}") && !Serves(pid))
        {
            File.Delete(PidFile);
        }
    }

    /// <summary>The log's last lines from <paramref name="from"/> bytes on, for an error text.</summary>
    public string LogSince(long from)
    {
        if (!File.Exists(Log))
        {
            return "";
        }

        using var stream = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Min(from, stream.Length);
        using var reader = new StreamReader(stream);
        return string.Join('\n', reader.ReadToEnd().Split('\n').TakeLast(12)).Trim();
    }

    public long LogLength() => File.Exists(Log) ? new FileInfo(Log).Length : 0;

    string PidFile => Path.Combine(Data, "postmaster.pid");

    string[] PidFileLines()
    {
        try
        {
            return File.ReadAllLines(PidFile);
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Whether process <paramref name="pid"/> is a server started on our data.</summary>
    bool Serves(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Contains(Data);
        }
        catch (IOException)
        {
            return false;
        }
    }

    async Task GiveToServer(string path, CancellationToken stop)
    {
        if (User is not null && await ServerPrograms.RunAny(null, "chown", [User, path], stop) is (not 0, var why))
        {
            throw new LocalClusterException("cluster-folder", $"{path}; chown {User}: {why}");
        }
    }

    ClusterFolder CheckRights()
    {
        try
        {
            using var probe = TryOwn();
            _ = PidFileLines();
            return this;
        }
        catch (UnauthorizedAccessException)
        {
            throw new LocalClusterException("cluster-owner", Home);
        }
    }

    /// <summary>Who runs the server: whoever owns the data already, else the package's own user.</summary>
    static async Task<string> ServerUser(string data, CancellationToken stop)
    {
        var owner = Directory.Exists(data)
            ? (await ServerPrograms.RunAny(null, "stat", ["-c", "%U", data], stop)).Output
            : "postgres";
        return owner is "root" or "UNKNOWN" ? "postgres" : owner;
    }

    static async Task<bool> CanEnter(string user, string folder, CancellationToken stop) =>
        (await ServerPrograms.RunAny(user, "test", ["-x", folder], stop)).Code == 0;

    static ClusterFolder Elsewhere(string pointer, string user)
    {
        var home = "/var/tmp/de06-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        Directory.CreateDirectory(home);

        // Entering is enough: the user owns data/ within, and the name cannot be guessed beforehand.
        File.SetUnixFileMode(home, OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        File.WriteAllText(pointer, home + "\n");
        return new ClusterFolder(home, user);
    }

    static int? Number(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A running server: its process and the TCP port on 127.0.0.1.</summary>
readonly record struct Postmaster(int Pid, int Port);
