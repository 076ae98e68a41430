using System.Runtime.InteropServices;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Mismatches;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Published rows that go along into a new generation because the extract showed them by rows that were
/// refused: refused is not gone.</summary>
/// <param name="Findings">What still disagrees about them.</param>
/// <param name="Tally">Them by home unit.</param>
/// <remarks>Merging needs nothing of the kind: it leaves alone what the run's table does not replace.</remarks>
sealed record KeptRows(Findings Findings, Dictionary<(int Unit, byte Length), UnitTally> Tally)
{
    public static KeptRows None => new(new Findings(), []);

    /// <summary>Copies the rows into the run's table and runs them through the rules.</summary>
    /// <param name="connection">Connection of the run.</param>
    /// <param name="contract">The feed's contract.</param>
    /// <param name="runId">Run whose table takes them.</param>
    /// <param name="generations">Generation that readers see, and the one that the run makes.</param>
    /// <param name="keys">Their keys.</param>
    /// <param name="pair">The rules; null for the reference.</param>
    /// <param name="units">What unit codes mean.</param>
    public static async Task<KeptRows> Carry(
        NpgsqlConnection connection, FeedContract contract, long runId, (int From, int To) generations,
        IReadOnlyList<byte[]> keys, PairCheck? pair, UnitScope units)
    {
        var kept = None;
        if (keys.Count == 0)
        {
            return kept;
        }

        var table = new CleanTable(contract);
        await RecordKeys.Send(connection, "kept", keys);
        await connection.ExecuteAsync(
            $"""
            insert into {CleanTable.Stage(runId)} ({table.ColumnList})
            select {table.ColumnListFor(generations.To)} from {table.Name}
            where generation = {generations.From} and record_id in (select record_id from kept);
            drop table kept
            """, commandTimeout: 0);
        kept.Read(connection, contract, (runId, generations.To), pair, units);
        return kept;
    }

    void Read(
        NpgsqlConnection connection, FeedContract contract, (long, int) table, PairCheck? pair, UnitScope units)
    {
        var (runId, generation) = table;
        var (row, record) = (new CleanRow(contract), new SectorRecord(contract.Columns.Count));
        using var rows = new CopyRow(connection,
            $"""
            {new CleanTable(contract).SelectWithLinks(generation, CleanTable.Stage(runId))} and run_id <> {runId}
            """);
        while (rows.Read())
        {
            var origin = row.Read(rows, record);
            var before = Findings.Rows.Rows;
            pair?.Check(
                record, pair.Published(record, row.LinkedId(rows), origin.Unmatched), origin.DuplicateOf, Findings);
            ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(
                Tally, units.OnStated(record), out _);
            tally.Records++;
            tally.Matched += origin.Unmatched is null ? 1 : 0;
            tally.Mismatched += Findings.Rows.Rows > before ? 1 : 0;
        }
    }
}
