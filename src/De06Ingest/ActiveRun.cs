using System.Data;
using System.Diagnostics;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest;

/// <summary>One attempt at a feed while it runs: its row in core.run, its table in schema stage, what it has learnt so
/// far, and the steps that <see cref="FeedRun"/> puts in order.</summary>
sealed class ActiveRun(
    FlowParts parts, FeedContract contract, RunOptions options, NpgsqlConnection connection, NpgsqlTransaction? dry)
    : IAsyncDisposable
{
    /// <summary>So many new mismatches change the ledger's statistics; autovacuum sees it a minute later.</summary>
    const long ManyOpened = 10_000;

    Publication? publication;
    RunFacts? published;
    Extract? archiving;
    KeptRows kept = KeptRows.None;

    public required long RunId { get; init; }
    public required long Fence { get; init; }
    public required CurrentState? Current { get; init; }

    /// <summary>Highest number of a generation in use, 0 before the first.</summary>
    public required int LastGeneration { get; init; }
    public required Pseudonym Pseudonym { get; init; }
    public Guid PublishId { get; } = Guid.NewGuid();

    /// <summary>What the run tells of itself.</summary>
    RunRecord Record => field ??= new(contract, options, connection, RunId);

    /// <summary>On which map its unit codes are.</summary>
    public RunMap Map => field ??= new(parts, contract, options, connection, Current, RunId);

    public PublishedState Published => field ??= new(contract, connection, Current);

    /// <summary>Its pass over the rows.</summary>
    public RunRows Rows => field ??= new(this, parts, contract, options, connection, dry);

    public DateTimeOffset? AsOf => Record.AsOf;

    public Task<T> Step<T>(string name, Func<Task<T>> step) => Record.Step(name, step);

    /// <summary>Notes the archived extract with the run.</summary>
    public async Task Archive(Extract extract)
    {
        archiving = extract;
        await Note(extract, new ExtractTime(contract, extract).BeforeRows());
        await Record.Save("pulled");
    }

    /// <summary>Notes a delivery of which nothing could be archived.</summary>
    public Task Note(Extract? unarchived) =>
        unarchived is null ? Task.CompletedTask : Note(unarchived, unarchived.AsOf);

    async Task Note(Extract extract, DateTimeOffset? asOf)
    {
        Record.AsOf = asOf;
        Record.ExtractId = await RunTable.AddExtract(connection, extract, Record.AsOf);
    }

    public async Task<ReferenceIndex?> LoadReference(CancellationToken stop) =>
        contract.IsMatched ? await parts.References.Load(stop) : null;

    /// <summary>The pass, and what it counted and refused.</summary>
    public async Task<PassResult> Stream(
        Extract extract, ReferenceIndex? reference, PublishedRows before, CancellationToken stop)
    {
        var pass = await Rows.Pass(extract, reference, before, stop);
        Record.Take(pass);
        var time = new ExtractTime(contract, extract);
        Record.AsOf ??= time.OfRows(pass.Counts);
        try
        {
            await Record.Save("streamed");
            foreach (var worker in pass.Workers)
            {
                await worker.Refusals.Send(connection);
            }
        }
        finally
        {
            Array.ForEach(pass.Workers, w => w.Refusals.Dispose());
        }

        return AsOf is not null ? pass : throw time.Missing();
    }

    /// <summary>The pass has compared the rows with what readers see, and found nothing new for them.</summary>
    public async Task<bool> ChangesNothing(PassResult pass) => Rows.SkipsUnchanged && await Published.HasRowsOf(pass);

    /// <summary>Makes the run's table ready; for a new generation on a connection of its own, for the ledger is brought
    /// up to date meanwhile.</summary>
    async Task Prepare(CancellationToken stop)
    {
        var table = new StageTable(
            contract, RunId, Rows.IsNewGeneration ? Rows.Generation : null, dry is null ? Fence : null);
        if (!Rows.IsNewGeneration || dry is not null)
        {
            await table.MakeReady(connection, stop);
            return;
        }

        await using var own = await parts.Database.OpenConnectionAsync(stop);
        await table.MakeReady(own, stop);
    }

    /// <summary>The publishing transaction, repeated when a lock was not to be had in time. A new generation is made
    /// ready beside it, and awaited in it.</summary>
    public async Task<PublishOutcome> Publish(
        PassResult pass, ReferenceIndex? reference, Extract extract, CancellationToken stop)
    {
        if (Rows.IsNewGeneration)
        {
            kept = await KeptRows.Carry(connection, contract, RunId, (Current?.Generation ?? 0, Rows.Generation),
                pass.KeptKeys, PairCheck(reference), Map.Units);
        }

        if (!Published.IsUnderThisContract)
        {
            foreach (var key in pass.KeptKeys)
            {
                // It stays as it was read then, so that it must not pass for unchanged when it comes again.
                ref var stays = ref Rows.State![Rows.State.Find(key, Fingerprint.Of(key))];
                (stays.RowHash, stays.TextHash) = (0, 0);
            }
        }

        var ready = Record.Step("prepare", () => Prepare(stop));
        try
        {
            if (!Rows.IsNewGeneration || dry is not null)
            {
                await ready;
            }

            return await Publish(pass, reference, ready, extract, stop);
        }
        finally
        {
            await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<PublishOutcome> Publish(
        PassResult pass, ReferenceIndex? reference, Task ready, Extract extract, CancellationToken stop)
    {
        published = Record.Row("published") with
        {
            PublishId = PublishId,
            PreviousPublish = Current?.PublishId,
            Way = Rows.IsNewGeneration ? "new-generation" : "in-place",
        };
        var draft = Draft(pass, reference, extract, ready);
        try
        {
            return await Transactions.Retry(async () =>
            {
                publication = new Publication(draft, connection, parts.Figures);
                return await publication.Execute(dry, stop);
            }, mayRetry: () => dry is null && !ready.IsFaulted, stop);
        }
        catch (NpgsqlException) when (dry is null && connection.State != ConnectionState.Open)
        {
            if (await RunTable.HasPublish(parts.Database, PublishId))
            {
                return PublishOutcome.Published;
            }

            throw;
        }
    }

    Draft Draft(PassResult pass, ReferenceIndex? reference, Extract extract, Task ready) => new()
    {
        Contract = contract,
        RunId = RunId,
        Fence = Fence,
        PublishId = PublishId,
        ReferenceId = contract.Role == FeedRole.Reference ? PublishId : reference?.Version,
        CodeEpoch = FeedRun.CodeEpoch,
        ContractHash = contract.Hash,
        ExtractId = Record.ExtractId,
        AsOf = AsOf!.Value,
        Current = Current,
        Generation = Rows.Generation,
        NewGeneration = Rows.IsNewGeneration,
        Everything = pass.Counts.Unchanged == 0 && contract.Extent.IsWhole
            && (Rows.IsNewGeneration || pass.KeptKeys.Count == 0),
        Rows = pass.Rows,
        Slices = [.. pass.Covered.Where(s => !pass.Stale.Contains(s))],
        Replaced = pass.Replaced,
        Vanished = Rows.IsNewGeneration ? [] : pass.VanishedKeys,
        Deletions = pass.Deletions,
        Findings = [.. pass.Workers.Select(w => w.Findings), kept.Findings],
        Links = [.. pass.Workers.Select(w => w.Links)],
        MatchModel = parts.MatchModelOf(contract),
        Tally = Rows.IsNewGeneration ? pass.Tally(Map.Units, kept) : null,
        TallyKnowsMismatched = contract.SubjectIsKey && pass.Workers.All(w => w.Conflicts == 0),
        Run = published! with { ReferenceId = reference?.Version },
        PairCheck = PairCheck(reference),
        Ready = ready,
        BeforeCommit = extract.Settled,
        Step = Record.Step,
        DryRun = options.DryRun,
        Release = options.Release,
        Units = Map.Units,
    };

    /// <summary>The report of a published run, after its steps were saved.</summary>
    public async Task<RunReport> Report(TimeSpan untilPublished)
    {
        Record.Ended("published", null);
        IReadOnlyList<MismatchMovement> movements = [];
        var after = new AfterPublish(connection);
        if (options.DryRun)
        {
            movements = await publication!.Movements();
        }
        else
        {
            await after.Try("keep-state", KeepState);
            await after.Try("movements", async () => movements = await publication!.Movements());
            if (movements.Sum(m => m.Opened) > ManyOpened)
            {
                await after.Try("analyze", () => Record.Step("analyze", publication!.AnalyzeLedger));
            }

            if (contract.Role == FeedRole.Reference)
            {
                await after.Try("index",
                    () => Record.Step("index", () => parts.References.Keep(CancellationToken.None)));
            }

            await after.Try("report", Record.SaveSteps);
        }

        return Record.Report(published!.WithReview(publication!.Review), report => report with
        {
            Mismatches = movements,
            Figures = publication.Figures,
            Seconds = untilPublished.TotalSeconds,
            Undone = after.Undone,
        });
    }

    async Task KeepState()
    {
        if (Rows.State is { } state)
        {
            await Record.Step("keep-state", () => Task.Run(
                () => PublishedRows.ToFile(contract, parts.StateFolder, PublishId, state)));
        }
    }

    /// <summary>Ends the run in a resting state without publishing, once its archive is safe: a person can release only
    /// what lies there, and what was refused is not fetched again.</summary>
    public async Task<RunReport> Rest(string state, string? cause = null, string? detail = null)
    {
        await (archiving?.Settled() ?? Task.CompletedTask);
        var row = Record.Row(state) with { Cause = cause, Detail = detail };
        Record.Ended(state, cause);
        await Record.Save(connection, row);
        if (options.Release is { } release && state is ("unchanged" or "superseded"))
        {
            await RunTable.NoteRelease(connection, RunId, release);
        }

        await connection.ExecuteAsync($"drop table if exists {CleanTable.Stage(RunId)}");
        await Record.SaveSteps();
        return Record.Report(row);
    }

    /// <summary>Gives the attempt up; the caller begins another.</summary>
    public async Task<RunReport?> Discard(string cause)
    {
        await Rest("discarded", cause);
        return null;
    }

    /// <summary>Writes the failure on a fresh connection, for this one may be what failed. Values of rows stay
    /// out.</summary>
    /// <returns>True when another run has taken the feed, which explains every other failure.</returns>
    public async Task<bool> Fail(Exception failure)
    {
        var (cause, isTaken) = (Failures.CodeOf(failure), false);
        if (dry is null)
        {
            try
            {
                await using var fresh = await parts.Database.OpenConnectionAsync(CancellationToken.None);
                isTaken = await FeedLease.IsLost(fresh, contract.Feed, Fence);
                cause = isTaken ? "fence-lost" : cause;
                await Record.Save(fresh, Record.Row("failed") with { Cause = cause });
                await fresh.ExecuteAsync($"drop table if exists {CleanTable.Stage(RunId)}");
            }
            catch (NpgsqlException)
            {
                // The database is away: whoever takes the lease next marks this run as abandoned.
            }
        }

        Record.Ended("failed", cause);
        Record.Report(Record.Row("failed"));
        return isTaken;
    }

    public async ValueTask DisposeAsync()
    {
        Record.Dispose();
        await Rows.DisposeAsync();
    }

    PairCheck? PairCheck(ReferenceIndex? reference) =>
        contract.IsMatched ? new PairCheck(contract, reference, Pseudonym, Map.Units) : null;
}
