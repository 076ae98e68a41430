using De06Ingest.Reporting;

namespace De06Ingest.Publishing.Figures;

/// <summary>Why a figure has no value where one is asked for: nothing found, with nothing said, looks like a
/// zero.</summary>
/// <param name="definition">Figure.</param>
/// <param name="unpublished">Feeds of it that have published nothing.</param>
/// <param name="newest">Day of its data; null while a feed is missing.</param>
sealed class FigureAbsence(IndicatorDefinition definition, IReadOnlyList<string> unpublished, DateOnly? newest)
{
    /// <summary>What keeps a period from having a value before any record is looked at; null when nothing
    /// does.</summary>
    public FigureUnknown? Before(FigurePeriod period) => definition switch
    {
        _ when NoData() is { } none => none,
        _ when period.First > newest => new("figure-period-ahead", newest.Value, period),
        _ when !definition.IsInForce(period) => new("figure-not-in-force", definition.Code, InForce(), period),
        _ when newest is { } until && !definition.Tells(period, until) => new("figure-only-now", definition.Code),
        _ => null,
    };

    /// <summary>Why no record of a period counts, or of no period at all.</summary>
    /// <param name="period">The period asked for; null for any.</param>
    /// <param name="first">Day of the first record; null when there is none.</param>
    public FigureUnknown Of(FigurePeriod? period, DateOnly? first) => period is not { } its
        ? NoData() ?? new("figure-no-records", definition.Code)
        : Before(its) ?? (first is { } day && its.Last < day
            ? new("figure-before-data", definition.Code, its, day)
            : new("figure-none-in-period", definition.Code, its));

    FigureUnknown? NoData() => unpublished.Count > 0
        ? new("figure-no-data", definition.Code, string.Join(", ", unpublished))
        : null;

    CodedText InForce() => (definition.ValidFrom, definition.ValidTo) switch
    {
        ({ } from, { } to) => new("figure.in-force-between", Day(from), Day(to)),
        ({ } from, _) => new("figure.in-force-from", Day(from)),
        (_, { } to) => new("figure.in-force-to", Day(to)),
        _ => new("figure.in-force-from", ""),
    };

    static string Day(DateOnly day) => $"{day:dd/MM/yyyy}";
}
