using De06Ingest.Database;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>The refused rows that one worker met, in the columns of core.refusal: in memory, and beyond a limit in a
/// copy of their own that commits nothing before the pass has ended.</summary>
/// <remarks>A file of which every row is refused must not fill the memory, and a process that dies must leave no
/// refusals of a run that readers would take for whole.</remarks>
/// <param name="open">Opens the copy; null in a dry run, which counts the rows beyond the limit and keeps none.</param>
/// <param name="most">Bytes that are kept in memory.</param>
sealed class RefusedRows(Func<RawCopy>? open, int most) : IDisposable
{
    public const string CopyIn =
        "copy core.refusal (run_id, refusal_no, file_name, line_no, byte_offset, faults, raw) "
        + "from stdin (format binary)";

    readonly RawCopy memory = new(null);
    RawCopy? beyond;

    /// <summary>Where the next row goes; null when it is only counted.</summary>
    public RawCopy? Next => memory.Length < most ? memory : beyond ??= open?.Invoke();

    /// <summary>Writes them all.</summary>
    public async Task Send(NpgsqlConnection connection)
    {
        if (memory.Rows > 0)
        {
            await memory.SendTo(connection, CopyIn);
        }

        if (beyond is { } copy)
        {
            copy.End();
            beyond = null;
            copy.Dispose();
        }
    }

    /// <summary>Takes back what was not sent.</summary>
    public void Dispose()
    {
        beyond?.Cancel();
        beyond = null;
    }
}
