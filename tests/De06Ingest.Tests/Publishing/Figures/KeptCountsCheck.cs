using De06Ingest.Publishing.Figures;
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

    static IEnumerable<string> Told(string code, FigureSums sums) => sums.Places
        .Select(p => $"{code} {p.Key.Unit} {p.Key.Item} {DateOnly.FromDayNumber(p.Key.Day):yyyy-MM-dd} {p.Value}")
        .Order(StringComparer.Ordinal);

    static async Task<IReadOnlyList<(string Code, FigureDays Days, DateOnly Until, FigureSums Sums)>> Kept(
        NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "select code, firsts, until, counts from core.figure_count", connection);
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
