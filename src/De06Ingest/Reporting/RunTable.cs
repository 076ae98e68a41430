using System.Text.Json;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Publishing;
using Npgsql;

namespace De06Ingest.Reporting;

/// <summary>Owns core.run, core.run_step and core.extract: what runs write about themselves.</summary>
static class RunTable
{
    /// <summary>Notes a run under the lease and returns its id; a dry run has no fence, and its row is rolled
    /// back.</summary>
    public static async Task<long> Begin(
        NpgsqlConnection connection, FeedContract contract, long? fence, string trigger, int codeEpoch) =>
        await connection.ExecuteScalarAsync<long?>(SqlFile.Text("publishing/begin_run"), new
        {
            feed = contract.Feed,
            fence,
            trigger,
            contract_hash = contract.Hash,
            code_epoch = codeEpoch,
        }) ?? throw new FenceLostException(contract.Feed);

    /// <summary>Marks runs whose process died and drops what any earlier run of the feed left in schema
    /// stage.</summary>
    public static async Task AbandonOthers(NpgsqlConnection connection, string feed, long runId)
    {
        await connection.ExecuteAsync(SqlFile.Text("publishing/abandon_runs"), new { feed, run_id = runId });
        foreach (var table in await connection.QueryAsync<string>(
            SqlFile.Text("publishing/left_tables"), new { feed, run_id = runId }))
        {
            try
            {
                await connection.ExecuteAsync($"set local lock_timeout = '1s'; drop table if exists stage.{table}");
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // A process that was stopped, not killed, still copies into it: a later run drops it.
            }
        }
    }

    public static Task Save(NpgsqlConnection connection, long runId, RunFacts row) =>
        connection.ExecuteAsync(SqlFile.Text("publishing/save_run"), new
        {
            run_id = runId,
            state = row.State,
            way = row.Way,
            cause = row.Cause,
            detail = row.Detail,
            extract_id = row.ExtractId,
            reference_id = row.ReferenceId,
            publish_id = row.PublishId,
            previous_publish = row.PreviousPublish,
            as_of = row.AsOf?.ToUniversalTime(),
            lines_in = row.LinesIn,
            furniture = row.Furniture,
            rows_in = row.RowsIn,
            accepted = row.Accepted,
            refused = row.Refused,
            duplicate = row.Duplicate,
            matched = row.Matched,
            review = row.Review,
            unmatched = row.Unmatched,
            changed = row.Changed,
            vanished = row.Vanished,
        });

    /// <summary>Notes that this run took a held extract, and who released it.</summary>
    public static Task NoteRelease(NpgsqlConnection connection, long runId, Release release) =>
        connection.ExecuteAsync(SqlFile.Text("publishing/release_run"), new
        {
            run_id = runId,
            held = release.Said.Run,
            by = release.Said.By,
            reason = release.Said.Reason,
        });

    /// <summary>Notes an extract; the same bytes with the same name and as-of are the same extract.</summary>
    public static Task<long> AddExtract(NpgsqlConnection connection, Extract extract, DateTimeOffset? asOf) =>
        connection.ExecuteScalarAsync<long>(
            """
            insert into core.extract (feed, sha256, bytes, source_name, received_at, as_of, proof, files)
            values (@Feed, @Sha256, @Bytes, @SourceName, @ReceivedAt, @asOf, @Proof, @files::jsonb)
            on conflict (feed, sha256, as_of, source_name)
              do update set files = excluded.files, received_at = excluded.received_at
            returning extract_id
            """,
            new
            {
                extract.Feed,
                extract.Sha256,
                extract.Bytes,
                extract.SourceName,
                ReceivedAt = extract.ReceivedAt.ToUniversalTime(),
                asOf = asOf?.ToUniversalTime(),
                extract.Proof,
                files = JsonSerializer.Serialize(
                    extract.FromArchive().Files, ExtractFilesJson.Default.IReadOnlyListExtractFile),
            });

    /// <summary>True when the publish is in the database, though its answer was lost with the connection; false also
    /// when nobody can tell.</summary>
    public static async Task<bool> HasPublish(NpgsqlDataSource database, Guid publishId)
    {
        try
        {
            await using var fresh = await database.OpenConnectionAsync(CancellationToken.None);
            return await fresh.ExecuteScalarAsync<bool>(
                "select exists (select from core.run where publish_id = @publishId)", new { publishId });
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public static async Task SaveSteps(
        NpgsqlConnection connection, long runId, IReadOnlyList<(string Step, double Seconds)> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            await connection.ExecuteAsync(
                """
                insert into core.run_step (run_id, step_no, step, seconds) values (@runId, @i, @Step, @Seconds)
                on conflict (run_id, step_no) do update set seconds = excluded.seconds, step = excluded.step
                """,
                new { runId, i, steps[i].Step, steps[i].Seconds });
        }
    }

    /// <summary>What readers see of the feed, or null before its first publish.</summary>
    public static Task<CurrentState?> Current(NpgsqlConnection connection, string feed) =>
        connection.QuerySingleOrDefaultAsync<CurrentState>(
            """
            select run_id as "RunId", publish_id as "PublishId", generation as "Generation",
                   contract_hash as "ContractHash", code_epoch as "CodeEpoch", reference_id as "ReferenceId",
                   extract_id as "ExtractId", as_of as "AsOf", rows as "Rows", key as "Key",
                   unit_map as "UnitMap", unit_maps as "UnitMaps", ledger_map as "LedgerMap", base_map as "BaseMap",
                   match_model as "MatchModel",
                   exists (select from core.link_review v where v.feed = c.feed and v.decision_no > c.decision_no)
                     as "HasDecisions",
                   greatest(as_of, (select max(r.as_of) from core.run r where r.feed = c.feed and r.run_id > c.run_id
                                    and r.state = 'unchanged')) as "ConfirmedAsOf",
                   (select e.bytes from core.extract e where e.extract_id = c.extract_id) as "ExtractBytes"
            from core.feed_current c where feed = @feed
            """, new { feed });
}

/// <summary>Another run has taken the feed; this one must stop and has published nothing.</summary>
sealed class FenceLostException(string feed, Exception? inner = null)
    : Exception($"another run has taken feed {feed}", inner);
