using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
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
    long decisionNo;
    RecheckPass? pass;
    UnitScope units = UnitScope.None;

    /// <summary>Publishes the re-check; null when the reference moved again meanwhile.</summary>
    public async Task<RunReport?> Execute(CancellationToken stop)
    {
        using var record = new RunRecord(contract, new RunOptions { Trigger = "reference" }, connection, runId);
        try
        {
            await new CleanTable(contract).Ensure(connection, null);
            var reference = await record.Step("reference", () => parts.References.Load(stop));
            units = await parts.UnitsInForce(connection);
            decisionNo = await CitizenLinks.LastDecision(connection, contract);
            var changed = current.IsOnOtherMap(units) ? null : await ChangedCitizens(stop);
            await record.Step("stream", () => Check(reference, changed, stop));
            var report = await record.Step("publish", () => Publish(reference, stop));
            record.Ended(report?.State ?? "discarded", report is null ? "reference-moved" : null);
            return report;
        }
        catch (Exception failure) when (failure is not FenceLostException)
        {
            record.Ended("failed", Failures.CodeOf(failure));
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

    /// <summary>Sends the rows through the rules; what came of it is in the run's tables.</summary>
    async Task Check(ReferenceIndex? reference, HashSet<long>? changed, CancellationToken stop)
    {
        await connection.ExecuteAsync($"create unlogged table {Touched} (subject_id text collate \"C\" not null)");
        var evidence = await parts.Evidence(connection, contract, reference, generation: null);
        using var stage = StageCopy.Open(
            parts.Database, new CleanTable(contract), runId, current.Generation, logged: false, unitMap: null);
        using var touched = RawCopy.Open(parts.Database, $"copy {Touched} from stdin (format binary)");
        using var rows = new CopyRow(connection, new CleanTable(contract).SelectRows(current.Generation));
        pass = new(
            contract, reference, changed,
            new PairCheck(contract, reference, await parts.Pseudonym(stop), units, evidence), evidence)
        {
            Links = new() { Units = units },
            Stage = stage.Rows,
            Touched = touched,
        };
        pass.Run(rows, stop);
        stage.Complete();
        touched.End();
    }

    string Touched => $"stage.run_{runId}_touched";

    async Task<RunReport?> Publish(ReferenceIndex? reference, CancellationToken stop)
    {
        await connection.ExecuteAsync($"analyze {CleanTable.Stage(runId)}; analyze {Touched}");
        var draft = await Draft(reference, stop);
        Publication? publication = null;
        var outcome = await Transactions.Retry(async () =>
        {
            publication = new Publication(draft, connection, parts.Figures);
            return await publication.Execute(null, stop);
        }, mayRetry: true, stop);
        if (outcome != PublishOutcome.Published)
        {
            await DropTables(connection);
        }

        switch (outcome)
        {
            case PublishOutcome.FenceLost:
                throw new FenceLostException(contract.Feed);
            case PublishOutcome.ReferenceMoved:
                await RunTable.Save(connection, runId, Row("discarded") with { Cause = "reference-moved" });
                return null;
            default:
                return await Report(draft.Run, publication!);
        }
    }

    async Task<Draft> Draft(ReferenceIndex? reference, CancellationToken stop)
    {
        var publishId = Guid.NewGuid();
        return new()
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
            // Where a subject has several rows, publishing looks at all rows of a touched subject by itself.
            Findings = contract.SubjectIsKey ? [pass!.Findings] : [],
            Links = [pass!.Links],
            MatchModel = parts.MatchModelOf(contract),
            DecisionNo = decisionNo,
            MoreTouched = Touched,
            // With the publish: a run that is killed right after it has no next one that would clean up.
            BeforeCommit = () => connection.ExecuteAsync($"drop table {Touched}"),
            Run = Row("published") with
            {
                PublishId = publishId,
                PreviousPublish = current.PublishId,
                Way = "recheck",
                ReferenceId = reference?.Version,
            },
            Units = units,
            PairCheck = new PairCheck(contract, reference, await parts.Pseudonym(stop), units),
        };
    }

    async Task<RunReport> Report(RunFacts row, Publication publication)
    {
        IReadOnlyList<MismatchMovement> movements = [];
        var after = new AfterPublish(connection);
        await after.Try("movements", async () => movements = await publication.Movements());
        return new RunReport(contract.Feed, runId, row.WithReview(publication.Review)) with
        {
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
        RowsIn = pass?.Rows ?? 0,
        Accepted = pass?.Rows ?? 0,
        Matched = pass?.Matched ?? 0,
        Unmatched = pass?.Rows - pass?.Matched ?? 0,
        Changed = pass?.Rewritten ?? 0,
    };
}
