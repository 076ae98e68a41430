using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Mismatches;

/// <summary>Settles what a run found against the ledger, inside the publishing transaction: one row per (feed, subject,
/// kind) is opened, seen again, closed or reopened; what did not change is not written.</summary>
sealed class Ledger(NpgsqlConnection connection, FeedContract contract, long runId)
{
    /// <summary>Sends the findings to the temporary table that the statements of <c>sql/mismatches</c> read.</summary>
    public async Task Begin(IReadOnlyList<Findings> findings)
    {
        await connection.ExecuteAsync(
            """
            create temporary table finding (
              subject_id text collate "C", kind text collate "C", record_id text collate "C", sector_value text,
              reference_value text, unit text collate "C", citizen_ref uuid, line_no bigint) on commit drop
            """);
        await Add(findings);
    }

    public async Task Add(IReadOnlyList<Findings> findings)
    {
        foreach (var found in findings.Where(f => f.Rows.Rows > 0))
        {
            await found.Rows.SendTo(connection, $"copy finding ({Findings.Columns}) from stdin (format binary)");
        }
    }

    /// <summary>Closes, reopens, updates and opens.</summary>
    /// <param name="everything">The run looked at every subject.</param>
    /// <param name="asOf">As-of of the run.</param>
    /// <param name="previous">The state that confirmed the open mismatches last.</param>
    /// <param name="present">SQL condition over closing c: the subject is still there.</param>
    /// <param name="keep">SQL condition over closing c: a duplicate-subject that rows outside this run still
    /// show.</param>
    public async Task<IReadOnlyList<MismatchMovement>> Settle(
        bool everything, DateTimeOffset asOf, CurrentState? previous, string present, string keep)
    {
        await connection.ExecuteAsync(SqlFile.Text("mismatches/finding_now"), new { single = contract.SubjectIsKey });
        if (everything)
        {
            await connection.ExecuteAsync("create temporary table touched (subject_id text) on commit drop");
        }

        var feed = contract.Feed;
        var moves = new Dictionary<(string Kind, string Event), long>();
        if (await connection.ExecuteScalarAsync<bool>(
            "select exists (select from core.mismatch where feed = @feed)", new { feed }))
        {
            await SettleKnown(moves, everything, previous, present, keep);
        }

        foreach (var (kind, number) in await connection.QueryAsync<(string, long)>(
            SqlFile.Text("mismatches/open"), new { feed, run_id = runId, as_of = asOf }))
        {
            moves[(kind, "opened")] = number;
        }

        return await Movements(moves);
    }

    /// <summary>What the ledger has of the feed: closed, reopened or brought up to date.</summary>
    async Task SettleKnown(
        Dictionary<(string Kind, string Event), long> moves, bool everything, CurrentState? previous, string present,
        string keep)
    {
        var feed = contract.Feed;
        await connection.ExecuteAsync(SqlFile.Text("mismatches/closing"), new { feed, everything });
        await connection.ExecuteAsync(
            $"update closing c set present = {present}, "
            + $"keep = c.kind = 'duplicate-subject' and not @everything and {keep}",
            new { everything, feed });
        Count(moves, await connection.QueryAsync<(string, string)>(SqlFile.Text("mismatches/close"), new
        {
            feed,
            run_id = runId,
            previous_as_of = previous?.AsOf,
            previous_publish = previous?.PublishId,
        }));
        Count(moves, await connection.QueryAsync<(string, string)>(
            SqlFile.Text("mismatches/see"), new { feed, run_id = runId }));
    }

    async Task<IReadOnlyList<MismatchMovement>> Movements(Dictionary<(string Kind, string Event), long> moves)
    {
        var open = (await connection.QueryAsync<(string Kind, long Number)>(
            "select kind, count(*) from core.mismatch where feed = @Feed and state = 'open' group by kind",
            new { contract.Feed })).ToDictionary(k => k.Kind, k => k.Number);
        return [.. moves.Keys.Select(k => k.Kind).Union(open.Keys).Order(StringComparer.Ordinal).Select(kind =>
            new MismatchMovement(kind, Of(kind, "opened"), Of(kind, "fixed"), Of(kind, "gone"), Of(kind, "reopened"),
                open.GetValueOrDefault(kind)))];

        long Of(string kind, string step) => moves.GetValueOrDefault((kind, step));
    }

    static void Count(
        Dictionary<(string Kind, string Event), long> moves, IEnumerable<(string Kind, string Event)> rows)
    {
        foreach (var row in rows)
        {
            moves[row] = moves.GetValueOrDefault(row) + 1;
        }
    }
}
