using System.Data;
using System.Diagnostics;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Telemetry;
using De06Ingest.Units;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest;

/// <summary>One attempt at a feed while it runs: its row in core.run, its table in schema stage, what it has learnt so
/// far, and the steps that <see cref="FeedRun"/> puts in order.</summary>
sealed class ActiveRun(
    FlowParts parts, FeedContract contract, RunOptions options, NpgsqlConnection connection, NpgsqlTransaction? dry)
    : IAsyncDisposable
{
    /// <summary>From this share of changed rows on, a new generation costs less than merging.</summary>
    const double NewGenerationShare = 0.20;
    const long ExtractForWorkers = 4 << 20;

    /// <summary>What the threads that read and decide, and the server, leave of the processors.</summary>
    static readonly int MostWorkers = Math.Clamp(Environment.ProcessorCount - 2, 1, 4);
    static readonly int MostLateWorkers = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>So many new mismatches change the ledger's statistics; autovacuum sees it a minute later.</summary>
    const long ManyOpened = 10_000;

    Publication? publication;
    RunFacts? published;
    Extract? archiving;
    RowState? state;
    Task<RowState?>? stateAhead;
    KeptRows kept = KeptRows.None;
    bool newGeneration;
    bool skipUnchanged;

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

    /// <summary>Begins to read the state of what is published, while the extract is pulled; not for files of the
    /// published size, which mostly bring the same again.</summary>
    public void ReadStateAhead()
    {
        var bytes = options.Files.Sum(f => File.Exists(f) ? new FileInfo(f).Length : 0);
        if (bytes > 0 && bytes != Current?.ExtractBytes)
        {
            stateAhead = Task.Run(CachedState);
        }
    }

    public async Task<ReferenceIndex?> LoadReference(CancellationToken stop) =>
        contract.IsMatched ? await parts.References.Load(stop) : null;

    /// <summary>What is published, record by record, and which slices stand.</summary>
    public Task<PublishedRows> LoadState(Extract extract, CancellationToken stop)
    {
        // The same cells mean another unit on another map.
        skipUnchanged = Published.IsUnderThisContract && Map.IsAsPublished;
        newGeneration = Current is null || (!skipUnchanged && contract.Extent.IsWhole);
        return ReadState(extract, stop);
    }

    /// <summary>The pass. When too much turns out to have changed for merging, it is done again as a new
    /// generation.</summary>
    public async Task<PassResult> Stream(
        Extract extract, ReferenceIndex? reference, PublishedRows before, CancellationToken stop)
    {
        var pass = await StreamOnce(extract, reference, before, stop);
        if (!newGeneration && contract.Extent.IsWhole && pass.Counts.Changed > NewGenerationShare * pass.Counts.Accepted
            && pass.Counts.Changed > 1000)
        {
            await connection.ExecuteAsync($"drop table {CleanTable.Stage(RunId)}");
            (newGeneration, skipUnchanged) = (true, false);
            Array.ForEach(pass.Workers, w => w.Refusals.Dispose());
            pass = await StreamOnce(extract, reference, await ReadState(extract, stop), stop);
        }

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
    public async Task<bool> ChangesNothing(PassResult pass) => skipUnchanged && await Published.HasRowsOf(pass);

    /// <summary>Makes the run's table ready; for a new generation on a connection of its own, for the ledger is brought
    /// up to date meanwhile.</summary>
    async Task Prepare(CancellationToken stop)
    {
        var table = new StageTable(contract, RunId, newGeneration ? Generation : null, dry is null ? Fence : null);
        if (!newGeneration || dry is not null)
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
        if (newGeneration)
        {
            kept = await KeptRows.Carry(connection, contract, RunId, (Current?.Generation ?? 0, Generation),
                pass.KeptKeys, PairCheck(reference), Map.Units);
        }

        if (!Published.IsUnderThisContract)
        {
            foreach (var key in pass.KeptKeys)
            {
                // It stays as it was read then, so that it must not pass for unchanged when it comes again.
                ref var stays = ref state![state.Find(key, Fingerprint.Of(key))];
                (stays.RowHash, stays.TextHash) = (0, 0);
            }
        }

        var ready = Record.Step("prepare", () => Prepare(stop));
        try
        {
            if (!newGeneration || dry is not null)
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
            Way = newGeneration ? "new-generation" : "in-place",
        };
        var draft = new Draft
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
            Generation = Generation,
            NewGeneration = newGeneration,
            Everything = pass.Counts.Unchanged == 0 && contract.Extent.IsWhole
                && (newGeneration || pass.KeptKeys.Count == 0),
            Rows = pass.Rows,
            Slices = [.. pass.Covered.Where(s => !pass.Stale.Contains(s))],
            Replaced = pass.Replaced,
            Vanished = newGeneration ? [] : pass.VanishedKeys,
            Deletions = pass.Deletions,
            Findings = [.. pass.Workers.Select(w => w.Findings), kept.Findings],
            Links = [.. pass.Workers.Select(w => w.Links)],
            MatchModel = parts.MatchModelOf(contract),
            Tally = newGeneration ? pass.Tally(Map.Units, kept) : null,
            TallyKnowsMismatched = contract.SubjectIsKey && pass.Workers.All(w => w.Conflicts == 0),
            Run = published with { ReferenceId = reference?.Version },
            PairCheck = PairCheck(reference),
            Ready = ready,
            BeforeCommit = extract.Settled,
            Step = Record.Step,
            DryRun = options.DryRun,
            Release = options.Release,
            Units = Map.Units,
        };
        try
        {
            return await Transactions.Retry(async () =>
            {
                publication = new Publication(draft, connection, new IndicatorTable(parts.Indicators, parts.Province));
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
        if (state is not null)
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
        await (stateAhead ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    int Generation => newGeneration ? LastGeneration + 1 : Current!.Generation;

    async Task<PassResult> StreamOnce(
        Extract extract, ReferenceIndex? reference, PublishedRows before, CancellationToken stop)
    {
        var table = new CleanTable(contract);
        var pass = new FeedPass(new PassInput
        {
            Contract = contract,
            Extract = extract,
            AsOfDay = AsOf ?? extract.ReceivedAt,
            State = before.State,
            Slices = before.Slices,
            StaleSlices = before.Stale,
            SliceAsOf = before.SliceAsOf,
            SliceMaps = before.SliceMaps,
            RowOrders = before.RowOrders,
            SkipUnchanged = skipUnchanged,
            Reference = reference,
            Evidence = await parts.Evidence(connection, contract, reference, Current?.Generation),
            Pseudonym = Pseudonym,
            Units = Map.Units,
            RunId = RunId,
            Workers = extract.Bytes >= ExtractForWorkers ? MostWorkers : 1,
            LateWorkers = extract.Bytes >= ExtractForWorkers ? MostLateWorkers : 1,
            OpenStage = () => dry is null
                ? StageCopy.Open(parts.Database, table, RunId, Generation, logged: newGeneration, Map.Units.Number)
                : StageCopy.Within(connection, table, RunId, Generation, Map.Units.Number),
            OpenRefusals = dry is null ? () => RawCopy.Open(parts.Database, RefusedRows.CopyIn) : null,
            RefusalMemory = parts.RefusalMemory,
            Progress = rows => options.Progress?.Invoke(new RunProgress("stream", rows, null)),
        });
        var result = await RunPass(pass, stop);
        state = before.State;
        result = await MissingRows.Confirm(connection, contract, Current?.Generation ?? 0, result, state);
        return result with { SliceAsOf = before.SliceAsOf, SliceRows = before.SliceRows, Stale = before.Stale };
    }

    /// <summary>A dry run copies within its only transaction, which a copy that is broken off would spoil.</summary>
    async Task<PassResult> RunPass(FeedPass pass, CancellationToken stop)
    {
        await (dry?.SaveAsync("pass", stop) ?? Task.CompletedTask);
        try
        {
            return await Task.Factory.StartNew(
                () => pass.Run(stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (ExtractRefused) when (dry is not null)
        {
            await dry.RollbackAsync("pass", stop);
            throw;
        }
    }

    PairCheck? PairCheck(ReferenceIndex? reference) =>
        contract.IsMatched ? new PairCheck(contract, reference, Pseudonym, Map.Units) : null;

    async Task<PublishedRows> ReadState(Extract extract, CancellationToken stop)
    {
        var cached = stateAhead is null ? CachedState() : await stateAhead;
        stateAhead = null;
        return await PublishedRows.Read(connection, contract, Current, AsOf, extract.Bytes, cached, stop);
    }

    RowState? CachedState() =>
        Current is null ? null : PublishedRows.FromFile(contract, parts.StateFolder, Current.PublishId);
}
