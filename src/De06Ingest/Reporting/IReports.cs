namespace De06Ingest.Reporting;

/// <summary>Answers of the reports in <see cref="ReportCatalog"/>, each from one state of what is published.</summary>
interface IReports
{
    /// <param name="report">Which.</param>
    /// <param name="unit">Code on the map of units in force, which selects all below it; null for everything.</param>
    /// <param name="clear">Clear values instead of masked ones.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="UnitUnknown">The map in force has no such unit.</exception>
    /// <exception cref="ReportFeedMissing">No contract describes a feed that it reads.</exception>
    Task<ReportAnswer> Read(ReportDefinition report, string? unit, bool clear, CancellationToken stop);
}

/// <summary>The rows of a report and what they rest on.</summary>
/// <param name="Unit">Unit asked for, or null.</param>
/// <param name="Feeds">Every feed it rests on, with how old its data is.</param>
/// <param name="Columns">snake_case names.</param>
/// <param name="Rows">Values in the order of the columns: texts, numbers, yes/no, dates, UTC times, lists of
/// texts.</param>
sealed record ReportAnswer(
    ReportUnit? Unit, IReadOnlyList<ReportFeed> Feeds, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Feeds that have never brought anything: without rows, nothing can be concluded.</summary>
    public IReadOnlyList<ReportFeed> Absent => [.. Feeds.Where(f => f.AsOf is null)];
}

/// <summary>The unit of a report.</summary>
/// <param name="Parts">Lowest units in it.</param>
/// <param name="Map">Map of units in force.</param>
sealed record ReportUnit(string Code, string Name, long Parts, string Map);

/// <summary>A feed that a report rests on.</summary>
/// <param name="State">never, held, refused, failed, stale or fresh, as in <c>api.feed_health</c>.</param>
/// <param name="AsOf">Time that its data describes; null when none ever came.</param>
/// <param name="StaleSince">When its data became older than agreed; null while it is not.</param>
sealed record ReportFeed(
    string Feed, string Title, string State, DateTimeOffset? AsOf, DateTimeOffset? StaleSince)
{
    /// <summary>The title in English; empty when there is none.</summary>
    public string TitleEn { get; init; } = "";
}

/// <summary>A report reads feeds that no contract describes.</summary>
sealed class ReportFeedMissing(string tables) : Exception(tables)
{
    public string Tables { get; } = tables;
}

/// <summary>A map of units does not have this code.</summary>
/// <param name="detail">The code, and what it became where an older map has it.</param>
/// <param name="map">The map asked for; null for the one in force.</param>
sealed class UnitUnknown(string detail, string? map = null) : Exception(detail)
{
    public string Detail { get; } = map is null ? detail : $"{detail}, {map}";

    public string Code { get; private init; } = map is null ? "unit-not-in-force" : "unit-not-on-map";

    /// <summary>No map at all has the code.</summary>
    public static UnitUnknown Anywhere(string code) => new(code) { Code = "unit-on-no-map" };
}
