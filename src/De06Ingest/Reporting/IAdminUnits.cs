using De06Ingest.Feeds;

namespace De06Ingest.Reporting;

/// <summary>Administrative units of every map, for the command line.</summary>
interface IAdminUnits
{
    /// <summary>Units of a map, the one in force when null, by code.</summary>
    Task<IReadOnlyList<UnitRow>> List(string? map, string? parent, string? level, CancellationToken stop);

    /// <summary>A code on every map that has it, or on this one, each with what it went into and what went into
    /// it.</summary>
    Task<IReadOnlyList<UnitRow>> Show(string code, string? map, CancellationToken stop);

    /// <summary>Takes a list, ours or an official one.</summary>
    /// <exception cref="Units.UnitListRefused">The file is no list of units.</exception>
    Task<UnitImport> Import(string file, string? map, string? earlier, CancellationToken stop);

    /// <summary>Figures on a map, or of a period that is not kept, counted anew from the records.</summary>
    /// <param name="map">Map; the one in force when null.</param>
    /// <param name="filter">Which figures; null periods are those that are kept.</param>
    /// <param name="stop">Ends the counting.</param>
    Task<IReadOnlyList<IndicatorRow>> Figures(string? map, IndicatorFilter filter, CancellationToken stop);

    /// <summary>Nothing found about a unit that a map does not have, or that a figure is never counted for, would look
    /// like good news.</summary>
    /// <param name="unit">Code; CODE@MAP stands for a unit of that other map.</param>
    /// <param name="code">Figure; null for any.</param>
    /// <param name="map">Map; the one in force when null.</param>
    /// <param name="stop">Ends the question.</param>
    /// <exception cref="UnitUnknown">The map has no such unit.</exception>
    /// <exception cref="FigureUnknown">The figure is counted for the province only.</exception>
    Task MustHave(string unit, string? code, string? map, CancellationToken stop);

    /// <summary>Why no figure was found: before the first data or ahead of the newest, not in force then, a state of
    /// now only, a feed that has not come. Null where there are no figures at all.</summary>
    Task<FigureUnknown?> WhyNone(IndicatorFilter filter, CancellationToken stop);
}

/// <summary>A unit on one map.</summary>
sealed record UnitRow
{
    public string Map { get; init; } = "";
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string Level { get; init; } = "";
    public string? Parent { get; init; }
    public DateTime? ValidFrom { get; init; }
    public DateTime? ValidTo { get; init; }
    public string Owner { get; init; } = "";

    /// <summary>What it is to the unit asked for: itself, successor, predecessor; null in a list.</summary>
    public string? Relation { get; init; }
}

/// <summary>What a file brought.</summary>
/// <param name="Units">Units in it.</param>
/// <param name="Steps">Steps from map to map in it.</param>
/// <param name="Changed">Rows that were new or other.</param>
/// <param name="Problems">What is wrong, by line; with one of them nothing was taken.</param>
/// <param name="Kind">The kind of list that it was read as, a word of unit-list in the messages.</param>
sealed record UnitImport(
    int Units, int Steps, long Changed, IReadOnlyList<ContractException> Problems, string Kind);
