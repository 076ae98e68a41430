using Dapper;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>The rows of a publish in place: those of the run's table go into the current generation, what they replace
/// and what vanished goes to the history.</summary>
/// <remarks>What it notes are temporary tables, which later steps of the transaction read: keys <c>vanished</c>,
/// versions <c>replaced</c>, subjects <c>touched</c>.</remarks>
sealed class MergedRows(Draft draft, NpgsqlConnection connection)
{
    readonly FeedContract contract = draft.Contract;
    readonly CleanTable table = new(draft.Contract);
    readonly string stage = CleanTable.Stage(draft.RunId);

    public Task SendVanished() => RecordKeys.Send(connection, "vanished", draft.Vanished, "on commit drop");

    /// <summary>The versions that this run ends: replaced or vanished.</summary>
    public Task NoteReplaced() => connection.ExecuteAsync(
        $"""
        analyze vanished;
        create temporary table replaced on commit drop as
        select t.* from {table.Name} t join {stage} using (record_id) where t.generation = {draft.Generation}
        union all
        select t.* from {table.Name} t join vanished using (record_id) where t.generation = {draft.Generation}
        """, commandTimeout: 0);

    /// <summary>Subjects whose rows changed, came or went: only their mismatches are settled.</summary>
    /// <param name="more">SQL that gives further subjects.</param>
    public Task NoteTouched(string more) => connection.ExecuteAsync(
        $"""
        create temporary table touched on commit drop as
        select {contract.SubjectColumn} collate "C" as subject_id from {stage}
        union select {contract.SubjectColumn} from replaced
        union select subject_id from finding
        union {more}
        """);

    public Task Merge() => connection.ExecuteAsync(
        $"""
        insert into {table.History} ({table.ColumnList}, ended_run)
        select {table.ColumnList}, {draft.RunId} from replaced;
        delete from {table.Name} t using vanished v
        where t.generation = {draft.Generation} and t.record_id = v.record_id;
        insert into {table.Name} ({table.ColumnList}) select {table.ColumnList} from {stage}
        on conflict (record_id, generation) do update set {table.SetExcluded}
        """, commandTimeout: 0);
}
