namespace De06Ingest.Feeds;

/// <summary>When one feed runs: a Quartz cron expression in Asia/Ho_Chi_Minh.</summary>
readonly record struct FeedTrigger(string Feed, string Cron);

/// <summary>What must change so that the scheduler's triggers equal the contracts. Pure: it only compares.</summary>
/// <param name="Add">Feeds that have a schedule and no trigger.</param>
/// <param name="Change">Feeds whose trigger has another expression.</param>
/// <param name="Remove">Feeds that have a trigger or job, and no contract with a schedule any more.</param>
sealed record SchedulePlan(
    IReadOnlyList<FeedTrigger> Add, IReadOnlyList<FeedTrigger> Change, IReadOnlyList<string> Remove)
{
    public bool IsEmpty => Add.Count + Change.Count + Remove.Count == 0;

    /// <summary>
    /// Compares the contracts with what the job store holds; every list is in order of the feed's name.
    /// </summary>
    public static SchedulePlan Between(IEnumerable<FeedContract> contracts, IEnumerable<FeedTrigger> existing)
    {
        var wanted = contracts
            .Where(c => !string.IsNullOrWhiteSpace(c.Schedule))
            .Select(c => new FeedTrigger(c.Feed, c.Schedule!.Trim()))
            .OrderBy(t => t.Feed, StringComparer.Ordinal)
            .ToArray();
        var there = existing.ToDictionary(t => t.Feed, t => t.Cron);
        return new SchedulePlan(
            [.. wanted.Where(t => !there.ContainsKey(t.Feed))],
            [.. wanted.Where(t => there.TryGetValue(t.Feed, out var cron) && cron != t.Cron)],
            [.. there.Keys.Except(wanted.Select(t => t.Feed)).Order(StringComparer.Ordinal)]);
    }
}
