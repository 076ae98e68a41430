namespace De06Ingest.Feeds;

/// <summary>What part of the feed one extract covers.</summary>
sealed record ExtentSpec
{
    public bool IsDelta { get; init; }

    /// <summary>An extract is the whole of one or more reporting periods.</summary>
    public bool ByPeriod { get; init; }

    /// <summary>An extract is the whole of one or more administrative units.</summary>
    public bool ByUnit { get; init; }

    public bool IsSliced => ByPeriod || ByUnit;

    /// <summary>An extract is the whole feed: neither a slice of it nor what changed.</summary>
    public bool IsWhole => !IsSliced && !IsDelta;

    /// <summary>File name or lines above the header say which slice a file is, so that a file without rows is a slice
    /// in which there is nobody.</summary>
    public bool IsNamedByFile => IsSliced && Period?.Column is null && Unit?.Column is null;

    /// <summary>An extract without rows says something: nothing changed, or nobody is in this slice.</summary>
    public bool MayBeEmpty => IsDelta || IsNamedByFile;

    /// <summary>Where the period is read: a column, the file name or a line above the header.</summary>
    public SliceSource? Period { get; init; }

    /// <summary>Where the unit is read.</summary>
    public SliceSource? Unit { get; init; }

    /// <summary>Delta: column whose value orders the versions of a record; a lower one never replaces a higher
    /// one.</summary>
    public string? Sequence { get; init; }

    /// <summary>Delta: how a deletion is marked; without it a delta never yields "vanished".</summary>
    public ColumnCondition? Deleted { get; init; }
}

/// <summary>One of: <see cref="Column"/>; <see cref="FileName"/> pattern; <see cref="Above"/> pattern of a line above
/// the header.</summary>
/// <remarks>A pattern is literal text, … or * for anything, and one group in parentheses: a date form such as
/// <c>(yyyy-MM)</c> or <c>(MM/yyyy)</c> for a period, <c>(unit)</c> for a unit code.</remarks>
sealed record SliceSource(string? Column, string? FileName, string? Above);

/// <summary>Where the as-of time of an extract comes from.</summary>
sealed record SourceTimeSpec
{
    public SourceTimeFrom From { get; init; } = SourceTimeFrom.FileTime;

    /// <summary>For file-name and above: pattern with a date form in parentheses, as in
    /// <see cref="SliceSource"/>.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>For column: the newest value of this column.</summary>
    public string Column { get; init; } = "";
}

enum SourceTimeFrom { FileTime, FileName, Manifest, Column, Above }

/// <summary>The map that unit codes are on: one, or one until a day and another from it on.</summary>
/// <param name="Before">Map of extracts that describe a day before <paramref name="Until"/>; null for the one in force
/// then.</param>
/// <param name="Until">First day of the second map; null when there is one map only.</param>
/// <param name="After">The second map, or the only one; null for the one in force from that day on.</param>
sealed record UnitMapSpec(string? Before, DateOnly? Until, string? After)
{
    /// <summary>In the place of a map: what codes and names speak for, once a person has confirmed it.</summary>
    public const string Evidence = "evidence";

    public bool IsByEvidence => After == Evidence;

    /// <summary>The spec as one text.</summary>
    public string Text => Until is { } day ? $"{Before} {day:yyyy-MM-dd} {After}" : After!;
}
