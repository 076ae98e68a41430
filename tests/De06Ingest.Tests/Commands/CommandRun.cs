using De06Ingest.Commands;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Commands;

/// <summary>Runs command lines over parts that a test sets up, and keeps what they print.</summary>
public abstract class CommandRun : IAsyncDisposable
{
    private protected readonly FakeParts _parts = new();
    private protected readonly StringWriter _output = new();
    private protected readonly StringWriter _error = new();

    public async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync();
        await _error.DisposeAsync();
        await _parts.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<int> Run(params string[] arguments) =>
        CommandLine.Run(arguments, _parts, _output, _error, terminal: null);
}
