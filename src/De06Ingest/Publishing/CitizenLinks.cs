using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Matching;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.link and core.link_review: whom rows were linked with, and which pairs wait for a person. What
/// did not change is not written; what a person decided stays.</summary>
sealed class CitizenLinks(NpgsqlConnection connection, FeedContract contract, long runId)
{
    /// <summary>Takes what a run found in the place of what stood for the records that it looked at.</summary>
    /// <param name="found">What it found.</param>
    /// <param name="isLookedAt">Condition that the run looked at record <c>k.record_id</c>.</param>
    /// <returns>Rows of the feed whose match awaits a person.</returns>
    public async Task<long> Place(IReadOnlyList<FoundLinks> found, string isLookedAt)
    {
        if (found.All(f => f.Rows.Rows == 0) && !await KnowsFeed())
        {
            return 0;
        }

        await Send(found);
        return await connection.ExecuteScalarAsync<long>(
            $"""
            analyze link_now;
            update core.link k set ended_run = @runId
            where k.feed = @Feed and k.ended_run is null and {isLookedAt}
              and not exists (select from link_now n where n.record_id = k.record_id and n.is_auto
                and (n.personal_id, n.method, n.profile) = (k.personal_id, k.method, k.profile));
            insert into core.link (feed, record_id, run_id, citizen_ref, personal_id, method, probability, profile)
            select @Feed, n.record_id, @runId, n.citizen_ref, n.personal_id, n.method, n.probability, n.profile
            from link_now n where n.is_auto and not exists (
              select from core.link k where k.feed = @Feed and k.record_id = n.record_id and k.ended_run is null);
            delete from core.link_review k
            where k.feed = @Feed and k.state = 'pending' and {isLookedAt}
              and not exists (select from link_now n where n.record_id = k.record_id
                and n.personal_id = k.personal_id and not n.is_auto);
            insert into core.link_review as k (feed, record_id, personal_id, citizen_ref, method, probability, profile,
                                               cause, unit, first_run, last_run)
            select @Feed, n.record_id, n.personal_id, n.citizen_ref, n.method, n.probability, n.profile, n.cause,
                   n.unit, @runId, @runId
            from link_now n where not n.is_auto
            on conflict (feed, record_id, personal_id) do update
            set method = excluded.method, probability = excluded.probability, profile = excluded.profile,
                cause = excluded.cause, unit = excluded.unit, last_run = excluded.last_run
            where k.state = 'pending' and (k.method, k.profile, k.cause, k.unit)
              is distinct from (excluded.method, excluded.profile, excluded.cause, excluded.unit);
            select count(distinct record_id) from core.link_review where feed = @Feed and state = 'pending'
            """, new { contract.Feed, runId }, commandTimeout: 0);
    }

    /// <summary>Takes what a run found when no link and no pair of the feed stands: there is nothing to compare it
    /// with.</summary>
    /// <param name="found">What it found.</param>
    /// <returns>Rows of the feed whose match awaits a person; null when something stands for the feed.</returns>
    public async Task<long?> PlaceFirst(IReadOnlyList<FoundLinks> found)
    {
        if (found.All(f => f.Rows.Rows == 0) || await KnowsFeed())
        {
            return null;
        }

        await Send(found);
        return await connection.ExecuteScalarAsync<long>(
            """
            insert into core.link (feed, record_id, run_id, citizen_ref, personal_id, method, probability, profile)
            select @Feed, record_id, @runId, citizen_ref, personal_id, method, probability, profile
            from link_now where is_auto;
            insert into core.link_review (feed, record_id, personal_id, citizen_ref, method, probability, profile,
                                          cause, unit, first_run, last_run)
            select @Feed, record_id, personal_id, citizen_ref, method, probability, profile, cause, unit, @runId, @runId
            from link_now where not is_auto;
            select count(distinct record_id) from link_now where not is_auto
            """, new { contract.Feed, runId }, commandTimeout: 0);
    }

    async Task Send(IReadOnlyList<FoundLinks> found)
    {
        await connection.ExecuteAsync(
            """
            create temporary table link_now (
              record_id text collate "C", citizen_ref uuid, personal_id text collate "C", method text,
              probability real, profile text, is_auto boolean, cause text, unit text collate "C") on commit drop
            """);
        foreach (var links in found.Where(f => f.Rows.Rows > 0))
        {
            await links.Rows.SendTo(connection, $"copy link_now ({FoundLinks.Columns}) from stdin (format binary)");
        }
    }

    /// <summary>What people decided about pairs of the feed.</summary>
    public static async Task<LinkDecisions> Decisions(NpgsqlConnection connection, FeedContract contract)
    {
        var decided = (await connection.QueryAsync<(string Record, string Id, string State)>(
            "select record_id, personal_id, state from core.link_review where feed = @Feed and state <> 'pending'",
            new { contract.Feed })).ToLookup(d => d.State, d => (d.Record, Id: Number(d.Id)));
        return new(
            decided["accepted"].ToDictionary(d => d.Record, d => d.Id),
            decided["rejected"].ToLookup(d => d.Record, d => d.Id));
    }

    /// <summary>Number of the newest decision about a pair of the feed; 0 when there is none.</summary>
    public static Task<long> LastDecision(NpgsqlConnection connection, FeedContract contract) =>
        connection.ExecuteScalarAsync<long>(
            "select coalesce(max(decision_no), 0) from core.link_review where feed = @Feed", new { contract.Feed });

    /// <summary>Records that readers see with these citizens.</summary>
    public static ILookup<UInt128, string> Published(
        NpgsqlDataSource database, CleanTable table, int? generation, IReadOnlyList<UInt128> citizens)
    {
        if (generation is null)
        {
            return Array.Empty<string>().ToLookup(_ => UInt128.Zero);
        }

        using var connection = database.OpenConnection();
        return connection.Query<(Guid Citizen, string Record)>(
            $"""
            select citizen_ref, record_id from {table.Name}
            where generation = @generation and citizen_ref = any(@refs)
            """,
            new { generation, refs = citizens.Select(Pseudonym.ToGuid).ToArray() }, commandTimeout: 0)
            .ToLookup(r => Pseudonym.FromGuid(r.Citizen), r => r.Record);
    }

    Task<bool> KnowsFeed() => connection.ExecuteScalarAsync<bool>(
        """
        select exists (select from core.link where feed = @Feed and ended_run is null)
            or exists (select from core.link_review where feed = @Feed)
        """, new { contract.Feed });

    static long Number(string id) => long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
}
