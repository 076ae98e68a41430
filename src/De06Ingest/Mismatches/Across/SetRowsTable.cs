using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Mismatches.Across;

/// <summary>Reads the groups of rows about which a rule must be asked, and notes the subjects that it looked at again.
/// </summary>
/// <remarks>Needs the transaction's temporary table <c>touched</c> (subject_id, kind). What a group shares is found in
/// SQL, what is wrong with it in C#: names and dates are compared as everywhere else.</remarks>
sealed class SetRowsTable(NpgsqlConnection connection, FeedContract contract, IReadOnlyList<LookedAtFeed> looked)
{
    static SetRowsTable() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>Makes the table of units that the rows are held against, on the day of the data.</summary>
    public static Task NoteUnits(NpgsqlConnection connection, DateTimeOffset asOf) => connection.ExecuteAsync(
        """
        create temporary table unit_state on commit drop as
        select u.code, case when bool_or((u.valid_from is null or u.valid_from <= @day)
                                     and (u.valid_to is null or u.valid_to >= @day)) then 'known'
                            when bool_and(u.valid_to < @day) then 'dissolved'
                            else 'known' end as state
        from core.unit u group by u.code;
        analyze unit_state
        """, new { day = Day(asOf) });

    static DateTime Day(DateTimeOffset asOf) => VietnamTime.DayOf(asOf).ToDateTime(TimeOnly.MinValue);

    /// <summary>A short text that changes when a list of units does.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="asOf">Day of the data: a unit that ends before it changes the text too.</param>
    public static Task<string> UnitLists(NpgsqlConnection connection, DateTimeOffset asOf) =>
        connection.ExecuteScalarAsync<string>(
            """
            select count(*) || ' ' || count(*) filter (where valid_to < @day) || ' '
              || count(*) filter (where valid_from > @day) || ' ' || coalesce(max(valid_from)::text, '') from core.unit
            """, new { day = Day(asOf) })!;

    /// <summary>Asks the rule about every group that is due.</summary>
    public async Task Ask(ISetRule rule, Findings findings)
    {
        var sectors = looked.Where(feed => !feed.IsReference && Takes(rule, feed)).ToList();
        var all = rule.TakesReference ? sectors.Concat(looked.Where(feed => feed.IsReference)).ToList() : sectors;
        if (!all.Exists(feed => feed.IsDue))
        {
            return;
        }

        var keys = sectors[0].KeyParts(rule.Key).Select((_, i) => $"k{i}").ToList();
        var (list, whole) = (string.Join(", ", keys), all.Exists(feed => feed.IsDue && feed.Since is null));
        if (!whole)
        {
            await NoteKeys(rule.Key, all, list, keys);
        }

        await NoteTouched(rule, whole, keys);
        await NoteGroups(rule, sectors, list, keys, whole);
        await Read(rule, all, list, keys, findings);
        await connection.ExecuteAsync($"drop table set_group{(whole ? "" : ", set_key")}");
    }

    bool Takes(ISetRule rule, LookedAtFeed feed) => feed.Contract.Feed == contract.Feed || rule.Takes(feed.Contract);

    /// <summary>Values of rows that came, changed or went.</summary>
    Task NoteKeys(SetKey key, List<LookedAtFeed> all, string list, List<string> keys) => connection.ExecuteAsync(
        $"""
        create temporary table set_key on commit drop as
        select distinct {list} from (
        {string.Join("\nunion all\n", all.Where(feed => feed.IsDue).Select(feed => feed.Changed(key)))}
        ) changed where {NotNull(keys)};
        analyze set_key
        """, commandTimeout: 0);

    /// <summary>Subjects whose mismatch of the kind may end: it is told again, or closed.</summary>
    Task NoteTouched(ISetRule rule, bool whole, List<string> keys)
    {
        var own = looked.First(feed => feed.Contract.Feed == contract.Feed);
        return connection.ExecuteAsync(whole
            ? """
            insert into touched select m.subject_id, m.kind from core.mismatch m
            where m.feed = @Feed and m.kind = @kind
            """
            : $"""
            insert into touched
            select distinct r.subject_id, @kind from ({own.Keyed(rule.Key)}) r join set_key k
              on {On(keys, "k", "r")}
            {(own.IsDue ? $"union select subject_id, @kind from ({own.ChangedSubjects}) c" : "")}
            """, new { contract.Feed, kind = rule.Kind.Code }, commandTimeout: 0);
    }

    /// <summary>Of the groups only those that the rule finds worth reading.</summary>
    Task NoteGroups(ISetRule rule, List<LookedAtFeed> sectors, string list, List<string> keys, bool whole)
    {
        var rows = sectors.Select(feed => whole
            ? feed.Keyed(rule.Key)
            : $"select r.* from ({feed.Keyed(rule.Key)}) r join set_key s on {On(keys, "s", "r")}");
        var having = rule.Having.Replace(":people", $"{contract.Limits.PeoplePerPhone}", StringComparison.Ordinal);
        return connection.ExecuteAsync(
            $"""
            create temporary table set_group on commit drop as
            select {list} from ({string.Join("\nunion all\n", rows)}) r where {NotNull(keys)}
            group by {list} having {having};
            analyze set_group
            """, commandTimeout: 0);
    }

    async Task Read(ISetRule rule, List<LookedAtFeed> all, string list, List<string> keys, Findings findings)
    {
        var rows = all.Select(feed =>
            $"""
            select concat_ws('|', {string.Join(", ", keys.Select(k => "g." + k))}) as group_key, r.*
            from ({feed.Keyed(rule.Key)}) r join set_group g on {On(keys, "g", "r")}
            """);
        var sql = $"select * from ({string.Join("\nunion all\n", rows)}) r order by group_key, feed, record_id";
        var group = new List<SetRow>();
        string? at = null;
        await foreach (var row in connection.QueryUnbufferedAsync<SetRow>(sql, commandTimeout: 0))
        {
            if (row.GroupKey != at)
            {
                Check(rule, group, findings);
                (group, at) = ([], row.GroupKey);
            }

            group.Add(row);
        }

        Check(rule, group, findings);
    }

    void Check(ISetRule rule, List<SetRow> rows, Findings findings)
    {
        foreach (var finding in rule.Check(new SetGroup(contract, rows)))
        {
            findings.Add(finding, rule.Kind.Code);
        }
    }

    static string NotNull(IEnumerable<string> keys) => string.Join(" and ", keys.Select(k => k + " is not null"));

    static string On(IEnumerable<string> keys, string a, string b) =>
        string.Join(" and ", keys.Select(k => $"{a}.{k} = {b}.{k}"));
}
