using Dapper;
using De06Ingest.Database;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Fixes the figures of a period ("chốt số"); fixed again, what moved is a new version.</summary>
/// <param name="database">Connections.</param>
/// <param name="units">Counts figures of which no values of the period are kept: a regime month has as many as a
/// month.</param>
sealed class FigureFreezes(NpgsqlDataSource database, IAdminUnits units) : IFigureFreezes
{
    public async Task<FrozenPeriod> Freeze(string period, string by, string reason, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await IndicatorTable.Hold(connection);
        var last = await connection.ExecuteScalarAsync<int?>(
            "select max(version) from core.indicator_freeze where period = @period", new { period });
        await TakeCells(connection, period, stop);
        var (cells, known) = await connection.QuerySingleAsync<(long Cells, long Known)>(
            "select count(*), count(*) filter (where state in ('value', 'incomplete')) from cell_to_fix");
        if (known == 0)
        {
            throw new FigureUnknown("figure-period-empty", period);
        }

        var (newest, incomplete) = await connection.QuerySingleAsync<(DateTime Newest, long Incomplete)>(
            """
            select max(as_of at time zone 'Asia/Ho_Chi_Minh')::date::timestamp,
                   (select count(*) from cell_to_fix where state in ('incomplete', 'not-reported'))
            from core.feed_current
            """);
        var day = DateOnly.FromDateTime(newest);
        var unfinished = FigurePeriod.Parse(period) is { Kind: not PeriodKind.ToDate } its && day < its.Last
            ? day : (DateOnly?)null;
        var moved = (await connection.QueryAsync<FrozenDifference>(
            SqlFile.Text("publishing/frozen_differences"), new { period, version = last ?? 0 })).AsList();
        if (last is { } kept && moved.Count == 0)
        {
            return new(period, kept, cells, false, []) { UnfinishedAt = unfinished, Incomplete = incomplete };
        }

        await connection.ExecuteAsync(
            SqlFile.Text("publishing/freeze_figures"), new { period, version = (last ?? 0) + 1, by, reason });
        await transaction.CommitAsync(stop);
        return new(period, (last ?? 0) + 1, cells, true, last is null ? [] : moved)
        {
            UnfinishedAt = unfinished,
            Incomplete = incomplete,
        };
    }

    /// <summary>Puts every cell of the period into cell_to_fix. Nothing moves meanwhile, for the figures are
    /// held.</summary>
    async Task TakeCells(NpgsqlConnection connection, string period, CancellationToken stop)
    {
        await connection.ExecuteAsync(
            """
            create temporary table cell_to_fix on commit drop as
            select code, unit, value, state, numerator, denominator, reported, expected, as_of
            from core.indicator_value where period = @period
            """, new { period });
        var counted = await units.Figures(null, new(null, null, period) { OnlyUnkept = true }, stop);
        await connection.ExecuteAsync(
            """
            insert into cell_to_fix (code, unit, value, state, numerator, denominator, reported, expected, as_of)
            select * from unnest(@codes, @units, @values, @states, @numerators, @denominators, @reported, @expected,
                                 @times)
            """,
            new
            {
                codes = counted.Select(f => f.Code).ToArray(),
                units = counted.Select(f => f.Unit).ToArray(),
                values = counted.Select(f => f.Value).ToArray(),
                // What is in no unit of the map is listed as such; in the cell it is a value like any other.
                states = counted.Select(f => f.LevelElsewhere is null ? f.State : "value").ToArray(),
                numerators = counted.Select(f => f.Numerator).ToArray(),
                denominators = counted.Select(f => f.Denominator).ToArray(),
                reported = counted.Select(f => f.Reported).ToArray(),
                expected = counted.Select(f => f.Expected).ToArray(),
                times = counted.Select(f => f.AsOf?.UtcDateTime).ToArray(),
            });
    }
}
