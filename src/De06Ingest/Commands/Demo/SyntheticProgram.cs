using System.Diagnostics;
using System.Globalization;

namespace De06Ingest.Commands.Demo;

/// <summary>The program that makes a synthetic province. It is not part of this one, so that a production image cannot
/// make people up.</summary>
static class SyntheticProgram
{
    /// <exception cref="ConfigurationProblem">The program is not there.</exception>
    public static void Check(string program)
    {
        if (!File.Exists(program))
        {
            throw new ConfigurationProblem("synthetic-missing", program);
        }
    }

    /// <summary>Writes the extracts of three days and the answer sheet below <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationProblem">The program fails.</exception>
    public static Task Run(string program, int citizens, int seed, string folder, CancellationToken stop) =>
        Run(program, [folder, "--citizens", Number(citizens), "--seed", Number(seed)], stop);

    /// <param name="program">The program.</param>
    /// <param name="arguments">What it is asked for.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ConfigurationProblem">The program fails.</exception>
    public static async Task Run(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Path.GetFullPath(program))
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var complaint = await process.StandardError.ReadToEndAsync(stop);
            await output;
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0)
            {
                throw new ConfigurationProblem("synthetic-failed", complaint.Split('\n')[0].Trim());
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
