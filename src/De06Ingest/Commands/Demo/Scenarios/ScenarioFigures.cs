using Dapper;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Commands.Demo.Scenarios;

/// <summary>Looks up what the pipeline came to, and holds it against what was published.</summary>
sealed class ScenarioFigures(
    IPublished published, IAdminUnits counted, NpgsqlDataSource database,
    IReadOnlyList<IndicatorDefinition> definitions, Messages messages)
{
    readonly Dictionary<string, IndicatorDefinition> byCode = definitions.ToDictionary(d => d.Code);

    public async Task<ScenarioOutcome> Of(Expectation row, CancellationToken stop)
    {
        if (!byCode.TryGetValue(row.Figure, out var definition))
        {
            return new(row, messages["scenario.no-figure"], IsEqual: false);
        }

        var outcome = row.Aspect switch
        {
            Aspect.Trend => await Trend(row, stop),
            Aspect.State or Aspect.Items => Text(row, await Cell(row.Figure, row.Unit, row.Period, stop)),
            Aspect.TargetDate => Text(row, (await Target(row, stop))?.DueOn.ToString("dd/MM/yyyy", null)),
            _ => Number(row, await NumberOf(row, definition, stop), definition.Truncates),
        };

        // A value that comes from outside must not pass for one of ours.
        return outcome with { IsEqual = outcome.IsEqual && row.Class == ClassOf(row, definition) };
    }

    static string ClassOf(Expectation row, IndicatorDefinition definition) =>
        row.Aspect is Aspect.Target or Aspect.TargetDate ? "target-only" : definition.Class;

    async Task<decimal?> NumberOf(Expectation row, IndicatorDefinition definition, CancellationToken stop)
    {
        if (row.Aspect is Aspect.Target)
        {
            return (await Target(row, stop))?.Value;
        }

        var cell = await Cell(row.Figure, row.Unit, row.Period, stop);
        return cell is not { State: "value" } ? null : row.Aspect switch
        {
            Aspect.Numerator => cell.Numerator,
            Aspect.Denominator => cell.Denominator,
            // A rank that falls is a rise.
            Aspect.Change => definition.LowerIsBetter ? -cell.Change : cell.Change,
            Aspect.OverTarget => Exact(cell) - (await Target(row, stop))?.Value,
            Aspect.Above => Exact(cell) - await Other(row, stop),
            Aspect.MonthsEarly => await MonthsEarly(row, stop),
            _ => Exact(cell),
        };
    }

    decimal? Exact(IndicatorRow cell) =>
        cell.Numerator is { } numerator ? byCode[cell.Code].Exact(numerator, cell.Denominator ?? 0) : null;

    /// <summary>The exact value of the figure that a row is held against.</summary>
    async Task<decimal?> Other(Expectation row, CancellationToken stop) =>
        row.Than is { } than && await Cell(than, row.Unit, row.Period, stop) is { State: "value" } cell
            ? Exact(cell) : null;

    /// <summary>As it is kept; a period that is not is counted.</summary>
    async Task<IndicatorRow?> Cell(string figure, string unit, string period, CancellationToken stop)
    {
        var filter = new IndicatorFilter(figure, unit, period);
        return await published.Indicators(filter, stop) is [var kept, ..] ? kept
            : await counted.Figures(null, filter, stop) is [var now, ..] ? now
            : null;
    }

    async Task<ScenarioOutcome> Trend(Expectation row, CancellationToken stop)
    {
        var period = FigurePeriod.Parse(row.Period)!.Value;
        var values = new List<decimal?>();
        foreach (var month in FigurePeriod.Between(PeriodKind.Month, period.First, period.Last))
        {
            values.Add(await Cell(row.Figure, row.Unit, month.ToString(), stop) is { } cell ? Exact(cell) : null);
        }

        var rises = values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);
        var shown = string.Join(" < ", values.Select(v => v is { } value ? messages.Forms.Number(value, 1) : "-"));
        return new(row, rises ? shown : shown.Replace('<', '/'), rises);
    }

    /// <summary>Months from the first one that reached the target to the day it is due.</summary>
    async Task<decimal?> MonthsEarly(Expectation row, CancellationToken stop)
    {
        if (await Target(row, stop) is not { } target)
        {
            return null;
        }

        var first = (await published.Indicators(new IndicatorFilter(row.Figure, row.Unit, null), stop))
            .Where(c => c.State == "value" && Exact(c) >= target.Value)
            .Select(c => FigurePeriod.Parse(c.Period!)!.Value).Where(p => p.Kind == PeriodKind.Month)
            .Select(p => (DateOnly?)p.Last).Min();
        return first is { } reached
            ? ((target.DueOn.Year - reached.Year) * 12) + target.DueOn.Month - reached.Month
            : null;
    }

    async Task<(decimal Value, DateOnly DueOn)?> Target(Expectation row, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var found = await connection.QueryAsync<(string Kind, long Value, DateTime DueOn)>(new CommandDefinition(
            """
            select value_kind, value, due_on::timestamp from api_full.clean_targets
            where indicator = @Figure and home_unit = @Unit and due_on is not null order by due_on desc limit 1
            """, new { row.Figure, row.Unit }, cancellationToken: stop));
        return found.Select(t => ((decimal, DateOnly)?)(
            t.Kind == "share" ? t.Value / 100m : t.Value, DateOnly.FromDateTime(t.DueOn))).FirstOrDefault();
    }

    ScenarioOutcome Number(Expectation row, decimal? number, bool truncates) => number is { } value
        ? new(row, row.Published.Write(value, truncates), row.Published.Holds(value, truncates))
        : new(row, messages["scenario.no-value"], IsEqual: false);

    ScenarioOutcome Text(Expectation row, IndicatorRow? cell) => Text(row, (row.Aspect, cell) switch
    {
        // An article is Vietnamese, whatever the language of the terminal.
        (Aspect.State, { State: { } state and not "value" }) => Messages.For(Language.Vi).State(state),
        (Aspect.Items, { State: "value" }) => $"{cell.Numerator}/{cell.Denominator}",
        _ => null,
    });

    ScenarioOutcome Text(Expectation row, string? text) =>
        new(row, text ?? messages["scenario.no-value"], text == row.Published.Text);
}

/// <summary>One row of an article beside what the pipeline came to.</summary>
/// <param name="Computed">In the manner of the published text.</param>
sealed record ScenarioOutcome(Expectation Row, string Computed, bool IsEqual);
