using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Mismatches;
using De06Ingest.Mismatches.Across;
using De06Ingest.Mismatches.Suggestions;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest;

/// <summary>
/// After a feed was published: the rules across the set are asked again about what moved, for one feed whose rules look
/// at it, and what came of it is published under that feed's lease and fence.
/// </summary>
/// <remarks>Rows stay as they are; ledger, suggestions, tally and figures move, and with them the publish that readers
/// see. Where nothing moves there is no run. How: Mismatches/Across/README.md.</remarks>
sealed class AcrossRun(FlowParts parts, FeedContract contract, NpgsqlConnection connection, long fence)
{
    /// <summary>Settles what is due; null when nothing was, or nothing came of it.</summary>
    /// <exception cref="FenceLostException">Another run has taken the feed.</exception>
    public async Task<RunReport?> Execute(CancellationToken stop)
    {
        var current = await RunTable.Current(connection, contract.Feed);
        var looked = current is null ? [] : await AcrossSeenTable.Read(
            connection, contract, parts.Contracts, parts.Clock.GetUtcNow());
        if (current is null || !looked.Any(feed => feed.IsDue))
        {
            return null;
        }

        if (looked.All(feed => feed.Since is not null))
        {
            await AcrossIndexesTable.Ensure(connection, looked, Keys(), parts.IndexFrom);
        }

        return await Transactions.Retry(() => Settle(current, looked, stop), mayRetry: true, stop);
    }

    HashSet<SetKey> Keys()
    {
        var keys = SetRules.For(contract).Select(rule => rule.Key).ToHashSet();
        if (contract.Suggest.Count > 0)
        {
            keys.UnionWith([SetKey.Citizen, SetKey.Phone]);
        }

        return keys;
    }

    async Task<RunReport?> Settle(CurrentState current, IReadOnlyList<LookedAtFeed> looked, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.ExecuteAsync(Publication.Settings);
        var runId = await RunTable.Begin(connection, contract, fence, "across", current.CodeEpoch);
        if (!await FeedLease.Hold(connection, contract.Feed, fence, runId))
        {
            throw new FenceLostException(contract.Feed);
        }

        using var record = new RunRecord(contract, new RunOptions { Trigger = "across" }, connection, runId);
        var ledger = new Ledger(connection, contract, runId, across: true);
        await record.Step("settle", () => SettleLedger(ledger, current, looked));
        var suggested = await record.Step(
            "suggest", () => new SuggestionTable(connection, contract, looked, runId).Refresh());
        if (!ledger.HasMoved && !suggested)
        {
            record.Ended("unchanged", null);
            await transaction.RollbackAsync(stop);
            await AcrossSeenTable.Save(connection, contract, looked);
            return null;
        }

        var report = await record.Step("publish", () => Publish(current, runId, ledger));
        await AcrossSeenTable.Save(connection, contract,
            [.. looked.Select(feed => feed.Contract.Feed == contract.Feed ? feed with { RunId = runId } : feed)]);
        await transaction.CommitAsync(stop);
        record.Ended(report.State, null);
        KeepState(current.PublishId, report.PublishId!.Value);
        return report;
    }

    async Task SettleLedger(Ledger ledger, CurrentState current, IReadOnlyList<LookedAtFeed> looked)
    {
        await connection.ExecuteAsync(
            "create temporary table touched (subject_id text collate \"C\", kind text collate \"C\") on commit drop");
        await SetRowsTable.NoteUnits(connection, current.AsOf);
        var (rows, findings) = (new SetRowsTable(connection, contract, looked), new Findings());
        foreach (var rule in SetRules.For(contract))
        {
            await rows.Ask(rule, findings);
        }

        // A rule that the contract no longer asks for tells nothing any more.
        await connection.ExecuteAsync(
            """
            insert into touched select m.subject_id, m.kind from core.mismatch m
            join core.mismatch_kind k using (kind)
            where m.feed = @Feed and k.across and m.state = 'open' and not m.kind = any(@asked);
            analyze touched
            """, new { contract.Feed, asked = SetRules.For(contract).Select(r => r.Kind.Code).ToArray() });
        await ledger.Begin([findings]);
        await ledger.Settle(everything: false, current.AsOf, current,
            $"{new CleanTable(contract).Name} t where t.generation = {current.Generation} "
            + $"and t.{contract.SubjectColumn} = c.subject_id", "where true");
    }

    async Task<RunReport> Publish(CurrentState current, long runId, Ledger ledger)
    {
        var publishId = Guid.NewGuid();
        var row = new RunFacts
        {
            State = "published",
            Way = "across",
            AsOf = current.AsOf,
            PublishId = publishId,
            PreviousPublish = current.PublishId,
            ReferenceId = current.ReferenceId,
        };
        await RunTable.Save(connection, runId, row);
        // Rows, contract, map and model are those of the publish before.
        await connection.ExecuteAsync(
            "update core.feed_current set run_id = @runId, publish_id = @publishId where feed = @Feed",
            new { contract.Feed, runId, publishId });
        var movements = await ledger.Movements();
        var figures = await RefreshFigures(
            publishId, current, runId, [.. movements.Where(m => m.HasMoved).Select(m => m.Kind)]);
        return new RunReport(contract.Feed, runId, row) with
        {
            Mismatches = movements,
            Figures = figures,
        };
    }

    async Task<IReadOnlyList<FigureMovement>> RefreshFigures(
        Guid publishId, CurrentState current, long runId, IReadOnlyCollection<string> kinds)
    {
        await IndicatorTable.Hold(connection);
        await TallyTable.Recount(connection, contract.Feed);
        var scope = await parts.UnitsInForce(connection);
        await KeptCounts.Confirm(connection, contract.Feed, current.RunId, runId);
        return await parts.Figures.Refresh(
            connection, contract, publishId, current.AsOf, scope, onlyKinds: kinds);
    }

    /// <summary>The rows are those of the publish before: its file of row states goes over to the new one.</summary>
    void KeepState(Guid before, Guid publishId)
    {
        try
        {
            if (PublishedRows.FromFile(contract, parts.StateFolder, before) is { } state)
            {
                state.KeepAll();
                PublishedRows.ToFile(contract, parts.StateFolder, publishId, state);
            }
        }
        catch (IOException)
        {
            // The next run reads the table instead.
        }
    }
}
