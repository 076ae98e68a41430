using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>
/// The right to work on a feed: an advisory lock that dies with the connection, a fencing token that only grows, and a
/// renewed time for connections that hang half-open. The token, not the lock, is what publishing trusts.
/// </summary>
sealed class FeedLease : IAsyncDisposable
{
    /// <summary>For a transaction that holds the feed's row: a process that hangs in it would hold it for ever, and a
    /// host that is gone without a word for the two hours of TCP.</summary>
    static readonly string LetGo =
        "set local idle_in_transaction_session_timeout = '3min'; " + KeepAlive("set local");

    readonly NpgsqlConnection connection;
    readonly CancellationTokenSource ended = new();
    readonly Task renewing;
    readonly string feed;

    FeedLease(NpgsqlConnection connection, string feed, long fence)
    {
        this.connection = connection;
        this.feed = feed;
        Fence = fence;
        renewing = Renew();
    }

    public long Fence { get; }

    /// <summary>Takes the lease, or returns null when another run holds it.</summary>
    public static async Task<FeedLease?> Take(NpgsqlDataSource database, FeedContract contract, CancellationToken stop)
    {
        var connection = await database.OpenConnectionAsync(stop);
        try
        {
            await connection.ExecuteAsync("set lock_timeout = '5s'; " + KeepAlive("set"));
            await Register(connection, contract);
            var gotLock = await connection.ExecuteScalarAsync<bool>(
                "select pg_try_advisory_lock(hashtextextended('de06/' || @Feed, 0))", new { contract.Feed });
            var fence = await connection.ExecuteScalarAsync<long?>(
                SqlFile.Text("publishing/take_lease"), new { feed = contract.Feed, got_lock = gotLock });
            if (fence is { } token)
            {
                return new FeedLease(connection, contract.Feed, token);
            }
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // A run is publishing the feed, or was stopped while it did.
        }
        catch
        {
            await Release(connection);
            throw;
        }

        await Release(connection);
        return null;
    }

    /// <summary>A host that is gone is noticed within a minute.</summary>
    static string KeepAlive(string set) =>
        $"{set} tcp_keepalives_idle = 30; {set} tcp_keepalives_interval = 10; {set} tcp_keepalives_count = 3";

    /// <summary>Holds the fence for the run until the transaction ends; false when another run has taken the
    /// feed.</summary>
    public static async Task<bool> Hold(NpgsqlConnection connection, string feed, long fence, long runId)
    {
        await connection.ExecuteAsync(LetGo);
        return await connection.ExecuteScalarAsync<long?>(
            SqlFile.Text("publishing/hold_fence"), new { feed, fence, run_id = runId }) is not null;
    }

    /// <summary>True when another run has taken the feed.</summary>
    public static Task<bool> IsLost(NpgsqlConnection connection, string feed, long fence) =>
        connection.ExecuteScalarAsync<bool>(
            "select fence <> @fence from core.feed where feed = @feed", new { feed, fence });

    /// <summary>Makes the feed known, or brings what is known of it up to date.</summary>
    public static Task Register(NpgsqlConnection connection, FeedContract contract) =>
        connection.ExecuteAsync(SqlFile.Text("publishing/register_feed"), new
        {
            feed = contract.Feed,
            title = contract.Title,
            title_en = contract.TitleEn,
            owner = contract.Owner,
            role = contract.Role.ToString().ToLowerInvariant(),
            schedule = contract.Schedule,
            fresh_within = contract.FreshWithin,
            subject_is_key = contract.SubjectIsKey,
            sliced = contract.Extent.IsSliced,
            retain = contract.Retain,
            contract_hash = contract.Hash,
        });

    /// <summary>For a dry run, which must not wait for others: only a feed that is not known yet is written.</summary>
    public static async Task RegisterIfUnknown(NpgsqlConnection connection, FeedContract contract)
    {
        if (!await connection.ExecuteScalarAsync<bool>(
            "select exists (select from core.feed where feed = @Feed)", new { contract.Feed }))
        {
            await Register(connection, contract);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
        await Release(connection);
    }

    /// <remarks>A pooled connection is reset only when it is used again, so the lock is given back by name: otherwise
    /// the next run of the feed would find it held by nobody.</remarks>
    static async Task Release(NpgsqlConnection connection)
    {
        try
        {
            await connection.ExecuteAsync("select pg_advisory_unlock_all()");
        }
        catch (Exception gone) when (gone is NpgsqlException or InvalidOperationException)
        {
            // The session is gone, and its locks with it.
        }

        await connection.DisposeAsync();
    }

    async Task Renew()
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(15), ended.Token);
                await RenewOnce();
            }
        }
        catch (OperationCanceledException)
        {
            // The run ended.
        }
        catch (NpgsqlException)
        {
            // The connection is gone; the fence decides whether this run may still publish.
        }
    }

    async Task RenewOnce()
    {
        try
        {
            await connection.ExecuteAsync(
                "update core.feed set lease_until = clock_timestamp() + interval '60 seconds' "
                + "where feed = @feed and fence = @Fence", new { feed, Fence });
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // This run is publishing and holds the row; the next renewal finds it free.
        }
    }
}
