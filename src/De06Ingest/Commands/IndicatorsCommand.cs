using System.CommandLine;
using System.CommandLine.Parsing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;

namespace De06Ingest.Commands;

/// <summary><c>de06 indicators</c>: lists published figures with numerator and denominator.</summary>
static class IndicatorsCommand
{
    /// <summary>A figure with what it is made of, as every list of figures shows it.</summary>
    public static readonly Column<IndicatorRow>[] Columns =
    [
        new("code", i => i.Code),
        new("title", i => i.Title) { Shown = (i, m) => m.In(i.Title, i.TitleEn) },
        new("unit", i => i.Unit) { MachineOnly = true },
        new("unit_name", i => i.UnitName) { Shown = (i, _) => i.UnitName ?? i.Unit },
        new("period", i => i.Period) { Shown = (i, m) => m.Period(i.Period) },
        new("value", i => i.Value) { Shown = (i, m) => m.FigureValue(i) },
        new("state", i => i.State) { Shown = (i, m) => m.FigureState(i) },
        new("numerator", i => i.Numerator),
        new("denominator", i => i.Denominator) { Shown = (i, m) => ShownDenominator(i, m) },
        new("change", i => i.Change) { Shown = (i, m) => m.FigureChange(i) },
        new("as_of", i => i.AsOf) { Shown = (i, m) => (i.DataUntil ?? i.AsOf) is { } at ? m.Forms.Date(at) : "" },
        new("publish_id", i => i.PublishId) { MachineOnly = true },
        new("reported", i => i.Reported) { MachineOnly = true },
        new("expected", i => i.Expected) { MachineOnly = true },
        new("shows", i => i.Shows) { MachineOnly = true },
        new("class", i => i.Class) { MachineOnly = true },
        new("compared_with", i => i.ComparedWith) { MachineOnly = true },
        new("comparison", i => i.Comparison) { MachineOnly = true },
        new("compared_until", i => i.ComparedUntil is { } day ? DateOnly.FromDateTime(day) : null)
        {
            MachineOnly = true,
        },
        new("data_until", i => i.DataUntil) { MachineOnly = true },
        new("feeds_in_doubt", i => i.FeedsInDoubt is { } feeds ? string.Join(", ", feeds) : null)
        {
            MachineOnly = true,
        },
    ];

    public static Command Create(Shell shell)
    {
        var verb = shell.Verb("indicators", "indicators");
        var code = shell.Known(shell.Option("--code", "CODE"), "code");
        var unit = shell.Known(shell.Option("--unit", "UNIT"), "unit");
        var period = PeriodOption(shell);
        verb.Options.Add(code);
        verb.Options.Add(unit);
        verb.Options.Add(period);
        var map = shell.Known(shell.Option("--map", "yyyy-MM"), "map");
        verb.Options.Add(map);
        var inWords = shell.Flag("--sentence");
        verb.Options.Add(inWords);
        shell.Do(verb, async (parsed, console, stop) =>
        {
            var filter = new IndicatorFilter(parsed.GetValue(code), parsed.GetValue(unit), parsed.GetValue(period));
            var figures = await Figures(shell, parsed.GetValue(map), filter, stop);
            Doubt(console, figures);
            if (parsed.GetValue(inWords) && console.Form == OutputForm.Table && figures.Count > 0)
            {
                var sentence = new FigureSentence(console.Messages, await Targets(shell, parsed.GetValue(map), stop));
                console.Raw(string.Join('\n', figures.Select(sentence.Of).Distinct()) + "\n");
                return ExitCode.Ok;
            }

            console.Rows(figures, Columns);
            return ExitCode.Ok;
        });
        verb.Subcommands.Add(IndicatorExplainCommand.Create(shell));
        verb.Subcommands.Add(IndicatorFreezeCommand.Create(shell));
        return verb;
    }

    /// <summary>What rests on a feed that is down or held may lag behind, and whoever reads it is told.</summary>
    static void Doubt(ConsoleOutput console, IReadOnlyList<IndicatorRow> figures)
    {
        if (console.Form != OutputForm.Table)
        {
            return;
        }

        foreach (var doubt in figures.SelectMany(f => f.FeedsInDoubt ?? []).Distinct().Order(StringComparer.Ordinal))
        {
            if (doubt.Split(' ') is [var feed, var state])
            {
                console.Complain(console.Messages.Text("figure.feed-in-doubt", feed, console.Messages.State(state)));
            }
        }
    }

    /// <summary>What a count or a sum of money is made of is no denominator.</summary>
    static string ShownDenominator(IndicatorRow figure, Messages texts) =>
        figure is { IsShare: true, Denominator: { } denominator } ? texts.Forms.Number(denominator) : "";

    /// <summary>Targets stand on the map in force; without the feed of targets there are none.</summary>
    static async Task<FigureTargets> Targets(Shell shell, string? map, CancellationToken stop)
    {
        if (map is not null)
        {
            return FigureTargets.None;
        }

        try
        {
            return FigureTargets.Of(
                await shell.Parts.Reports.Read(ReportCatalog.Find("targets")!, null, false, stop));
        }
        catch (ReportFeedMissing)
        {
            return FigureTargets.None;
        }
    }

    /// <summary>An option for a period in any of its forms.</summary>
    public static Option<string?> PeriodOption(Shell shell)
    {
        var period = shell.Option("--period", "PERIOD");
        period.Validators.Add(result => CheckPeriod(result, shell.Messages));
        return period;
    }

    /// <summary>A period that nobody can read is a mistake of typing, not one without figures.</summary>
    public static void CheckPeriod(SymbolResult result, Messages messages)
    {
        if (result.Tokens is [var token] && FigurePeriod.Parse(token.Value) is null)
        {
            result.AddError(messages.Text("usage.period", token.Value));
        }
    }

    /// <summary>What is not kept of a period is counted anew, and so is everything on another map.</summary>
    /// <exception cref="UnitUnknown">Neither way found anything, and the map has no such unit.</exception>
    /// <exception cref="FigureUnknown">Neither way found anything; says why.</exception>
    static async Task<IReadOnlyList<IndicatorRow>> Figures(
        Shell shell, string? map, IndicatorFilter filter, CancellationToken stop)
    {
        var kept = map is null ? await shell.Parts.Published.Indicators(filter, stop) : [];
        var isKept = map is null && (filter.Period is null || (filter.Code is not null && kept.Count > 0));
        var counted = isKept ? []
            : await shell.Parts.Units.Figures(map, filter with { OnlyUnkept = map is null }, stop);
        IReadOnlyList<IndicatorRow> found = kept.Count == 0 ? counted : counted.Count == 0 ? kept :
            [.. kept.Concat(counted).OrderBy(f => f.Code, StringComparer.Ordinal)];
        if (found.Count == 0 && filter.Unit is { } unit)
        {
            await shell.Parts.Units.MustHave(unit, filter.Code, map, stop);
        }

        // A list of all that there is may be empty.
        return found.Count == 0 && (filter.Code ?? filter.Unit ?? filter.Period) is not null
            && await shell.Parts.Units.WhyNone(filter, stop) is { } why ? throw why : found;
    }
}
