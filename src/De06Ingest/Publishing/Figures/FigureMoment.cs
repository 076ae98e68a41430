using Dapper;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>What a figure stood on at one time: the last publish of every feed, the definition then, and the map in
/// force.</summary>
/// <param name="Day">Day of the data: records dated later do not count yet.</param>
/// <param name="Runs">Run of the last publish, by feed.</param>
/// <param name="Definition">Figure as it was defined.</param>
/// <param name="Map">Map of the units; null when none is known.</param>
sealed record FigureMoment(
    DateOnly Day, IReadOnlyDictionary<string, long> Runs, IndicatorDefinition Definition, UnitMap? Map)
{
    /// <summary>As data of up to the end of this day had it.</summary>
    public static async Task<FigureMoment> OfDay(
        NpgsqlConnection connection, IndicatorDefinition today, DateOnly day, UnitMaps maps) =>
        await Of(connection, today, day, maps, await connection.QueryAsync<(string, long)>(
            """
            select r.feed, max(r.run_id) from core.run r
            where r.state = 'published' and (r.as_of at time zone 'Asia/Ho_Chi_Minh')::date <= @day::date
            group by r.feed
            """, new { day = day.ToString("yyyy-MM-dd", null) }));

    /// <summary>As it was frozen for a period; null when there is no such version.</summary>
    public static async Task<FigureMoment?> OfFreeze(
        NpgsqlConnection connection, IndicatorDefinition today, string period, int version, UnitMaps maps)
    {
        var frozen = (await connection.QueryAsync<(string Feed, long Run, DateTime AsOf)>(
            """
            select p.key, r.run_id, (max(f.as_of) at time zone 'Asia/Ho_Chi_Minh')::date::timestamp
            from core.indicator_frozen f cross join jsonb_each_text(f.rests_on) p
            join core.run r on r.publish_id = p.value::uuid
            where f.period = @period and f.version = @version and f.code = @Code
            group by p.key, r.run_id
            """, new { period, version, today.Code })).ToList();
        return frozen.Count == 0 ? null : await Of(connection, today,
            DateOnly.FromDateTime(frozen.Max(f => f.AsOf)), maps, frozen.Select(f => (f.Feed, f.Run)));
    }

    static async Task<FigureMoment> Of(
        NpgsqlConnection connection, IndicatorDefinition today, DateOnly day, UnitMaps maps,
        IEnumerable<(string Feed, long Run)> runs)
    {
        var byFeed = runs.ToDictionary(r => r.Feed, r => r.Run);
        var newest = today.Feeds.Select(f => byFeed.GetValueOrDefault(f)).DefaultIfEmpty().Max();
        var json = await connection.ExecuteScalarAsync<string?>(
            """
            select v.definition::text from core.indicator_version v
            left join core.run r on r.publish_id = v.publish_id
            where v.code = @Code order by (coalesce(r.run_id, 0) > @newest), v.version desc limit 1
            """, new { today.Code, newest });
        return new(day, byFeed, json is null ? today : IndicatorDefinition.FromJson(json), maps.InForce(day));
    }
}
