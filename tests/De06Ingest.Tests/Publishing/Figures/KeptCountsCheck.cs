using Dapper;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Tests.Publishing.Figures;

/// <summary>Counts every figure anew, and compares what is kept of it from publish to publish.</summary>
static class KeptCountsCheck
{
    /// <summary>Fails where they differ; gives the figures whose counts were moved, not made, by their newest
    /// publish.</summary>
    public static async Task<IReadOnlyList<string>> Check(
        NpgsqlConnection connection, IEnumerable<IndicatorDefinition> definitions)
    {
        var moved = new List<string>();
        var byCode = definitions.ToDictionary(d => d.Code);
        var feeds = await PublishedFeeds.Read(connection);
        foreach (var (code, days, until, kept) in await Kept(connection))
        {
            var definition = byCode[code];
            var anew = new FigureSums();
            await anew.Add(connection, FigureCounts.Counting(definition, definition.Statement, days));
            Assert.Equal(Told(code, anew), Told(code, kept));
            if (feeds.NewestDay(definition) > until)
            {
                moved.Add(code);
            }
        }

        return moved;
    }

    /// <summary>Fails where a published cell is not what counting anew gives.</summary>
    public static async Task CheckCells(
        NpgsqlConnection connection, IReadOnlyList<IndicatorDefinition> definitions, string province)
    {
        var maps = await new UnitTable(connection).Read();
        var anew = await new IndicatorTable(definitions, province).Count(
            connection, new UnitScope(maps, null, maps.Find("2025-07")), null, null, null);
        var published = await connection.QueryAsync<string>(
            """
            select concat_ws(' ', code, unit, period, state, numerator, denominator, reported, expected)
            from core.indicator_value
            """);
        Assert.Equal(
            anew.Select(c => string.Join(' ', new object?[]
            {
                c.Definition.Code, c.Cell.Unit, c.Cell.Period, c.Cell.State, c.Cell.Numerator, c.Cell.Denominator,
                c.Cell.Reported, c.Cell.Expected,
            }.Where(part => part is not null))).Order(StringComparer.Ordinal),
            published.Order(StringComparer.Ordinal));
        await CheckEarlier(connection, definitions, new UnitScope(maps, null, maps.Find("2025-07")), province);
    }

    /// <summary>Fails where the same days of an earlier period come to something else when counted anew.</summary>
    static async Task CheckEarlier(
        NpgsqlConnection connection, IReadOnlyList<IndicatorDefinition> definitions, UnitScope scope, string province)
    {
        var feeds = await PublishedFeeds.Read(connection);
        var anew = new List<string>();
        foreach (var definition in definitions.Where(d => feeds.NewestDay(d) is not null))
        {
            foreach (var earlier in EarlierDays.Of(definition, feeds.NewestDay(definition)!.Value))
            {
                anew.AddRange((await new IndicatorTable([definition], province)
                    .Count(connection, scope, null, null, earlier.Days)).Select(c =>
                    $"{definition.Code} {c.Cell.Unit} {earlier.Running} {earlier.ComparedWith} "
                    + $"{earlier.Days.Last:yyyy-MM-dd} {c.Cell.State} {c.Cell.Numerator} {c.Cell.Denominator}"));
            }
        }

        Assert.Equal(anew.Order(StringComparer.Ordinal), (await connection.QueryAsync<string>(
            """
            select concat_ws(' ', code, unit, period, compared_with, until, state, numerator, denominator)
            from core.indicator_earlier
            """)).Order(StringComparer.Ordinal));
    }

    static IEnumerable<string> Told(string code, FigureSums sums) =>
        from place in sums.Places
        let day = DateOnly.FromDayNumber(place.Key.Day)
        orderby place.Key.Day, sums.Text(place.Key.Unit), sums.Text(place.Key.Item)
        select $"{code} {sums.Text(place.Key.Unit)} {sums.Text(place.Key.Item)} {day:yyyy-MM-dd} {place.Value}";

    static async Task<IReadOnlyList<(string Code, FigureDays Days, DateOnly Until, FigureSums Sums)>> Kept(
        NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "select code, firsts, counted_until, counts from core.figure_count", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var kept = new List<(string, FigureDays, DateOnly, FigureSums)>();
        while (await reader.ReadAsync())
        {
            kept.Add((reader.GetString(0), new(reader.GetFieldValue<DateOnly[]>(1)),
                reader.GetFieldValue<DateOnly>(2), FigureSums.FromBytes(reader.GetFieldValue<byte[]>(3))));
        }

        return kept;
    }
}
