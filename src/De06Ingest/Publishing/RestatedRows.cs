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
    public async Task<long> ReadAddresses(UnitMaps maps, UnitMap map)
    {
        if (Home is not { } home || reference.Columns.FirstOrDefault(c => c.Name == "address") is not { } address)
        {
            return 0;
        }

        var open = connection.QueryUnbufferedAsync<(Guid Citizen, short Map, string Unit, string Address)>(
            $"""
            select t.citizen_ref, t.unit_map, t.{home}, t.{address.SqlName}
            from {new CleanTable(reference).Name} t
            join core.unit_carry c on c.from_no = t.unit_map and c.code = t.{home} and c.to_no = {map.Number}
              and cardinality(c.to_codes) > 1
            where t.generation = (select f.generation from core.feed_current f where f.feed = @Feed)
              and t.citizen_ref is not null and t.{address.SqlName} is not null
              and not exists (select from core.person_unit k where k.citizen_ref = t.citizen_ref
                              and k.map_no = {map.Number} and k.code = any (c.to_codes))
            """, new { reference.Feed }, commandTimeout: 0);
        var choices = new Dictionary<(short, string), (Unit Home, IReadOnlyList<Unit> Units)>();
        var decided = new List<(Guid Citizen, string Unit)>();
        await foreach (var row in open)
        {
            if (!choices.TryGetValue((row.Map, row.Unit), out var choice))
            {
                var unit = maps.Find((byte)row.Map)!.Find(row.Unit)!;
                choices[(row.Map, row.Unit)] = choice = (unit, maps.Relatives(unit, map));
            }

            if (new UnitAddress(row.Address).Of(choice.Units, map, choice.Home) is { } found)
            {
                decided.Add((row.Citizen, found.Code));
            }
        }

        return await connection.ExecuteAsync(
            """
            insert into core.person_unit as p (citizen_ref, map_no, code)
            select d.citizen_ref, @number, d.code from unnest(@citizens, @units) as d (citizen_ref, code)
            on conflict (citizen_ref, map_no) do update set code = excluded.code
            """,
            new
            {
                number = (short)map.Number,
                citizens = decided.ConvertAll(d => d.Citizen).ToArray(),
                units = decided.ConvertAll(d => d.Unit).ToArray(),
            }, commandTimeout: 0);
    }

    string? Home => reference.UnitColumn;
}
