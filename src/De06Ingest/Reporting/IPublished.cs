namespace De06Ingest.Reporting;

/// <summary>
/// What has been published, for the command line and the page: the views of schema <c>api</c>, read-only.
/// </summary>
interface IPublished
{
    /// <summary>The newest runs first.</summary>
    Task<IReadOnlyList<RunRow>> Runs(string? feed, int limit, CancellationToken stop);

    /// <summary>Names that a filter may have, of feeds, figures, units, levels or maps; of runs, this one and the
    /// last.</summary>
    Task<IReadOnlyList<string>> Known(string filter, string name, CancellationToken stop);

    Task<IReadOnlyList<FeedHealthRow>> FeedHealth(CancellationToken stop);

    Task<IReadOnlyList<MismatchRow>> Mismatches(MismatchFilter filter, CancellationToken stop);

    /// <summary>Values suggested for open mismatches of a feed, the surest first.</summary>
    Task<IReadOnlyList<SuggestionRow>> Suggestions(SuggestionFilter filter, CancellationToken stop);
    /// <summary>Pairs for a person to decide about, the most probable first.</summary>
    Task<IReadOnlyList<ReviewRow>> Reviews(ReviewFilter filter, CancellationToken stop);

    /// <summary>Pairs that wait, by what agrees about them.</summary>
    Task<IReadOnlyList<ReviewProfileRow>> ReviewProfiles(string? feed, CancellationToken stop);

    /// <summary>Open mismatches by feed, kind and unit.</summary>
    Task<IReadOnlyList<MismatchCountRow>> OpenMismatches(CancellationToken stop);

    /// <summary>Figures of whole provinces, the newest periods of each.</summary>
    Task<IReadOnlyList<IndicatorRow>> ProvinceFigures(CancellationToken stop);

    Task<IReadOnlyList<IndicatorRow>> Indicators(IndicatorFilter filter, CancellationToken stop);

    /// <summary>The refused rows of a run in file order; masked unless <paramref name="clear"/>.</summary>
    Task<IReadOnlyList<RefusalRow>> Refusals(long runId, bool clear, int limit, CancellationToken stop);
}

/// <summary>A person's decisions about single mismatches.</summary>
interface IMismatchDecisions
{
    /// <summary>Sets an open mismatch aside. False when there is none.</summary>
    Task<bool> Ignore(MismatchKey key, string by, string reason, CancellationToken stop);

    /// <summary>Opens an ignored mismatch again. False when there is none.</summary>
    Task<bool> Reopen(MismatchKey key, string by, string reason, CancellationToken stop);
}

/// <summary>What identifies a mismatch: the feed, the subject there, and the kind; or its number alone.</summary>
readonly record struct MismatchKey(string Feed, string Subject, string Kind)
{
    /// <summary>Number of the mismatch; null when it is named by the rest.</summary>
    public long? No { get; init; }

    public static MismatchKey Numbered(long no) => new("", "", "") { No = no };
}

/// <summary>Which mismatches to list; null means all.</summary>
/// <param name="Feed">Name of the feed.</param>
/// <param name="Kind">Stable code of the kind.</param>
/// <param name="Unit">Code of an administrative unit: it and all below it.</param>
/// <param name="State">open, resolved, vanished, ignored; null for all.</param>
/// <param name="Limit">Most rows to give.</param>
/// <param name="Clear">Clear values instead of masked ones.</param>
sealed record MismatchFilter(string? Feed, string? Kind, string? Unit, string? State, int Limit, bool Clear);

/// <summary>Which suggestions to list; null means all.</summary>
/// <param name="Feed">Name of the feed.</param>
/// <param name="Unit">Code of an administrative unit: it and all below it.</param>
/// <param name="Field">phone, birthDate, name or homeUnit.</param>
/// <param name="Least">Smallest confidence.</param>
/// <param name="Limit">Most rows to give.</param>
/// <param name="Clear">Clear values instead of masked ones.</param>
sealed record SuggestionFilter(string Feed, string? Unit, string? Field, decimal Least, int Limit, bool Clear);
/// <summary>A person's decisions about pairs of a row and a citizen.</summary>
interface IReviewDecisions
{
    /// <summary>Accepts or rejects pairs that wait, or undoes that.</summary>
    /// <returns>How many pairs were decided, by feed; none when there is no such pair in a state that allows
    /// it.</returns>
    Task<IReadOnlyDictionary<string, int>> Decide(
        ReviewChoice choice, ReviewAct act, string by, string reason, CancellationToken stop);
}

enum ReviewAct { Accept, Reject, Undo }

/// <summary>The pairs of a decision: one by its number, or all of a feed with one profile.</summary>
sealed record ReviewChoice(long? No, string? Feed, string? Profile);

/// <summary>Which pairs to list; null means all.</summary>
/// <param name="Feed">Name of the feed.</param>
/// <param name="Unit">Code of an administrative unit: rows whose home unit is it or below it.</param>
/// <param name="Profile">Level of each attribute, as the list shows it.</param>
/// <param name="State">pending, accepted, rejected; null for all.</param>
/// <param name="Limit">Most rows to give.</param>
/// <param name="Clear">Clear values instead of masked ones.</param>
sealed record ReviewFilter(
    string? Feed, string? Unit, string? Profile, string? State, int Limit, bool Clear);

/// <summary>Which figures to list; null means all.</summary>
sealed record IndicatorFilter(string? Code, string? Unit, string? Period)
{
    /// <summary>Only figures of which values of the period are not kept.</summary>
    public bool OnlyUnkept { get; init; }
}
