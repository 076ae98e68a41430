using System.Data;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Mismatches;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>
/// The one transaction in which a run becomes what readers see: fence, rows, ledger, pointer, figures. Nothing outside
/// it is believed after a crash.
/// </summary>
/// <remarks>Locks are taken in one order everywhere: reference, feed, figures. Readers are never blocked: a generation
/// is attached (SHARE UPDATE EXCLUSIVE), rows are merged row by row, and views follow the pointer.</remarks>
sealed class Publication(Draft draft, NpgsqlConnection connection, IndicatorTable indicators)
{
    /// <summary>Settings of a transaction that publishes.</summary>
    public const string Settings =
        "set local lock_timeout = '3s'; set local work_mem = '128MB'; set local jit = off; "
        + "set local random_page_cost = 1.1";

    readonly FeedContract contract = draft.Contract;
    readonly CleanTable table = new(draft.Contract);
    readonly Ledger ledger = new(connection, draft.Contract, draft.RunId);
    readonly ConflictTable conflicts = new(connection, draft.Contract);
    readonly CitizenLinks links = new(connection, draft.Contract, draft.RunId);
    readonly MergedRows merged = new(draft, connection);
    readonly PublishedTally tally = new(draft, connection);
    Task prepared = Task.CompletedTask;
    bool isSettled;
    bool isLinked;

    /// <summary>What moved in the ledger; complete once published.</summary>
    public Task<IReadOnlyList<MismatchMovement>> Movements() => ledger.Movements();

    /// <summary>Brings the ledger's statistics up to date, for the statements of the next run.</summary>
    public Task AnalyzeLedger() => ledger.Analyze();

    public IReadOnlyList<FigureMovement> Figures { get; private set; } = [];

    /// <summary>Rows of the feed whose match awaits a person.</summary>
    public long Review { get; private set; }

    /// <summary>Publishes, or says why not. A dry run does all of it and rolls back.</summary>
    /// <param name="transaction">Transaction of the caller for a dry run; null otherwise.</param>
    /// <param name="stop">Ends the transaction, which then leaves nothing.</param>
    public async Task<PublishOutcome> Execute(NpgsqlTransaction? transaction, CancellationToken stop)
    {
        var own = transaction ?? await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, stop);
        try
        {
            // It waits for the table of a large run to be ready.
            await connection.ExecuteAsync($"{Settings}; set local idle_in_transaction_session_timeout = 0");
            prepared = Task.Run(() => indicators.Prepare(contract), CancellationToken.None);
            await ledger.Begin(draft.Findings);
            await conflicts.Begin(draft.Findings, draft.RunId, draft.Generation);
            isSettled = draft.NewGeneration && !conflicts.AreGivingWay && await SettleFirst();
            isLinked = draft.NewGeneration && await LinkFirst();
            await draft.Ready;
            var outcome = await Hold();
            if (outcome != PublishOutcome.Published)
            {
                await own.RollbackAsync(stop);
                return outcome;
            }

            await PlaceRows();
            await ForgetRowsReadOtherwise();
            await MoveLedger();
            if (!isSettled)
            {
                await SettleLedger();
            }

            await new FeedPointer(draft, connection).Move(Review);
            await draft.Step("figures", RefreshFigures);
            if (!draft.NewGeneration)
            {
                await connection.ExecuteAsync($"drop table {CleanTable.Stage(draft.RunId)}");
            }

            await draft.BeforeCommit();
            if (!draft.DryRun)
            {
                await own.CommitAsync(stop);
            }

            return PublishOutcome.Published;
        }
        finally
        {
            // Refreshing figures needs it; a publish that does not get there ends for its own reason.
            await prepared.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (transaction is null)
            {
                await own.DisposeAsync();
            }
        }
    }

    async Task<PublishOutcome> Hold()
    {
        if (contract.Role == FeedRole.Sector)
        {
            var reference = await connection.ExecuteScalarAsync<Guid?>(SqlFile.Text("publishing/hold_reference"));
            if (reference != draft.ReferenceId)
            {
                return PublishOutcome.ReferenceMoved;
            }
        }

        if (draft.DryRun)
        {
            return PublishOutcome.Published;
        }

        return await FeedLease.Hold(connection, contract.Feed, draft.Fence, draft.RunId)
            ? PublishOutcome.Published
            : PublishOutcome.FenceLost;
    }

    async Task PlaceRows()
    {
        if (contract.Role == FeedRole.Reference && draft.Current is { UnitMap: not null } before
            && draft.Units.Stated is { } stated && before.UnitMap != stated.Number)
        {
            await new RestatedRows(connection, contract).KeepHomes(before);
        }

        if (!draft.IsRecheck)
        {
            await conflicts.TellStandingOf(RunRows, draft.NewGeneration ? null : draft.Current);
        }

        if (contract.Extent.Deleted is not null)
        {
            await NoteDeletions();
        }

        await (draft.NewGeneration ? PlaceGeneration() : PlaceMerged());
    }

    /// <summary>The run's table is a partition already; what readers saw stays attached until retention ends.</summary>
    async Task PlaceGeneration()
    {
        await conflicts.Note(null, Covered);
        // Rows that went along from the generation before keep their links.
        Review = isLinked ? Review : await links.Place(draft.Links, $"""
            not exists (select from {table.Name} t where t.generation = {draft.Generation}
              and t.record_id = k.record_id and t.run_id <> {draft.RunId})
            """);
        await connection.ExecuteAsync(SqlFile.Text("publishing/new_generation"),
            new { feed = contract.Feed, run_id = draft.RunId, generation = draft.Generation });
    }

    async Task PlaceMerged()
    {
        await merged.SendVanished();
        Review = await links.Place(draft.Links, draft.IsRecheck ? "true" : $"""
            (k.record_id in (select record_id from {CleanTable.Stage(draft.RunId)})
              or k.record_id in (select record_id from vanished))
            """);
        await merged.NoteReplaced();
        if (!draft.IsRecheck)
        {
            await conflicts.TellReplaced();
            await conflicts.Note(draft.Current, Covered);
        }

        if (!draft.Everything)
        {
            await merged.NoteTouched(draft.MoreTouched is { } more
                ? $"select subject_id from {more}"
                : conflicts.SubjectsOfGone(draft.Generation));
        }

        await merged.Merge();
        if (contract.UnitColumn is not null)
        {
            await tally.MoveRows();
        }

        if (!contract.SubjectIsKey && draft.PairCheck is not null && !draft.Everything)
        {
            await CheckSiblings();
            await conflicts.TellStanding(draft.Generation);
        }
    }

    string[] Covered => [.. draft.Slices.Select(s => s.Text)];

    /// <summary>Rows that stay from before a changed contract must not pass for unchanged when they come again: a slice
    /// that did not come, what a delta does not name, a row that was refused.</summary>
    Task ForgetRowsReadOtherwise() => !draft.ReadsOtherwise ? Task.CompletedTask : connection.ExecuteAsync(
        $"update {table.Name} set row_hash = 0 where generation = {draft.Generation} and run_id <> {draft.RunId}",
        commandTimeout: 0);

    /// <summary>The run's rows, as SQL: the table of a new generation is a partition once it is ready.</summary>
    string RunRows => draft.NewGeneration
        ? $"(select * from {table.Name} where generation = {draft.Generation})"
        : CleanTable.Stage(draft.RunId);

    /// <summary>Remembers deletions, and forgets those of records that a newer version brings back.</summary>
    async Task NoteDeletions()
    {
        await connection.ExecuteAsync(
            $"""
            delete from core.tombstone t using {RunRows} s where t.feed = @Feed and t.record_id = s.record_id;
            create temporary table deletion (record_id text collate "C", row_order bigint) on commit drop
            """, new { contract.Feed });
        using (var copy = new RawCopy(await connection.BeginRawBinaryCopyAsync(
            "copy deletion (record_id, row_order) from stdin (format binary)")))
        {
            foreach (var (key, order) in draft.Deletions)
            {
                copy.Row(2, key.Length + 16);
                copy.Bytes(key);
                copy.Int64(order);
            }

            copy.End();
        }

        await connection.ExecuteAsync(
            SqlFile.Text("publishing/tombstones"), new { feed = contract.Feed, run_id = draft.RunId });
    }

    /// <summary>Moves what the ledger holds to the units in force, before anything is compared with it: a mismatch
    /// keeps its number, and one that a person set aside stays so.</summary>
    async Task MoveLedger()
    {
        if (draft.IsOnOtherMap)
        {
            await connection.ExecuteAsync(SqlFile.Text("mismatches/move_units"), new
            {
                feed = contract.Feed,
                from_map = draft.Current!.LedgerMap!.Value,
                to_map = (short)draft.Units.Ledger!.Number,
            });
        }
    }

    /// <summary>Rows of touched subjects that did not change run through the same rules, so that counts and closings
    /// see the whole subject.</summary>
    async Task CheckSiblings()
    {
        var more = new Findings();
        var record = new SectorRecord(contract.Columns.Count);
        var row = new CleanRow(contract);
        using (var rows = new CopyRow(connection,
            $"""
            {table.SelectWithLinks(draft.Generation)}
              {(draft.IsRecheck ? "" : $"and run_id <> {draft.RunId}")}
              and subject_id in (select subject_id from touched)
            """))
        {
            while (rows.Read())
            {
                var origin = row.Read(rows, record);
                var found = draft.PairCheck!.Published(record, row.LinkedId(rows), origin.Unmatched);
                draft.PairCheck.Check(record, found, origin.DuplicateOf, more);
            }
        }

        await ledger.Add([more]);
    }

    /// <summary>Opens what the very first run of a feed found, while its table is still being indexed: nothing that is
    /// known of the feed can be closed or seen again. False when something is known.</summary>
    async Task<bool> SettleFirst()
    {
        if (await ledger.KnowsFeed())
        {
            return false;
        }

        await ledger.SettleFirst(draft.AsOf);
        return true;
    }

    /// <summary>The same for whom its rows were linked with.</summary>
    async Task<bool> LinkFirst()
    {
        if (await links.PlaceFirst(draft.Links) is not { } review)
        {
            return false;
        }

        Review = review;
        return true;
    }

    async Task SettleLedger()
    {
        var rows = $"{table.Name} t where t.generation = {draft.Generation} "
            + $"and t.{contract.SubjectColumn} = c.subject_id";
        await ledger.Settle(
            everything: !draft.MovesFew, draft.AsOf, draft.Current, rows,
            // A re-check reads no extract, so it cannot see that a duplicate is gone.
            draft.IsRecheck ? "where true" : $"""
            from {rows} and (t.duplicate_of is not null
              or exists (select from core.conflict k where k.feed = @feed and k.record_id = t.record_id))
            """);
        if (draft.MovesFew)
        {
            await ledger.NoteSettled();
        }
    }

    async Task RefreshFigures()
    {
        await IndicatorTable.Hold(connection);
        if (contract.UnitColumn is not null)
        {
            await tally.Save(isFirstLedger: isSettled);
        }

        await prepared;
        Figures = await indicators.Refresh(
            connection, contract, draft.PublishId, draft.AsOf, draft.Units, draft.MovesFew
                ? new(connection, contract, draft.RunId, draft.Current!.RunId, draft.Generation)
                : null);
    }
}
