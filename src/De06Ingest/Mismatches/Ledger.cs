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
    readonly Dictionary<(string Kind, string Event), long> moves = [];

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

    /// <summary>True when the ledger has anything of the feed, open or closed.</summary>
    public Task<bool> KnowsFeed() => connection.ExecuteScalarAsync<bool>(
        "select exists (select from core.mismatch where feed = @Feed)", new { contract.Feed });

    /// <summary>Opens what was found, when the ledger knows nothing of the feed.</summary>
    /// <param name="asOf">As-of of the run.</param>
    public async Task SettleFirst(DateTimeOffset asOf)
    {
        await GatherFindings();
        await Open(asOf);
    }

    /// <summary>Closes, reopens, updates and opens.</summary>
    /// <param name="everything">The run looked at every subject.</param>
    /// <param name="asOf">As-of of the run.</param>
    /// <param name="previous">The state that confirmed the open mismatches last.</param>
    /// <param name="present">SQL that joins closing c with the rows of its subject.</param>
    /// <param name="keep">SQL that joins closing c with the rows outside this run that still show a
    /// duplicate-subject.</param>
    public async Task Settle(
        bool everything, DateTimeOffset asOf, CurrentState? previous, string present, string keep)
    {
        await GatherFindings();
        if (everything)
        {
            await connection.ExecuteAsync("create temporary table touched (subject_id text) on commit drop");
        }

        if (await KnowsFeed())
        {
            await SettleKnown(everything, previous, present, keep);
        }

        await Open(asOf);
    }

    async Task GatherFindings()
    {
        // Tables that were empty at the last ANALYZE lure the planner into nested loops over what is being written.
        await connection.ExecuteAsync("set local enable_nestloop = off");
        await connection.ExecuteAsync(SqlFile.Text("mismatches/finding_now"), new { single = contract.SubjectIsKey });
    }

    async Task Open(DateTimeOffset asOf)
    {
        foreach (var (kind, number) in await connection.QueryAsync<(string, long)>(
            SqlFile.Text("mismatches/open"), new { feed = contract.Feed, run_id = runId, as_of = asOf }))
        {
            moves[(kind, "opened")] = number;
        }
    }

    /// <summary>What the ledger has of the feed: closed, reopened or brought up to date.</summary>
    async Task SettleKnown(bool everything, CurrentState? previous, string present, string keep)
    {
        var feed = contract.Feed;
        await connection.ExecuteAsync(SqlFile.Text("mismatches/closing"), new { feed, everything });
        await MarkClosing(everything, present, keep);
        Count(await connection.QueryAsync<(string, string)>(SqlFile.Text("mismatches/close"), new
        {
            feed,
            run_id = runId,
            previous_as_of = previous?.AsOf,
            previous_publish = previous?.PublishId,
        }));
        Count(await connection.QueryAsync<(string, string)>(
            SqlFile.Text("mismatches/see"), new { feed, run_id = runId }));
    }

    /// <summary>Looks the candidates for closing up in the table. From here on few rows may meet many, and the
    /// statistics tell how few; of a run over everything they are many.</summary>
    async Task MarkClosing(bool everything, string present, string keep)
    {
        await connection.ExecuteAsync("analyze closing; analyze finding_now; set local enable_nestloop = on");
        await connection.ExecuteAsync($"update closing c set present = true from {present}");
        if (everything)
        {
            await connection.ExecuteAsync("set local enable_nestloop = off");
            return;
        }

        await connection.ExecuteAsync(
            $"update closing c set keep = true {keep} and c.kind = 'duplicate-subject'",
            new { feed = contract.Feed });
    }

    public Task Analyze() => connection.ExecuteAsync(
        "analyze core.mismatch (feed, subject_id, kind, state, unit)", commandTimeout: 0);

    /// <summary>What moved, with what is open now; for the report of a run that still holds the feed.</summary>
    public async Task<IReadOnlyList<MismatchMovement>> Movements()
    {
        var open = (await connection.QueryAsync<(string Kind, long Number)>(
            "select kind, count(*) from core.mismatch where feed = @Feed and state = 'open' group by kind",
            new { contract.Feed })).ToDictionary(k => k.Kind, k => k.Number);
        return [.. moves.Keys.Select(k => k.Kind).Union(open.Keys).Order(StringComparer.Ordinal).Select(kind =>
            new MismatchMovement(kind, Of(kind, "opened"), Of(kind, "fixed"), Of(kind, "gone"), Of(kind, "reopened"),
                open.GetValueOrDefault(kind)))];

        long Of(string kind, string step) => moves.GetValueOrDefault((kind, step));
    }

    void Count(IEnumerable<(string Kind, string Event)> rows)
    {
        foreach (var row in rows)
        {
            moves[row] = moves.GetValueOrDefault(row) + 1;
        }
    }
}
