using System.Diagnostics;
using System.Runtime.InteropServices;

namespace De06Ingest.Tests.Support;

/// <summary>The real program as a process of its own, to be killed, stopped and continued.</summary>
sealed class ProgramProcess : IDisposable
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;
    public const int Terminate = 15;

    readonly Process process;
    readonly Task<string> complaints;
    readonly Task<string> results;

    public ProgramProcess(Flow flow, params string[] arguments)
        : this(flow, new Dictionary<string, string>(), arguments)
    {
    }

    /// <param name="flow">Database, contracts and spool.</param>
    /// <param name="settings">Further settings, which go before those of the flow.</param>
    /// <param name="arguments">The command line.</param>
    public ProgramProcess(Flow flow, Dictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "de06"), [.. arguments, "--lang", "en"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__De06"] = flow.ConnectionString + ";Application Name=de06-process";
        start.Environment["De06__Feeds"] = flow.Feeds;
        start.Environment["De06__Spool"] = flow.Spool;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        results = process.StandardOutput.ReadToEndAsync();
        complaints = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it wrote to standard output; once it has ended.</summary>
    public string Printed => results.Result;

    public bool HasExited => process.HasExited;

    /// <summary>Starts a run of a feed over a file as of a day.</summary>
    public static ProgramProcess Run(Flow flow, string feed, string file, string asOf) =>
        new(flow, "run", feed, "--file", file, "--source-time", asOf);

    public void Signal(int signal)
    {
        if (!process.HasExited)
        {
            _ = Send(process.Id, signal);
        }
    }

    /// <summary>Signals any process, such as a session of the server.</summary>
    public static void Signal(int process, int signal) => _ = Send(process, signal);

    /// <summary>Waits for the end and gives the exit code and what was said to stderr.</summary>
    public async Task<(int Code, string Said)> End()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        await results;
        return (process.ExitCode, await complaints);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Send(int process, int signal);
}
