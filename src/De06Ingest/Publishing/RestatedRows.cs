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
    /// <remarks>Neighbours have the same address, so that each is read once.</remarks>
    public async Task<long> ReadAddresses(UnitMaps maps, UnitMap map)
    {
        if (Home is not { } home || reference.Columns.FirstOrDefault(c => c.Name == "address") is not { } address)
        {
            return 0;
        }

        var text = address.SqlName;
        var written = await connection.QueryAsync<(short Map, string Unit, string Address)>(
            $"select distinct t.unit_map, t.{home}, t.{text} {Open("")} and t.{text} is not null",
            new { reference.Feed }, commandTimeout: 0);
        var decided =
            (from at in written.GroupBy(w => (w.Map, w.Unit))
             let unit = maps.Find((byte)at.Key.Map)!.Find(at.Key.Unit)!
             let choice = new UnitChoice(maps.Relatives(unit, map), map, unit)
             from row in at
             let found = choice.By(new(row.Address))
             where found is not null
             select (row.Map, row.Unit, row.Address, found.Code)).ToList();
        return decided.Count == 0 ? 0 : await connection.ExecuteAsync(
            $"""
            insert into core.person_unit as p (citizen_ref, map_no, code)
            select t.citizen_ref, {map.Number}, d.code
            {Open("join unnest(@maps, @units, @addresses, @codes) as d (map, unit, address, code)"
                + $" on (d.map, d.unit, d.address) = (t.unit_map, t.{home}, t.{text})")}
            on conflict (citizen_ref, map_no) do update set code = excluded.code
            """,
            new
            {
                reference.Feed,
                maps = decided.ConvertAll(d => d.Map).ToArray(),
                units = decided.ConvertAll(d => d.Unit).ToArray(),
                addresses = decided.ConvertAll(d => d.Address).ToArray(),
                codes = decided.ConvertAll(d => d.Code).ToArray(),
            }, commandTimeout: 0);

        string Open(string also) =>
            $"""
            from {new CleanTable(reference).Name} t
            join core.unit_carry c on c.from_no = t.unit_map and c.code = t.{home} and c.to_no = {map.Number}
              and cardinality(c.to_codes) > 1
            {also}
            where t.generation = (select f.generation from core.feed_current f where f.feed = @Feed)
              and t.citizen_ref is not null
              and not exists (select from core.person_unit k where k.citizen_ref = t.citizen_ref
                              and k.map_no = {map.Number} and k.code = any (c.to_codes))
            """;
    }

    string? Home => reference.UnitColumn;
}
