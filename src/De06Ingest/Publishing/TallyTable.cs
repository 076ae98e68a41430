using Dapper;
using De06Ingest.Database;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.tally: rows of a feed and subjects with an open mismatch, by unit.</summary>
static class TallyTable
{
    /// <summary>A person moved a mismatch of the feed. Waits for a publish that has settled its ledger; one that has
    /// not counts anew.</summary>
    public static Task NoteDecision(NpgsqlConnection connection, string feed) => connection.ExecuteAsync(
        "update core.feed_current set tally_due = true where feed = @feed", new { feed });

    /// <summary>Whether a person moved a mismatch since the last publish, or while this one settled its ledger; it is
    /// told once.</summary>
    public static async Task<bool> TakeDecisions(NpgsqlConnection connection, string feed) =>
        await connection.ExecuteAsync(
            "update core.feed_current set tally_due = false where feed = @feed and tally_due", new { feed }) > 0;

    /// <summary>Brings the subjects with an open mismatch up to date when the rows stayed.</summary>
    public static async Task Recount(NpgsqlConnection connection, string feed)
    {
        await connection.ExecuteAsync(
            """
            create temporary table tally_now on commit drop as
            select unit, records, matched, unmatched from core.tally where feed = @feed
            """, new { feed });
        if (await connection.ExecuteScalarAsync<bool>("select exists (select from tally_now)"))
        {
            await connection.ExecuteAsync(SqlFile.Text("publishing/mismatched"), new { feed });
            await connection.ExecuteAsync(SqlFile.Text("publishing/tally"), new { feed });
        }
    }
}
