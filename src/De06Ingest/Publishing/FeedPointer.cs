using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>What readers follow to the rows of a feed: core.feed_current, and core.slice for a feed that comes in
/// slices.</summary>
sealed class FeedPointer(Draft draft, NpgsqlConnection connection)
{
    readonly FeedContract contract = draft.Contract;

    /// <summary>Points readers to the publish, with the row of its run and the slices that it brought.</summary>
    /// <param name="review">Rows whose match awaits a person.</param>
    public async Task Move(long review)
    {
        await RunTable.Save(connection, draft.RunId, draft.Run.WithReview(review));
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
            key = draft.IsRecheck ? null : contract.Key.ToArray(),
            unit_map = draft.Units.Stated is { } stated ? (short)stated.Number : (short?)null,
            ledger_map = contract.HasUnits ? (short?)draft.Units.Ledger?.Number : null,
            match_model = draft.MatchModel,
            decision_no = draft.DecisionNo,
        });
        if (contract.Extent.IsSliced && draft.ExtractId is not null)
        {
            await SaveSlices();
        }
    }

    async Task SaveSlices()
    {
        await connection.ExecuteAsync("update core.extract set slices = @Count where extract_id = @ExtractId",
            new { draft.Slices.Count, draft.ExtractId });
        var table = new CleanTable(contract).Name;
        foreach (var slice in draft.Slices)
        {
            var rows = await connection.ExecuteScalarAsync<long>(
                $"select count(*) from {table} where generation = {draft.Generation} and slice = @Text",
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
}
