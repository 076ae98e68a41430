using Dapper;
using De06Ingest.Synthetic;
using De06Ingest.Synthetic.People;
using De06Ingest.Tests.Support;
using De06Ingest.Units;

namespace De06Ingest.Tests.Province;

/// <summary>A province whose register has new codes and addresses of every age, asked for on the map that is in force
/// no more.</summary>
public sealed class RestatedProvinceTests(PostgresServer server)
{
    static readonly ProvinceOptions options = new(4000, 42, Days: 1, Systems: false);

    [Fact]
    public async Task Addresses_decide_about_most_persons_and_each_is_counted_once()
    {
        var database = new PostgresDatabase(server);
        await database.InitializeAsync();
        await using var province = new ProvinceRun(database, options);
        await province.Run(province.Answers.Days[0]);

        var now = await Cells(province, "2025-07");
        var then = await Cells(province, "2023-04");

        Assert.Equal(now["51"], Sum(now, IsLowest));
        Assert.Equal(now["51"], Sum(then, IsLowest));
        var undecided = Sum(then, UnitElsewhere.Is);
        Assert.InRange(undecided, now["51"] * 15 / 100, now["51"] * 40 / 100);
        Assert.Equal(now["51"], Sum(then, u => u is "51" or "62") + then.GetValueOrDefault("51@2025-07"));
        await EveryDecisionIsRight(province);
    }

    /// <summary>Whoever was decided about lives in the commune that the generator had in mind.</summary>
    static async Task EveryDecisionIsRight(ProvinceRun province)
    {
        var people = Population.Make(options);
        var homes = people.People.Take(people.Registered)
            .ToDictionary(p => p.Id.ToString("D12"), p => OldHomes.Of(people.Places[p.Place].Code, p.Hamlet));
        await using var connection = await province.Database.OpenConnectionAsync();
        var decided = (await connection.QueryAsync<(string Id, string Name)>(
            """
            select t.personal_id, u.name from api_full.clean_population t
            join core.person_unit p on p.citizen_ref = t.citizen_ref
            join core.unit_map m on m.map_no = p.map_no and m.map = '2023-04'
            join core.unit u on (u.map, u.code) = (m.map, p.code)
            """)).ToList();
        Assert.InRange(decided.Count, people.Registered * 50 / 100, people.Registered * 75 / 100);
        Assert.All(decided, d => Assert.Equal(
            UnitMaps.NameKey(homes[d.Id].Commune ?? homes[d.Id].District), UnitMaps.NameKey(d.Name)));
    }

    static async Task<Dictionary<string, long>> Cells(ProvinceRun province, string map) =>
        (await province.Units.Figures(map, new("eid-level-2-collected", null, null), CancellationToken.None))
        .GroupBy(f => f.Unit!).ToDictionary(f => f.Key, f => f.First().Denominator!.Value);

    static bool IsLowest(string unit) => UnitElsewhere.Is(unit) || unit.Length == 5 || unit == "536";

    static long Sum(Dictionary<string, long> cells, Func<string, bool> which) =>
        cells.Where(c => which(c.Key)).Sum(c => c.Value);
}
