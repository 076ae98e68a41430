using System.Diagnostics;
using System.Globalization;

namespace De06Ingest.Bench;

/// <summary>One thing to measure: a process, and what must be put in place before each of its runs.</summary>
/// <param name="Name">R, sql, full, same, delta, searched or evidence.</param>
/// <param name="Prepare">Brings the database to the state that the run starts from; not timed.</param>
/// <param name="Command">The process; a fresh one for every run.</param>
/// <param name="InnerSeconds">
/// Reads the seconds from begin to publish out of the process's standard output; null to count the whole process.
/// </param>
/// <param name="Check">Sees the standard output after the last run and complains about wrong counts; may be
/// null.</param>
sealed record Measured(
    string Name,
    Func<CancellationToken, Task> Prepare,
    Func<ProcessStartInfo> Command,
    Func<string, double>? InnerSeconds = null,
    Func<string, CancellationToken, Task>? Check = null)
{
    /// <summary>Runs the process once.</summary>
    /// <param name="stop">Ends the measuring.</param>
    /// <param name="settle">Waits until the server has done with what the preparation left behind.</param>
    /// <param name="server">Processor seconds that the server has spent so far; NaN where it cannot be seen.</param>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public async Task<(Sample Sample, string Output)> Run(
        CancellationToken stop, Func<Task>? settle = null, Func<double>? server = null)
    {
        await Prepare(stop);
        await (settle?.Invoke() ?? Task.CompletedTask);
        var spent = server?.Invoke() ?? double.NaN;
        var info = Command();
        (info.UseShellExecute, info.RedirectStandardOutput, info.RedirectStandardError) = (false, true, true);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(info)!;
        var peak = WatchPeak(process.Id, stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        var whole = clock.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Name} ended with {process.ExitCode}: {await error}{output}");
        }

        // A backend's time is known once it has ended, which is a moment after its client.
        await Task.Delay(200, stop);
        var sample = new Sample(
            InnerSeconds?.Invoke(output) ?? whole, whole, (server?.Invoke() ?? double.NaN) - spent, await peak);
        return (sample, output);
    }

    /// <summary>The largest resident memory that the kernel noted, in MB, until the process is gone.</summary>
    /// <remarks>The kernel keeps the high-water mark itself, so reading it now and then loses only the last
    /// moment.</remarks>
    static Task<double> WatchPeak(int pid, CancellationToken stop) => Task.Run(
        async () =>
        {
            var peak = 0.0;
            while (HighWater(pid) is { } kilobytes)
            {
                peak = Math.Max(peak, kilobytes / 1024.0);
                await Task.Delay(5, stop);
            }

            return peak;
        },
        stop);

    static long? HighWater(int pid)
    {
        try
        {
            // "VmHWM:     12345 kB"; a process that has ended but is not yet waited for has no such line.
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(IsHighWater);
            return line is null ? null : long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    static bool IsHighWater(string line) => line.StartsWith("VmHWM:", StringComparison.Ordinal);
}

/// <summary>One run: seconds that count, seconds of the whole process, processor seconds of the server meanwhile,
/// largest resident memory in MB.</summary>
readonly record struct Sample(double Seconds, double WholeSeconds, double ServerSeconds, double PeakMb);
