using System.Text.RegularExpressions;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Which rows a figure is counted from: those that readers see now, or saw after an earlier publish, with home
/// units as stated or on another map. The views of its statement are replaced accordingly.</summary>
sealed partial class FigureRows(NpgsqlConnection connection)
{
    const string DuplicateOf = "duplicate_of";
    const string IsDuplicate = "is_duplicate";

    const string TableSlot = "{table}";
    const string NamesSlot = "{names}";

    readonly Dictionary<string, (string Table, List<string> Names)> tables = [];
    readonly HashSet<string> restated = [];

    /// <summary>What readers see now; where rows are on another map than this one, with the units on it.</summary>
    public async Task<string> Now(IndicatorDefinition definition, PublishedFeeds feeds, UnitMap? map)
    {
        var tables = new Dictionary<string, string>();
        foreach (var feed in definition.Feeds)
        {
            if (map is not null && feeds.GenerationOnOtherMap(feed, map) is { } generation)
            {
                tables[feed] = await Restated(feed, generation, map);
            }
        }

        return Put(definition, tables);
    }

    /// <summary>Day of a figure's first record that counts; null when there is none, or it counts always.</summary>
    public static async Task<DateOnly?> First(NpgsqlConnection connection, IndicatorDefinition definition) =>
        await connection.ExecuteScalarAsync<DateTime?>(
            $"""
            select min(f.day)::timestamp from ({FigureStatement.Inner(definition.Statement)}) f
            where f.numerator <> 0 or f.denominator <> 0
            """, commandTimeout: 0) is { } day ? DateOnly.FromDateTime(day) : null;

    /// <summary>A temporary table of a feed's rows with the units on another map, made once for all figures of a
    /// transaction.</summary>
    async Task<string> Restated(string feed, int generation, UnitMap map)
    {
        var name = $"restated_{feed.Replace('-', '_')}_{generation}_{map.Number}";
        if (restated.Add(name))
        {
            await connection.ExecuteAsync(
                $"""
                create temporary table {name} on commit drop as
                select * from {await Source(feed, $"{TableSlot} t where t.generation = {generation}", map)} t;
                analyze {name}
                """, commandTimeout: 0);
        }

        return name;
    }

    /// <summary>What readers saw at an earlier time. A feed that had published nothing by then has no rows.</summary>
    /// <param name="definition">Figure, as defined then or now.</param>
    /// <param name="then">That time.</param>
    /// <param name="map">Map of the home units; null to leave them as stated.</param>
    public async Task<string> At(IndicatorDefinition definition, FigureMoment then, UnitMap? map)
    {
        var generations = (await connection.QueryAsync<(string Feed, int Generation, long First, long? Ended)>(
            "select feed, generation, first_run, ended_run from core.generation where feed = any(@feeds)",
            new { feeds = definition.Feeds.ToArray() })).ToLookup(g => g.Feed);
        var statement = await Replace(definition, feed => then.Runs.TryGetValue(feed, out var run)
            && generations[feed].FirstOrDefault(g => g.First <= run && (g.Ended is null || g.Ended > run))
                is { Feed: not null } found
            ? $"""
              (select {NamesSlot} from {TableSlot} c
               where c.generation = {found.Generation} and c.run_id <= {run}
               union all
               select {NamesSlot} from {TableSlot}_history h
               where h.generation = {found.Generation} and h.run_id <= {run} and h.ended_run > {run}) t where true
              """
            : $"{TableSlot} t where false", map);
        return Ledger().Replace(statement, OpenAt(then).Replace("$", "$$", StringComparison.Ordinal));
    }

    /// <summary>The ledger as it was: open from the run that opened it to the one that closed it, or to the hour when a
    /// person set it aside.</summary>
    static string OpenAt(FigureMoment then)
    {
        var runs = string.Join(
            ", ", then.Runs.Select(r => $"('{r.Key}', {r.Value}::bigint)").DefaultIfEmpty("('', 0)"));
        return $"""
            (select m.feed, m.subject_id, m.kind, m.unit, 'open'::text as state
             from core.mismatch m join (values {runs}) r (feed, run_id) using (feed)
             where m.opened_run <= r.run_id and (m.state = 'open' or m.closed_run > r.run_id or m.state = 'ignored'
               and m.ignored_at > (select n.ended_at from core.run n where n.run_id = r.run_id))
             union all
             select s.feed, s.subject_id, s.kind, m.unit, 'open'
             from core.mismatch_span s join core.mismatch m using (feed, subject_id, kind)
             join (values {runs}) r (feed, run_id) using (feed)
             where s.opened_run <= r.run_id and s.closed_run > r.run_id)
            """;
    }

    /// <summary>Gathers what figures read of the rows that a publish moves, and of the rows of other feeds beside
    /// them.</summary>
    /// <param name="definitions">Figures.</param>
    /// <param name="feeds">How the feeds stand.</param>
    /// <param name="moved">The rows.</param>
    public async Task Gather(
        IReadOnlyList<IndicatorDefinition> definitions, PublishedFeeds feeds, MovedRows moved)
    {
        await moved.Note(Read(definitions, (await Table(moved.Feed)).Names));
        var beside = definitions.SelectMany(d => d.SingleRows.Where(f => f.Key != moved.Feed)
            .Select(f => (Definition: d, Key: d.SingleRows[moved.Feed], Feed: f.Key, ItsKey: f.Value)));
        foreach (var rows in beside.GroupBy(b => (b.Key, b.Feed, b.ItsKey), b => b.Definition))
        {
            var ((key, feed, itsKey), (table, names)) = (rows.Key, await Table(rows.Key.Feed));
            await moved.NoteBeside(key, feed, itsKey, table, feeds.Generation(feed), Read(rows, names), rows);
        }

        if (definitions.Any(d => d.ReadsLedger))
        {
            await moved.NoteStill();
        }
    }

    /// <summary>Columns that figures read, and the key.</summary>
    static List<string> Read(IEnumerable<IndicatorDefinition> definitions, List<string> names) =>
        names.FindAll(name => name == FigureStatement.OwnKey || definitions.Any(d => d.Reads(name)));

    /// <summary>Name of a column of a clean table in its view.</summary>
    public static string NameOf(string column) => column == DuplicateOf ? IsDuplicate : column;

    /// <summary>A column of a clean table as its view shows it, as SQL.</summary>
    public static string Shown(string column) =>
        column == DuplicateOf ? $"(t.{DuplicateOf} is not null) as {IsDuplicate}" : $"t.{column}";

    /// <summary>Only what rests on rows that were gathered: as they were, or as they are.</summary>
    /// <param name="definition">Figure.</param>
    /// <param name="moved">The rows.</param>
    /// <param name="before">As they were.</param>
    public static string Of(IndicatorDefinition definition, MovedRows moved, bool before)
    {
        var key = definition.SingleRows[moved.Feed];
        var sources = definition.SingleRows.ToDictionary(f => f.Key, f => f.Key == moved.Feed
            ? moved.Rows(definition, before) : MovedRows.Beside(key, f.Key, f.Value));
        return Ledger().Replace(Put(definition, sources), before ? moved.LedgerBefore : moved.LedgerAfter);
    }

    /// <param name="definition">Figure.</param>
    /// <param name="rows">What follows "from" for a feed, with slots for table and columns; null to keep the
    /// view.</param>
    /// <param name="map">Map of the home units.</param>
    async Task<string> Replace(IndicatorDefinition definition, Func<string, string?> rows, UnitMap? map)
    {
        var sources = new Dictionary<string, string>();
        foreach (var feed in definition.Feeds)
        {
            if (rows(feed) is { } from)
            {
                sources[feed] = await Source(feed, from, map);
            }
        }

        return Put(definition, sources);
    }

    /// <summary>The statement with something else in the place of feeds' views.</summary>
    static string Put(IndicatorDefinition definition, Dictionary<string, string> sources) =>
        FigureStatement.View().Replace(definition.Statement, m =>
            sources.TryGetValue(m.Groups["table"].Value.Replace('_', '-'), out var source) ? source : m.Value);

    async Task<string> Source(string feed, string from, UnitMap? map)
    {
        var (table, names) = await Table(feed);
        var shown = names.Select(name => name switch
        {
            "home_unit" when map is not null =>
                $"core.home_on(t.citizen_ref, t.home_unit, t.unit_map, {map.Number}::smallint) as home_unit",
            _ => Shown(name),
        });
        return $"(select {string.Join(", ", shown)} from "
            + from.Replace(TableSlot, table).Replace(NamesSlot, string.Join(", ", names)) + ")";
    }

    async Task<(string Table, List<string> Names)> Table(string feed)
    {
        if (tables.TryGetValue(feed, out var known))
        {
            return known;
        }

        var name = feed.Replace('-', '_');
        var schema = await connection.ExecuteScalarAsync<string>(
            "select case role when 'reference' then 'reference' else 'clean' end from core.feed where feed = @feed",
            new { feed });
        var columns = await connection.QueryAsync<(string Column, string Type)>(
            SqlFile.Text("publishing/table_columns"), new { schema, table = name });
        return tables[feed] = ($"{schema}.{name}", columns.Select(c => c.Column).ToList());
    }

    [GeneratedRegex(@"(?<=\b(?:from|join)\s+)core\.mismatch\b")]
    private static partial Regex Ledger();
}
