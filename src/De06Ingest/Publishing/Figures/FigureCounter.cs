using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Counts figures in one state of the database.</summary>
/// <param name="connection">Connection.</param>
/// <param name="feeds">How the feeds stand.</param>
/// <param name="units">Units of the map on which the cells are.</param>
/// <param name="reports">What units have sent by themselves.</param>
sealed class FigureCounter(
    NpgsqlConnection connection, PublishedFeeds feeds, UnitTree units, IReadOnlyList<UnitReport> reports)
{
    readonly FigureRows rows = new(connection);

    public static async Task<FigureCounter> Begin(
        NpgsqlConnection connection, PublishedFeeds feeds, UnitTree units) =>
        new(connection, feeds, units, await UnitTree.Reports(connection));

    /// <summary>Cells of a figure of which every feed has been published.</summary>
    /// <param name="definition">Figure.</param>
    /// <param name="map">Map of the home units; null to leave them as stated.</param>
    /// <param name="period">Only this period; null for those that are kept.</param>
    public async Task<IReadOnlyList<FigureCell>> Cells(
        IndicatorDefinition definition, UnitMap? map, FigurePeriod? period = null)
    {
        var until = feeds.NewestDay(definition)!.Value;
        var since = period is { } asked && asked.First > DateOnly.MinValue
            ? asked.First : IndicatorDefinition.FirstKept(until);
        var counts = await FigureCounts.Read(
            connection, definition, await rows.Now(definition, feeds, map), since, until);
        return new FigureCells(definition, units, units.NotReported(reports, definition.Feeds))
            .Build(counts, period is { } only ? [only] : definition.Kept(until));
    }
}
