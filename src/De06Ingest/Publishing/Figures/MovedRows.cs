using Dapper;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>
/// The rows of a feed that a publish in place moves, as readers saw them and as they will: what it replaces, and the
/// run's own table, both of which are there until the transaction ends. Records of figures that rest on no other row
/// count as before.
/// </summary>
/// <remarks>Of a row that changed mostly one column did: it moves only the figures that read this one. What figures
/// read is copied once, for some dozen statements look at it.</remarks>
/// <param name="connection">Connection of the publish.</param>
/// <param name="contract">The feed.</param>
/// <param name="runId">The run.</param>
/// <param name="runBefore">Run that readers saw before.</param>
/// <param name="generation">Generation of the rows.</param>
sealed class MovedRows(
    NpgsqlConnection connection, FeedContract contract, long runId, long runBefore, int generation)
{
    const string Key = FigureStatement.OwnKey;

    readonly string stage = CleanTable.Stage(runId);
    IReadOnlyList<string> columns = [];

    public string Feed => contract.Feed;
    public long RunBefore => runBefore;

    /// <summary>Whether the mismatches of a row can be told by its key.</summary>
    public bool TellsLedger => contract.SubjectIsKey;

    /// <summary>Mismatches of the subjects that the run looked at, before the ledger was settled, as SQL; what is found
    /// across the set is settled after it.</summary>
    public string LedgerBefore => Ledger("known");

    /// <summary>The same as they are now.</summary>
    public string LedgerAfter => Ledger("known_after");

    /// <summary>Rows that may move a figure, as readers saw them or as they are now, as SQL. Where it counts
    /// mismatches, these are all, and those that stay while mismatches of their subject may move.</summary>
    public string Rows(IndicatorDefinition definition, bool before)
    {
        var names = string.Join(", ", columns.Select(FigureRows.NameOf));
        var table = before ? "moved_before" : "moved_after";
        return definition.ReadsLedger
            ? $"(select {names} from {table} union all select {names} from still)"
            : $"(select {names} from {table} where {MayMove([definition])})";
    }

    /// <summary>Rows of another feed that stand beside moved ones.</summary>
    /// <param name="key">Column of the moved rows.</param>
    /// <param name="feed">The other feed.</param>
    /// <param name="itsKey">Its column that is equal.</param>
    public static string Beside(string key, string feed, string itsKey) =>
        $"beside_{feed.Replace('-', '_')}_{itsKey}_{key}";

    /// <summary>Gathers these columns of the moved rows, and which of them differ.</summary>
    public async Task Note(IReadOnlyList<string> read)
    {
        columns = read;
        await Note("moved_before", "replaced", stage);
        await Note("moved_after", stage, "replaced");
    }

    Task Note(string name, string table, string other) => Create(name,
        $"""
        select {string.Join(", ", columns.Select(c => $"t.{c} is distinct from o.{c} as {Differs(c)}"))},
               {Shown(columns)}
        from {table} t left join {other} o using ({Key})
        """);

    /// <summary>Gathers the rows that stay while mismatches of their subject may move.</summary>
    public Task NoteStill() => Create("still",
        $"""
        select {Shown(columns)} from touched s join {new CleanTable(contract).Name} t on t.{Key} = s.subject_id
        where t.generation = {generation} and not exists (select from {stage} g where g.{Key} = s.subject_id)
        """);

    /// <summary>Gathers rows of another feed from its clean table, as far as these figures may be moved.</summary>
    public Task NoteBeside(
        string key, string feed, string itsKey, string table, int itsGeneration, IReadOnlyList<string> read,
        IEnumerable<IndicatorDefinition> definitions) => Create(Beside(key, feed, itsKey),
        $"""
        select {Shown(read)}
        from (select {key} from moved_before where {MayMove(definitions)}
              union select {key} from moved_after where {MayMove(definitions)} order by 1) m ({itsKey})
        join {table} t using ({itsKey}) where t.generation = {itsGeneration}
        """);

    /// <summary>Whether a column differs that one of these figures reads, as SQL.</summary>
    string MayMove(IEnumerable<IndicatorDefinition> definitions) =>
        string.Join(" or ", columns.Where(c => c == Key || definitions.Any(d => d.Reads(c))).Select(Differs));

    /// <summary>No column of a feed has a space in its name.</summary>
    static string Differs(string column) => $"\"differs {column}\"";

    static string Shown(IEnumerable<string> names) => string.Join(", ", names.Select(FigureRows.Shown));

    string Ledger(string table) => $"(select '{Feed}'::text as feed, k.* from {table} k where not k.across)";

    /// <remarks>Some hundred rows tell the planner that keys are unique: it sorts all that it joins
    /// otherwise.</remarks>
    Task Create(string name, string sql) =>
        connection.ExecuteAsync(
            $"""
            create temporary table {name} on commit drop as {sql};
            set local default_statistics_target = 1;
            analyze {name};
            set local default_statistics_target to default
            """, commandTimeout: 0);
}
