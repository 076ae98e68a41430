using System.Globalization;

namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>The most memory that this process, what it started and a PostgreSQL server held together, looked at once a
/// second. Shared pages count once.</summary>
sealed class PeakMemory : IAsyncDisposable
{
    readonly CancellationTokenSource end = new();
    readonly int server;
    readonly Task watching;

    /// <param name="server">Process of the PostgreSQL server.</param>
    public PeakMemory(int server)
    {
        this.server = server;
        watching = Task.Run(Watch);
    }

    public long Megabytes { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
    }

    async Task Watch()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                Megabytes = Math.Max(Megabytes, Family().Sum(Kilobytes) / 1024);
            }
            while (await timer.WaitForNextTickAsync(end.Token));
        }
        catch (OperationCanceledException)
        {
            // Disposed: the last look stands.
        }
    }

    IEnumerable<int> Family()
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0).Select(id => (Id: id, Parent: Parent(id))).ToList();
        var family = new HashSet<int> { Environment.ProcessId, server };
        for (var generation = 0; generation < 3; generation++)
        {
            family.UnionWith(parents.Where(p => family.Contains(p.Parent)).Select(p => p.Id).ToList());
        }

        return family;
    }

    // "pid (name) state parent …", and the name may hold blanks.
    static int Parent(int process) =>
        Text(process, "stat") is { } stat && stat[(stat.LastIndexOf(')') + 1)..].Split(' ') is [_, _, var parent, ..]
            ? int.Parse(parent, CultureInfo.InvariantCulture)
            : 0;

    static long Kilobytes(int process) => Text(process, "smaps_rollup") is { } rollup
        && rollup.Split('\n').FirstOrDefault(l => l.StartsWith("Pss:", StringComparison.Ordinal)) is { } line
            ? long.Parse(line["Pss:".Length..^"kB".Length], CultureInfo.InvariantCulture)
            : 0;

    static string? Text(int process, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{name}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
