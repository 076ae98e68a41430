using Dapper;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Puts the records that hold a figure, or move it, into figure_part, each under its cause, and reads them as
/// parts.</summary>
/// <param name="connection">Connection with the tables that <see cref="FigureScope"/> filled.</param>
/// <param name="contracts">Feeds, which say whose records are masked.</param>
/// <param name="question">What is asked for.</param>
sealed class FigureParts(
    NpgsqlConnection connection, IReadOnlyList<FeedContract> contracts, FigureQuestion question)
{
    /// <summary>The records that lack something. Where less is better, what is in the numerator holds the figure up. A
    /// denominator that is an assigned number has no records of its own: what lacks is told as one.</summary>
    public Task FindHolding(IndicatorDefinition definition, FigureState now)
    {
        var (lacks, holds) = definition.LowerIsBetter ? ("n", "n > 0") : ("d - n", "d > 0 and n < d");
        return connection.ExecuteAsync(
            $"""
            create temporary table figure_part on commit drop as
            with kind as (select not {(definition.LowerIsBetter ? "true" : "false")}
              and exists (select from figure_now where n > d) as of_target)
            select record, home, day, 'held' as kind, cause, {lacks} as dn, d as dd
            from figure_now, kind where {holds} and not of_target
            union all
            select '', '', null, 'held', 'of-target', @Denominator - @Numerator, @Denominator
            from kind where of_target and @Denominator > @Numerator
            """, new { now.Numerator, now.Denominator });
    }

    /// <summary>Why each record counts otherwise than before. A person who is new in the population has come; an event
    /// that is new in a feed has happened since, or is told late. One whose day was corrected is told apart from one
    /// whose day has come.</summary>
    public Task Compare(IndicatorDefinition definition, FigureMoment before, FigureMoment after)
    {
        var hasReached = definition.Columns.Contains("reached") ? "true" : "false";
        var isOfPersons = definition.RecordFeeds.Any(IsReference) ? "true" : "false";
        return connection.ExecuteAsync(
            $"""
            create temporary table figure_part on commit drop as
            select coalesce(b.record, a.record) as record, coalesce(b.home, a.home) as home,
                   coalesce(b.day, a.day) as day, k.kind,
                   case when k.kind in ('entered', 'entered-late') then a.cause
                        when k.kind in ('excluded', 'lost') then b.cause end as cause, c.dn, c.dd
            from figure_before a full join figure_after b using (record)
            cross join lateral (select coalesce(b.n, 0) - coalesce(a.n, 0) as dn,
                                       coalesce(b.d, 0) - coalesce(a.d, 0) as dd) c
            cross join lateral (select case
              when a.d > 0 and b.d > 0 and c.dn >= 0
                then case when {hasReached} and b.reached < @seen then 'gained-late' else 'gained' end
              when a.d > 0 and b.d > 0
                then case when {hasReached} and b.reached > @after and b.reached is distinct from a.reached
                          then 'redated' else 'lost' end
              when b.d > 0 and a.record is null
                then case when {isOfPersons} then 'appeared' when b.day < @seen then 'late' else 'new' end
              when b.d > 0 and not a.inside then 'arrived'
              when b.d > 0 and a.any_day > 0 then case when a.day = b.day then 'due' else 'redated' end
              when b.d > 0 then case when b.day < @seen then 'entered-late' else 'entered' end
              when b.record is null then 'vanished'
              when not b.inside then 'left'
              when a.d > 0 and b.any_day > 0 then 'redated'
              else 'excluded' end as kind) k
            where c.dn <> 0 or c.dd <> 0
            """,
            new
            {
                seen = before.SeenBefore(after).ToDateTime(TimeOnly.MinValue),
                after = after.Day.ToDateTime(TimeOnly.MinValue),
            }, commandTimeout: 0);
    }

    /// <summary>The part with the records that count otherwise in one table than in the other.</summary>
    public async Task<FigurePart> Of(string one, string other, IndicatorDefinition definition, FigurePart part)
    {
        var otherwise = $"""
            from {other} b full join {one} a using (record)
            where (coalesce(a.n, 0), coalesce(a.d, 0)) <> (coalesce(b.n, 0), coalesce(b.d, 0))
            """;
        return part with
        {
            Records = await connection.ExecuteScalarAsync<long>($"select count(*) {otherwise}"),
            Some = [.. (await connection.QueryAsync<PartRecord>(
                $"""
                select {Key(definition)} as record, coalesce(b.home, a.home) as unit,
                       coalesce(b.day, a.day)::timestamp as day
                {otherwise} order by coalesce(b.home, a.home), record limit @Records
                """, new { question.Records })).Select(r => r.ToRecord())],
        };
    }

    /// <summary>The parts that were found, each with some of its records.</summary>
    public async Task<List<FigurePart>> Read(IndicatorDefinition definition)
    {
        var key = Key(definition);
        var some = (await connection.QueryAsync<PartRecord>(
            $"""
            select kind, cause, {key} as record, home as unit, day::timestamp as day
            from (select p.*, row_number() over (partition by kind, cause order by home, record) as place
                  from figure_part p) p
            where place <= @Records and record <> '' order by kind, cause, home, record
            """, new { question.Records })).ToLookup(r => (r.Kind, r.Cause));
        return
        [
            .. (await connection.QueryAsync<PartSum>(
                """
                select kind, cause, count(*) as records, sum(dn)::bigint as numerator, sum(dd)::bigint as denominator
                from figure_part group by kind, cause
                """)).Select(p => new FigurePart(
                    p.Kind, p.Cause, Said(definition.Causes, p.Cause),
                    p.Records, p.Numerator, p.Denominator, 0,
                    [.. some[(p.Kind, p.Cause)].Select(r => r.ToRecord())])
                    { CauseTextEn = Said(definition.CausesEn, p.Cause) }),
        ];
    }

    /// <summary>Records are of persons or cases; the items of a figure, such as services, mostly are not, nor are the
    /// rows of registers.</summary>
    bool Masks(IndicatorDefinition definition) => definition.ItemCounts != ItemRule.None
        ? definition.MasksItems
        : definition.Feeds.Any(feed => contracts.FirstOrDefault(c => c.Feed == feed)?.MasksRecords != false);

    string Key(IndicatorDefinition definition) =>
        question.Clear || !Masks(definition) ? "record" : "api.mask_key(record)";

    bool IsReference(string feed) =>
        contracts.Any(c => c.Feed == feed && c.Role == FeedRole.Reference);

    static string? Said(IReadOnlyDictionary<string, string> causes, string? cause) =>
        cause is null ? null : causes.GetValueOrDefault(cause);

    sealed record PartRecord
    {
        public string Kind { get; init; } = "";
        public string? Cause { get; init; }
        public string Record { get; init; } = "";
        public string Unit { get; init; } = "";
        public DateTime? Day { get; init; }

        public FigureRecord ToRecord() => new(Record, Unit, Day is { } day ? DateOnly.FromDateTime(day) : null);
    }

    sealed record PartSum
    {
        public string Kind { get; init; } = "";
        public string? Cause { get; init; }
        public long Records { get; init; }
        public long Numerator { get; init; }
        public long Denominator { get; init; }
    }
}
