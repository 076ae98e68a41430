using Dapper;
using De06Ingest.Reporting;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>What a figure stood on at one time: the last publish of every feed, the definition then, and the map in
/// force.</summary>
/// <param name="Day">Day of the newest data that the figure rests on: records dated later do not count yet.</param>
/// <param name="Runs">Run of the last publish, by feed.</param>
/// <param name="Definition">Figure as it was defined.</param>
/// <param name="Map">Map of the units; null when none is known.</param>
sealed record FigureMoment(
    DateOnly Day, IReadOnlyDictionary<string, long> Runs, IndicatorDefinition Definition, UnitMap? Map)
{
    /// <summary>Day that was asked for: later than <see cref="Day"/> when no feed has data of it.</summary>
    public DateOnly Asked { get; private init; } = Day;

    /// <summary>Day of the data of each feed.</summary>
    public IReadOnlyDictionary<string, DateOnly> Days { get; private init; } = new Dictionary<string, DateOnly>();

    /// <summary>The frozen version that was asked for; null for a day.</summary>
    public int? Version { get; private init; }

    /// <summary>Day from which all feeds of the figure have data; null while one has none.</summary>
    public async Task<DateOnly?> FirstDay(NpgsqlConnection connection)
    {
        var firsts = (await connection.QueryAsync<DateTime>(
            """
            select min((r.as_of at time zone 'Asia/Ho_Chi_Minh')::date)::timestamp from core.run r
            where r.state = 'published' and r.feed = any(@feeds) group by r.feed
            """, new { feeds = Definition.Feeds.ToArray() })).ToList();
        return firsts.Count == Definition.Feeds.Count ? DateOnly.FromDateTime(firsts.Max()) : null;
    }

    /// <summary>A value with the time that it is of.</summary>
    public FigureState Of(FigureState state) =>
        state with { Version = Version, Asked = Version is null && Asked > Day ? Asked : null };

    /// <summary>From which day on nothing of it could be told by then: the day of those feeds that have had data
    /// since. An event of a day before that, told later, is late.</summary>
    public DateOnly SeenBefore(FigureMoment later) => Runs
        .Where(r => Definition.Feeds.Contains(r.Key) && later.Runs.GetValueOrDefault(r.Key) != r.Value)
        .Select(r => Days.GetValueOrDefault(r.Key, Day)).DefaultIfEmpty(Day).Min();

    /// <summary>As data of up to the end of this day had it.</summary>
    public static async Task<FigureMoment> OfDay(
        NpgsqlConnection connection, IndicatorDefinition today, DateOnly day, UnitMaps maps) =>
        (await Of(connection, today, day, maps, await connection.QueryAsync<(string, long, DateTime)>(
            """
            select distinct on (r.feed) r.feed, r.run_id, (r.as_of at time zone 'Asia/Ho_Chi_Minh')::date::timestamp
            from core.run r
            where r.state = 'published' and (r.as_of at time zone 'Asia/Ho_Chi_Minh')::date <= @day::date
              -- What later data of other feeds made of the rows (re-checks, rules across the set) is not of that day.
              and not (r.trigger in ('reference', 'across') and exists (
                select from core.run n where n.state = 'published' and n.run_id < r.run_id
                and (n.as_of at time zone 'Asia/Ho_Chi_Minh')::date > @day::date))
            order by r.feed, r.run_id desc
            """, new { day = day.ToString("yyyy-MM-dd", null) }))) with { Asked = day };

    /// <summary>As it was frozen for a period; null when there is no such version.</summary>
    public static async Task<FigureMoment?> OfFreeze(
        NpgsqlConnection connection, IndicatorDefinition today, string period, int version, UnitMaps maps)
    {
        var frozen = (await connection.QueryAsync<(string Feed, long Run, DateTime AsOf)>(
            """
            select distinct p.key, r.run_id, (r.as_of at time zone 'Asia/Ho_Chi_Minh')::date::timestamp
            from core.indicator_frozen f cross join jsonb_each_text(f.rests_on) p
            join core.run r on r.publish_id = p.value::uuid
            where f.period = @period and f.version = @version and f.code = @Code
            """, new { period, version, today.Code })).ToList();
        return frozen.Count == 0 ? null : (await Of(connection, today,
            DateOnly.FromDateTime(frozen.Max(f => f.AsOf)), maps, frozen)) with { Version = version };
    }

    static async Task<FigureMoment> Of(
        NpgsqlConnection connection, IndicatorDefinition today, DateOnly day, UnitMaps maps,
        IEnumerable<(string Feed, long Run, DateTime AsOf)> runs)
    {
        var all = runs.ToList();
        var byFeed = all.ToDictionary(r => r.Feed, r => r.Run);
        var newest = today.Feeds.Select(f => byFeed.GetValueOrDefault(f)).DefaultIfEmpty().Max();
        var json = await connection.ExecuteScalarAsync<string?>(
            """
            select v.definition::text from core.indicator_version v
            left join core.run r on r.publish_id = v.publish_id
            where v.code = @Code order by (coalesce(r.run_id, 0) > @newest), v.version desc limit 1
            """, new { today.Code, newest });
        var definition = json is null ? today : IndicatorDefinition.FromJson(json);
        var days = all.ToDictionary(r => r.Feed, r => DateOnly.FromDateTime(r.AsOf));
        var data = days.Where(d => definition.Feeds.Contains(d.Key)).Select(d => d.Value);
        return new(data.DefaultIfEmpty(day).Max(), byFeed, definition, maps.InForce(day)) { Days = days };
    }
}
