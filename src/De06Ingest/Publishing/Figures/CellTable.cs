using De06Ingest.Database;
using De06Ingest.Reporting;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>Owns core.indicator_value and core.indicator_earlier: takes the cells of the figures that a publish
/// refreshes, and makes those that are kept equal to them.</summary>
/// <remarks>One row of an old day moves the state to date of every later period, so that some ten thousand cells change
/// with a thousand rows. They are encoded as they are taken, while the server counts the next figure.</remarks>
/// <param name="connection">Connection of the publish, which holds the lock of the figures.</param>
sealed class CellTable(NpgsqlConnection connection) : IDisposable
{
    const string Columns = "code, unit, period, value, state, numerator, denominator, reported, expected";

    const string EarlierColumns = "code, unit, period, compared_with, until, numerator, denominator, state";

    readonly RawCopy cells = new(null);
    readonly RawCopy earlier = new(null);
    readonly List<(string Code, string? Period)> refreshed = [];

    /// <summary>Takes the cells of a figure.</summary>
    /// <param name="definition">Figure.</param>
    /// <param name="only">Periods that the cells are of, those that are no more included; null for all that there
    /// are.</param>
    /// <param name="made">The cells.</param>
    public void Take(
        IndicatorDefinition definition, IReadOnlyList<FigurePeriod>? only, IReadOnlyList<FigureCell> made)
    {
        refreshed.AddRange(only is null
            ? [(definition.Code, null)]
            : only.Select(p => (definition.Code, (string?)p.ToString())));
        foreach (var cell in made)
        {
            cells.Row(9, definition.Code.Length + (3 * (cell.Unit.Length + cell.Period.Length + cell.State.Length)));
            cells.Text(definition.Code);
            cells.Text(cell.Unit);
            cells.Text(cell.Period);
            cells.NumericOrNull(definition.Value(cell));
            cells.Text(cell.State);
            cells.Int64(cell.Numerator);
            cells.Int64(cell.Denominator);
            cells.Int32OrNull(cell.Reported);
            cells.Int32OrNull(cell.Expected);
        }
    }

    /// <summary>Takes what the same days of earlier periods came to, for the periods of a figure that still
    /// run.</summary>
    public void Take(IndicatorDefinition definition, IReadOnlyList<(EarlierDays Of, FigureCell Cell)> made)
    {
        foreach (var (of, cell) in made)
        {
            var running = of.Running.ToString();
            earlier.Row(8, definition.Code.Length + (3 * (cell.Unit.Length + running.Length + cell.State.Length
                + of.ComparedWith.Length)));
            earlier.Text(definition.Code);
            earlier.Text(cell.Unit);
            earlier.Text(running);
            earlier.Text(of.ComparedWith);
            earlier.Int32(CalendarDay.Of(of.Days.Last));
            earlier.Int64(cell.Numerator);
            earlier.Int64(cell.Denominator);
            earlier.Text(cell.State);
        }
    }

    /// <summary>Saves what was taken, once; returns the cells whose value moved.</summary>
    /// <param name="publishId">Publish.</param>
    /// <param name="asOf">As-of of its data.</param>
    public async Task<IReadOnlyList<FigureMovement>> Save(Guid publishId, DateTimeOffset asOf)
    {
        if (refreshed.Count == 0)
        {
            return [];
        }

        // Sorting cells by three texts takes longer than all the rest, and reading every cell that is kept grows with
        // them; the planner thinks both cheap.
        await Execute(
            $"""
            create temporary table cell_now on commit drop as select {Columns} from core.indicator_value with no data;
            set local enable_mergejoin = off; set local enable_seqscan = off
            """);
        if (cells.Rows > 0)
        {
            await cells.SendTo(connection, $"copy cell_now ({Columns}) from stdin (format binary)");
        }

        var movements = await Settle(publishId, asOf);
        await Execute(
            "drop table cell_now; set local enable_mergejoin to default; set local enable_seqscan to default");
        await SettleEarlier();
        return movements;
    }

    async Task<List<FigureMovement>> Settle(Guid publishId, DateTimeOffset asOf)
    {
        await using var command = new NpgsqlCommand(SqlFile.Text("publishing/save_figures"), connection);
        command.Parameters.AddWithValue("only_codes", refreshed.Select(r => r.Code).ToArray());
        command.Parameters.AddWithValue("only_periods", refreshed.Select(r => r.Period).ToArray());
        command.Parameters.AddWithValue("as_of", asOf.ToUniversalTime());
        command.Parameters.AddWithValue("publish_id", publishId);
        await using var reader = await command.ExecuteReaderAsync();
        var movements = new List<FigureMovement>();
        while (await reader.ReadAsync())
        {
            movements.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), Number(3), Number(4)));
        }

        return movements;

        decimal? Number(int column) => reader.IsDBNull(column) ? null : reader.GetDecimal(column);
    }

    async Task SettleEarlier()
    {
        await Execute(
            $"""
            create temporary table earlier_now on commit drop as
            select {EarlierColumns} from core.indicator_earlier with no data
            """);
        if (earlier.Rows > 0)
        {
            await earlier.SendTo(connection, $"copy earlier_now ({EarlierColumns}) from stdin (format binary)");
        }

        await using var command = new NpgsqlCommand(SqlFile.Text("publishing/save_earlier"), connection);
        command.Parameters.AddWithValue("codes", refreshed.Select(r => r.Code).Distinct().ToArray());
        await command.ExecuteNonQueryAsync();
        await Execute("drop table earlier_now");
    }

    public void Dispose()
    {
        cells.Dispose();
        earlier.Dispose();
    }

    async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
