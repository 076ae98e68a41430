using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Publishing;
using Npgsql;

namespace De06Ingest;

/// <summary>The rows of a run: what is published of them, and the pass over those of the extract, which says whether
/// they are merged or become a new generation.</summary>
sealed class RunRows(
    ActiveRun run, FlowParts parts, FeedContract contract, RunOptions options, NpgsqlConnection connection,
    NpgsqlTransaction? dry) : IAsyncDisposable
{
    /// <summary>From this share of changed rows on, a new generation costs less than merging.</summary>
    const double NewGenerationShare = 0.20;
    const long ExtractForWorkers = 4 << 20;

    /// <summary>What the threads that read and decide, and the server, leave of the processors.</summary>
    static readonly int MostWorkers = Math.Clamp(Environment.ProcessorCount - 2, 1, 4);
    static readonly int MostLateWorkers = Math.Clamp(Environment.ProcessorCount, 1, 4);

    Task<RowState?>? stateAhead;

    /// <summary>Record by record what is published, and after the pass what will be; null before it.</summary>
    public RowState? State { get; private set; }

    /// <summary>The run's table becomes a generation; otherwise its rows are merged into the current one.</summary>
    public bool IsNewGeneration { get; private set; }

    /// <summary>A row that came before as it comes now is not read again.</summary>
    public bool SkipsUnchanged { get; private set; }

    public int Generation => IsNewGeneration ? run.LastGeneration + 1 : run.Current!.Generation;

    /// <summary>Begins to read the state of what is published, while the extract is pulled; not for files of the
    /// published size, which mostly bring the same again.</summary>
    public void ReadAhead()
    {
        var bytes = options.Files.Sum(f => File.Exists(f) ? new FileInfo(f).Length : 0);
        if (bytes > 0 && bytes != run.Current?.ExtractBytes)
        {
            stateAhead = Task.Run(CachedState);
        }
    }

    /// <summary>What is published, record by record, and which slices stand.</summary>
    public Task<PublishedRows> Load(Extract extract, CancellationToken stop)
    {
        // The same cells mean another unit on another map.
        SkipsUnchanged = run.Published.IsUnderThisContract && run.Map.IsAsPublished;
        IsNewGeneration = run.Current is null || (!SkipsUnchanged && contract.Extent.IsWhole);
        return Read(extract, stop);
    }

    /// <summary>The pass. When too much turns out to have changed for merging, it is done again as a new
    /// generation.</summary>
    public async Task<PassResult> Pass(
        Extract extract, ReferenceIndex? reference, PublishedRows before, CancellationToken stop)
    {
        var pass = await PassOnce(extract, reference, before, stop);
        if (!IsNewGeneration && contract.Extent.IsWhole
            && pass.Counts.Changed > NewGenerationShare * pass.Counts.Accepted && pass.Counts.Changed > 1000)
        {
            await connection.ExecuteAsync($"drop table {CleanTable.Stage(run.RunId)}");
            (IsNewGeneration, SkipsUnchanged) = (true, false);
            Array.ForEach(pass.Workers, w => w.Refusals.Dispose());
            pass = await PassOnce(extract, reference, await Read(extract, stop), stop);
        }

        return pass;
    }

    async Task<PassResult> PassOnce(
        Extract extract, ReferenceIndex? reference, PublishedRows before, CancellationToken stop)
    {
        var pass = new FeedPass(new PassInput
        {
            Contract = contract,
            Extract = extract,
            AsOfDay = run.AsOf ?? extract.ReceivedAt,
            State = before.State,
            Slices = before.Slices,
            StaleSlices = before.Stale,
            SliceAsOf = before.SliceAsOf,
            SliceMaps = before.SliceMaps,
            RowOrders = before.RowOrders,
            SkipUnchanged = SkipsUnchanged,
            Reference = reference,
            Evidence = await parts.Evidence(connection, contract, reference, run.Current?.Generation),
            Pseudonym = run.Pseudonym,
            Units = run.Map.Units,
            RunId = run.RunId,
            Workers = extract.Bytes >= ExtractForWorkers ? MostWorkers : 1,
            LateWorkers = extract.Bytes >= ExtractForWorkers ? MostLateWorkers : 1,
            OpenStage = OpenStage,
            OpenRefusals = dry is null ? () => RawCopy.Open(parts.Database, RefusedRows.CopyIn) : null,
            RefusalMemory = parts.RefusalMemory,
            Progress = rows => options.Progress?.Invoke(new RunProgress("stream", rows, null)),
        });
        var result = await RunOnThread(pass, stop);
        State = before.State;
        result = await MissingRows.Confirm(connection, contract, run.Current?.Generation ?? 0, result, State);
        return result with { SliceAsOf = before.SliceAsOf, SliceRows = before.SliceRows, Stale = before.Stale };
    }

    StageCopy OpenStage()
    {
        var (table, map) = (new CleanTable(contract), run.Map.Units.Number);
        return dry is null
            ? StageCopy.Open(parts.Database, table, run.RunId, Generation, logged: IsNewGeneration, map)
            : StageCopy.Within(connection, table, run.RunId, Generation, map);
    }

    /// <summary>A dry run copies within its only transaction, which a copy that is broken off would spoil.</summary>
    async Task<PassResult> RunOnThread(FeedPass pass, CancellationToken stop)
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

    async Task<PublishedRows> Read(Extract extract, CancellationToken stop)
    {
        var cached = stateAhead is null ? CachedState() : await stateAhead;
        stateAhead = null;
        return await PublishedRows.Read(connection, contract, run.Current, run.AsOf, extract.Bytes, cached, stop);
    }

    RowState? CachedState() =>
        run.Current is null ? null : PublishedRows.FromFile(contract, parts.StateFolder, run.Current.PublishId);

    public async ValueTask DisposeAsync() =>
        await (stateAhead ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
