using Dapper;
using Npgsql;

namespace De06Ingest.Mismatches.Across;

/// <summary>Indexes by which a few changed values are looked up in a feed of many rows: built on the partition that
/// readers see when such values first turn up, never during a publish.</summary>
/// <remarks>Once a generation; a feed that comes anew every time has none.</remarks>
static class AcrossIndexesTable
{
    /// <summary>Fewer rows are read whole as fast.</summary>
    public const long ManyRows = 50_000;

    public static async Task Ensure(
        NpgsqlConnection connection, IEnumerable<LookedAtFeed> looked, IReadOnlyCollection<SetKey> keys, long from)
    {
        foreach (var feed in looked.Where(feed => feed.Rows >= from))
        {
            var partition = $"{feed.Table}_g{feed.Generation}";
            var made = await Make(connection, partition, "run", "run_id")
                | await Make(connection, feed.Table + "_history", "ended", "ended_run");
            foreach (var key in keys)
            {
                made |= feed.IndexOn(key) is { } on
                    && await Make(connection, partition, key.ToString().ToLowerInvariant(), on);
            }

            if (made)
            {
                // With its partitions: a join of what readers see is planned by the statistics of the whole.
                await connection.ExecuteAsync($"analyze {feed.Table}", commandTimeout: 0);
            }
        }
    }

    /// <summary>False when the index stands, or a run of the feed is in the way: then this time goes without.</summary>
    static async Task<bool> Make(NpgsqlConnection connection, string table, string name, string on)
    {
        var index = $"{table}_{name}";
        if (await connection.ExecuteScalarAsync<bool>("select to_regclass(@index) is not null", new { index }))
        {
            return false;
        }

        try
        {
            await connection.ExecuteAsync(
                $"set local lock_timeout = '1s'; create index {index.Split('.')[1]} on {table} ({on})",
                commandTimeout: 0);
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState
            is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DuplicateTable)
        {
            return false;
        }
    }
}
