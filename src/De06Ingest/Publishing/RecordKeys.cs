using Dapper;
using De06Ingest.Database;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Keys of records in a temporary table, for statements over many of them.</summary>
static class RecordKeys
{
    /// <summary>Makes the table, with the column <c>record_id</c>, and fills it.</summary>
    /// <param name="connection">Connection of the run.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="keys">The keys, each once.</param>
    /// <param name="onCommit">What becomes of it at the end of the transaction.</param>
    public static async Task Send(
        NpgsqlConnection connection, string table, IReadOnlyList<byte[]> keys, string onCommit = "")
    {
        await connection.ExecuteAsync(
            $"create temporary table {table} (record_id text collate \"C\" primary key) {onCommit}");
        if (keys.Count == 0)
        {
            return;
        }

        using var copy = new RawCopy(await connection.BeginRawBinaryCopyAsync(
            $"copy {table} (record_id) from stdin (format binary)"));
        foreach (var key in keys)
        {
            copy.Row(1, key.Length);
            copy.Bytes(key);
        }

        copy.End();
    }
}
