using De06Ingest.Publishing.Figures;

namespace De06Ingest.Reporting;

/// <summary>A figure as a sentence in the manner of the working groups' reports: when, what, where, how much, how it
/// moved, and how far it is from its target.</summary>
/// <param name="texts">Language.</param>
/// <param name="targets">Targets that a figure may be measured against.</param>
sealed class FigureSentence(Messages texts, FigureTargets targets)
{
    /// <summary>From here on reports write money in tỷ; the exact sum stands behind it.</summary>
    const decimal Billion = 1_000_000_000m;

    public string Of(IndicatorRow figure)
    {
        var period = figure.Period is { } text ? FigurePeriod.Parse(text) : null;
        var (when, title, place) = (When(figure, period), Title(figure), Place(figure));
        if (figure.Value is not { } value)
        {
            return Sentence(Say("sentence.none", when, title, place, texts.FigureState(figure)) + Covered(figure));
        }

        var said = figure.Shows == "rank"
            ? Say("sentence.rank", when, place, value, RankedBy(title))
            : Say(figure is { Shows: "percent", LowerIsBetter: false } && !IsNumberOf(figure)
                    ? "sentence.reached" : "sentence.is",
                when, title, place, Amount(figure, value));
        var source = figure.Class == "carried" ? Say("sentence.source", Source(figure)) : "";
        return Sentence(said + source + Beside(Movement(figure, period), Target(figure, value)));
    }

    /// <summary>Within a period, or as of a day; a period that the data has not seen the end of is told by its
    /// days.</summary>
    string When(IndicatorRow figure, FigurePeriod? period)
    {
        var until = DataDay(figure);
        if (period is not { } its || its.Kind == PeriodKind.ToDate)
        {
            return until is { } day ? Say("sentence.as-of", texts.Forms.Day(day)) : texts["sentence.to-date"];
        }

        if (figure.Counts == "todate")
        {
            return Say("sentence.as-of", texts.Forms.Day(until is { } day && day < its.Last ? day : its.Last));
        }

        return IsUnfinished(figure, its)
            ? Say("sentence.so-far", texts.Forms.Day(its.First), texts.Forms.Day(until!.Value))
            : Say("sentence.within", Words(its));
    }

    static DateOnly? DataDay(IndicatorRow figure) =>
        (figure.DataUntil ?? figure.AsOf) is { } at ? Values.VietnamTime.DayOf(at) : null;

    static bool IsUnfinished(IndicatorRow figure, FigurePeriod period) =>
        DataDay(figure) is { } day && day < period.Last && day >= period.First;

    string Title(IndicatorRow figure) =>
        texts.In(figure.Title, figure.TitleEn) is { Length: > 0 } title ? LowerFirst(title) : figure.Code;

    /// <summary>Within a Vietnamese sentence the kind of a unit is a common noun: tỉnh Quảng Ngãi, xã Ba Tô.</summary>
    string Place(IndicatorRow figure)
    {
        var name = figure.UnitName ?? figure.Unit ?? "";
        var place = texts.Language == Language.Vi ? LowerFirst(name) : name;
        return figure.State is "undecided" or "no-unit" ? $"{place} ({texts.FigureState(figure)})" : place;
    }

    /// <summary>"Hạng về …" or "Hạng …": what the rank is about.</summary>
    string RankedBy(string title) => Say("sentence.rank-titles").Split('|')
        .FirstOrDefault(head => title.StartsWith(head, StringComparison.Ordinal)) is { } found
        ? title[found.Length..] : title;

    /// <summary>A percentage whose title begins with "Số" is first of all a number of things: 23/25, đạt 92%.</summary>
    bool IsNumberOf(IndicatorRow figure) =>
        figure.Shows == "percent" && Title(figure).StartsWith(texts["sentence.number-of"], StringComparison.Ordinal);

    string Source(IndicatorRow figure) => texts.Language == Language.Vi && figure.Numerated.Length > 0
        ? LowerFirst(figure.Numerated) : texts["sentence.carried"];

    string Amount(IndicatorRow figure, decimal value)
    {
        var shown = texts.FigureAmount(value, figure.Shows);
        if (figure is { Shows: "percent", Numerator: { } numerator, Denominator: { } denominator })
        {
            var (n, d) = (texts.Forms.Number(numerator), texts.Forms.Number(denominator));
            return Say(IsNumberOf(figure) ? "sentence.number-parts" : "sentence.parts", shown, n, d);
        }

        return figure.Shows == "money" ? Money(value) : shown;
    }

    /// <summary>As reports say it: cut off, so that "more than" is true, with the exact sum behind it.</summary>
    string Money(decimal value)
    {
        var billions = Math.Truncate(value / Billion * 10) / 10;
        return value < Billion ? texts.FigureAmount(value, "money")
            : billions * Billion == value ? Say("sentence.billions", texts.Forms.Number(billions, 1))
            : Say("sentence.more-than-billions", texts.Forms.Number(billions, 1), texts.FigureAmount(value, "money"));
    }

    /// <summary>What has been reported stands beside a whole that is not there.</summary>
    string Covered(IndicatorRow figure) =>
        figure is { State: "incomplete", Numerator: { } n, Denominator: { } d }
            ? Say("sentence.covered", texts.Forms.Number(n), texts.Forms.Number(d)) : "";

    /// <summary>A number of a part of a period is not held against a whole one.</summary>
    string? Movement(IndicatorRow figure, FigurePeriod? period)
    {
        if (figure is not { Change: { } change, ComparedWith: { } with }
            || figure is { Shows: "number" or "money", Counts: "inperiod", ComparedUntil: null }
                && period is { } its && IsUnfinished(figure, its))
        {
            return null;
        }

        var other = FigurePeriod.Parse(with) is { } earlier
            ? period is { } own && own.Kind == earlier.Kind
                && (own.Kind != PeriodKind.Year || figure.ComparedUntil is not null)
                && own.First.AddYears(-1) == earlier.First
                ? Say("sentence.same-period", earlier.First.Year) : Words(earlier)
            : with;
        other = figure.ComparedUntil is { } until
            ? Say("figure.until", other, texts.Forms.Day(DateOnly.FromDateTime(until))) : other;
        var rises = figure.Shows == "rank" ? change < 0 : change > 0;
        return Say(change == 0 ? "sentence.same" : rises ? "sentence.up" : "sentence.down",
            Difference(figure, change), other);
    }

    string? Target(IndicatorRow figure, decimal value)
    {
        if (targets.Of(figure) is not { } target)
        {
            return null;
        }

        var gap = value - target.Value;
        var key = gap == 0 ? "equal" : figure.LowerIsBetter ? gap > 0 ? "over" : "within" : gap > 0 ? "above" : "below";
        return Say("sentence.target-" + key, texts["sentence.target-" + target.Origin], Difference(figure, gap),
            texts.FigureAmount(target.Value, figure.Shows));
    }

    string Difference(IndicatorRow figure, decimal difference) => figure.Shows switch
    {
        "percent" => Say("figure.points", texts.Forms.Number(Math.Abs(difference), 6)),
        "rank" => Say("sentence.places", texts.Forms.Number(Math.Abs(difference), 0)),
        "money" => Money(Math.Abs(difference)),
        var shows => texts.FigureAmount(Math.Abs(difference), shows),
    };

    string Beside(string? movement, string? target) => (movement, target) switch
    {
        (null, null) => "",
        ({ } one, null) => ", " + one,
        (null, { } one) => ", " + one,
        var (one, other) => Say("sentence.both", one, other),
    };

    string Words(FigurePeriod period)
    {
        var (first, last) = (period.First, period.Last);
        return period.Kind switch
        {
            PeriodKind.Day => Say("sentence.day", texts.Forms.Day(first)),
            PeriodKind.Week => Say("sentence.week", texts.Forms.Day(first), texts.Forms.Day(last)),
            PeriodKind.Month => Say("sentence.month", first.Month, first.Year),
            PeriodKind.RegimeMonth => Say("sentence.regime-month", last.Month, last.Year, texts.Forms.Day(first),
                texts.Forms.Day(last)),
            PeriodKind.Quarter => Say("sentence.quarter-" + (last.Month / 3), first.Year),
            PeriodKind.HalfYear => Say("sentence.half-" + (last.Month / 6), first.Year),
            PeriodKind.NineMonths => Say("sentence.nine-months", first.Year),
            _ => Say("sentence.year", first.Year),
        };
    }

    string Say(string key, params object?[] slots) => texts.Text(key, slots);

    static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    /// <summary>Abbreviations stay as they are.</summary>
    static string LowerFirst(string text) => text.Length > 1 && !char.IsUpper(text[1])
        ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}

/// <summary>A value that a unit shall reach.</summary>
/// <param name="Origin">assigned or own.</param>
/// <param name="Shows">percent, number or money: a number of things that a percentage is of is no value of it.</param>
sealed record FigureTarget(
    string Figure, string Unit, string Origin, string Shows, decimal Value, DateOnly? From, DateOnly? Due);

/// <summary>The targets of the report <c>targets</c>, for figures of any period.</summary>
sealed class FigureTargets(IEnumerable<FigureTarget> targets)
{
    readonly ILookup<(string, string), FigureTarget> byFigure = targets.ToLookup(t => (t.Figure, t.Unit));

    public static FigureTargets None { get; } = new([]);

    public static FigureTargets Of(ReportAnswer report)
    {
        var at = report.Columns.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        return new(from row in report.Rows
                   where row[at["target"]] is decimal && row[at["unit"]] is string
                   select new FigureTarget((string)row[at["figure_code"]]!, (string)row[at["unit"]]!,
                       row[at["origin"]] as string ?? "assigned", row[at["shown_as"]] as string ?? "number",
                       (decimal)row[at["target"]]!,
                       row[at["from_on"]] as DateOnly?, row[at["due_on"]] as DateOnly?));
    }

    /// <summary>The target in whose time the figure's period ends: an assigned one before an own one, the nearest
    /// deadline first. What nobody knows the basis of is measured against none.</summary>
    public FigureTarget? Of(IndicatorRow figure)
    {
        var day = figure.Period is { } text && FigurePeriod.Parse(text) is { Kind: not PeriodKind.ToDate } period
            ? period.Last
            : (figure.DataUntil ?? figure.AsOf) is { } at ? Values.VietnamTime.DayOf(at) : (DateOnly?)null;
        return figure.Basis == "not-stated" ? null : byFigure[(figure.Code, figure.Unit ?? "")]
            .Where(t => t.Shows == "percent" == (figure.Shows == "percent"))
            .Where(t => day is null || (t.From is not { } from || from <= day) && (t.Due is not { } due || due >= day))
            .OrderBy(t => t.Origin != "assigned").ThenBy(t => t.Due ?? DateOnly.MaxValue).FirstOrDefault();
    }
}
