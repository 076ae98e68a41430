using Dapper;
using De06Ingest.Database;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Notes what a person decides about pairs of a row and a citizen; the feed's next run obeys.</summary>
sealed class ReviewDecisions(NpgsqlDataSource database) : IReviewDecisions
{
    public async Task<IReadOnlyDictionary<string, int>> Decide(
        ReviewChoice choice, ReviewAct act, string by, string reason, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var decided = await connection.QueryAsync<string>(new CommandDefinition(SqlFile.Text("matching/decide"), new
        {
            no = choice.No,
            feed = choice.Feed,
            profile = choice.Profile,
            act = act.ToString().ToLowerInvariant(),
            by,
            reason,
        }, cancellationToken: stop));
        return decided.GroupBy(feed => feed).ToDictionary(g => g.Key, g => g.Count());
    }
}
