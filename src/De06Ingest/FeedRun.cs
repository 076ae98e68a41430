using System.Diagnostics;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Validate;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Units;

namespace De06Ingest;

/// <summary>
/// The whole data flow of one feed, on one page: take the lease, pull, stream (read, normalise, validate, match,
/// compare, copy), check the extract as a whole, settle the ledger and publish in one transaction, report.
/// </summary>
/// <remarks>
/// Until the publishing transaction commits, readers see the last published state. A failed or killed run leaves its
/// own row in core.run and a table in schema stage, which the next run of the feed drops. When the reference moves
/// while rows are being compared, the attempt is discarded and repeated from the archived extract.
/// </remarks>
sealed class FeedRun(FlowParts parts, FeedContract contract, RunOptions options)
{
    /// <summary>Version of the value and matching code: rows of another epoch are read anew.</summary>
    public const int CodeEpoch = 2;

    const int MostAttempts = 5;

    long begun;
    UnitMap? foundMap;

    /// <summary>Runs the feed to a resting state.</summary>
    /// <exception cref="FeedLeasedException">Another run works on the feed.</exception>
    /// <exception cref="SourceUnavailable">The source did not deliver; trying later may help.</exception>
    public async Task<RunReport> Execute(CancellationToken stop)
    {
        begun = Stopwatch.GetTimestamp();
        await using var passing = new PassingExtract(() => parts.Pull(contract, options, stop));
        await using var reference = new Beside();
        if (options.Files.Count > 0)
        {
            // A source that is polled mostly has nothing new; for files at hand everything begins at once.
            passing.Begin();
            if (contract.Role == FeedRole.Sector)
            {
                reference.Begin(() => parts.References.Load(stop));
            }
        }

        await using var work = await FeedWork.Begin(parts, contract, options, stop);
        for (var attempt = 1; ; attempt++)
        {
            await work.CatchUpWithReference(stop);
            await using var run = await work.BeginRun(stop);
            try
            {
                if (await Attempt(run, passing, isFirst: attempt == 1, stop) is { } report)
                {
                    return report.PublishId is null
                        ? report with { Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds }
                        : report;
                }
            }
            catch (Exception failure)
            {
                if (await run.Fail(failure))
                {
                    throw new FenceLostException(contract.Feed, failure);
                }

                throw;
            }

            if (attempt == MostAttempts)
            {
                return await run.Rest("failed", "reference-moved", $"{attempt}");
            }
        }
    }

    /// <summary>One attempt from the pull on; the first may read the file where it stands, later ones read the
    /// archive.</summary>
    async Task<RunReport?> Attempt(ActiveRun run, PassingExtract passing, bool isFirst, CancellationToken stop)
    {
        try
        {
            run.Rows.ReadAhead();
            var extract = options.Release?.Extract ?? await run.Step("pull", passing.Pull);
            return extract is null
                ? await run.Rest("unchanged", "nothing-new")
                : await Attempt(run, isFirst ? extract : extract.FromArchive(), stop);
        }
        catch (DeliveryIncomplete incomplete)
        {
            return await run.Rest("unchanged", "parts-waiting", incomplete.Detail);
        }
        catch (ExtractRefused refused)
        {
            await run.Note(refused.Unarchived);
            return await run.Rest(refused.IsForAPersonToDecide ? "held" : "refused", refused.Code, refused.Detail);
        }
    }

    /// <summary>One attempt against one version of the reference; null when the reference moved meanwhile.</summary>
    async Task<RunReport?> Attempt(ActiveRun run, Extract extract, CancellationToken stop)
    {
        await run.Archive(extract);
        if (await run.Step("compare-extract", () => run.Published.HasBytesOf(extract)))
        {
            await run.Published.ConfirmSlices(extract, run.AsOf, null);
            return await run.Rest("unchanged");
        }

        if (run.Published.IsNewerThan(extract.AsOf))
        {
            return await run.Rest("superseded");
        }

        await run.Map.Find(run.AsOf ?? extract.ReceivedAt, foundMap);
        var reference = await run.Step("reference", () => run.LoadReference(stop));
        var before = await run.Step("state", () => run.Rows.Load(extract, stop));
        var pass = await run.Step("stream", () => run.Stream(extract, reference, before, stop));

        // The archive of a file that was read where it stands is written from here on: the pass needs all cores.
        _ = extract.Durable;
        if (run.Published.IsNewerThan(run.AsOf) || run.Published.IsNewerThan(pass, run.AsOf))
        {
            return await run.Rest("superseded");
        }

        if (await run.Map.Doubts(pass) is { } map && map.Map != foundMap)
        {
            if (run.Map.MayTakeFound && foundMap is null && map.Map != run.Map.Units.Stated)
            {
                foundMap = map.Map;
                return await run.Discard("unit-map");
            }

            return await run.Rest("held", "unit-map", map.Detail);
        }

        if (options.Release is null && ExtractChecks.Check(
                contract, pass.Counts, pass.Findings,
                run.Published.RowsOf(pass), extract.PromisedRows,
                run.AsOf!.Value, parts.Today) is { } hold)
        {
            return await run.Rest("held", hold.Code, hold.Detail);
        }

        if (await run.ChangesNothing(pass))
        {
            await run.Published.ConfirmSlices(extract, run.AsOf, pass);
            return await run.Rest("unchanged");
        }

        return await run.Step("publish", () => run.Publish(pass, reference, extract, stop)) switch
        {
            PublishOutcome.Published => await run.Report(Stopwatch.GetElapsedTime(begun)),
            PublishOutcome.FenceLost => throw new FenceLostException(contract.Feed),
            _ => await run.Discard("reference-moved"),
        };
    }
}

/// <summary>Work beside a run that a later step finds done; it does not outlive the run, and its failure is that
/// step's.</summary>
sealed class Beside : IAsyncDisposable
{
    Task task = Task.CompletedTask;

    public void Begin(Func<Task> work) => task = Task.Run(work);

    public async ValueTask DisposeAsync() => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>Another run works on the feed; trying later may help.</summary>
sealed class FeedLeasedException(string feed) : Exception($"another run works on feed {feed}")
{
    public string Feed { get; } = feed;
}
