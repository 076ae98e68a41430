using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>A run's table once it is full, made ready to be published: statistics, and for a new generation the index
/// and its place as a partition.</summary>
/// <param name="contract">The feed.</param>
/// <param name="runId">Run whose table it is.</param>
/// <param name="generation">Number of the new generation; null for rows that are merged.</param>
/// <param name="fence">Token of the lease; null for a dry run.</param>
sealed class StageTable(FeedContract contract, long runId, int? generation, long? fence)
{
    public async Task MakeReady(NpgsqlConnection connection, CancellationToken stop)
    {
        var stage = CleanTable.Stage(runId);
        Task Execute(string statement) =>
            connection.ExecuteAsync(new CommandDefinition(statement, commandTimeout: 0, cancellationToken: stop));
        if (generation is not null)
        {
            await Execute("set maintenance_work_mem = '16MB'; set max_parallel_maintenance_workers = 0");
            await Execute($"create unique index on {stage} (record_id, generation)");
            if (!contract.SubjectIsKey)
            {
                await Execute($"create index on {stage} (subject_id)");
            }
        }

        // Statistics of the columns that the publishing statements join and group by; autovacuum sees to the others.
        string?[] needed =
            ["record_id", "generation", contract.SubjectIsKey ? null : "subject_id", contract.UnitColumn];
        await Execute("set default_statistics_target = 10");
        await Execute($"analyze {stage} ({string.Join(", ", needed.OfType<string>())})");
        if (generation is { } number)
        {
            await Transactions.Retry(async () =>
            {
                await new Generations(connection, contract).Attach(runId, number, fence);
                return true;
            }, mayRetry: fence is not null, stop);
        }
    }
}
