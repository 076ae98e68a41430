using Dapper;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>How long things are kept at most; a contract's <c>retain</c> may be shorter.</summary>
/// <param name="Archives">Archived extracts. One that is held and undecided is kept for all of <c>retain</c>.</param>
/// <param name="Refusals">Refused rows.</param>
/// <param name="Closed">Mismatches that are resolved or vanished, counted from their closing.</param>
sealed record RetentionLimits(TimeSpan Archives, TimeSpan Refusals, TimeSpan Closed)
{
    public static RetentionLimits Usual { get; } =
        new(TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(365));
}

/// <summary>What was removed of one feed, or would be.</summary>
/// <param name="Feed">Feed.</param>
/// <param name="What">history, links, generations, refusals, mismatches, archives, states; in-use when a run works on
/// the feed, which is then left for the next time.</param>
/// <param name="Number">Rows, partitions or files.</param>
readonly record struct Purged(string Feed, string What, long Number);

/// <summary>Removes what has been kept for long enough.</summary>
interface IRetention
{
    /// <summary>Removes, or only counts, what is due; a line for each feed and kind of which there is
    /// anything.</summary>
    Task<IReadOnlyList<Purged>> Purge(bool dryRun, CancellationToken stop);

    /// <summary>Removes what is due from this node's spool alone: of several nodes only one purges, and reaches no
    /// spool but its own.</summary>
    Task<IReadOnlyList<Purged>> PurgeSpool(CancellationToken stop);
}

/// <summary>Replaced rows, old generations, refusals, closed mismatches, archives and caches go when their time is
/// over. What readers see now is never touched, and neither are runs, figures and what a person decided.</summary>
/// <remarks>Works under the lease of each feed, so that no run reads what is being removed. A partition is detached
/// concurrently, for a plain detach makes every later reader wait behind a slow one.</remarks>
sealed class Retention(
    NpgsqlDataSource database, IReadOnlyList<FeedContract> contracts, string spool, RetentionLimits limits,
    TimeProvider time) : IRetention
{
    const string RunsBefore = "(select r.run_id from core.run r where r.feed = @Feed and r.ended_at < @before)";

    public async Task<IReadOnlyList<Purged>> Purge(bool dryRun, CancellationToken stop)
    {
        var purged = new List<Purged>();
        await using var connection = await database.OpenConnectionAsync(stop);
        await connection.ExecuteAsync("set lock_timeout = '5s'");
        foreach (var feed in await Feeds(connection))
        {
            stop.ThrowIfCancellationRequested();
            var contract = contracts.FirstOrDefault(c => c.Feed == feed.Feed);
            await using var lease = dryRun || contract is null
                ? null : await FeedLease.Take(database, contract, stop);
            if (!dryRun && contract is not null && lease is null)
            {
                purged.Add(new(feed.Feed, "in-use", 1));
                continue;
            }

            purged.AddRange((await Purge(connection, feed, dryRun)).Where(p => p.Number > 0));
        }

        return purged;
    }

    /// <remarks>The lease is taken only where something is due: a run that is due at that moment would have to
    /// wait.</remarks>
    public async Task<IReadOnlyList<Purged>> PurgeSpool(CancellationToken stop)
    {
        var purged = new List<Purged>();
        await using var connection = await database.OpenConnectionAsync(stop);
        foreach (var feed in await Feeds(connection))
        {
            stop.ThrowIfCancellationRequested();
            if (contracts.FirstOrDefault(c => c.Feed == feed.Feed) is { } contract
                && (await Files(connection, feed, time.GetUtcNow(), dryRun: true)).Exists(p => p.Number > 0))
            {
                await using var lease = await FeedLease.Take(database, contract, stop);
                purged.AddRange(lease is null
                    ? [] : await Files(connection, feed, time.GetUtcNow(), dryRun: false));
            }
        }

        return [.. purged.Where(p => p.Number > 0)];
    }

    static Task<IEnumerable<KeptFeed>> Feeds(NpgsqlConnection connection) => connection.QueryAsync<KeptFeed>(
        """
        select f.feed, f.role, f.retain, c.generation, c.publish_id as "PublishId"
        from core.feed f left join core.feed_current c using (feed) order by f.feed
        """);

    async Task<List<Purged>> Purge(NpgsqlConnection connection, KeptFeed feed, bool dryRun)
    {
        var now = time.GetUtcNow();
        async Task<Purged> Rows(string what, string table, string condition, TimeSpan kept)
        {
            var sql = $"{(dryRun ? "select count(*)" : "delete")} from {table} t where {condition}";
            var values = new { feed.Feed, before = now - kept };
            return new(feed.Feed, what, dryRun
                ? await connection.ExecuteScalarAsync<long>(sql, values, commandTimeout: 0)
                : await connection.ExecuteAsync(sql, values, commandTimeout: 0));
        }

        var purged = new List<Purged>();
        if (await connection.ExecuteScalarAsync<bool>("select to_regclass(@History) is not null", new { feed.History }))
        {
            // A re-check asks the history of the reference for what changed since the version it last saw.
            var seen = feed.Role != "reference" ? "" : """
                 and t.ended_run <= coalesce((select min(r.run_id) from core.feed_current c
                   join core.run r on r.publish_id = c.reference_id where c.feed <> @Feed), t.ended_run)
                """;
            purged.Add(await Rows("history", feed.History, $"t.ended_run in {RunsBefore}{seen}", feed.Retain));
        }

        purged.Add(await Rows("links", "core.link", $"t.feed = @Feed and t.ended_run in {RunsBefore}", feed.Retain));
        purged.Add(new(feed.Feed, "generations", await Generations(connection, feed, now - feed.Retain, dryRun)));
        purged.Add(await Rows(
            "refusals", "core.refusal", $"t.run_id in {RunsBefore}", Least(feed.Retain, limits.Refusals)));
        purged.Add(await Rows("mismatches", "core.mismatch",
            $"t.feed = @Feed and t.state in ('resolved', 'vanished') and t.closed_run in {RunsBefore}", limits.Closed));
        purged.AddRange(await Files(connection, feed, now, dryRun));
        return purged;
    }

    async Task<List<Purged>> Files(NpgsqlConnection connection, KeptFeed feed, DateTimeOffset now, bool dryRun) =>
    [
        new(feed.Feed, "archives", await Archives(connection, feed, now, dryRun)),
        new(feed.Feed, "states", Remove(
            Path.Combine(spool, "state", feed.Feed), now.AddDays(-1), [$"{feed.PublishId:N}.rows"], dryRun)),
    ];

    /// <summary>Partitions that no reader has looked at since.</summary>
    static async Task<long> Generations(
        NpgsqlConnection connection, KeptFeed feed, DateTimeOffset before, bool dryRun)
    {
        var due = (await connection.QueryAsync<int>(
            """
            select generation from core.generation
            where feed = @Feed and ended_at < @before and generation is distinct from @Generation order by generation
            """, new { feed.Feed, before, feed.Generation })).AsList();
        long removed = 0;
        foreach (var generation in due)
        {
            removed += dryRun || await Drop(connection, feed, generation) ? 1 : 0;
        }

        return removed;
    }

    /// <summary>False when a reader was in the way: then the next time goes on from there.</summary>
    static async Task<bool> Drop(NpgsqlConnection connection, KeptFeed feed, int generation)
    {
        var partition = $"{feed.Table}_g{generation}";
        try
        {
            var pending = await connection.ExecuteScalarAsync<bool?>(
                "select inhdetachpending from pg_inherits where inhrelid = to_regclass(@partition)", new { partition });
            if (pending is { } begun)
            {
                await connection.ExecuteAsync(
                    $"alter table {feed.Table} detach partition {partition} {(begun ? "finalize" : "concurrently")}",
                    commandTimeout: 0);
            }

            await connection.ExecuteAsync(
                $"""
                drop table if exists {partition};
                delete from core.generation where feed = @Feed and generation = @generation
                """, new { feed.Feed, generation });
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    async Task<long> Archives(NpgsqlConnection connection, KeptFeed feed, DateTimeOffset now, bool dryRun)
    {
        var before = now - Least(feed.Retain, limits.Archives);
        var kept = await connection.QueryAsync<string>(
            """
            select distinct f ->> 'Path' from core.extract e cross join jsonb_array_elements(e.files) f
            where e.feed = @Feed and exists (select from core.run r where r.extract_id = e.extract_id
              and (r.started_at >= @before or r.ended_at is null
                   or r.state = 'held' and r.decision is null and r.started_at >= @retained))
            """, new { feed.Feed, before, retained = now - feed.Retain });
        return Remove(Path.Combine(spool, feed.Feed), before, kept.Select(p => Path.GetFileName(p)!), dryRun);
    }

    static long Remove(string folder, DateTimeOffset before, IEnumerable<string> kept, bool dryRun)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var names = kept.ToHashSet();
        var due = Directory.GetFiles(folder)
            .Where(f => !names.Contains(Path.GetFileName(f)) && File.GetLastWriteTimeUtc(f) < before.UtcDateTime)
            .ToList();
        if (!dryRun)
        {
            due.ForEach(File.Delete);
        }

        return due.Count;
    }

    static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>A feed that was ever run, with or without a contract by now.</summary>
    sealed record KeptFeed
    {
        public required string Feed { get; init; }
        public required string Role { get; init; }
        public required TimeSpan Retain { get; init; }
        public int? Generation { get; init; }
        public Guid? PublishId { get; init; }
        public string Table => $"{(Role == "reference" ? "reference" : "clean")}.{Feed.Replace('-', '_')}";
        public string History => Table + "_history";
    }
}
