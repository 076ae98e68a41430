using Dapper;
using De06Ingest.Database;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Mismatches;

/// <summary>A person's step in the ledger: the same table of transitions as the run's.</summary>
sealed class MismatchDecisions(NpgsqlDataSource database) : IMismatchDecisions
{
    public Task<bool> Ignore(MismatchKey key, string by, string reason, CancellationToken stop) =>
        Act(key, "ignore", by, reason, stop);

    public Task<bool> Reopen(MismatchKey key, string by, string reason, CancellationToken stop) =>
        Act(key, "reopen", by, reason, stop);

    async Task<bool> Act(MismatchKey key, string step, string by, string reason, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        if (key.No is { } no)
        {
            // A person's step is rare, and the ledger small: no index for it slows every publish.
            key = await connection.QuerySingleOrDefaultAsync<MismatchKey>(new CommandDefinition(
                "select feed, subject_id as subject, kind from core.mismatch where mismatch_no = @no", new { no },
                cancellationToken: stop));
        }

        await using var transaction = await connection.BeginTransactionAsync(stop);
        var acted = await connection.QueryAsync<long>(new CommandDefinition(SqlFile.Text("mismatches/act"), new
        {
            feed = key.Feed,
            subject = key.Subject,
            kind = key.Kind,
            @event = step,
            by,
            reason,
        }, cancellationToken: stop));
        if (!acted.Any())
        {
            return false;
        }

        // After the step: a publish that waits for its row, or comes by it later, has not yet begun to count.
        await TallyTable.NoteDecision(connection, key.Feed);
        await KeptCounts.Forget(connection, key.Feed);
        await TallyTable.Recount(connection, key.Feed);
        await transaction.CommitAsync(stop);
        return true;
    }
}
