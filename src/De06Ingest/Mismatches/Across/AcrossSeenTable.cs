using Dapper;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Mismatches.Across;

/// <summary>Owns core.across_seen: up to which run of which feed the rules across the set are settled.</summary>
static class AcrossSeenTable
{
    /// <summary>A feed that moved so long ago may have lost rows of its history to retention.</summary>
    static readonly TimeSpan HistoryIsKept = TimeSpan.FromDays(7);

    /// <summary>The published feeds that the rules of one feed look at, with what is still to be looked at.</summary>
    public static async Task<IReadOnlyList<LookedAtFeed>> Read(
        NpgsqlConnection connection, FeedContract contract, IReadOnlyList<FeedContract> contracts, DateTimeOffset now)
    {
        var feeds = SetRules.LookedAt(contract, contracts);
        var units = await Units(connection, contract);
        var rows = await connection.QueryAsync<(string Feed, int Generation, long RunId, DateTimeOffset AsOf, long Rows,
            int? SeenGeneration, long? SeenRun, string? RulesHash, DateTimeOffset? MovedAt)>(
            """
            select c.feed, c.generation, c.run_id, c.as_of, c.rows, s.generation, s.run_id, s.rules_hash,
                   (select min(r.ended_at) from core.run r
                    where r.feed = c.feed and r.run_id > s.run_id and r.state = 'published')
            from core.feed_current c left join core.across_seen s on s.feed = @Feed and s.looked_at = c.feed
            where c.feed = any(@names)
            """, new { contract.Feed, names = feeds.Select(f => f.Feed).ToArray() });
        return
        [
            .. from row in rows
               let feed = feeds.First(f => f.Feed == row.Feed)
               let known = row.SeenGeneration == row.Generation && !(now - row.MovedAt > HistoryIsKept)
                   && row.RulesHash == LookedAtFeed.RulesHash(contract, feed, units)
               orderby row.Feed
               select new LookedAtFeed(
                   feed, row.Generation, row.RunId, known ? row.SeenRun : null, row.AsOf, row.Rows),
        ];
    }

    /// <summary>True when the rules across the set were ever settled for the feed.</summary>
    public static Task<bool> Has(NpgsqlConnection connection, string feed) => connection.ExecuteScalarAsync<bool>(
        "select exists (select from core.across_seen where feed = @feed)", new { feed });

    /// <summary>Notes that everything up to these runs is settled.</summary>
    public static async Task Save(
        NpgsqlConnection connection, FeedContract contract, IReadOnlyList<LookedAtFeed> looked)
    {
        if (!SetRules.Concern(contract))
        {
            await connection.ExecuteAsync("delete from core.across_seen where feed = @Feed", new { contract.Feed });
            return;
        }

        var units = await Units(connection, contract);
        foreach (var feed in looked)
        {
            await connection.ExecuteAsync(
                """
                insert into core.across_seen (feed, looked_at, generation, run_id, rules_hash)
                values (@Feed, @lookedAt, @Generation, @RunId, @hash)
                on conflict (feed, looked_at) do update
                set generation = excluded.generation, run_id = excluded.run_id, rules_hash = excluded.rules_hash
                """, new
                {
                    contract.Feed,
                    lookedAt = feed.Contract.Feed,
                    feed.Generation,
                    feed.RunId,
                    hash = LookedAtFeed.RulesHash(contract, feed.Contract, units),
                });
        }
    }

    /// <summary>What the lists of units say, for a contract whose rules ask them.</summary>
    static async Task<string> Units(NpgsqlConnection connection, FeedContract contract) =>
        contract.Check.Any(c => c.StartsWith("unit-", StringComparison.Ordinal))
        && await connection.ExecuteScalarAsync<DateTime?>(
            "select as_of from core.feed_current where feed = @Feed", new { contract.Feed }) is { } asOf
            ? await SetRowsTable.UnitLists(connection, new DateTimeOffset(asOf, TimeSpan.Zero))
            : "";
}
