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

    /// <summary>Cells of a figure of which every feed has been published, counted from the records.</summary>
    /// <param name="definition">Figure.</param>
    /// <param name="map">Map of the home units; null to leave them as stated.</param>
    /// <param name="period">Only this period; null for those that are kept.</param>
    public async Task<IReadOnlyList<FigureCell>> Count(
        IndicatorDefinition definition, UnitMap? map, FigurePeriod? period = null)
    {
        var until = feeds.NewestDay(definition)!.Value;
        if (period is { } its && (its.First > until || !definition.Tells(its, until)))
        {
            return [];
        }

        var days = period is { } asked
            ? FigureDays.Of(definition, asked, until) : FigureDays.Of(definition, until);
        var counts = await FigureCounts.Read(
            connection, definition, await rows.Now(definition, feeds, map), days, until);
        return Cells(definition, counts, period is { } only
            ? definition.IsInForce(only) ? [only] : [] : definition.Kept(until));
    }

    /// <summary>Cells of a figure by its counts.</summary>
    /// <param name="definition">Figure.</param>
    /// <param name="counts">Counts of its records.</param>
    /// <param name="periods">Periods of the cells.</param>
    public IReadOnlyList<FigureCell> Cells(
        IndicatorDefinition definition, FigureCounts counts, IEnumerable<FigurePeriod> periods) =>
        new FigureCells(definition, units, units.NotReported(reports, definition.Feeds)).Build(counts, periods);

    /// <summary>What the same days of the earlier period came to, for every kept period that still runs.</summary>
    /// <param name="definition">Figure.</param>
    /// <param name="counts">Counts of its records.</param>
    public IReadOnlyList<(EarlierDays Of, FigureCell Cell)> Earlier(
        IndicatorDefinition definition, FigureCounts counts)
    {
        var cells = new FigureCells(definition, units, units.NotReported(reports, definition.Feeds));
        return
        [
            .. from earlier in EarlierDays.Of(definition, feeds.NewestDay(definition)!.Value)
               from cell in cells.OfPeriod(earlier.Days, counts.In(earlier.Days), counts.Items)
               select (earlier, cell),
        ];
    }

    /// <summary>Whether units send a feed of the figure by themselves, so that what has not come changes its
    /// cells.</summary>
    public bool WaitsForUnits(IndicatorDefinition definition) =>
        reports.Any(r => definition.Feeds.Contains(r.Feed));
}
