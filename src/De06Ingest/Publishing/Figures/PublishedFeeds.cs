using Dapper;
using De06Ingest.Units;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>How the feeds stand that figures are counted from: read once for all figures of a publish.</summary>
sealed class PublishedFeeds
{
    readonly Dictionary<string, Standing> standings;

    PublishedFeeds(Dictionary<string, Standing> standings) => this.standings = standings;

    public static async Task<PublishedFeeds> Read(NpgsqlConnection connection) =>
        new((await connection.QueryAsync<Standing>(
            """
            select feed, run_id as run, generation, coalesce(unit_maps, '{}') as "UnitMaps",
                   (as_of at time zone 'Asia/Ho_Chi_Minh')::date::timestamp as day, as_of as "AsOf"
            from core.feed_current
            """)).ToDictionary(f => f.Feed));

    /// <summary>Day of the newest data that a figure rests on; null while one of its feeds has published
    /// nothing.</summary>
    /// <remarks>A feed of older data must not hide the periods that another one has brought.</remarks>
    public DateOnly? NewestDay(IndicatorDefinition definition) =>
        definition.Feeds is { Count: > 0 } feeds && feeds.All(standings.ContainsKey)
            ? DateOnly.FromDateTime(feeds.Max(f => standings[f].Day))
            : null;

    /// <summary>Time of the newest data that a figure rests on; null while none of its feeds has published.</summary>
    public DateTimeOffset? NewestData(IndicatorDefinition definition) =>
        definition.Feeds.Where(standings.ContainsKey).Select(f => standings[f].AsOf).ToList() is { Count: > 0 } times
            ? new(DateTime.SpecifyKind(times.Max(), DateTimeKind.Utc))
            : null;

    /// <summary>Why a figure may have no value.</summary>
    public FigureAbsence Absence(IndicatorDefinition definition) => new(
        definition, [.. definition.Feeds.Where(f => !standings.ContainsKey(f))], NewestDay(definition));

    /// <summary>Run that readers see of each feed of a figure.</summary>
    public IReadOnlyDictionary<string, long> Runs(IndicatorDefinition definition) =>
        definition.Feeds.ToDictionary(f => f, f => standings[f].Run);

    /// <summary>Generation that readers see of a feed.</summary>
    public int Generation(string feed) => standings[feed].Generation;

    /// <summary>Generation of a feed that has rows on another map than this one; null for any other.</summary>
    public int? GenerationOnOtherMap(string feed, UnitMap map) =>
        standings.TryGetValue(feed, out var standing) && Array.Exists(standing.UnitMaps, m => m != map.Number)
            ? standing.Generation
            : null;

    sealed record Standing
    {
        public string Feed { get; init; } = "";
        public long Run { get; init; }
        public int Generation { get; init; }
        public short[] UnitMaps { get; init; } = [];
        public DateTime Day { get; init; }

        /// <summary>In UTC.</summary>
        public DateTime AsOf { get; init; }
    }
}
