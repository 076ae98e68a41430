using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing;

/// <summary>Owns core.indicator_definition and core.indicator_version: figures, refreshed with the publish of a feed
/// that they rest on.</summary>
sealed class IndicatorTable(IReadOnlyList<IndicatorDefinition> definitions, string? province = null)
{
    /// <summary>Lets one publish at a time count figures, until its transaction ends: figures over two feeds would
    /// otherwise read each other's old state.</summary>
    public static Task Hold(NpgsqlConnection connection) =>
        connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('de06/figures', 0))");

    /// <summary>Does what a refresh of this feed's figures needs no database for: a publish has it done while the
    /// server is busy with the rows.</summary>
    public void Prepare(FeedContract contract)
    {
        foreach (var definition in definitions.Where(d => d.Feeds.Contains(contract.Feed)))
        {
            definition.Hash();
        }
    }

    /// <summary>Recomputes the figures of this feed inside the publishing transaction; returns the cells that
    /// changed.</summary>
    /// <param name="connection">Connection of the publish.</param>
    /// <param name="contract">The feed.</param>
    /// <param name="publishId">Publish.</param>
    /// <param name="asOf">As-of of the feed.</param>
    /// <param name="scope">Maps, and the one in force.</param>
    /// <param name="moved">Rows that the publish moves in place; null otherwise.</param>
    /// <param name="onlyKinds">The rows stayed; only mismatches of these kinds moved.</param>
    public async Task<IReadOnlyList<FigureMovement>> Refresh(
        NpgsqlConnection connection, FeedContract contract, Guid publishId, DateTimeOffset asOf, UnitScope scope,
        MovedRows? moved = null, IReadOnlyCollection<string>? onlyKinds = null)
    {
        var feeds = await PublishedFeeds.Read(connection);
        var due = Due(feeds, d => d.Feeds.Contains(contract.Feed) && (onlyKinds is null || d.CountsKind(onlyKinds)));
        if (due.Count == 0)
        {
            return [];
        }

        await Define(connection, due, publishId);
        var units = await UnitTree.Read(connection, scope, province);
        var counter = await FigureCounter.Begin(connection, feeds, units);
        var kept = new KeptCounts(connection, feeds, scope.Ledger, units, moved);
        using var cells = new CellTable(connection);
        foreach (var definition in due.Except(await kept.Move(due, Take)))
        {
            Take(definition, await kept.Count(definition));
        }

        var movements = await cells.Save(publishId, asOf);
        await kept.Save();
        return movements;

        void Take(IndicatorDefinition definition, RefreshedCounts refreshed)
        {
            var only = counter.WaitsForUnits(definition) ? null : refreshed.Moved;
            cells.Take(definition, only is null ? null : [.. only, .. refreshed.Gone], counter.Cells(
                definition, refreshed.Counts, only ?? definition.Kept(feeds.NewestDay(definition)!.Value)));
            cells.Take(definition, counter.Earlier(definition, refreshed.Counts));
        }
    }

    /// <summary>Every figure on another map or of other periods, counted anew from the records; nothing is
    /// written.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="scope">Maps, and the one in force.</param>
    /// <param name="map">The map asked for.</param>
    /// <param name="code">Only this figure; null for all.</param>
    /// <param name="period">Only this period; null for those that are kept.</param>
    public async Task<IReadOnlyList<(IndicatorDefinition Definition, FigureCell Cell)>> Count(
        NpgsqlConnection connection, UnitScope scope, UnitMap? map, string? code, FigurePeriod? period)
    {
        var feeds = await PublishedFeeds.Read(connection);
        var counter = await FigureCounter.Begin(
            connection, feeds, await UnitTree.Read(connection, scope, province, map));
        var found = new List<(IndicatorDefinition, FigureCell)>();
        foreach (var definition in Due(feeds, d => code is null || d.Code == code))
        {
            found.AddRange((await counter.Count(definition, map ?? scope.Ledger, period))
                .Select(cell => (definition, cell)));
        }

        return found;
    }

    /// <summary>Figures of which every feed has been published.</summary>
    List<IndicatorDefinition> Due(PublishedFeeds feeds, Func<IndicatorDefinition, bool> asked) =>
        [.. definitions.Where(d => asked(d) && feeds.NewestDay(d) is not null)];

    /// <summary>Keeps definitions equal to their files, and every version of them that values were published
    /// with.</summary>
    static async Task Define(
        NpgsqlConnection connection, IReadOnlyList<IndicatorDefinition> due, Guid publishId)
    {
        var known = (await connection.QueryAsync<(string Code, string Hash)>(
            "select code, definition_hash from core.indicator_definition")).ToDictionary(d => d.Code, d => d.Hash);
        foreach (var definition in due.Where(d => known.GetValueOrDefault(d.Code) != d.Hash()))
        {
            await Define(connection, definition, publishId);
        }
    }

    static Task Define(NpgsqlConnection connection, IndicatorDefinition definition, Guid publishId) =>
        connection.ExecuteAsync(SqlFile.Text("publishing/define_figure"), new
        {
            code = definition.Code,
            title_vi = definition.Title,
            title_en = definition.TitleEn,
            numerator_vi = definition.Numerator,
            denominator_vi = definition.Denominator,
            denominator_en = definition.DenominatorEn,
            basis = definition.Basis,
            rounding = definition.Truncates ? "truncate" : "round",
            decimals = (short)definition.Decimals,
            feeds = definition.Feeds.ToArray(),
            hash = definition.Hash(),
            @class = definition.Class,
            utility = definition.Utility,
            owner = definition.Owner,
            shows = definition.ShownAs(),
            counts = definition.Counts.ToString().ToLowerInvariant(),
            within = definition.Within,
            not_above = definition.NotAbove,
            compare_with = definition.CompareWith,
            lower_is_better = definition.LowerIsBetter,
            whole = definition.ToJson(),
            publish_id = publishId,
        });
}
