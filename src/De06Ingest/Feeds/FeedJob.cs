using System.Collections.Concurrent;
using De06Ingest.Intake.Pull;
using De06Ingest.Reporting;
using De06Ingest.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace De06Ingest.Feeds;

/// <summary>The contracts of this node, and the feeds that it was woken for without knowing them.</summary>
sealed class FeedsOfNode(IReadOnlyList<FeedContract> contracts)
{
    readonly ConcurrentDictionary<string, bool> _unknown = new();

    public IReadOnlyList<FeedContract> Contracts { get; } = contracts;

    public FeedContract? Find(string feed) => Contracts.FirstOrDefault(c => c.Feed == feed);

    /// <summary>True the first time only, so that an unknown feed is logged once and not at every waking.</summary>
    public bool IsNewsOfUnknown(string feed) => _unknown.TryAdd(feed, true);
}

/// <summary>
/// Runs one feed when Quartz wakes it. Quartz wakes at least once, sometimes on two nodes: the lease and the fence of
/// the run keep the result right, this class only keeps the noise down.
/// </summary>
/// <remarks>
/// No exception of a run is thrown on: Quartz would log it whole, and one of PostgreSQL can quote row data. Two of our
/// own are: a cancellation, by which Quartz hands the waking to another node, or to this one when it is back; and
/// <see cref="JobExecutionException"/>, after which Quartz wakes the feed again a minute later.
/// </remarks>
[DisallowConcurrentExecution, RetryPolicy(180, "00:01:00")]
sealed class FeedJob(FeedsOfNode feeds, IFeedRuns runs, ILogger<FeedJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var feed = context.JobDetail.Key.Name;
        if (feeds.Find(feed) is { } contract)
        {
            await Run(contract, cancellationToken);
        }
        else
        {
            if (feeds.IsNewsOfUnknown(feed))
            {
                Log.UnknownFeed(log, feed);
            }

            throw new JobExecutionException("later");
        }
    }

    /// <summary>Runs the feed, and after a published reference everything that it touches.</summary>
    /// <exception cref="JobExecutionException">Another run works on the feed.</exception>
    /// <exception cref="OperationCanceledException">The worker stops.</exception>
    public async Task Run(FeedContract contract, CancellationToken stop)
    {
        try
        {
            var report = await runs.Run(contract, new RunOptions { Trigger = "schedule" }, stop);
            Tell(report);
            foreach (var across in report.Across)
            {
                Tell(across);
            }

            if (contract.Role == FeedRole.Reference && report.State is ("published" or "unchanged"))
            {
                foreach (var recheck in await runs.RecheckAfterReference(stop))
                {
                    Tell(recheck);
                }
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            Log.RunStopped(log, contract.Feed);
            throw new OperationCanceledException(stop);
        }
        catch (ExtractRefused refused)
        {
            Log.RunNotMade(log, contract.Feed, refused.Code);
        }
        catch (SourceUnavailable away)
        {
            Log.RunNotMade(log, contract.Feed, away.Code);
        }
        catch (FeedLeasedException leased)
        {
            Log.RunNotMade(log, contract.Feed, "feed-leased");
            throw new JobExecutionException("later", leased);
        }
        catch (FenceLostException)
        {
            Log.RunNotMade(log, contract.Feed, "fence-lost");
        }
        catch (Exception problem)
        {
            Log.RunBroke(log, contract.Feed, problem.GetType().Name, (problem as PostgresException)?.SqlState ?? "-");
        }
    }

    void Tell(RunReport report)
    {
        if (report.State is "published" or "unchanged" or "superseded" or "discarded")
        {
            Log.RunEnded(log, report.Feed, report.RunId, report.State, report.RowsIn, report.Accepted, report.Refused);
        }
        else
        {
            Log.RunHeld(log, report.Feed, report.RunId, report.State, report.Cause ?? "-");
        }

        foreach (var (step, cause) in report.Undone)
        {
            Log.StepUndone(log, report.Feed, report.RunId, step, cause);
        }
    }
}
