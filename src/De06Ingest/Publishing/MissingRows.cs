using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake;
using De06Ingest.Intake.Normalise;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Published records that a full extract does not show. They are gone, unless a row that was refused, and
/// whose key cannot be read, may be about them: those stay as they were published, and their mismatches stay
/// open.</summary>
static class MissingRows
{
    /// <summary>The pass, with the records that may not be gone among those that are kept.</summary>
    /// <param name="connection">Connection of the run.</param>
    /// <param name="contract">The feed's contract.</param>
    /// <param name="generation">Generation that readers see.</param>
    /// <param name="pass">What was found.</param>
    /// <param name="state">Its row state.</param>
    public static async Task<PassResult> Confirm(
        NpgsqlConnection connection, FeedContract contract, int generation, PassResult pass, RowState state)
    {
        if (pass.Unread.Count == 0 || pass.Vanished.Count == 0 || contract.Extent.IsDelta)
        {
            return pass;
        }

        await RecordKeys.Send(connection, "missing", pass.VanishedKeys);
        var doubted = Doubted(connection, contract, generation, pass.Unread);
        await connection.ExecuteAsync("drop table missing");
        var kept = doubted.Select(key => state.Find(key, Fingerprint.Of(key))).ToHashSet();
        foreach (var entry in kept)
        {
            state[entry].Marks |= RowMark.Kept;
        }

        return pass with
        {
            Vanished = [.. pass.Vanished.Where(entry => !kept.Contains(entry))],
            VanishedKeys = [.. pass.Vanished.Zip(pass.VanishedKeys).Where(v => !kept.Contains(v.First))
                .Select(v => v.Second)],
            KeptKeys = [.. pass.KeptKeys, .. doubted],
            Rows = pass.Rows + kept.Count,
            Unconfirmed = kept.Count,
        };
    }

    static List<byte[]> Doubted(NpgsqlConnection connection, FeedContract contract, int generation, UnreadRows unread)
    {
        var keys = new List<byte[]>();
        var (row, record) = (new CleanRow(contract), new SectorRecord(contract.Columns.Count));
        using var rows = new CopyRow(connection,
            $"""
            {new CleanTable(contract).SelectRows(generation)} and record_id in (select record_id from missing)
            """);
        while (rows.Read())
        {
            row.Read(rows, record);
            if (unread.MayHold(record))
            {
                keys.Add(record.Bytes(record.Key).ToArray());
            }
        }

        return keys;
    }
}
