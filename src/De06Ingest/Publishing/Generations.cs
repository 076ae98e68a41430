using System.Diagnostics;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>The partitions of a clean table: a run's table becomes one ahead of the publish that points to
/// it.</summary>
/// <remarks>
/// A statement takes its list of partitions when it is planned and its snapshot after that. If partition and pointer
/// came in one transaction, a statement planned before it and run after it would follow the pointer to a partition that
/// its plan lacks, and see no rows (20 readers, 6 publishes: 2 of 7,400 reads). So the partition is attached first,
/// the statements planned until then are let pass, and the pointer turns after that.
/// </remarks>
sealed class Generations(NpgsqlConnection connection, FeedContract contract)
{
    /// <summary>A statement that has run for so long was planned long ago.</summary>
    static readonly TimeSpan LongestPlanning = TimeSpan.FromSeconds(0.5);

    readonly CleanTable table = new(contract);

    /// <summary>Drops what runs attached that were never published.</summary>
    /// <param name="current">Generation that readers see; 0 when there is none.</param>
    /// <param name="mayDrop">False for a dry run.</param>
    /// <returns>The highest number in use.</returns>
    public async Task<int> ClearAfter(int current, bool mayDrop)
    {
        var last = current;
        foreach (var number in await connection.QueryAsync<int>(
            SqlFile.Text("publishing/unpublished_generations"), new { feed = contract.Feed, table = table.Name }))
        {
            last = mayDrop && await Drop(number) ? last : Math.Max(last, number);
        }

        return last;
    }

    /// <summary>Makes the run's table a partition, which no reader looks at yet.</summary>
    /// <param name="runId">Run whose table it is.</param>
    /// <param name="generation">Number of the generation.</param>
    /// <param name="fence">Token of the lease; null for a dry run, which has a transaction of its own.</param>
    /// <exception cref="FenceLostException">Another run has taken the feed.</exception>
    public async Task Attach(long runId, int generation, long? fence)
    {
        if (fence is not { } held)
        {
            await connection.ExecuteAsync(AttachStatements(runId, generation));
            return;
        }

        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await connection.ExecuteAsync("set local lock_timeout = '3s'");
            if (!await FeedLease.Hold(connection, contract.Feed, held, runId))
            {
                throw new FenceLostException(contract.Feed);
            }

            await connection.ExecuteAsync(AttachStatements(runId, generation));
            await transaction.CommitAsync();
        }

        await LetPlannedStatementsPass();
    }

    string AttachStatements(long runId, int generation) => contract.Shadow is { } shadow
        ? $"insert into {shadow} select * from {CleanTable.Stage(runId)}"
        : $"""
        alter table {CleanTable.Stage(runId)} reset (autovacuum_enabled);
        alter table {CleanTable.Stage(runId)} set schema {table.Schema};
        alter table {table.Schema}.run_{runId} rename to {Partition(generation)};
        alter table {table.Name} attach partition {table.Schema}.{Partition(generation)} for values in ({generation})
        """;

    async Task LetPlannedStatementsPass()
    {
        var start = Stopwatch.GetTimestamp();
        var reading = await Readers();
        while (reading.Count > 0 && Stopwatch.GetElapsedTime(start) < LongestPlanning)
        {
            await Task.Delay(5);
            reading.IntersectWith(await Readers());
        }
    }

    async Task<HashSet<string>> Readers() => (await connection.QueryAsync<string>(
        SqlFile.Text("publishing/readers_of"), new { table = table.Name })).ToHashSet();

    /// <summary>False when readers were in the way: then it stays, unseen, for a later run to drop.</summary>
    async Task<bool> Drop(int generation)
    {
        try
        {
            await connection.ExecuteAsync(
                $"set local lock_timeout = '100ms'; drop table {table.Schema}.{Partition(generation)}");
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    string Partition(int generation) => $"{contract.TableName}_g{generation}";
}
