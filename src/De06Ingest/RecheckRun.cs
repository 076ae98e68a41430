using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Mismatches;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest;

/// <summary>
/// After the reference moved, the match model changed, or a person decided about a pair: the feed's published rows
/// stream through the same matching and the same rules again, and what came of it is published in place under the
/// feed's lease and fence.
/// </summary>
/// <remarks>Of the rows that are found by personal id only those whose citizen changed, came or went can turn out
/// otherwise; they are found by the reference table's own versions. All others are looked for again. Rows are read from
/// the clean table, which holds every compared field in normalised form.</remarks>
sealed class RecheckRun(
    FlowParts parts, FeedContract contract, NpgsqlConnection connection, long runId, long fence, CurrentState current)
{
    long rowsIn;
    long matched;
    long rewritten;
    long decisionNo;
    readonly FoundLinks links = new();
    UnitScope units = UnitScope.None;

    /// <summary>Another map came into force since: every unit of the ledger is another.</summary>
    bool IsOnOtherMap => current.LedgerMap is { } map && units.Ledger is { } ledger && map != ledger.Number;

    /// <summary>Publishes the re-check; null when the reference moved again meanwhile.</summary>
    public async Task<RunReport?> Execute(CancellationToken stop)
    {
        try
        {
            await new CleanTable(contract).Ensure(connection, null);
            var reference = await parts.References.Load(stop);
            units = new(await parts.Units(connection), null, await parts.MapInForce(connection));
            links.Units = units;
            decisionNo = await CitizenLinks.LastDecision(connection, contract);
            var changed = IsOnOtherMap ? null : await ChangedCitizens(stop);
            var findings = new Findings();
            // Where a subject has several rows, publishing looks at all rows of a touched subject by itself.
            await Check(reference, changed, contract.SubjectIsKey ? findings : new Findings(), stop);
            return await Publish(reference, findings, stop);
        }
        catch (Exception failure) when (failure is not FenceLostException)
        {
            await using var fresh = await parts.Database.OpenConnectionAsync(CancellationToken.None);
            await RunTable.Save(fresh, runId, Row("failed") with { Cause = Failures.CodeOf(failure) });
            await DropTables(fresh);
            throw;
        }
    }

    /// <summary>Personal ids whose reference row changed since the version that the feed was compared with; null for
    /// all.</summary>
    async Task<HashSet<long>?> ChangedCitizens(CancellationToken stop)
    {
        var table = new CleanTable(parts.References.Contract!);
        var state = await connection.QuerySingleOrDefaultAsync<(int Generation, long? Since, int? Old)>(
            new CommandDefinition(
                """
                select c.generation,
                       (select r.run_id from core.run r where r.publish_id = @ReferenceId),
                       (select g.generation from core.generation g join core.run r on r.publish_id = @ReferenceId
                        where g.feed = c.feed and g.first_run <= r.run_id
                          and (g.ended_run is null or g.ended_run > r.run_id))
                from core.feed_current c where c.feed = @Feed
                """, new { current.ReferenceId, parts.References.Contract!.Feed }, cancellationToken: stop));
        if (state.Since is null || state.Old != state.Generation)
        {
            return null;
        }

        var ids = await connection.QueryAsync<string>(new CommandDefinition(
            $"""
            select personal_id from {table.Name} where generation = {state.Generation} and run_id > @Since
            union select personal_id from {table.History} where generation = {state.Generation} and ended_run > @Since
            """, new { state.Since }, commandTimeout: 0, cancellationToken: stop));
        return
        [
            .. ids.Where(id => id is not null)
                .Select(id => long.Parse(id, System.Globalization.CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>Reads the rows, runs the rules where the citizen moved, and writes the rows whose match
    /// changed.</summary>
    async Task Check(ReferenceIndex? reference, HashSet<long>? changed, Findings findings, CancellationToken stop)
    {
        await connection.ExecuteAsync($"create unlogged table {Touched} (subject_id text collate \"C\" not null)");
        var evidence = await parts.Evidence(connection, contract, reference, generation: null);
        var pair = new PairCheck(contract, reference, await parts.Pseudonym(stop), units, evidence);
        var row = new CleanRow(contract, writesMap: true);
        var record = new SectorRecord(contract.Columns.Count);
        using var stage = StageCopy.Open(
            parts.Database, new CleanTable(contract), runId, current.Generation, logged: false, unitMap: null);
        using var touched = RawCopy.Open(parts.Database, $"copy {Touched} from stdin (format binary)");
        var waiting = evidence is null ? null : new WaitingRows<RowOrigin>(contract, evidence, TakeIfOther);
        using var rows = new CopyRow(
            connection,
            $"copy ({new CleanTable(contract).SelectForRecheck(current.Generation)}) to stdout (format binary)");
        while (rows.Read())
        {
            stop.ThrowIfCancellationRequested();
            rowsIn++;
            var origin = row.Read(rows, record);
            var found = pair.ById(record);
            if (found.IsToBeSought && waiting is not null)
            {
                waiting.Add(record, origin, found, stop);
            }
            else if (changed is not null && !changed.Contains(record.PersonalId))
            {
                matched += origin.Unmatched is null ? 1 : 0;
            }
            else
            {
                Take(record, origin, found);
            }
        }

        waiting?.Release(stop);
        stage.Complete();
        touched.End();

        // Evidence weighs every row that waits; only where it leads elsewhere, or its citizen moved, is there news.
        void TakeIfOther(SectorRecord waited, in RowOrigin origin, in FoundCitizen found)
        {
            if (found.Link is { } link)
            {
                links.Add(waited, link, reference!);
            }

            var isSame = found.Unmatched == origin.Unmatched
                && (found.Citizen < 0 || reference!.Ref(found.Citizen) == origin.CitizenRef);
            if (isSame && changed is not null && !changed.Contains(waited.PersonalId)
                && (found.Citizen < 0 || !changed.Contains(reference![found.Citizen].PersonalId)))
            {
                matched += found.Citizen >= 0 ? 1 : 0;
                return;
            }

            Take(waited, origin, found);
        }

        void Take(SectorRecord record, in RowOrigin origin, in FoundCitizen found)
        {
            var citizenRef = pair.Check(record, found, origin.DuplicateOf, findings);
            matched += found.Unmatched is null ? 1 : 0;
            touched.Row(1, record.Subject.Length);
            touched.Bytes(record.Bytes(record.Subject));
            if (citizenRef != origin.CitizenRef || found.Unmatched != origin.Unmatched)
            {
                rewritten++;
                row.Write(stage.Rows, record, origin with
                {
                    CitizenRef = citizenRef,
                    Unmatched = found.Unmatched,
                });
            }
        }
    }

    string Touched => $"stage.run_{runId}_touched";

    async Task<RunReport?> Publish(ReferenceIndex? reference, Findings findings, CancellationToken stop)
    {
        await connection.ExecuteAsync($"analyze {CleanTable.Stage(runId)}; analyze {Touched}");
        var publishId = Guid.NewGuid();
        var row = Row("published") with
        {
            PublishId = publishId,
            PreviousPublish = current.PublishId,
            Way = "recheck",
            ReferenceId = reference?.Version,
        };
        var draft = new Draft
        {
            Contract = contract,
            RunId = runId,
            Fence = fence,
            PublishId = publishId,
            ReferenceId = reference?.Version,
            CodeEpoch = current.CodeEpoch,
            ContractHash = current.ContractHash,
            ExtractId = null,
            AsOf = current.AsOf,
            Current = current,
            Generation = current.Generation,
            NewGeneration = false,
            Everything = false,
            Rows = current.Rows,
            Slices = [],
            Vanished = [],
            Findings = [findings],
            Links = [links],
            MatchModel = parts.MatchModelOf(contract),
            DecisionNo = decisionNo,
            MoreTouched = Touched,
            // With the publish: a run that is killed right after it has no next one that would clean up.
            BeforeCommit = () => connection.ExecuteAsync($"drop table {Touched}"),
            Run = row,
            Units = units,
            PairCheck = new PairCheck(contract, reference, await parts.Pseudonym(stop), units),
        };
        Publication? publication = null;
        var outcome = await Transactions.Retry(async () =>
        {
            publication = new Publication(draft, connection, new IndicatorTable(parts.Indicators, parts.Province));
            return await publication.Execute(null, stop);
        }, mayRetry: true, stop);
        if (outcome != PublishOutcome.Published)
        {
            await DropTables(connection);
        }

        if (outcome == PublishOutcome.FenceLost)
        {
            throw new FenceLostException(contract.Feed);
        }

        if (outcome == PublishOutcome.ReferenceMoved)
        {
            await RunTable.Save(connection, runId, Row("discarded") with { Cause = "reference-moved" });
            return null;
        }

        IReadOnlyList<MismatchMovement> movements = [];
        var after = new AfterPublish(connection);
        await after.Try("movements", async () => movements = await publication!.Movements());
        return new RunReport
        {
            RunId = runId,
            Feed = contract.Feed,
            State = "published",
            AsOf = current.AsOf,
            PublishId = publishId,
            RowsIn = rowsIn,
            Accepted = rowsIn,
            Matched = matched,
            Review = publication!.Review,
            Unmatched = rowsIn - matched - publication.Review,
            Changed = rewritten,
            Mismatches = movements,
            Figures = publication.Figures,
            Undone = after.Undone,
        };
    }

    /// <summary>What is not dropped here, the next run of the feed drops.</summary>
    Task DropTables(NpgsqlConnection on) => on.ExecuteAsync(
        $"drop table if exists {Touched}; drop table if exists {CleanTable.Stage(runId)}");

    RunFacts Row(string state) => new()
    {
        State = state,
        AsOf = current.AsOf,
        RowsIn = rowsIn,
        Accepted = rowsIn,
        Matched = matched,
        Unmatched = rowsIn - matched,
        Changed = rewritten,
    };
}
