using Dapper;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Commands.Demo;

/// <summary>Compares what the program found in a synthetic province with its answer sheet.</summary>
/// <remarks>Everything is compared by equality: counts that agree by chance would hide one miss and one false
/// alarm.</remarks>
static class AnswerCheck
{
    /// <summary>Holds the open mismatches of the ledger against those of the day, mismatch by mismatch.</summary>
    public static async Task<DayCheck> Ledger(NpgsqlDataSource database, AnswerDay day, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var open = await connection.QueryAsync<MismatchId>(new CommandDefinition(
            "select feed, subject_id as subject, kind from core.mismatch where state = 'open'",
            cancellationToken: stop));
        return new DayCheck(day.Day, Kinds(day.OpenMismatches, open.ToHashSet()));
    }

    /// <summary>One sentence for every count of a run, movement or figure that differs; empty when all are
    /// equal.</summary>
    public static async Task<IReadOnlyList<string>> Counts(
        NpgsqlDataSource database, DayRuns runs, CancellationToken stop)
    {
        var differences = runs.Day.Deliveries.Zip(runs.Delivered).SelectMany(d => Rows(d.First, d.Second)).ToList();
        differences.AddRange(Movements(runs));
        await using var connection = await database.OpenConnectionAsync(stop);
        differences.AddRange(await Figures(connection, runs.Day, stop));
        return differences;
    }

    /// <summary>Both sides by feed and kind: a mismatch counts as found only under its own subject.</summary>
    public static IReadOnlyList<KindCheck> Kinds(IReadOnlySet<MismatchId> planted, IReadOnlySet<MismatchId> open) =>
        [.. planted.Concat(open).Select(m => (m.Feed, m.Kind)).Distinct().Order().Select(group => new KindCheck(
            group.Feed,
            group.Kind,
            planted.Count(m => (m.Feed, m.Kind) == group),
            planted.Count(m => (m.Feed, m.Kind) == group && open.Contains(m)),
            open.Count(m => (m.Feed, m.Kind) == group && !planted.Contains(m))))];

    static IEnumerable<string> Rows(AnswerDelivery answer, RunReport run)
    {
        // In a small province a day may bring the very bytes of the day before, and then no row is read.
        if (run is { State: "unchanged", RowsIn: 0 })
        {
            return [];
        }

        var state = run.State == "unchanged" ? "published" : run.State;
        var differences = new List<string?>
        {
            Difference("state", "published", state + (run.Cause is null ? "" : $" {run.Cause} {run.Detail}")),
            Difference("rows", answer.Rows, run.RowsIn),
            Difference("accepted", answer.Accepted, run.Accepted),
            Difference("duplicate", answer.Duplicates, run.Duplicate),
        };
        differences.AddRange(answer.Refused.Keys.Union(run.RefusedBy.Keys).Select(code => Difference(
            "refused " + code, answer.Refused.GetValueOrDefault(code), run.RefusedBy.GetValueOrDefault(code))));
        return differences.OfType<string>().Select(d => $"{answer.File}: {d}");
    }

    static IEnumerable<string> Movements(DayRuns runs)
    {
        var expected = runs.Day.Movements
            .SelectMany(f => f.Value.Select(k => (Key: (Feed: f.Key, Kind: k.Key), k.Value)))
            .ToDictionary(m => m.Key, m => m.Value);
        var moved = runs.All.SelectMany(r => r.Mismatches.Select(m => (r.Feed, m.Kind))).Distinct();
        return expected.Keys.Union(moved).Order().Select(key => Difference(
            $"day {runs.Day.Day} {key.Feed} {key.Kind}",
            expected.GetValueOrDefault(key, new(0, 0, 0, 0, 0)),
            Moved(runs, key)))
            .OfType<string>();
    }

    static AnswerMovement Moved(DayRuns runs, (string Feed, string Kind) key)
    {
        return new(
            Sum(runs.All, m => m.Opened), Sum(runs.All, m => m.Resolved), Sum(runs.Rechecked, m => m.Resolved),
            Sum(runs.All, m => m.Vanished), Sum(runs.All, m => m.Reopened));

        long Sum(IEnumerable<RunReport> reports, Func<MismatchMovement, long> count) =>
            reports.Where(r => r.Feed == key.Feed).Sum(r => r.Mismatches.Where(m => m.Kind == key.Kind).Sum(count));
    }

    /// <summary>The figures whose definition rests on the feed that the answer counts.</summary>
    static async Task<IEnumerable<string>> Figures(NpgsqlConnection connection, AnswerDay day, CancellationToken stop)
    {
        var rows = await connection
            .QueryAsync<(string Code, string Period, long Numerator, long Denominator, string[] Feeds)>(
            new CommandDefinition(
                """
                select v.code, v.period, v.numerator, v.denominator, d.feeds
                from core.indicator_value v join core.indicator_definition d using (code)
                where length(v.unit) = 2 and v.denominator > 0
                """, cancellationToken: stop));
        var published = rows.ToList();
        var feeds = published.Select(f => (f.Code, f.Feeds))
            .DistinctBy(f => f.Code)
            .ToDictionary(f => f.Code, f => f.Feeds);
        var expected = day.Figures.Where(f => !feeds.TryGetValue(f.Code, out var of) || of.Contains(f.Feed))
            .Where(f => f.Denominator > 0)
            .ToDictionary(f => (f.Code, Period: f.Period ?? "all"), f => (f.Numerator, f.Denominator));
        // Of the figures that the answer states, in periods of the kind that it states them for.
        var kinds = day.Figures.Select(f => (f.Code, Kind(f.Period ?? "all"))).ToHashSet();
        var found = published.Where(f => kinds.Contains((f.Code, Kind(f.Period))))
            .ToDictionary(f => (f.Code, f.Period), f => (f.Numerator, f.Denominator));
        return expected.Keys.Union(found.Keys).Order().Select(key => Difference(
            $"day {day.Day} {key.Code} {key.Period}", expected.GetValueOrDefault(key), found.GetValueOrDefault(key)))
            .OfType<string>();
    }

    static PeriodKind? Kind(string period) => FigurePeriod.Parse(period)?.Kind;

    static string? Difference<T>(string what, T expected, T found) =>
        EqualityComparer<T>.Default.Equals(expected, found) ? null : $"{what}: {expected} expected, {found} found";
}

/// <summary>How a day came out, by feed and kind.</summary>
sealed record DayCheck(int Day, IReadOnlyList<KindCheck> Kinds)
{
    public long Planted => Kinds.Sum(k => k.Planted);

    public long Found => Kinds.Sum(k => k.Found);

    public long Missed => Planted - Found;

    public long WronglyReported => Kinds.Sum(k => k.WronglyReported);

    public bool IsRight => Missed == 0 && WronglyReported == 0;
}

/// <summary>How one kind of mismatch came out in one feed.</summary>
/// <param name="Planted">Open by the answer sheet.</param>
/// <param name="Found">Of these, open in the ledger.</param>
/// <param name="WronglyReported">Open in the ledger, and not on the answer sheet.</param>
sealed record KindCheck(string Feed, string Kind, long Planted, long Found, long WronglyReported)
{
    public long Missed => Planted - Found;
}
