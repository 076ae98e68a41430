using Dapper;
using De06Ingest.Feeds;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.conflict: records of which the delivery that stands shows a second row with the same key and
/// other content. No published row shows that, and a slice says nothing of the conflicts of another.</summary>
sealed class ConflictTable(NpgsqlConnection connection, FeedContract contract)
{
    const string IsConflict = "f.kind = 'duplicate-subject' and f.sector_value = 'other-content'";

    readonly CleanTable table = new(contract);

    string Subject => contract.SubjectIsKey ? "record_id" : "subject_id";

    /// <summary>Takes the conflicts of an extract from the temporary table finding in the place of those that its
    /// slices showed before.</summary>
    /// <param name="current">What readers see now; null before the first publish.</param>
    /// <param name="covered">Slices of the extract.</param>
    public Task Note(CurrentState? current, string[] covered)
    {
        var stays = !contract.Extent.IsSliced || current is null ? "false" : $"""
            exists (select from {table.Name} t where t.generation = {current.Generation}
              and t.record_id = k.record_id and not t.slice = any(@covered))
            """;
        return connection.ExecuteAsync(
            $"""
            create temporary table conflict_gone on commit drop as
            select k.record_id from core.conflict k where k.feed = @Feed and not {stays}
              and not exists (select from finding f where f.record_id = k.record_id and {IsConflict});
            delete from core.conflict k using conflict_gone g where k.feed = @Feed and k.record_id = g.record_id;
            insert into core.conflict (feed, record_id) select distinct @Feed, f.record_id from finding f
            where {IsConflict} on conflict do nothing
            """, new { contract.Feed, covered });
    }

    /// <summary>Query for the subjects of conflicts that <see cref="Note"/> found to be gone.</summary>
    public string SubjectsOfGone(int generation) =>
        $"select t.{Subject} from {table.Name} t join conflict_gone g on g.record_id = t.record_id "
        + $"where t.generation = {generation}";

    /// <summary>Adds to finding what stands in slices that the run did not see, for its touched subjects.</summary>
    public Task TellStanding(int generation) => connection.ExecuteAsync(
        $"""
        insert into finding (subject_id, kind, record_id, sector_value, unit, citizen_ref, line_no)
        select t.{Subject}, 'duplicate-subject', t.record_id, 'other-content', {contract.UnitColumn ?? "null"},
               t.citizen_ref, t.line_no
        from core.conflict k join {table.Name} t on t.generation = {generation} and t.record_id = k.record_id
        where k.feed = @Feed and t.{Subject} in (select subject_id from touched)
          and not exists (select from finding f where f.record_id = k.record_id and {IsConflict})
        """, new { contract.Feed });
}
