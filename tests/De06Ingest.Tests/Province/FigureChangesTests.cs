using Dapper;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Synthetic;
using De06Ingest.Tests.Publishing.Figures;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Province;

/// <summary>Every figure of a synthetic province: what is kept of it from day to day is what the records come to, and
/// between every two days what is told of both is what was published then, and the parts add up to the
/// difference.</summary>
public sealed class FigureChangesTests(PostgresServer server)
{
    [Theory]
    [InlineData(5, 3000)]
    public async Task The_parts_add_up_between_every_two_days(int seed, int citizens)
    {
        var database = new PostgresDatabase(server);
        await database.InitializeAsync();
        await using var province = new ProvinceRun(database, new ProvinceOptions(citizens, (ulong)seed, "2025-07"));
        var definitions = IndicatorFiles.Load(Repository.Folder("deploy/indicators"));
        var days = new List<(DateOnly Day, Dictionary<Cell, Published> Cells)>();
        var keptMoved = new HashSet<string>();
        foreach (var day in province.Answers.Days)
        {
            await province.Run(day);
            await using var connection = await province.Database.OpenConnectionAsync();
            keptMoved.UnionWith(await KeptCountsCheck.Check(connection, definitions));
            await TallyCheck.Check(connection);
            await KeptCountsCheck.CheckCells(connection, definitions, "51");
            days.Add((ProvinceOptions.DateOf(day.Day), await Cells(province)));
        }

        Assert.Contains("eid-level-2-collected", keptMoved);
        Assert.Contains("wrong-phone-rate", keptMoved);
        Assert.True(keptMoved.Count > 15, $"moved: {string.Join(", ", keptMoved)}");
        var explanations = new FigureExplanations(
            province.Database, new(() => definitions), new(() => []), "51", new(2026, 8, 7));
        var moved = 0;
        foreach (var (before, after) in days.SelectMany((a, i) => days.Skip(i + 1).Select(b => (a, b))))
        {
            foreach (var (cell, was) in before.Cells.Where(c => after.Cells.ContainsKey(c.Key)))
            {
                var change = await explanations.Change(
                    new(cell.Code, cell.Unit, cell.Period, 0, false), $"{before.Day:yyyy-MM-dd}",
                    $"{after.Day:yyyy-MM-dd}", CancellationToken.None);
                var now = after.Cells[cell];
                Assert.Equal((cell, was.Numerator, was.Denominator, was.Value), (cell, change.Before.Numerator,
                    change.Before.Denominator, change.Before.Value));
                Assert.Equal((cell, now.Numerator, now.Denominator, now.Value), (cell, change.After.Numerator,
                    change.After.Denominator, change.After.Value));
                Assert.Equal(change.Difference!.Value, change.Parts.Sum(p => p.Worth), 15);
                moved += was == now ? 0 : 1;
            }
        }

        Assert.True(moved > 20, $"only {moved} figures moved");
    }

    /// <summary>Cells of the province and of one commune, to date or of this year.</summary>
    static async Task<Dictionary<Cell, Published>> Cells(ProvinceRun province)
    {
        await using var connection = await province.Database.OpenConnectionAsync();
        return (await connection.QueryAsync<(string Code, string Unit, string Period, decimal? Value, long N, long D)>(
            """
            select v.code, v.unit, v.period, v.value, v.numerator, v.denominator
            from core.indicator_value v
            where v.state = 'value' and v.unit in ('51', '21025') and v.period in ('all', '2026')
              and not (v.period = '2026' and exists (select from core.indicator_value a
                where a.code = v.code and a.unit = v.unit and a.period = 'all'))
            """)).ToDictionary(c => new Cell(c.Code, c.Unit, c.Period), c => new Published(c.Value, c.N, c.D));
    }

    sealed record Cell(string Code, string Unit, string Period);

    sealed record Published(decimal? Value, long Numerator, long Denominator);
}
