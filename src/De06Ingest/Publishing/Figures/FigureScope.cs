using Dapper;
using Npgsql;

namespace De06Ingest.Publishing.Figures;

/// <summary>The records of one cell: a figure's records as far as they count in a unit and a period, one row each in a
/// temporary table.</summary>
/// <param name="connection">Connection with a transaction.</param>
/// <param name="tree">Units of the map on which the cell is.</param>
/// <param name="unit">Unit of the cell.</param>
/// <param name="period">Period of the cell.</param>
sealed class FigureScope(NpgsqlConnection connection, UnitTree tree, string unit, FigurePeriod period)
{
    /// <summary>Makes a table (record, inside, n, d, any_day, day, reached, cause, home): what each record counts in
    /// the cell, and in its denominator whatever its day; records of other units are there with inside =
    /// false.</summary>
    /// <param name="name">Name of the table, which goes with the transaction.</param>
    /// <param name="definition">Figure.</param>
    /// <param name="statement">Its statement over the rows to look at.</param>
    /// <param name="until">Day that the rows are of.</param>
    public async Task Fill(string name, IndicatorDefinition definition, string statement, DateOnly until)
    {
        var columns = definition.Columns;
        var inside = Inside();
        var (first, last) = (period.First, period.Last);
        if (definition.Counts == FigureCounting.Latest)
        {
            first = last = await Newest(statement, first, last);
        }

        var byItem = definition.ItemCounts != ItemRule.None;
        var reached = columns.Contains("reached") ? "greatest(f.reached, f.day)" : "f.day";
        string Counted(string day) => definition.Counts == FigureCounting.ToDate
            ? $"({day} is null or {day} <= @until)"
            : $"({day} between @first and @last)";
        await connection.ExecuteAsync(
            $"""
            create temporary table {name} on commit drop as
            select {(byItem ? "f.item" : "f.record")} as record, bool_or({inside}) as inside,
                   coalesce(sum(f.numerator) filter (where {inside} and {Counted(reached)}), 0)::bigint as n,
                   coalesce(sum(f.denominator) filter (where {inside} and {Counted("f.day")}), 0)::bigint as d,
                   coalesce(sum(f.denominator) filter (where {inside}), 0)::bigint as any_day,
                   min(f.day) as day, min({reached}) as reached, min(f.home) as home,
                   {(columns.Contains("cause") && !byItem ? "min(f.cause)" : "null::text")} as cause
            from (select s.*, coalesce(s.unit, '') as home from ({FigureStatement.Inner(statement)}) s) f
            {(definition.Counts == FigureCounting.Latest ? "where f.day = @first" : "")}
            group by 1
            """,
            new { first = Start(first), last = Start(last), until = Start(period.Until(until).Last), units = Units() },
            commandTimeout: 0);
        if (byItem)
        {
            await ByItem(name, definition);
        }

        await connection.ExecuteAsync($"analyze {name}");
    }

    /// <summary>An item counts once, by what its records come to.</summary>
    Task<int> ByItem(string name, IndicatorDefinition definition)
    {
        var passes = definition.PassesSql();
        return connection.ExecuteAsync(
            $"""
            update {name} set n = ({passes})::integer, d = {(definition.ListedItems ? "1" : "(d > 0)::integer")},
              cause = case when d = 0 then 'no-record' when not ({passes}) then 'not-enough' end
            """);
    }

    async Task<DateOnly> Newest(string statement, DateOnly first, DateOnly last) =>
        await connection.ExecuteScalarAsync<DateTime?>(
            $"""
            select max(f.day)::timestamp from ({FigureStatement.Inner(statement)}) f
            where f.day between @first and @last
            """, new { first = Start(first), last = Start(last) }, commandTimeout: 0) is { } newest
            ? DateOnly.FromDateTime(newest) : first;

    /// <summary>Everything lies in the only province; a unit below it has its codes.</summary>
    string Inside() => IsWhole ? "true" : "(f.home = any(@units))";

    string[] Units() => IsWhole ? [] : tree.IsAbove(unit) ? [.. tree.LowestOf(unit), unit] : [unit];

    bool IsWhole => tree.IsProvince(unit) && tree.Above("").Contains(unit);

    static DateTime Start(DateOnly day) => day.ToDateTime(TimeOnly.MinValue);
}
