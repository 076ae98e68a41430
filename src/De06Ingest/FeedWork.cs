using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest;

/// <summary>The time in which one process works on a feed: the lease, a connection, and the runs in it.</summary>
/// <remarks>A dry run takes no lease and does everything in one transaction that is rolled back at the end.</remarks>
sealed class FeedWork : IAsyncDisposable
{
    readonly FlowParts parts;
    readonly FeedContract contract;
    readonly RunOptions options;
    readonly FeedLease? lease;
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction? dry;

    /// <summary>The contract, with a stand-in for the clean table where a dry run needs one.</summary>
    FeedContract fitting;

    FeedWork(
        FlowParts parts, FeedContract contract, RunOptions options, FeedLease? lease, NpgsqlConnection connection,
        NpgsqlTransaction? dry)
    {
        (this.parts, this.contract, this.options) = (parts, contract, options);
        (this.lease, this.connection, this.dry) = (lease, connection, dry);
        fitting = contract;
    }

    /// <exception cref="FeedLeasedException">Another run works on the feed.</exception>
    public static async Task<FeedWork> Begin(
        FlowParts parts, FeedContract contract, RunOptions options, CancellationToken stop)
    {
        var lease = options.DryRun ? null : await FeedLease.Take(parts.Database, contract, stop)
            ?? throw new FeedLeasedException(contract.Feed);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await parts.Database.OpenConnectionAsync(stop);
            var dry = options.DryRun ? await connection.BeginTransactionAsync(stop) : null;
            if (dry is not null)
            {
                // It is open while the extract is pulled.
                await connection.ExecuteAsync("set local idle_in_transaction_session_timeout = 0");
                await FeedLease.RegisterIfUnknown(connection, contract);
            }

            return new FeedWork(parts, contract, options, lease, connection, dry);
        }
        catch
        {
            await (connection?.DisposeAsync() ?? default);
            await (lease?.DisposeAsync() ?? default);
            throw;
        }
    }

    /// <summary>Begins a run under the lease: notes it, clears up after runs that died, makes the tables fit the
    /// contract.</summary>
    public async Task<ActiveRun> BeginRun(CancellationToken stop)
    {
        var runId = await Note(options.Trigger);
        var current = await RunTable.Current(connection, contract.Feed);
        try
        {
            await ContractChanged.Check(connection, contract, current);
            await FitTables(runId, current, stop);
        }
        catch (Exception failure) when (dry is null && failure is (ContractChanged or PostgresException))
        {
            await RunTable.Save(connection, runId, new RunFacts
            {
                State = "failed",
                Cause = Failures.CodeOf(failure),
                Detail = (failure as ContractChanged)?.Detail,
            });
            throw;
        }

        return new ActiveRun(parts, fitting, options, connection, dry)
        {
            RunId = runId,
            Fence = lease?.Fence ?? 0,
            Current = current,
            LastGeneration = await new Generations(connection, fitting).ClearAfter(
                current?.Generation ?? 0, mayDrop: dry is null),
            Pseudonym = await parts.Pseudonym(stop),
        };
    }

    /// <summary>Makes the tables fit the contract; a reader in an open transaction is waited for.</summary>
    async Task FitTables(long runId, CurrentState? current, CancellationToken stop) =>
        fitting = dry is not null
            ? await new CleanTable(contract).EnsureUnlocked(connection, dry, runId, current?.Generation)
            : await Transactions.Retry(async () =>
            {
                await new CleanTable(contract).Ensure(connection, null);
                return contract;
            }, mayRetry: true, stop, tries: 30);

    /// <summary>If the reference moved since the feed was published, or the match model changed, or a person decided
    /// about a pair, or another map of units came into force, sends its rows through the rules again.</summary>
    /// <returns>The report of that run; null when there was nothing to do.</returns>
    public async Task<RunReport?> CatchUpWithReference(CancellationToken stop)
    {
        if (contract.Role == FeedRole.Reference || lease is null)
        {
            return null;
        }

        while (true)
        {
            var current = await RunTable.Current(connection, contract.Feed);
            var version = await parts.References.Version(stop);
            var inForce = contract.HasUnits ? await parts.NumberInForce(connection) : null;
            var isOnMap = current?.LedgerMap is null || inForce is null || current.LedgerMap == inForce;
            if (current is null || (isOnMap && current.ReferenceId == version && !current.HasDecisions
                && (version is null || current.MatchModel == parts.MatchModelOf(contract))))
            {
                return null;
            }

            var runId = await Note("reference");
            var recheck = new RecheckRun(parts, contract, connection, runId, lease.Fence, current);
            if (await recheck.Execute(stop) is { } report)
            {
                return report;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (dry is not null)
        {
            await dry.DisposeAsync();
        }

        await connection.DisposeAsync();
        if (lease is not null)
        {
            await lease.DisposeAsync();
        }
    }

    async Task<long> Note(string trigger)
    {
        var runId = await RunTable.Begin(connection, contract, lease?.Fence, trigger, FeedRun.CodeEpoch);
        if (lease is not null)
        {
            await RunTable.AbandonOthers(connection, contract.Feed, runId);
        }

        return runId;
    }
}
