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

    readonly List<(string Step, double Seconds)> steps = [];
    readonly Activity? activity = Tracing.Run(contract.Feed, options.Trigger);
    Publication? publication;
    RunFacts? published;
    Extract? archiving;
    RowState? state;
    Task<RowState?>? stateAhead;
    KeptRows kept = KeptRows.None;
    bool newGeneration;
    UnitScope units = UnitScope.None;
    bool skipUnchanged;

    public required long RunId { get; init; }
    public required long Fence { get; init; }
    public required CurrentState? Current { get; init; }

    /// <summary>Highest number of a generation in use, 0 before the first.</summary>
    public required int LastGeneration { get; init; }
    public required Pseudonym Pseudonym { get; init; }
    public Guid PublishId { get; } = Guid.NewGuid();
    /// <summary>The time that the extract describes, UTC; null until it is known.</summary>
    public DateTimeOffset? AsOf { get; private set => field = value?.ToUniversalTime(); }
    long? ExtractId { get; set; }
    PassCounts Counts { get; set; } = new();
    long VanishedCount { get; set; }
    long UnreadCount { get; set; }
    long UnconfirmedCount { get; set; }
    Dictionary<string, long> RefusedBy { get; } = [];

    /// <summary>Times, traces, counts and records a step; stages hold no telemetry of their own.</summary>
    public async Task<T> Step<T>(string name, Func<Task<T>> step)
    {
        using var span = Tracing.Step(name);
        options.Progress?.Invoke(new RunProgress(name, 0, null));
        var start = Stopwatch.GetTimestamp();
        var result = await step();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        lock (steps)
        {
            steps.Add((name, seconds));
        }

        Meters.StepDone(contract.Feed, name, seconds);
        return result;
    }

    public async Task Step(string name, Func<Task> step) =>
        await Step(name, async () =>
        {
            await step();
            return true;
        });

    /// <summary>Notes the archived extract with the run.</summary>
    public async Task Archive(Extract extract)
    {
        archiving = extract;
        AsOf = new ExtractTime(contract, extract).BeforeRows();
        ExtractId = await RunTable.AddExtract(connection, extract, AsOf);
        await Save("pulled");
    }

    /// <summary>Notes a delivery of which nothing could be archived.</summary>
    public async Task Note(Extract? unarchived)
    {
        if (unarchived is not null)
        {
            AsOf = unarchived.AsOf;
            ExtractId = await RunTable.AddExtract(connection, unarchived, AsOf);
        }
    }

    /// <summary>Finds out which map the extract's unit codes are on: what a person confirmed, what the contract says,
    /// what is published, or the map in force.</summary>
    /// <exception cref="ExtractRefused">The contract names a map that is not known.</exception>
    /// <param name="extract">The extract.</param>
    /// <param name="found">What the codes of a feed's first extract spoke for, when its contract is silent.</param>
    public async Task FindMap(Extract extract, UnitMap? found)
    {
        var maps = await parts.Units(connection);
        if (maps.InForce(parts.Today()) is not { } inForce)
        {
            return;
        }

        if (!contract.HasUnits)
        {
            // Figures of a feed without units are the province's.
            units = new(maps, null, inForce);
            return;
        }

        var asOf = (AsOf ?? extract.ReceivedAt).ToUniversalTime();
        var said = options.Release?.UnitMap ?? found?.Name ?? await connection.ExecuteScalarAsync<string?>(
            SqlFile.Text("publishing/confirmed_map"),
            new { feed = contract.Feed, as_of = asOf, said = contract.UnitMap?.Text ?? "" });
        var stated = said is not null ? maps.Find(said)
            : contract.UnitMap is null ? Current?.UnitMap is { } last ? maps.Find((byte)last) ?? inForce : inForce
            : UnitScope.SaidBy(contract.UnitMap, VietnamTime.DayOf(asOf), maps);
        units = new(maps, stated ?? throw new ExtractRefused("unit-map-unknown", said ?? contract.UnitMap!.Text),
            inForce);
    }

    /// <summary>Nothing is known of the feed's map: neither its contract nor a published state says one.</summary>
    public bool MayTakeFoundMap => Current is null && contract.UnitMap is null && dry is null;

    /// <summary>The codes speak for another map than the one on which they were read, and nobody has said so.</summary>
    public async Task<UnitEvidence?> DoubtsMap(PassResult pass)
    {
        if (units.Stated is not { } stated || options.Release?.UnitMap is not null)
        {
            return null;
        }

        var rows = new Dictionary<int, long>();
        foreach (var ((unit, length), counted) in pass.Workers.SelectMany(w => w.Tally))
        {
            if (unit != SectorRecord.Unknown)
            {
                var slot = UnitSlot.Of(unit, length);
                rows[slot] = rows.GetValueOrDefault(slot) + counted.Records;
            }
        }

        var evidence = UnitEvidence.Against(rows, stated, units.Maps, pass.Counts.Unchanged);
        if (evidence is not null)
        {
            await connection.ExecuteAsync("update core.run set found_map = @Name where run_id = @RunId",
                new { evidence.Map.Name, RunId });
        }

        return evidence;
    }

    /// <summary>True when these very bytes are what readers see, under this contract and this code.</summary>
    public Task<bool> IsPublished(Extract extract) =>
        !IsUnderThisContract
            ? Task.FromResult(false)
            : connection.ExecuteScalarAsync<bool>(SqlFile.Text("publishing/is_published"),
                new
                {
                    feed = contract.Feed,
                    sha256 = extract.Sha256,
                    delta = contract.Extent.IsDelta,
                    period = extract.Period,
                    unit = extract.Unit,
                });

    /// <summary>The slices stand as a newer delivery shows them, so that an older one comes too late.</summary>
    /// <param name="extract">The delivery.</param>
    /// <param name="pass">What was found in it; null when its very bytes are published.</param>
    public Task ConfirmSlices(Extract extract, PassResult? pass) =>
        !contract.Extent.IsSliced || AsOf is null ? Task.CompletedTask
        : connection.ExecuteAsync(SqlFile.Text("publishing/confirm_slices"), new
        {
            feed = contract.Feed,
            as_of = AsOf,
            slices = pass?.Covered.Select(s => s.Text).ToArray() ?? [],
            sha256 = pass is null ? extract.Sha256 : null,
            period = extract.Period,
            unit = extract.Unit,
        });

    public bool IsOlderThanPublished(DateTimeOffset? asOf) =>
        contract.Extent.IsWhole && Current is not null && asOf < Current.ConfirmedAsOf;

    /// <summary>What readers see was read under this contract and by this code.</summary>
    bool IsUnderThisContract => Current?.ContractHash == contract.Hash && Current.CodeEpoch == FeedRun.CodeEpoch;

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
    public async Task<PublishedRows> LoadState(Extract extract, CancellationToken stop)
    {
        // The same cells mean another unit on another map.
        skipUnchanged = IsUnderThisContract
            && (units.Stated is null || Current?.UnitMap is null || Current.UnitMap == units.Number);
        newGeneration = Current is null || (!skipUnchanged && contract.Extent.IsWhole);
        return await ReadState(extract, stop);
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

        Counts = pass.Counts;
        VanishedCount = pass.Vanished.Count;
        (UnreadCount, UnconfirmedCount) = (pass.Unread.Count, pass.Unconfirmed);
        var time = new ExtractTime(contract, extract);
        AsOf ??= time.OfRows(pass.Counts);
        try
        {
            await Save("streamed");
            await SaveRefusals(pass);
        }
        finally
        {
            Array.ForEach(pass.Workers, w => w.Refusals.Dispose());
        }

        return AsOf is not null ? pass : throw time.Missing();
    }

    public bool IsAllStale(PassResult pass) =>
        pass.Stale.Count > 0 && pass.Covered.All(pass.Stale.Contains)
        || (contract.Extent.IsSliced && pass.Covered.Count > 0
            && pass.Covered.All(s => pass.SliceAsOf.GetValueOrDefault(s) > AsOf));

    public static long Findings(PassResult pass) => pass.Workers.Sum(w => w.Findings.Rows.Rows);

    public long? RowsBefore(PassResult pass) =>
        !contract.Extent.IsSliced ? Current?.Rows
        : pass.Covered.Any(pass.SliceRows.ContainsKey) ? pass.Covered.Sum(s => pass.SliceRows.GetValueOrDefault(s))
        : null;

    /// <summary>Other bytes, and the same rows: readers have nothing new to see.</summary>
    /// <remarks>A second row with one key and other content stands in the ledger only: that it is gone shows in no
    /// row, but for a delta, which would have to bring a newer one.</remarks>
    public async Task<bool> ChangesNothing(PassResult pass) =>
        Current is not null && skipUnchanged && pass.Counts.Changed == 0 && pass.Vanished.Count == 0
        && pass.Deletions.Count == 0 && Findings(pass) == 0
        && pass.Covered.All(s => !contract.Extent.IsSliced || pass.SliceRows.ContainsKey(s))
        && (contract.Extent.IsDelta || !await connection.ExecuteScalarAsync<bool>(
            SqlFile.Text("mismatches/has_conflict"), new { feed = contract.Feed }));

    /// <summary>Makes the run's table ready: statistics, and for a new generation the index and its place as a
    /// partition, on a connection of its own, for the ledger is brought up to date meanwhile.</summary>
    async Task Prepare(CancellationToken stop)
    {
        if (!newGeneration || dry is not null)
        {
            await Prepare(connection, stop);
            return;
        }

        await using var own = await parts.Database.OpenConnectionAsync(stop);
        await Prepare(own, stop);
    }

    async Task Prepare(NpgsqlConnection on, CancellationToken stop)
    {
        var stage = CleanTable.Stage(RunId);
        Task Execute(string statement) =>
            on.ExecuteAsync(new CommandDefinition(statement, commandTimeout: 0, cancellationToken: stop));
        if (newGeneration)
        {
            await Execute("set maintenance_work_mem = '16MB'; set max_parallel_maintenance_workers = 0");
            await Execute($"create unique index on {stage} (record_id, generation)");
            if (!contract.SubjectIsKey)
            {
                await Execute($"create index on {stage} (subject_id)");
            }
        }

        // Statistics of the columns that the publishing statements join and group by; autovacuum sees to the others.
        string?[] needed =
            ["record_id", "generation", contract.SubjectIsKey ? null : "subject_id", contract.UnitColumn];
        await Execute("set default_statistics_target = 10");
        await Execute($"analyze {stage} ({string.Join(", ", needed.OfType<string>())})");
        if (newGeneration)
        {
            await Transactions.Retry(async () =>
            {
                await new Generations(on, contract).Attach(RunId, Generation, dry is null ? Fence : null);
                return true;
            }, mayRetry: dry is null, stop);
        }
    }

    /// <summary>The publishing transaction, repeated when a lock was not to be had in time. A new generation is made
    /// ready beside it, and awaited in it.</summary>
    public async Task<PublishOutcome> Publish(
        PassResult pass, ReferenceIndex? reference, Extract extract, CancellationToken stop)
    {
        if (newGeneration)
        {
            kept = await KeptRows.Carry(connection, contract, RunId, (Current?.Generation ?? 0, Generation),
                pass.KeptKeys, PairCheck(reference), units);
        }

        if (!IsUnderThisContract)
        {
            foreach (var key in pass.KeptKeys)
            {
                // It stays as it was read then, so that it must not pass for unchanged when it comes again.
                ref var stays = ref state![state.Find(key, Fingerprint.Of(key))];
                (stays.RowHash, stays.TextHash) = (0, 0);
            }
        }

        var ready = Step("prepare", () => Prepare(stop));
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
        published = Row("published") with
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
            ExtractId = ExtractId,
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
            Tally = newGeneration ? TallyOf(pass) : null,
            TallyKnowsMismatched = contract.SubjectIsKey && pass.Workers.All(w => w.Conflicts == 0),
            Run = published with { ReferenceId = reference?.Version },
            PairCheck = PairCheck(reference),
            Ready = ready,
            BeforeCommit = extract.Settled,
            Step = Step,
            DryRun = options.DryRun,
            Release = options.Release,
            Units = units,
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
            if (await IsCommitted())
            {
                return PublishOutcome.Published;
            }

            throw;
        }
    }

    /// <summary>True when the publish is in the database, though its answer was lost with the connection.</summary>
    async Task<bool> IsCommitted()
    {
        try
        {
            await using var fresh = await parts.Database.OpenConnectionAsync(CancellationToken.None);
            return await fresh.ExecuteScalarAsync<bool>(
                "select exists (select from core.run where publish_id = @PublishId)", new { PublishId });
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>The report of a published run, after its steps were saved.</summary>
    public async Task<RunReport> Report(TimeSpan untilPublished)
    {
        Tracing.Ended(activity, RunId, "published", null);
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
                await after.Try("analyze", () => Step("analyze", publication!.AnalyzeLedger));
            }

            if (contract.Role == FeedRole.Reference)
            {
                await after.Try("index", () => Step("index", () => parts.References.Keep(CancellationToken.None)));
            }

            await after.Try("report", SaveSteps);
        }

        return Counted(ReportOf(published!.WithReview(publication!.Review)) with
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
            await Step("keep-state", () => Task.Run(
                () => PublishedRows.ToFile(contract, parts.StateFolder, PublishId, state)));
        }
    }

    /// <summary>Ends the run in a resting state without publishing, once its archive is safe: a person can release only
    /// what lies there, and what was refused is not fetched again.</summary>
    public async Task<RunReport> Rest(string state, string? cause = null, string? detail = null)
    {
        await (archiving?.Settled() ?? Task.CompletedTask);
        var row = Row(state) with { Cause = cause, Detail = detail };
        Tracing.Ended(activity, RunId, state, cause);
        await RunTable.Save(connection, RunId, row);
        if (options.Release is { } release && state is ("unchanged" or "superseded"))
        {
            await RunTable.NoteRelease(connection, RunId, release);
        }

        await connection.ExecuteAsync($"drop table if exists {CleanTable.Stage(RunId)}");
        await SaveSteps();
        return Counted(ReportOf(row));
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
                isTaken = await fresh.ExecuteScalarAsync<bool>(
                    "select fence <> @Fence from core.feed where feed = @Feed", new { Fence, contract.Feed });
                cause = isTaken ? "fence-lost" : cause;
                await RunTable.Save(fresh, RunId, Row("failed") with { Cause = cause });
                await fresh.ExecuteAsync($"drop table if exists {CleanTable.Stage(RunId)}");
            }
            catch (NpgsqlException)
            {
                // The database is away: whoever takes the lease next marks this run as abandoned.
            }
        }

        Tracing.Ended(activity, RunId, "failed", cause);
        Counted(ReportOf(Row("failed")));
        return isTaken;
    }

    public async ValueTask DisposeAsync()
    {
        activity?.Dispose();
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
            Units = units,
            RunId = RunId,
            Generation = Generation,
            Workers = extract.Bytes >= ExtractForWorkers ? MostWorkers : 1,
            LateWorkers = extract.Bytes >= ExtractForWorkers ? MostLateWorkers : 1,
            OpenStage = () => dry is null
                ? StageCopy.Open(parts.Database, table, RunId, Generation, logged: newGeneration, units.Number)
                : StageCopy.Within(connection, table, RunId, Generation, units.Number),
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
        contract.IsMatched ? new PairCheck(contract, reference, Pseudonym, units) : null;

    Dictionary<string, UnitTally> TallyOf(PassResult pass)
    {
        var sums = new Dictionary<string, UnitTally>();
        foreach (var ((unit, length), counted) in pass.Workers.SelectMany(w => w.Tally).Concat(kept.Tally))
        {
            var code = units.Text(unit, length, units.Number) ?? "";
            sums[code] = sums.GetValueOrDefault(code) + counted;
        }

        return sums;
    }

    async Task<PublishedRows> ReadState(Extract extract, CancellationToken stop)
    {
        var cached = stateAhead is null ? CachedState() : await stateAhead;
        stateAhead = null;
        return await PublishedRows.Read(connection, contract, Current, AsOf, extract.Bytes, cached, stop);
    }

    RowState? CachedState() =>
        Current is null ? null : PublishedRows.FromFile(contract, parts.StateFolder, Current.PublishId);

    async Task SaveRefusals(PassResult pass)
    {
        foreach (var worker in pass.Workers)
        {
            foreach (var (code, number) in worker.RefusedBy)
            {
                RefusedBy[code] = RefusedBy.GetValueOrDefault(code) + number;
            }

            await worker.Refusals.Send(connection);
        }
    }

    Task Save(string state) => RunTable.Save(connection, RunId, Row(state));

    Task SaveSteps() => options.DryRun ? Task.CompletedTask : RunTable.SaveSteps(connection, RunId, steps);

    RunFacts Row(string state) => new()
    {
        State = state,
        ExtractId = ExtractId,
        AsOf = AsOf,
        LinesIn = Counts.Lines,
        Furniture = Counts.Furniture,
        RowsIn = Counts.RowsIn,
        Accepted = Counts.Accepted,
        Refused = Counts.Refused,
        Duplicate = Counts.Duplicate,
        Matched = Counts.Matched,
        Unmatched = Counts.Unmatched,
        Changed = Counts.Changed,
        Vanished = VanishedCount,
    };

    static RunReport Counted(RunReport report)
    {
        Meters.RunEnded(report);
        return report;
    }

    RunReport ReportOf(RunFacts row) => new()
    {
        RunId = RunId,
        Feed = contract.Feed,
        State = row.State,
        Cause = row.Cause,
        Detail = row.Detail,
        DryRun = options.DryRun,
        AsOf = row.AsOf,
        PublishId = row.PublishId,
        RowsIn = row.RowsIn,
        Accepted = row.Accepted,
        Refused = row.Refused,
        Duplicate = row.Duplicate,
        Matched = row.Matched,
        Review = row.Review,
        Unmatched = row.Unmatched,
        Changed = row.Changed,
        Vanished = row.Vanished,
        Unconfirmed = UnconfirmedCount,
        UnreadKeys = UnreadCount,
        RefusedBy = RefusedBy,
        NewColumns = [.. Counts.NewColumns.Order(StringComparer.Ordinal)],
        Steps = steps,
    };
}
