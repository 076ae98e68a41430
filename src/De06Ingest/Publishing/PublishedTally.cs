using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>The tally in a publish: rows and subjects with an open mismatch by unit, as the pass counted them, or as
/// they were and moved by what the publish moves.</summary>
sealed class PublishedTally(Draft draft, NpgsqlConnection connection)
{
    readonly FeedContract contract = draft.Contract;

    /// <summary>Moves the rows of each unit by what was merged; on another map of units they are counted
    /// anew.</summary>
    public Task MoveRows()
    {
        var unit = $"coalesce({UnitInForce(contract.UnitColumn!)}, '')";
        return connection.ExecuteAsync(draft.IsOnOtherMap
            ? $"""
            create temporary table tally_now on commit drop as
            select {unit} as unit, count(*) as records,
                   count(*) filter (where unmatched is null) as matched, count(unmatched) as unmatched
            from {new CleanTable(contract).Name} where generation = {draft.Generation} group by 1
            """
            : $"""
            create temporary table tally_now on commit drop as
            select unit, sum(records)::bigint as records, sum(matched)::bigint as matched,
                   sum(unmatched)::bigint as unmatched
            from (select unit, records, matched, unmatched from core.tally where feed = @Feed
                  union all select {unit}, 1, (unmatched is null)::integer, (unmatched is not null)::integer
                  from {CleanTable.Stage(draft.RunId)}
                  union all select {unit}, -1, -(unmatched is null)::integer, -(unmatched is not null)::integer
                  from replaced) t
            group by unit having sum(records) > 0
            """, new { contract.Feed });
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

    /// <summary>Brings core.tally up to date.</summary>
    /// <param name="isFirstLedger">The ledger knew nothing of the feed before.</param>
    public async Task Save(bool isFirstLedger)
    {
        if (draft.NewGeneration)
        {
            await Send(
                "tally_now", "records, matched, unmatched",
                [t => t.Records, t => t.Matched, t => t.Records - t.Matched]);
        }

        if (isFirstLedger && draft.TallyKnowsMismatched)
        {
            await Send("mismatched_now", "number", [t => t.Mismatched]);
        }
        else
        {
            var isMoved = !await TallyTable.TakeDecisions(connection, contract.Feed)
                && draft.MovesFew && !draft.IsOnOtherMap;
            await connection.ExecuteAsync(
                SqlFile.Text(isMoved ? "publishing/mismatched_moved" : "publishing/mismatched"),
                new { feed = contract.Feed });
        }

        await connection.ExecuteAsync(SqlFile.Text("publishing/tally"), new { feed = contract.Feed });
    }

    /// <summary>Makes a temporary table of a unit and numbers, and fills it from the pass.</summary>
    async Task Send(string table, string columns, IReadOnlyList<Func<UnitTally, long>> numbers)
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
