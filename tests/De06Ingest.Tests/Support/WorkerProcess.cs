using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace De06Ingest.Tests.Support;

/// <summary>A <c>de06 worker</c> as a process of its own: one node of several on a database.</summary>
sealed class WorkerProcess : IDisposable
{
    readonly ProgramProcess process;
    readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <param name="flow">Database, contracts and inbox.</param>
    /// <param name="name">Name of the node; also its spool, and by which the database knows its sessions.</param>
    /// <param name="further">Settings that differ from those of the other nodes.</param>
    public WorkerProcess(Flow flow, string name, params (string Name, string Value)[] further)
    {
        Name = name;
        client.BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}/");
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__De06"] = $"{flow.ConnectionString};Application Name={name}",
            ["De06__Listen"] = client.BaseAddress.ToString(),
            ["De06__Spool"] = Path.Combine(flow.Folder("spools"), name),
            ["De06__Inbox"] = flow.Folder("inbox"),
        };
        foreach (var (setting, value) in further)
        {
            settings[setting] = value;
        }

        process = new ProgramProcess(flow, settings, "worker");
    }

    public string Name { get; }

    /// <summary>The log; once it has ended.</summary>
    public string Printed => process.Printed;

    public bool HasExited => process.HasExited;

    /// <summary>Runs of a feed that this node has brought to an end, but for failed ones.</summary>
    public async Task<int> Runs(string feed)
    {
        try
        {
            return RunsOf(feed).Matches(await client.GetStringAsync("metrics"))
                .Sum(m => int.Parse(m.Groups[1].ValueSpan, null));
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return 0;
        }
    }

    public async Task<bool> IsReady()
    {
        try
        {
            return (await client.GetAsync("health/ready")).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Signal(int signal) => process.Signal(signal);

    public Task<(int Code, string Said)> End() => process.End();

    public void Dispose()
    {
        client.Dispose();
        process.Dispose();
    }

    static Regex RunsOf(string feed) => new(
        $"de06_runs_total\\{{feed=\"{feed}\",state=\"(?!failed)[a-z]+\"\\}} (\\d+)", RegexOptions.None,
        TimeSpan.FromSeconds(5));

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
