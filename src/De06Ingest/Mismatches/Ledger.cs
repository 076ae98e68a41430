using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Mismatches;

/// <summary>Settles what a run found against the ledger, inside the publishing transaction: one row per (feed, subject,
/// kind) is opened, seen again, closed or reopened; what did not change is not written.</summary>
/// <param name="connection">Connection of the transaction.</param>
/// <param name="contract">The feed's contract.</param>
/// <param name="runId">The run.</param>
/// <param name="across">Settles the kinds of the rules across the set, and no others; otherwise all but these.</param>
sealed class Ledger(NpgsqlConnection connection, FeedContract contract, long runId, bool across = false)
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
        // They are read once only, and need not be written down for that.
        await GatherFindings("view");
        await NoteKnown(everything: true);
        await Open(asOf);
    }

    /// <summary>Closes, reopens, updates and opens.</summary>
    /// <param name="everything">The run looked at every subject; otherwise at those in table <c>touched</c>.</param>
    /// <param name="asOf">As-of of the run.</param>
    /// <param name="previous">The state that confirmed the open mismatches last.</param>
    /// <param name="present">SQL that joins closing c with the rows of its subject.</param>
    /// <param name="keep">SQL that joins closing c with the rows outside this run that still show a
    /// duplicate-subject.</param>
    public async Task Settle(
        bool everything, DateTimeOffset asOf, CurrentState? previous, string present, string keep)
    {
        await GatherFindings("table");
        await NoteKnown(everything);
        await Close(everything, previous, present, keep);
        Count(await connection.QueryAsync<(string, string)>(
            SqlFile.Text("mismatches/see"), new { feed = contract.Feed, run_id = runId }));
        await Open(asOf);
    }

    /// <summary>Notes what the ledger has of the touched subjects now that it is settled, as it did before, so that
    /// what rests on them can be moved.</summary>
    public async Task NoteSettled()
    {
        await NoteKnown(everything: false, "known_after");
        // By its own guess the planner takes the open ones of a kind for a handful, and meets each row with each.
        await connection.ExecuteAsync("analyze known_after (subject_id, kind, state, unit, across)");
    }

    async Task GatherFindings(string tableOrView)
    {
        // Tables that were empty at the last ANALYZE lure the planner into nested loops over what is being written.
        await connection.ExecuteAsync("set local enable_nestloop = off");
        // A view has no parameters, and goes with the table that it rests on.
        await connection.ExecuteAsync(
            $"create temporary {tableOrView} finding_now {(tableOrView == "table" ? "on commit drop " : "")}as "
            + SqlFile.Text("mismatches/finding_now")
                .Replace(":single", contract.SubjectIsKey && !across ? "true" : "false", StringComparison.Ordinal));
    }

    async Task NoteKnown(bool everything, string table = "known")
    {
        if (everything)
        {
            // The statement names it in any case.
            await connection.ExecuteAsync(
                "create temporary table if not exists touched (subject_id text) on commit drop");
        }

        await connection.ExecuteAsync(
            $"create temporary table {table} on commit drop as "
            + SqlFile.Text(across ? "mismatches/known_across" : "mismatches/known"),
            new { feed = contract.Feed, everything });
    }

    async Task Open(DateTimeOffset asOf)
    {
        foreach (var (kind, number) in await connection.QueryAsync<(string, long)>(
            SqlFile.Text("mismatches/open"), new { feed = contract.Feed, run_id = runId, as_of = asOf }))
        {
            moves[(kind, "opened")] = number;
        }
    }

    /// <summary>Closes what was known as open and not found. The candidates are looked up in the table: few rows may
    /// meet many, and the statistics tell how few. Of a run over everything they are many.</summary>
    async Task Close(bool everything, CurrentState? previous, string present, string keep)
    {
        await connection.ExecuteAsync(SqlFile.Text("mismatches/closing"), new { across });
        await connection.ExecuteAsync("analyze closing; set local enable_nestloop = on");
        await connection.ExecuteAsync($"update closing c set present = true from {present}");
        if (everything)
        {
            await connection.ExecuteAsync("set local enable_nestloop = off");
        }
        else
        {
            await connection.ExecuteAsync(
                $"update closing c set keep = true {keep} and c.kind = 'duplicate-subject'; analyze finding_now; "
                + "analyze known", new { feed = contract.Feed });
        }

        Count(await connection.QueryAsync<(string, string)>(SqlFile.Text("mismatches/close"), new
        {
            feed = contract.Feed,
            run_id = runId,
            previous_as_of = previous?.AsOf,
            previous_publish = previous?.PublishId,
        }));
    }

    public Task Analyze() => connection.ExecuteAsync(
        "analyze core.mismatch (feed, subject_id, kind, state, unit)", commandTimeout: 0);

    /// <summary>True when anything was opened, closed, reopened or brought up to date.</summary>
    public bool HasMoved => moves.Values.Any(number => number > 0);

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
