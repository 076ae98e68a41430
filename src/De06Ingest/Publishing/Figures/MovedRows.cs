using Dapper;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>
/// The rows of a feed that a publish in place moves, as readers saw them and as they will: what it replaces, and the
/// run's own table, both of which are there until the transaction ends. Records of figures that rest on no other row
/// count as before.
/// </summary>
/// <param name="connection">Connection of the publish.</param>
/// <param name="contract">The feed.</param>
/// <param name="runId">The run.</param>
/// <param name="runBefore">Run that readers saw before.</param>
/// <param name="generation">Generation of the rows.</param>
sealed class MovedRows(
    NpgsqlConnection connection, FeedContract contract, long runId, long runBefore, int generation)
{
    readonly string stage = CleanTable.Stage(runId);
    readonly HashSet<string> noted = [];

    public string Feed => contract.Feed;
    public long RunBefore => runBefore;

    /// <summary>Whether the mismatches of a row can be told by its key.</summary>
    public bool TellsLedger => contract.SubjectIsKey;

    /// <summary>Mismatches of the subjects that the run looked at, before the ledger was settled, as SQL; what is found
    /// across the set is settled after it.</summary>
    public string LedgerBefore => Ledger("known");

    /// <summary>The same as they are now.</summary>
    public string LedgerAfter => Ledger("known_after");

    /// <summary>Rows as readers saw them, as SQL.</summary>
    public string Before(string names) => With(names, "replaced");

    /// <summary>Rows as they are now.</summary>
    public string After(string names) => With(names, stage);

    /// <summary>Rows of another feed that stand beside moved ones.</summary>
    /// <param name="key">Column of the moved rows.</param>
    /// <param name="feed">The other feed.</param>
    /// <param name="itsKey">Its column that is equal.</param>
    public static string Beside(string key, string feed, string itsKey) =>
        $"beside_{feed.Replace('-', '_')}_{itsKey}_{key}";

    /// <summary>Adds rows that stay while mismatches of their subject may move.</summary>
    public Task NoteStill() => Once("still",
        $"""
        create temporary table still on commit drop as
        select t.* from touched s join {new CleanTable(contract).Name} t on t.record_id = s.subject_id
        where t.generation = {generation} and not exists (select from {stage} g where g.record_id = s.subject_id)
        """);

    /// <summary>Gathers them from a clean table.</summary>
    public Task NoteBeside(string key, string feed, string table, int itsGeneration, string itsKey) =>
        Once(Beside(key, feed, itsKey),
            $"""
            create temporary table {Beside(key, feed, itsKey)} on commit drop as
            select t.* from (select {key} from replaced union select {key} from {stage} order by 1) m ({itsKey})
            join {table} t using ({itsKey}) where t.generation = {itsGeneration}
            """);

    string Ledger(string table) => $"(select '{Feed}'::text as feed, k.* from {table} k where not k.across)";

    string With(string names, string table) =>
        $"(select {names} from {table}"
        + (noted.Contains("still") ? $" union all select {names} from still)" : ")");

    Task Once(string name, string sql) =>
        noted.Add(name) ? connection.ExecuteAsync(sql, commandTimeout: 0) : Task.CompletedTask;
}
