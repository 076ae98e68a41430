using De06Ingest.Feeds;
using De06Ingest.Mismatches.Across;
using De06Ingest.Publishing;
using De06Ingest.Reporting;

namespace De06Ingest;

/// <summary>Runs feeds: one at a time here, and after a new reference every sector feed again.</summary>
sealed class FeedRuns(FlowParts parts) : IFeedRuns
{
    IEnumerable<FeedContract> Sectors => parts.Contracts.Where(c => c.Role == FeedRole.Sector);

    public async Task<RunReport> Run(FeedContract contract, RunOptions options, CancellationToken stop)
    {
        var report = await new FeedRun(parts, contract, options).Execute(stop);

        // After a reference every feed is compared again first, and settled then.
        return options.DryRun || contract.Role == FeedRole.Reference || report.State is not ("published" or "unchanged")
            ? report
            : report with { Across = await SettleAcross([contract], stop) };
    }

    public async Task<RunReport> Release(HeldDecision said, Action<RunProgress>? progress, CancellationToken stop)
    {
        var held = await HeldRun.Find(parts.Database, said.Run, stop);
        var contract = parts.Contracts.FirstOrDefault(c => c.Feed == held.Feed)
            ?? throw new DecisionRefused("feed-unknown", held.Feed);
        return await Run(contract, new RunOptions
        {
            Trigger = "release",
            Progress = progress,
            Release = new(said, held.Extract(contract),
                said.UnitMap ?? (held.Cause == "unit-map" ? held.FoundMap : null)),
        }, stop);
    }

    public async Task Discard(HeldDecision said, CancellationToken stop) =>
        await (await HeldRun.Find(parts.Database, said.Run, stop)).Discard(parts.Database, said, stop);

    public async Task<IReadOnlyList<RunReport>> RecheckAfterReference(CancellationToken stop)
    {
        var reports = new List<RunReport>();
        foreach (var contract in Sectors)
        {
            if (await Recheck(contract, stop) is { } report)
            {
                reports.Add(report);
            }
        }

        reports.AddRange(await SettleAcross([.. Sectors], stop));
        return reports;
    }

    /// <summary>Asks the rules across the set again, for every feed whose rules look at one of these.</summary>
    async Task<IReadOnlyList<RunReport>> SettleAcross(IReadOnlyList<FeedContract> moved, CancellationToken stop)
    {
        var reports = new List<RunReport>();
        foreach (var contract in Sectors)
        {
            var looksAt = SetRules.Concern(contract)
                && SetRules.LookedAt(contract, parts.Contracts).Any(moved.Contains);
            if (looksAt || (moved.Contains(contract) && await HasSettled(contract, stop)))
            {
                reports.AddRange(await SettleAcross(contract, stop));
            }
        }

        return reports;
    }

    /// <summary>True for a feed whose contract asked once, and asks no more.</summary>
    async Task<bool> HasSettled(FeedContract contract, CancellationToken stop)
    {
        await using var connection = await parts.Database.OpenConnectionAsync(stop);
        return await AcrossSeenTable.Has(connection, contract.Feed);
    }

    async Task<IReadOnlyList<RunReport>> SettleAcross(FeedContract contract, CancellationToken stop)
    {
        try
        {
            await using var work = await FeedWork.Begin(parts, contract, new RunOptions { Trigger = "across" }, stop);
            return await work.SettleAcross(stop);
        }
        catch (Exception taken) when (taken is FeedLeasedException or FenceLostException)
        {
            // The run that holds the feed settles it after its own publish, and finds what is due then.
            return [];
        }
    }

    public async Task<RunReport?> CatchUp(FeedContract contract, CancellationToken stop) =>
        await Recheck(contract, stop) is { } report
            ? report with { Across = await SettleAcross([contract], stop) }
            : null;

    async Task<RunReport?> Recheck(FeedContract contract, CancellationToken stop)
    {
        try
        {
            await using var work =
                await FeedWork.Begin(parts, contract, new RunOptions { Trigger = "reference" }, stop);
            return await work.CatchUpWithReference(stop);
        }
        catch (FeedLeasedException)
        {
            // The run that holds the feed compares with the new reference itself, or repeats when it comes to publish.
            return null;
        }
    }
}
