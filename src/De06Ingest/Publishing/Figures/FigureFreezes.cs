using Dapper;
using De06Ingest.Database;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Fixes the figures of a period ("chốt số"); fixed again, what moved is a new version.</summary>
sealed class FigureFreezes(NpgsqlDataSource database) : IFigureFreezes
{
    public async Task<FrozenPeriod> Freeze(string period, string by, string reason, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await IndicatorTable.Hold(connection);
        var last = await connection.ExecuteScalarAsync<int?>(
            "select max(version) from core.indicator_freeze where period = @period", new { period });
        var cells = await connection.ExecuteScalarAsync<long>(
            "select count(*) from core.indicator_value where period = @period", new { period });
        if (cells == 0)
        {
            throw new FigureUnknown("figure-period-empty", period);
        }

        var (newest, incomplete) = await connection.QuerySingleAsync<(DateTime Newest, long Incomplete)>(
            """
            select max(as_of at time zone 'Asia/Ho_Chi_Minh')::date::timestamp,
                   (select count(*) from core.indicator_value
                    where period = @period and state in ('incomplete', 'not-reported'))
            from core.feed_current
            """, new { period });
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
}
