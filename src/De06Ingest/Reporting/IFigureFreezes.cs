namespace De06Ingest.Reporting;

/// <summary>Figures that were fixed for a period.</summary>
interface IFigureFreezes
{
    /// <summary>Fixes every figure of a period as it stands; when nothing moved since the last version, that one
    /// stays.</summary>
    /// <exception cref="FigureUnknown">No figure has this period.</exception>
    Task<FrozenPeriod> Freeze(string period, string by, string reason, CancellationToken stop);
}

/// <summary>A period as it was fixed.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="Cells">Figures times units.</param>
/// <param name="IsNew">False when the last version still holds.</param>
/// <param name="Differences">Cells that the version before had otherwise, those of upper units first.</param>
sealed record FrozenPeriod(
    string Period, int Version, long Cells, bool IsNew, IReadOnlyList<FrozenDifference> Differences)
{
    /// <summary>Day of the newest data, when the period ends later; null when it has ended.</summary>
    public DateOnly? UnfinishedAt { get; init; }

    /// <summary>Cells for which not all units have reported.</summary>
    public long Incomplete { get; init; }
}

/// <summary>A cell that a restatement changes.</summary>
sealed record FrozenDifference
{
    public string Code { get; init; } = "";
    public string Unit { get; init; } = "";
    public string? UnitName { get; init; }
    public decimal? Before { get; init; }
    public string? StateBefore { get; init; }
    public decimal? After { get; init; }
    public string? StateAfter { get; init; }
}
