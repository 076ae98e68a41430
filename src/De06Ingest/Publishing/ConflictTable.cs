using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Mismatches;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.conflict: records of which the deliveries that stand show a second version with other content
/// that nothing ranks below the published one, and what that version says. No published row shows that, and a slice or
/// a delta says nothing of the conflicts of another.</summary>
sealed class ConflictTable(NpgsqlConnection connection, FeedContract contract)
{
    const string IsConflict = $"f.kind = 'duplicate-subject' and f.sector_value = '{OtherContent}'";

    /// <summary>What the ledger says of such a record on the side of the source.</summary>
    public const string OtherContent = "other-content";

    readonly CleanTable table = new(contract);

    /// <summary>Takes the versions that gave way to another row of the extract, or to what is published, and tells the
    /// ledger what they say.</summary>
    /// <param name="findings">What the run found.</param>
    /// <param name="runId">The run.</param>
    /// <param name="generation">Generation of its rows.</param>
    public async Task Begin(IReadOnlyList<Findings> findings, long runId, int generation)
    {
        await connection.ExecuteAsync(
            """
            create temporary table conflict_now (record_id text collate "C", other text, slice text collate "C")
            on commit drop
            """);
        var others = findings.Select(f => f.Others).OfType<Database.RawCopy>().Where(o => o.Rows > 0).ToList();
        if (others.Count == 0)
        {
            return;
        }

        var columns = string.Join(", ", CleanTable.RowColumns(contract, withMap: false));
        await connection.ExecuteAsync(
            $"create temporary table other_version (like {table.Name}) on commit drop; "
            + table.Defaults("other_version", runId, generation, unitMap: 0));
        foreach (var other in others)
        {
            await other.SendTo(
                connection, $"copy other_version ({columns}) from stdin (format binary)");
        }

        AreGivingWay = true;
        await Tell("other_version");
    }

    /// <summary>Some version of the run gave way to another.</summary>
    public bool AreGivingWay { get; private set; }

    /// <summary>A conflict is told of the subject of the version that stands: the other may name another, and a
    /// deletion none, nor a unit. What a deletion says that a row of its rank took over from is filled in.</summary>
    /// <param name="rows">Rows of the run, as SQL; they are in their place or ready for it.</param>
    /// <param name="current">What readers see, when rows are merged into it; null otherwise.</param>
    public async Task TellStandingOf(string rows, CurrentState? current)
    {
        if (contract.Extent.Deleted is { } deleted)
        {
            await TellDeletions(deleted, rows);
        }

        string Standing(string column) => current is null ? $"s.{column}" : $"coalesce(s.{column}, k.{column})";
        List<string> set = [];
        set.AddRange(contract.SubjectIsKey ? [] : [$"subject_id = {Standing("subject_id")}"]);
        set.AddRange(contract.UnitColumn is { } unit ? [$"unit = coalesce(f.unit, {Standing(unit)})"] : []);
        if (!AreGivingWay || set.Count == 0)
        {
            return;
        }

        // The planner takes the conflicts to be one or two: each is found again by its place, not by looking for it.
        var standing = current is null ? $"join {rows} s using (record_id) where" : $"""
            left join {rows} s using (record_id)
            left join {table.Name} k
              on s.record_id is null and k.record_id = g.record_id and k.generation = {current.Generation}
            where (s.record_id is not null or k.record_id is not null) and
            """;
        await connection.ExecuteAsync(
            $"""
            with given as materialized (select f.ctid as place, f.record_id from finding f where {IsConflict})
            update finding f set {string.Join(", ", set)} from given g {standing} f.ctid = g.place
            """);
    }

    Task TellDeletions(ColumnCondition deleted, string rows) => connection.ExecuteAsync(
        $"""
        insert into conflict_now
        select distinct f.record_id, jsonb_build_object(@column, @code)::text
        from finding f
        join {rows} s on s.record_id = f.record_id
        join core.tombstone t on t.feed = @Feed and t.record_id = f.record_id and t.row_order = s.row_order
        where {IsConflict};
        update finding f set reference_value = n.other from conflict_now n
        where n.record_id = f.record_id and {IsConflict}
        """, new { contract.Feed, column = SqlName(deleted), code = deleted.Codes[0] });

    string SqlName(ColumnCondition condition) => contract.Columns[contract.IndexOf(condition.Column)].SqlName;

    /// <summary>What a version says; of a deletion no more than that it is one.</summary>
    string Content(string version) => contract.Extent.Deleted is { } deleted && SqlName(deleted) is var column
        ? $"""
          case when {version}.{column} in ({string.Join(", ", deleted.Codes.Select(CleanTable.Quote))})
               then jsonb_build_object('{column}', {version}.{column})::text else {CleanTable.Content(version)} end
          """
        : CleanTable.Content(version);

    /// <summary>The same of published versions that a new one of equal rank replaces.</summary>
    public Task TellReplaced() => Tell("replaced");

    /// <summary>Of several other versions the ledger shows one, the same in whichever order they came.</summary>
    Task Tell(string versions) => connection.ExecuteAsync(
        $"""
        insert into conflict_now
        select distinct on (o.record_id) o.record_id, {Content("o")},
               {(contract.Extent.IsSliced ? "o.slice" : "null")}
        from {versions} o
        where o.record_id in (select f.record_id from finding f where {IsConflict})
          and not exists (select from conflict_now n where n.record_id = o.record_id)
        order by 1, 2;
        update finding f set reference_value = n.other from conflict_now n
        where n.record_id = f.record_id and {IsConflict}
        """);

    /// <summary>Takes the conflicts of an extract from the temporary table finding in the place of those that its
    /// slices, or older versions of its records, showed before.</summary>
    /// <param name="current">What readers see now, when rows are merged into it; null otherwise.</param>
    /// <param name="covered">Slices of the extract.</param>
    public Task Note(CurrentState? current, string[] covered)
    {
        var stays = contract.Extent.IsWhole || current is null ? "false" : $"""
            exists (select from {table.Name} t where t.generation = {current.Generation}
              and t.record_id = k.record_id
              {(contract.Extent.IsSliced ? "and not t.slice = any(@covered)" : "")})
            and not exists (select from replaced r where r.record_id = k.record_id)
            and (k.other_slice is null or not k.other_slice = any(@covered))
            """;
        return connection.ExecuteAsync(
            $"""
            create temporary table conflict_gone on commit drop as
            select k.record_id from core.conflict k where k.feed = @Feed and not ({stays})
              and not exists (select from finding f where f.record_id = k.record_id and {IsConflict});
            delete from core.conflict k using conflict_gone g where k.feed = @Feed and k.record_id = g.record_id;
            insert into core.conflict as k (feed, record_id, other, other_slice)
            select distinct on (f.record_id) @Feed, f.record_id, n.other, n.slice
            from finding f left join conflict_now n using (record_id) where {IsConflict}
            on conflict (feed, record_id) do update set other = excluded.other, other_slice = excluded.other_slice
            where (k.other, k.other_slice) is distinct from (excluded.other, excluded.other_slice)
            """, new { contract.Feed, covered });
    }

    /// <summary>Query for the subjects of conflicts that <see cref="Note"/> found to be gone.</summary>
    public string SubjectsOfGone(int generation) =>
        $"select t.{contract.SubjectColumn} from {table.Name} t join conflict_gone g on g.record_id = t.record_id "
        + $"where t.generation = {generation}";

    /// <summary>Adds to finding what stands in slices that the run did not see, for its touched subjects.</summary>
    public Task TellStanding(int generation) => connection.ExecuteAsync(
        $"""
        insert into finding (subject_id, kind, record_id, sector_value, reference_value, unit, citizen_ref, line_no)
        select t.{contract.SubjectColumn}, 'duplicate-subject', t.record_id, '{OtherContent}', k.other,
               {contract.UnitColumn ?? "null"}, t.citizen_ref, t.line_no
        from core.conflict k join {table.Name} t on t.generation = {generation} and t.record_id = k.record_id
        where k.feed = @Feed and t.{contract.SubjectColumn} in (select subject_id from touched)
          and not exists (select from finding f where f.record_id = k.record_id and {IsConflict})
        """, new { contract.Feed });
}
