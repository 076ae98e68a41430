using System.Globalization;
using Dapper;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Takes a figure apart into its records, at one time or between two.</summary>
/// <remarks>
/// A percentage moves from n/d to (n + Σ Δn)/(d + Σ Δd). With v = n/d before, the difference is exactly
/// Σ (Δn - v Δd) / (d + Σ Δd), so each record has a part of its own that depends on no order, and the parts of any
/// grouping add up. Another map or definition comes first, as the difference that it makes to the rows of before.
/// </remarks>
sealed class FigureExplanations(
    NpgsqlDataSource database, Lazy<IReadOnlyList<IndicatorDefinition>> definitions,
    Lazy<IReadOnlyList<FeedContract>> contracts, string? province, DateOnly today) : IFigureExplanations
{
    public async Task<FigureHold> Hold(FigureQuestion question, CancellationToken stop)
    {
        await using var asked = await Asked.Open(database, stop);
        var (connection, definition) = (asked.Connection, Definition(question.Code));
        var map = asked.Maps.InForce(today);
        var tree = await Tree(asked, map);
        var unit = await Unit(question, tree, asked.Connection, stop);
        var day = Newest(asked, definition);
        if (definition.Shows != FigureForm.Percent)
        {
            throw new FigureUnknown("figure-no-share", definition.Code);
        }

        var period = await NewestWithValue(connection, question, definition, unit)
            ?? Periods(question, definition, day, day)[0];
        var absence = asked.Feeds.Absence(definition);
        if (absence.Before(period) is { } none)
        {
            throw none;
        }

        var scope = new FigureScope(connection, tree, unit, period);
        await scope.Fill("figure_now", definition, await new FigureRows(connection).Now(definition, asked.Feeds, map),
            day);
        var now = await State(connection, "figure_now", definition, day);
        if (now.Denominator == 0)
        {
            throw await FigureRows.First(connection, definition) is { } first && period.Last < first
                ? absence.Of(period, first)
                : new FigureUnknown("figure-nothing", definition.Code, unit, period);
        }

        var found = new FigureParts(connection, contracts.Value, question);
        await found.FindHolding(definition, now);
        var parts = (await found.Read(definition))
            .Select(p => p with { Worth = 100m * p.Numerator / now.Denominator })
            .OrderByDescending(p => p.Worth).ToList();
        return new(definition.Code, definition.Title, unit, map?.Find(unit)?.Name, period.ToString(),
            definition.ShownAs(), now, parts)
        { TitleEn = definition.TitleEn, LowerIsBetter = definition.LowerIsBetter };
    }

    /// <summary>Where no period is asked for and the one of the data has nothing yet, the newest that has a
    /// value.</summary>
    static async Task<FigurePeriod?> NewestWithValue(
        NpgsqlConnection connection, FigureQuestion question, IndicatorDefinition definition, string unit)
    {
        if (question.Period is not null || definition.Counts != FigureCounting.InPeriod)
        {
            return null;
        }

        var periods = await connection.QueryAsync<string>(
            """
            select period from core.indicator_value
            where code = @Code and unit = @unit and state in ('value', 'incomplete') and denominator > 0
            """, new { definition.Code, unit });
        return periods.Select(FigurePeriod.Parse).OfType<FigurePeriod>()
            .OrderByDescending(p => p.First).ThenBy(p => p.Kind).Cast<FigurePeriod?>().FirstOrDefault();
    }

    public async Task<FigureChange> Change(
        FigureQuestion question, string from, string? to, CancellationToken stop)
    {
        await using var asked = await Asked.Open(database, stop);
        var (connection, definition) = (asked.Connection, Definition(question.Code));
        var newest = Newest(asked, definition);
        var before = await Moment(asked, definition, question, from);
        var after = await Moment(asked, definition, question, to ?? newest.ToString("yyyy-MM-dd", null));
        var tree = await Tree(asked, after.Map);
        var unit = await Unit(question, tree, asked.Connection, stop);
        var (period, restated, now) = await TakeBoth(asked, tree, unit, question, before, after);
        var found = new FigureParts(connection, contracts.Value, question);
        var (then, first) = await ReadOtherwise(asked, before, after, unit, period, restated, found);
        if (Exact(after.Definition, restated) is not { } basis || Exact(after.Definition, now) is not { } end
            || Exact(before.Definition, then) is not { } start)
        {
            throw await FigureRows.First(connection, definition) is { } firstDay && period.Last < firstDay
                ? asked.Feeds.Absence(definition).Of(period, firstDay)
                : await before.FirstDay(connection) is { } known && before.Asked < known
                ? new FigureUnknown("figure-before-feeds", definition.Code, before.Asked, known)
                : new FigureUnknown("figure-no-value", definition.Code, unit, period);
        }

        await found.Compare(after.Definition, before, after);
        var parts = (await found.Read(after.Definition with { CausesEn = definition.CausesEn }))
            .Select(p => p with { Worth = Worth(after.Definition, p, basis, now.Denominator) });
        return new(definition.Code, definition.Title, unit, after.Map?.Find(unit)?.Name, period.ToString(),
            definition.ShownAs(), before.Of(then), after.Of(now), end - start,
            [.. first, .. parts.OrderBy(p => p.Worth)],
            await Feeds(connection, after.Definition, before, after))
        { TitleEn = definition.TitleEn };
    }

    /// <summary>Fills figure_before and figure_after: for the period asked for, else for the shortest one of the figure
    /// that holds both days and has a value at both times.</summary>
    static async Task<(FigurePeriod Period, FigureState Before, FigureState After)> TakeBoth(
        Asked asked, UnitTree tree, string unit, FigureQuestion question, FigureMoment before, FigureMoment after)
    {
        var (connection, definition) = (asked.Connection, after.Definition);
        var rows = new FigureRows(connection);
        var (was, now) = (await rows.At(definition, before, after.Map), await rows.At(definition, after, after.Map));
        var periods = Periods(question, definition, before.Day, after.Day);
        foreach (var (period, isLast) in periods.Select((p, i) => (p, i == periods.Count - 1)))
        {
            if (new FigureAbsence(definition, [], after.Day).Before(period) is { } none)
            {
                throw none;
            }

            var scope = new FigureScope(connection, tree, unit, period);
            await scope.Fill("figure_before", definition, was, before.Day);
            await scope.Fill("figure_after", definition, now, after.Day);
            var states = (await State(connection, "figure_before", definition, before.Day),
                await State(connection, "figure_after", definition, after.Day));
            if (isLast || (Exact(definition, states.Item1) is not null && Exact(definition, states.Item2) is not null))
            {
                return (period, states.Item1, states.Item2);
            }

            await connection.ExecuteAsync("drop table figure_before, figure_after");
        }

        throw new FigureUnknown("figure-period", question.Period ?? "");
    }

    /// <summary>The value of before as it was told then, and what another map and another definition make of
    /// it.</summary>
    async Task<(FigureState Then, List<FigurePart> Parts)> ReadOtherwise(
        Asked asked, FigureMoment before, FigureMoment after, string unit, FigurePeriod period, FigureState restated,
        FigureParts found)
    {
        var parts = new List<FigurePart>();
        var (later, table) = (restated, "figure_before");
        if (before.Definition.Hash() != after.Definition.Hash())
        {
            later = await Total(asked, "figure_defined", before, before.Definition, after.Map, unit, period);
            parts.Add(await found.Of("figure_defined", table, after.Definition,
                Otherwise("definition", before.Definition, later, after.Definition, restated)));
            table = "figure_defined";
        }

        if (before.Map?.Number == after.Map?.Number || !(await Tree(asked, before.Map)).Knows(unit))
        {
            return (later, parts);
        }

        var then = await Total(asked, "figure_mapped", before, before.Definition, before.Map, unit, period);
        if (then != later)
        {
            parts.Insert(0, await found.Of("figure_mapped", table, before.Definition,
                Otherwise("map", before.Definition, then, before.Definition, later)));
        }

        return (then, parts);
    }

    async Task<FigureState> Total(
        Asked asked, string table, FigureMoment then, IndicatorDefinition definition, UnitMap? map, string unit,
        FigurePeriod period)
    {
        var statement = await new FigureRows(asked.Connection).At(definition, then, map);
        await new FigureScope(asked.Connection, await Tree(asked, map), unit, period)
            .Fill(table, definition, statement, then.Day);
        return await State(asked.Connection, table, definition, then.Day);
    }

    static FigurePart Otherwise(
        string kind, IndicatorDefinition one, FigureState before, IndicatorDefinition other, FigureState after) =>
        new(kind, null, null, 0, after.Numerator - before.Numerator, after.Denominator - before.Denominator,
            (Exact(other, after) ?? 0) - (Exact(one, before) ?? 0), []);

    static decimal Worth(IndicatorDefinition definition, FigurePart part, decimal basis, long denominator) =>
        definition.Shows switch
        {
            FigureForm.Percent => ((100m * part.Numerator) - (basis * part.Denominator)) / denominator,
            FigureForm.Days => (part.Numerator - (basis * part.Denominator)) / denominator,
            _ => part.Numerator,
        };

    static decimal? Exact(IndicatorDefinition definition, FigureState state) =>
        definition.Exact(state.Numerator, state.Denominator);

    static async Task<FigureState> State(
        NpgsqlConnection connection, string table, IndicatorDefinition definition, DateOnly day)
    {
        var (numerator, denominator) = await connection.QuerySingleAsync<(long, long)>(
            $"select coalesce(sum(n), 0)::bigint, coalesce(sum(d), 0)::bigint from {table}");
        return new(definition.Value(numerator, denominator), numerator, denominator, day);
    }

    static async Task<IReadOnlyList<FigureFeed>> Feeds(
        NpgsqlConnection connection, IndicatorDefinition definition, FigureMoment before, FigureMoment after)
    {
        var runs = (await connection.QueryAsync<(long Run, DateTime AsOf)>(
            "select run_id, as_of from core.run where run_id = any(@runs)",
            new { runs = before.Runs.Values.Concat(after.Runs.Values).ToArray() }))
            .ToDictionary(r => r.Run, r => r.AsOf);
        var held = (await connection.QueryAsync<(string Feed, DateTime AsOf)>(
            """
            select r.feed, max(r.as_of) from core.run r
            where r.feed = any(@feeds) and r.state = 'held' and r.decision is null
              and (r.as_of at time zone 'Asia/Ho_Chi_Minh')::date <= @day::date group by r.feed
            """, new { feeds = definition.Feeds.ToArray(), day = after.Asked.ToString("yyyy-MM-dd", null) }))
            .ToDictionary(r => r.Feed, r => r.AsOf);
        var agreed = (await connection.QueryAsync<(string Feed, TimeSpan FreshWithin)>(
            "select feed, fresh_within from core.feed")).ToDictionary(f => f.Feed, f => f.FreshWithin);
        var end = new DateTimeOffset(after.Asked.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
        return
        [
            .. definition.Feeds.Select(feed => new FigureFeed(feed, At(before, feed), At(after, feed),
                held.TryGetValue(feed, out var waits) && !(At(after, feed) >= Utc(waits)) ? "held"
                    : At(after, feed) is not { } at || at + agreed.GetValueOrDefault(feed) < end ? "late"
                    : before.Runs.GetValueOrDefault(feed) != after.Runs.GetValueOrDefault(feed) ? "moved" : "same")),
        ];

        DateTimeOffset? At(FigureMoment moment, string feed) =>
            moment.Runs.TryGetValue(feed, out var run) && runs.TryGetValue(run, out var at) ? Utc(at) : null;

        static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
    }

    /// <summary>A day as yyyy-MM-dd, or a version that was frozen for the period, as v1.</summary>
    static async Task<FigureMoment> Moment(
        Asked asked, IndicatorDefinition definition, FigureQuestion question, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return await FigureMoment.OfDay(asked.Connection, definition, day, asked.Maps);
        }

        return text.StartsWith('v') && int.TryParse(text.AsSpan(1), CultureInfo.InvariantCulture, out var version)
            && await FigureMoment.OfFreeze(
                asked.Connection, definition, question.Period ?? "all", version, asked.Maps) is { } frozen
            ? frozen
            : throw new FigureUnknown("figure-moment", text);
    }

    /// <summary>The period asked for; else those of the figure that hold both days, the shortest first, or what holds
    /// to date.</summary>
    static IReadOnlyList<FigurePeriod> Periods(
        FigureQuestion question, IndicatorDefinition definition, DateOnly one, DateOnly other) =>
        question.Period is { } text ? [FigurePeriod.Parse(text) ?? throw new FigureUnknown("figure-period", text)]
            : definition.Counts != FigureCounting.InPeriod ? [FigurePeriod.All]
            : [.. definition.Periods.Order().Select(kind => FigurePeriod.Of(kind, other)).OfType<FigurePeriod>()
                .Where(p => p.Holds(one)).Append(FigurePeriod.Of(PeriodKind.Year, other)!.Value).Distinct()];

    IndicatorDefinition Definition(string code) => definitions.Value.FirstOrDefault(d => d.Code == code)
        ?? throw new FigureUnknown("figure-unknown", code);

    async Task<string> Unit(
        FigureQuestion question, UnitTree tree, NpgsqlConnection connection, CancellationToken stop)
    {
        var unit = question.Unit ?? tree.Uppers.FirstOrDefault(tree.IsProvince) ?? province ?? "";
        return !tree.Knows(unit) ? throw new UnitUnknown(await PublishedReports.Became(connection, unit, stop))
            : Definition(question.Code).OnlyProvince && !tree.IsProvince(unit)
                ? throw new FigureUnknown("figure-province-only", question.Code)
            : unit;
    }

    Task<UnitTree> Tree(Asked asked, UnitMap? map) => UnitTree.Read(
        asked.Connection, new UnitScope(asked.Maps, null, asked.Maps.InForce(today)), province, map);

    static DateOnly Newest(Asked asked, IndicatorDefinition definition) =>
        asked.Feeds.NewestDay(definition) ?? throw asked.Feeds.Absence(definition).Of(null, null);

    /// <summary>A connection that holds the tables of one answer, how the feeds stand, and the units.</summary>
    sealed class Asked(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PublishedFeeds feeds, UnitMaps maps)
        : IAsyncDisposable
    {
        public NpgsqlConnection Connection => connection;
        public PublishedFeeds Feeds => feeds;
        public UnitMaps Maps => maps;

        public static async Task<Asked> Open(NpgsqlDataSource database, CancellationToken stop)
        {
            var connection = await database.OpenConnectionAsync(stop);
            var transaction = await connection.BeginTransactionAsync(stop);
            await connection.ExecuteAsync("set local jit = off; set local work_mem = '256MB'");
            return new(connection, transaction, await PublishedFeeds.Read(connection),
                await new UnitTable(connection).Read());
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
