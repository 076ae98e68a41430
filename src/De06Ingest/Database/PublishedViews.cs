using System.Data;
using Dapper;
using De06Ingest.Reporting;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Database;

/// <summary>
/// Reads the views of schemas <c>api</c> and <c>api_full</c> with the statements in <c>sql/reporting</c>.
/// </summary>
sealed class PublishedViews(NpgsqlDataSource database) : IPublished
{
    static PublishedViews()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new UtcTime());
    }

    public Task<IReadOnlyList<RunRow>> Runs(string? feed, int limit, CancellationToken stop) =>
        Query<RunRow>("runs", new { feed, limit }, stop);

    public Task<IReadOnlyList<string>> Known(string filter, string name, CancellationToken stop) =>
        Query<string>("known_names", new { filter, name }, stop);

    public async Task<IReadOnlyList<FeedHealthRow>> FeedHealth(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        return await FeedHealth(connection, stop);
    }

    /// <summary>How the feeds stand in the state that a transaction sees.</summary>
    public static async Task<IReadOnlyList<FeedHealthRow>> FeedHealth(
        NpgsqlConnection connection, CancellationToken stop) =>
        (await connection.QueryAsync<FeedHealthRow>(new CommandDefinition(
            SqlFile.Text("reporting/feed_health"), cancellationToken: stop))).AsList();

    public Task<IReadOnlyList<MismatchRow>> Mismatches(MismatchFilter filter, CancellationToken stop) =>
        Query<MismatchRow>(
            filter.Clear ? "mismatches_full" : "mismatches",
            new
            {
                feed = filter.Feed,
                kind = filter.Kind,
                unit = filter.Unit,
                state = filter.State,
                limit = filter.Limit,
            },
            stop,
            filter.Unit);

    public Task<IReadOnlyList<SuggestionRow>> Suggestions(SuggestionFilter filter, CancellationToken stop) =>
        Query<SuggestionRow>(
            filter.Clear ? "suggestions_full" : "suggestions",
            new
            {
                feed = filter.Feed,
                unit = filter.Unit,
                field = filter.Field,
                least = filter.Least,
                limit = filter.Limit,
            },
            stop,
            filter.Unit);

    public Task<IReadOnlyList<ReviewRow>> Reviews(ReviewFilter filter, CancellationToken stop) =>
        Query<ReviewRow>(
            filter.Clear ? "reviews_full" : "reviews",
            new
            {
                feed = filter.Feed,
                unit = filter.Unit,
                profile = filter.Profile,
                state = filter.State,
                limit = filter.Limit,
            },
            stop,
            filter.Unit);

    public Task<IReadOnlyList<ReviewProfileRow>> ReviewProfiles(string? feed, CancellationToken stop) =>
        Query<ReviewProfileRow>("review_profiles", new { feed }, stop);

    public Task<IReadOnlyList<MismatchCountRow>> OpenMismatches(CancellationToken stop) =>
        Query<MismatchCountRow>("open_mismatches", null, stop);

    public Task<IReadOnlyList<IndicatorRow>> ProvinceFigures(CancellationToken stop) =>
        Query<IndicatorRow>("province_figures", null, stop);

    public Task<IReadOnlyList<IndicatorRow>> Indicators(IndicatorFilter filter, CancellationToken stop) =>
        Query<IndicatorRow>("indicators", new { code = filter.Code, unit = filter.Unit, period = filter.Period }, stop);

    public Task<IReadOnlyList<RefusalRow>> Refusals(long runId, bool clear, int limit, CancellationToken stop) =>
        Query<RefusalRow>(clear ? "refusals_full" : "refusals", new { run_id = runId, limit }, stop);

    /// <param name="statement">File in <c>sql/reporting</c>.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="stop">Ends the question.</param>
    /// <param name="unit">A unit that stands for itself and all below it; nothing found about one that is not on the
    /// map in force would look like good news.</param>
    /// <exception cref="UnitUnknown">Nothing was found, and the map in force has no such unit.</exception>
    async Task<IReadOnlyList<T>> Query<T>(
        string statement, object? parameters, CancellationToken stop, string? unit = null)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var sql = SqlFile.Text("reporting/" + statement);
        var command = new CommandDefinition(sql, parameters, cancellationToken: stop);
        var rows = (await connection.QueryAsync<T>(command)).AsList();
        if (rows.Count == 0 && unit is not null && !UnitElsewhere.Is(unit))
        {
            await PublishedReports.Place(connection, unit, stop);
        }

        return rows;
    }

    /// <summary>
    /// Npgsql gives timestamps as UTC <see cref="DateTime"/>; our rows hold <see cref="DateTimeOffset"/>.
    /// </summary>
    sealed class UtcTime : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTimeOffset time => time,
            DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            _ => throw new DataException($"{value.GetType().Name} is not a point in time."),
        };

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = value.ToUniversalTime();
    }
}
