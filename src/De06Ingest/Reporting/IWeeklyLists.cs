namespace De06Ingest.Reporting;

/// <summary>The lists "còn hạn chế" that every unit gets once a week, and the proof that it took its own.</summary>
interface IWeeklyLists
{
    /// <summary>Makes the lists of this week unless they are made, and writes every list that is not written yet.
    /// Done again, it writes nothing.</summary>
    Task<WeeklyListsMade> Make(CancellationToken stop);

    /// <summary>Notes that a unit has its list.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="week">Of which week; null for the newest.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="sha256">Hash, or its beginning, of the file that they have; null when they do not say.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The list as it stands then: what was confirmed before stays.</returns>
    /// <exception cref="DecisionRefused">There is no such list, or the file is another.</exception>
    Task<WeeklyListRow> Take(string unit, string? week, string by, string? sha256, CancellationToken stop);

    /// <summary>Lists, the newest week first.</summary>
    Task<IReadOnlyList<WeeklyListRow>> Read(string? unit, string? week, CancellationToken stop);
}

/// <summary>What a round of making lists did.</summary>
/// <param name="Week">This week.</param>
/// <param name="Made">Lists that were made now; 0 when the week had them, or nothing is published yet.</param>
/// <param name="Empty">Of these, units in which nothing is limited.</param>
/// <param name="Written">Files written now, those of earlier weeks that could not be written then included.</param>
readonly record struct WeeklyListsMade(string Week, int Made, int Empty, int Written);

/// <summary>A weekly list as <c>api.weekly_list</c> tells of it.</summary>
sealed record WeeklyListRow
{
    public string Week { get; init; } = "";
    public string Unit { get; init; } = "";
    public string UnitName { get; init; } = "";
    public DateOnly? DataUntil { get; init; }
    public int Rows { get; init; }
    public string? FileName { get; init; }
    public string? Sha256 { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? WrittenAt { get; init; }
    public DateTimeOffset? TakenAt { get; init; }
    public string? TakenBy { get; init; }

    /// <summary>nothing, unwritten, waiting or taken.</summary>
    public string ListState { get; init; } = "";
}
