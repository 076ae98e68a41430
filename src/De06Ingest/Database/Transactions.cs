using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Database;

/// <summary>Repeats a whole transaction when PostgreSQL says that another try may succeed.</summary>
static class Transactions
{
    const int MostTries = 5;

    public static async Task<T> Retry<T>(
        Func<Task<T>> transaction, bool mayRetry, CancellationToken stop, int tries = MostTries) =>
        await Retry(transaction, () => mayRetry, stop, tries);

    /// <param name="transaction">The transaction, which leaves nothing when it throws.</param>
    /// <param name="mayRetry">False when another try cannot succeed; asked after a failure.</param>
    /// <param name="stop">Ends the waiting between tries.</param>
    /// <param name="tries">How often at most.</param>
    public static async Task<T> Retry<T>(
        Func<Task<T>> transaction, Func<bool> mayRetry, CancellationToken stop, int tries = MostTries)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transaction();
            }
            catch (PostgresException failure) when (attempt < tries && IsPassing(failure) && mayRetry())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(200 * attempt, 1000)), stop);
            }
        }
    }

    static bool IsPassing(PostgresException failure) => failure.SqlState
        is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.SerializationFailure;
}

/// <summary>Stable codes of failures. PostgreSQL quotes row data in the context of COPY errors, so only its SQLSTATE
/// leaves.</summary>
static class Failures
{
    public static string CodeOf(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => "table-in-use",
        PostgresException postgres => $"database-{postgres.SqlState.ToLowerInvariant()}",
        NpgsqlException or System.Net.Sockets.SocketException => "database-away",
        FenceLostException => "fence-lost",
        Publishing.ContractChanged changed => changed.Code,
        Feeds.ContractException => "contract-unusable",
        OperationCanceledException => "stopped",
        Intake.Pull.SourceUnavailable source => source.Code,
        Intake.Pull.SpoolFull full => full.Code,
        Intake.Pull.SpoolUnwritable unwritable => unwritable.Code,
        UnauthorizedAccessException => "file-denied",
        IOException => "io",
        _ => "defect",
    };
}
