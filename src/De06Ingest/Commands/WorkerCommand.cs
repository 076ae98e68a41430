using System.CommandLine;
using Microsoft.Extensions.Hosting;

namespace De06Ingest.Commands;

/// <summary>
/// <c>de06 worker</c>: the service. Runs feeds on their schedule and shows how they stand, until stopped.
/// </summary>
static class WorkerCommand
{
    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("worker", "worker");
        shell.Do(verb, async (_, _, stop) =>
        {
            await SchemaGate.Check(shell.Parts, stop);
            await using var worker = WorkerHost.Build(shell.Parts, TimeProvider.System, scheduled: true);
            await HostingAbstractionsHostExtensions.RunAsync(worker, stop);
            return ExitCode.Ok;
        });
        return verb;
    }
}
