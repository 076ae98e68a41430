using System.Data;
using De06Ingest.Database;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest;

/// <summary>What is still to be done when readers see a run already: the row state on disk, statistics, the
/// report. What fails of it is told with the report.</summary>
/// <remarks>Everything is caught here, a defect too: a run that is published must not end as one that failed, or a
/// script would send the operator to repeat what has been done.</remarks>
sealed class AfterPublish(NpgsqlConnection connection)
{
    readonly List<StepFailure> undone = [];

    public IReadOnlyList<StepFailure> Undone => undone;

    /// <summary>Does one of the things, or notes why it could not be done. A lost connection is opened
    /// again.</summary>
    public async Task Try(string step, Func<Task> work)
    {
        try
        {
            if (connection.State != ConnectionState.Open)
            {
                await connection.OpenAsync();
            }

            await work();
        }
        catch (Exception failure)
        {
            undone.Add(new(step, Failures.CodeOf(failure)));
        }
    }
}
