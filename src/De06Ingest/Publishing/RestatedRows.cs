using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Where citizens are known to live on another map than the reference's, which decides about rows of units
/// that were split or merged.</summary>
/// <param name="connection">Connection.</param>
/// <param name="reference">Contract of the population extract.</param>
sealed class RestatedRows(NpgsqlConnection connection, FeedContract reference)
{
    /// <summary>Remembers where each citizen lived on the map that the reference leaves: it tells the members of a
    /// merged unit apart.</summary>
    /// <param name="before">What was published on that map.</param>
    public Task KeepHomes(CurrentState before) => Home is not { } home ? Task.CompletedTask : connection.ExecuteAsync(
        $"""
        insert into core.person_unit as p (citizen_ref, map_no, code)
        select distinct on (t.citizen_ref) t.citizen_ref, t.unit_map, t.{home} from {new CleanTable(reference).Name} t
        where t.generation = {before.Generation} and t.unit_map = {before.UnitMap} and t.{home} is not null
          and t.citizen_ref is not null
        on conflict (citizen_ref, map_no) do update set code = excluded.code where p.code <> excluded.code
        """, commandTimeout: 0);

    /// <summary>Decides by their address about citizens whose unit may be several on the map asked for.</summary>
    /// <remarks>An address that names the unit by the name that the merged unit has too says nothing, unless it names
    /// the district as well, which only the old map had.</remarks>
    public async Task<long> ReadAddresses(UnitMap map)
    {
        if (Home is not { } home || reference.Columns.FirstOrDefault(c => c.Name == "address") is not { } address)
        {
            return 0;
        }

        var (table, text) = (new CleanTable(reference).Name, $"', ' || t.{address.SqlName} || ','");
        return await connection.ExecuteAsync(
            $"""
            insert into core.person_unit as p (citizen_ref, map_no, code)
            select t.citizen_ref, {map.Number}, min(u.code)
            from {table} t
            join core.unit_carry c on c.from_no = t.unit_map and c.code = t.{home} and c.to_no = {map.Number}
              and cardinality(c.to_codes) > 1
            join core.unit_map m on m.map_no = t.unit_map
            join core.unit h on h.map = m.map and h.code = t.{home}
            join core.unit u on u.map = @Name and u.code = any (c.to_codes)
            left join core.unit d on d.map = u.map and d.code = u.parent and d.level = 'district'
            where t.generation = (select f.generation from core.feed_current f where f.feed = @Feed)
              and t.citizen_ref is not null and {text} like '%, ' || u.name || ',%'
              and (u.name <> h.name or {text} like '%, ' || d.name || ',%')
              and not exists (select from core.person_unit k where k.citizen_ref = t.citizen_ref
                              and k.map_no = {map.Number} and k.code = any (c.to_codes))
            group by t.citizen_ref having count(distinct u.code) = 1
            on conflict (citizen_ref, map_no) do update set code = excluded.code
            """, new { map.Name, reference.Feed }, commandTimeout: 0);
    }

    string? Home => reference.UnitColumn;
}
