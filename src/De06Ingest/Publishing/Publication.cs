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
    readonly FeedContract contract = draft.Contract;
    readonly CleanTable table = new(draft.Contract);
    readonly Ledger ledger = new(connection, draft.Contract, draft.RunId);
    bool isSettled;
    bool isLinked;
    readonly ConflictTable conflicts = new(connection, draft.Contract);
    readonly CitizenLinks links = new(connection, draft.Contract, draft.RunId);

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
            await connection.ExecuteAsync(
                "set local lock_timeout = '3s'; set local work_mem = '128MB'; set local jit = off; "
                + "set local random_page_cost = 1.1; "
                // It waits for the table of a large run to be ready.
                + "set local idle_in_transaction_session_timeout = 0");
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

            await Point();
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

        var fence = await connection.ExecuteScalarAsync<long?>(SqlFile.Text("publishing/hold_fence"),
            new { feed = contract.Feed, fence = draft.Fence, run_id = draft.RunId });
        return fence is null ? PublishOutcome.FenceLost : PublishOutcome.Published;
    }

    async Task PlaceRows()
    {
        if (contract.Role == FeedRole.Reference && draft.Current is { UnitMap: not null } before
            && draft.Units.Stated is { } stated && before.UnitMap != stated.Number)
        {
            await new RestatedRows(connection, contract).KeepHomes(before);
        }

        if (draft.MoreTouched is null)
        {
            await conflicts.TellStandingOf(RunRows, draft.NewGeneration ? null : draft.Current);
        }

        if (contract.Extent.Deleted is not null)
        {
            await NoteDeletions();
        }

        if (draft.NewGeneration)
        {
            await conflicts.Note(null, Covered);
            // Rows that went along from the generation before keep their links.
            Review = isLinked ? Review : await links.Place(draft.Links, $"""
                not exists (select from {table.Name} t where t.generation = {draft.Generation}
                  and t.record_id = k.record_id and t.run_id <> {draft.RunId})
                """);
            await NoteGeneration();
            return;
        }

        await SendVanished();
        Review = await links.Place(draft.Links, draft.MoreTouched is not null ? "true" : $"""
            (k.record_id in (select record_id from {CleanTable.Stage(draft.RunId)})
              or k.record_id in (select record_id from vanished))
            """);
        await NoteReplaced();
        if (draft.MoreTouched is null)
        {
            await conflicts.TellReplaced();
            await conflicts.Note(draft.Current, Covered);
        }

        if (!draft.Everything)
        {
            await NoteTouched();
        }

        await Merge();
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

    /// <summary>The run's table is a partition already; what readers saw stays attached until retention ends.</summary>
    Task NoteGeneration() =>
        connection.ExecuteAsync(SqlFile.Text("publishing/new_generation"),
            new { feed = contract.Feed, run_id = draft.RunId, generation = draft.Generation });

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

    Task SendVanished() => RecordKeys.Send(connection, "vanished", draft.Vanished, "on commit drop");

    /// <summary>The versions that this run ends: replaced or vanished.</summary>
    Task NoteReplaced() => connection.ExecuteAsync(
        $"""
        analyze vanished;
        create temporary table replaced on commit drop as
        select t.* from {table.Name} t join {CleanTable.Stage(draft.RunId)} using (record_id)
        where t.generation = {draft.Generation}
        union all
        select t.* from {table.Name} t join vanished using (record_id) where t.generation = {draft.Generation}
        """, commandTimeout: 0);

    /// <summary>Subjects whose rows changed, came or went: only their mismatches are settled.</summary>
    Task NoteTouched()
    {
        var subject = contract.SubjectIsKey ? "record_id" : "subject_id";
        return connection.ExecuteAsync(
            $"""
            create temporary table touched on commit drop as
            select {subject} collate "C" as subject_id from {CleanTable.Stage(draft.RunId)}
            union select {subject} from replaced
            union select subject_id from finding
            union {(draft.MoreTouched is { } more
                ? $"select subject_id from {more}"
                : conflicts.SubjectsOfGone(draft.Generation))}
            """);
    }

    /// <summary>Replaced and vanished versions go to the history, the new ones into the current generation.</summary>
    async Task Merge()
    {
        var (stage, name) = (CleanTable.Stage(draft.RunId), table.Name);
        await connection.ExecuteAsync(
            $"""
            insert into {table.History} ({table.ColumnList}, ended_run)
            select {table.ColumnList}, {draft.RunId} from replaced;
            delete from {name} t using vanished v where t.generation = {draft.Generation} and t.record_id = v.record_id;
            insert into {name} ({table.ColumnList}) select {table.ColumnList} from {stage}
            on conflict (record_id, generation) do update set {table.SetExcluded}
            """, commandTimeout: 0);
        if (contract.UnitColumn is { } column)
        {
            var unit = UnitInForce(column);
            await connection.ExecuteAsync(IsOnOtherMap
                ? $"""
                create temporary table tally_now on commit drop as
                select coalesce({unit}, '') as unit, count(*) as records,
                       count(*) filter (where unmatched is null) as matched, count(unmatched) as unmatched
                from {name} where generation = {draft.Generation} group by 1
                """
                : $"""
                create temporary table tally_now on commit drop as
                select unit, sum(records)::bigint as records, sum(matched)::bigint as matched,
                       sum(unmatched)::bigint as unmatched
                from (select unit, records, matched, unmatched from core.tally where feed = @Feed
                      union all select coalesce({unit}, ''), 1,
                             (unmatched is null)::integer, (unmatched is not null)::integer
                      from {stage}
                      union all select coalesce({unit}, ''), -1,
                             -(unmatched is null)::integer, -(unmatched is not null)::integer
                      from replaced) t
                group by unit having sum(records) > 0
                """, new { contract.Feed });
        }
    }

    /// <summary>Another map came into force since the feed was published.</summary>
    bool IsOnOtherMap =>
        draft.Current?.LedgerMap is { } map && draft.Units.Ledger is { } ledger && map != ledger.Number;

    /// <summary>Moves what the ledger holds to the units in force, before anything is compared with it: a mismatch
    /// keeps its number, and one that a person set aside stays so.</summary>
    async Task MoveLedger()
    {
        if (IsOnOtherMap)
        {
            await connection.ExecuteAsync(SqlFile.Text("mismatches/move_units"), new
            {
                feed = contract.Feed,
                from_map = draft.Current!.LedgerMap!.Value,
                to_map = (short)draft.Units.Ledger!.Number,
            });
        }
    }

    /// <summary>A row's unit on the map in force, as SQL; the column itself where every row is on that map.</summary>
    string UnitInForce(string unit)
    {
        var ledger = (short?)draft.Units.Ledger?.Number;
        var maps = (draft.Current?.UnitMaps ?? []).Append((short)draft.Units.Number);
        return ledger is null || maps.All(m => m == 0 || m == ledger)
            ? unit
            : $"core.unit_on({unit}, unit_map, {ledger}::smallint)";
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
            copy ({table.SelectWithLinks(draft.Generation)}
              {(draft.MoreTouched is null ? $"and run_id <> {draft.RunId}" : "")}
              and subject_id in (select subject_id from touched)) to stdout (format binary)
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
        var subject = contract.SubjectIsKey ? "record_id" : "subject_id";
        var rows = $"{table.Name} t where t.generation = {draft.Generation} and t.{subject} = c.subject_id";
        await ledger.Settle(
            draft.Everything || draft.NewGeneration && draft.Current is null, draft.AsOf, draft.Current,
            rows,
            // A re-check reads no extract, so it cannot see that a duplicate is gone.
            draft.MoreTouched is not null ? "where true" : $"""
            from {rows} and (t.duplicate_of is not null
              or exists (select from core.conflict k where k.feed = @feed and k.record_id = t.record_id))
            """,
            MovesFew);
        if (MovesFew)
        {
            await connection.ExecuteAsync(SqlFile.Text("mismatches/known_after"), new { feed = contract.Feed });
            // By its own guess the planner takes the open ones of a kind for a handful, and meets each row with each.
            await connection.ExecuteAsync("analyze known_after (subject_id, kind, state, unit, across)");
        }
    }

    /// <summary>Rows are merged into what readers see: what rests on them can be moved instead of counted
    /// anew.</summary>
    bool MovesFew => !draft.NewGeneration && !draft.Everything;

    async Task Point()
    {
        await RunTable.Save(connection, draft.RunId, draft.Run.WithReview(Review));
        if (draft.Release is { } release)
        {
            await RunTable.NoteRelease(connection, draft.RunId, release);
            await RememberMap(release);
        }

        await connection.ExecuteAsync(SqlFile.Text("publishing/point"), new
        {
            feed = contract.Feed,
            run_id = draft.RunId,
            publish_id = draft.PublishId,
            generation = draft.Generation,
            contract_hash = draft.ContractHash,
            code_epoch = draft.CodeEpoch,
            reference_id = draft.ReferenceId,
            extract_id = draft.ExtractId,
            as_of = draft.AsOf,
            rows = draft.Rows,
            // A re-check leaves the rows under the key that they were published with.
            key = draft.MoreTouched is null ? contract.Key.ToArray() : null,
            unit_map = draft.Units.Stated is { } stated ? (short)stated.Number : (short?)null,
            ledger_map = contract.HasUnits ? (short?)draft.Units.Ledger?.Number : null,
            match_model = draft.MatchModel,
            decision_no = draft.DecisionNo,
        });
        if (!contract.Extent.IsSliced || draft.ExtractId is null)
        {
            return;
        }

        await connection.ExecuteAsync("update core.extract set slices = @Count where extract_id = @ExtractId",
            new { draft.Slices.Count, draft.ExtractId });
        foreach (var slice in draft.Slices)
        {
            var rows = await connection.ExecuteScalarAsync<long>(
                $"select count(*) from {table.Name} where generation = {draft.Generation} and slice = @Text",
                new { slice.Text });
            await connection.ExecuteAsync(SqlFile.Text("publishing/save_slice"), new
            {
                feed = contract.Feed,
                slice = slice.Text,
                period = slice.Period,
                unit = slice.Unit,
                as_of = draft.AsOf,
                run_id = draft.RunId,
                extract_id = draft.ExtractId,
                rows,
                unit_map = draft.Replaced.Contains(slice) ? null : (short?)draft.Units.Stated?.Number,
            });
        }
    }

    /// <summary>A map that a person confirmed holds for the next extracts too.</summary>
    async Task RememberMap(Release release)
    {
        if (release.UnitMap is { } map)
        {
            await connection.ExecuteAsync(SqlFile.Text("publishing/confirm_map"), new
            {
                feed = contract.Feed,
                as_of = draft.AsOf,
                map,
                said = contract.UnitMap?.Text ?? "",
                run_id = draft.RunId,
            });
        }
    }

    async Task RefreshFigures()
    {
        await IndicatorTable.Hold(connection);
        if (contract.UnitColumn is not null)
        {
            await Tally();
        }

        Figures = await indicators.Refresh(
            connection, contract, draft.PublishId, draft.AsOf, draft.Units, MovesFew
                ? new(connection, contract, draft.RunId, draft.Current!.RunId, draft.Generation)
                : null);
    }

    async Task Tally()
    {
        if (draft.NewGeneration)
        {
            await SendTally(
                "tally_now", "records, matched, unmatched",
                [t => t.Records, t => t.Matched, t => t.Records - t.Matched]);
        }

        if (isSettled && draft.TallyKnowsMismatched)
        {
            await SendTally("mismatched_now", "number", [t => t.Mismatched]);
        }
        else
        {
            var isMoved = !await TallyTable.TakeDecisions(connection, contract.Feed) && MovesFew && !IsOnOtherMap;
            await connection.ExecuteAsync(
                SqlFile.Text(isMoved ? "publishing/mismatched_moved" : "publishing/mismatched"),
                new { feed = contract.Feed });
        }

        await connection.ExecuteAsync(SqlFile.Text("publishing/tally"), new { feed = contract.Feed });
    }

    /// <summary>Makes a temporary table of a unit and numbers, and fills it from the pass.</summary>
    async Task SendTally(
        string table, string columns, IReadOnlyList<Func<UnitTally, long>> numbers)
    {
        await connection.ExecuteAsync(
            $"create temporary table {table} (unit text, {columns.Replace(",", " bigint,")} bigint) on commit drop");
        using var copy = new RawCopy(await connection.BeginRawBinaryCopyAsync(
            $"copy {table} (unit, {columns}) from stdin (format binary)"));
        foreach (var (unit, counted) in draft.Tally!)
        {
            copy.Row((short)(numbers.Count + 1), unit.Length * 3);
            copy.Text(unit);
            foreach (var number in numbers)
            {
                copy.Int64(number(counted));
            }
        }

        copy.End();
    }
}
