using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace De06Ingest.Reporting;

/// <summary>The languages that an operator can be addressed in.</summary>
enum Language { Vi, En }

/// <summary>
/// Everything an operator reads, by stable code, in one language. One resource file is one language:
/// <c>Reporting/Messages.vi.json</c> and <c>Reporting/Messages.en.json</c>, with the same keys.
/// </summary>
/// <remarks>A code without a text prints itself, so that a new code is seen and not lost.</remarks>
sealed class Messages
{
    static readonly Messages Vietnamese = new(Language.Vi);
    static readonly Messages English = new(Language.En);

    readonly FrozenDictionary<string, string> _texts;

    Messages(Language language)
    {
        Language = language;
        _texts = Load(language);
        Forms = Forms.For(language);
    }

    public Language Language { get; }

    /// <summary>How this language writes numbers, shares and times.</summary>
    public Forms Forms { get; }

    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>The text of a full key such as <c>help.run</c>, or the key itself.</summary>
    public string this[string key] => _texts.GetValueOrDefault(key, key);

    /// <summary>The text of a key, or null when there is none.</summary>
    public string? Find(string key) => _texts.GetValueOrDefault(key);

    public static Messages For(Language language) => language == Language.En ? English : Vietnamese;

    /// <summary>Reads <c>vi</c> or <c>en</c>; null for anything else.</summary>
    public static Language? LanguageOf(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "vi" => Language.Vi,
        "en" => Language.En,
        _ => null,
    };

    /// <summary>The text of a key with its {0} style slots filled.</summary>
    public string Text(string key, params object?[] arguments) => _texts.TryGetValue(key, out var text)
        ? string.Format(CultureInfo.InvariantCulture, text, Padded(arguments))
        : string.Join(' ', [key, .. arguments]).TrimEnd();

    /// <summary>Why a run was held, refused or failed: what, why and what to do.</summary>
    /// <remarks>Two families end in a number: <c>database-23505</c> is an SQLSTATE, <c>http-404</c> a status.</remarks>
    public string Cause(string code, string? detail = null) => code.Split('-') switch
    {
        _ when _texts.ContainsKey("cause." + code) => Coded("cause.", code, detail),
        ["database", { Length: 5 } state] => Text("cause.database-failed", state.ToUpperInvariant()),
        ["http", { Length: 3 } status] => Text("cause.http-status", status),
        _ => Coded("cause.", code, detail),
    };

    /// <summary>The first sentence of a cause, for a line in a list.</summary>
    public string Brief(string code) => Cause(code).Split(". ")[0].TrimEnd('.', ' ');

    /// <summary>What is wrong with a row or a cell.</summary>
    public string Fault(string code) => Coded("fault.", code, null);

    /// <summary>The codes of all mismatch kinds.</summary>
    public IReadOnlyList<string> KindCodes =>
        [.. Keys.Where(k => k.StartsWith("kind.", StringComparison.Ordinal)).Select(k => k["kind.".Length..]).Order()];

    /// <summary>The title of a mismatch kind.</summary>
    public string Kind(string code) => Coded("kind.", code, null);

    /// <summary>Who should correct: sector, reference, commune, undecided.</summary>
    public string Side(string code) => Coded("side.", code, null);

    /// <summary>The state of a run, a feed or a mismatch.</summary>
    public string State(string code) => Coded("state.", code, null);

    /// <summary>The state of a figure; of one that is incomplete also how many of the units below have
    /// reported.</summary>
    public string FigureState(IndicatorRow figure) => figure switch
    {
        { State: "incomplete", Reported: { } reported, Expected: { } expected } =>
            Text("state.incomplete-of", reported, expected),
        { State: { } state } => State(state),
        _ => "",
    };

    /// <summary>The value of a figure in its own form: 67,21%, 24.712.000.000 đồng, 25, 4 ngày.</summary>
    public string FigureValue(IndicatorRow figure) => FigureAmount(figure.Value, figure.Shows);

    public string FigureAmount(decimal? amount, string shows) => (amount, shows) switch
    {
        (null, _) => "",
        ({ } value, "percent") => Forms.Number(value, 6) + "%",
        ({ } value, "money") => Text("figure.money", Forms.Number(value, 0)),
        ({ } value, "days") => Text("figure.days", Forms.Number(value, 6)),
        ({ } value, _) => Forms.Number(value, 0),
    };

    /// <summary>Words of a definition: English where there are any; a title that only Vietnamese has stays as it is
    /// official.</summary>
    public string? In(string? vietnamese, string? english) =>
        Language == Language.En && english is { Length: > 0 } ? english : vietnamese;

    /// <summary>An agency, or parts of one joined by " - ": what every province has by its English name, the committee
    /// of a unit, and anything else as it calls itself.</summary>
    public string Owner(string owner) => Language == Language.Vi
        ? owner
        : string.Join(" - ", owner.Split(" - ").Select(part => Find("owner." + part) ?? Committee(part)));

    string Committee(string part) => part.StartsWith("UBND ", StringComparison.Ordinal) && part.Length > 5
        ? Text("owner.UBND", char.ToUpperInvariant(part[5]) + part[6..])
        : part;

    /// <summary>A day, or the version that was fixed of it.</summary>
    public string FigureTime(FigureState state) => state switch
    {
        { Version: { } version } => Text("figure.in-version", version, Forms.Day(state.Day)),
        { Asked: { } asked } => Text("figure.on-day-of", Forms.Day(asked), Forms.Day(state.Day)),
        _ => Text("figure.on-day", Forms.Day(state.Day)),
    };

    /// <summary>Why records count otherwise, or not at all.</summary>
    public string FigurePart(FigurePart part)
    {
        var cause = In(part.CauseText, part.CauseTextEn)
            ?? (part.Cause is { } code ? Find("figure.cause-" + code) ?? Kind(code) : null);
        return part.Kind == "held" ? cause ?? this["figure.no-cause"]
            : cause is null ? this["figure.part-" + part.Kind]
            : $"{this["figure.part-" + part.Kind]}: {cause}";
    }

    /// <summary>How a figure moved since the period that it is compared with, with its sign.</summary>
    public string FigureChange(IndicatorRow figure) => figure switch
    {
        { Change: { } change, ComparedWith: { } with } => Text(
            figure.Shows == "percent" ? "figure.change-points" : "figure.change",
            (change > 0 ? "+" : "") + Forms.Number(change, 6), figure.ComparedUntil is { } until
                ? Text("figure.until", Period(with), Forms.Day(DateOnly.FromDateTime(until))) : Period(with)),
        { Comparison: "period-runs", State: "value" } => this["figure.period-runs"],
        _ => "",
    };

    /// <summary>The name of a step of a run.</summary>
    public string Step(string code) => Coded("step.", code, null);

    /// <summary>A reporting period, or that a figure has none.</summary>
    public string Period(string? period) => period == "all" ? this["page.all-periods"] : Forms.Period(period);

    string Coded(string family, string code, string? detail) => _texts.ContainsKey(family + code)
        ? Unfilled(Text(family + code, detail ?? ""))
        : (code + " " + detail).TrimEnd();

    /// <summary>What a slot without a detail leaves behind goes.</summary>
    static string Unfilled(string text) => text.Replace(" ()", "", StringComparison.Ordinal)
        .Replace(": .", ".", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal).TrimEnd();

    static object?[] Padded(object?[] arguments) => [.. arguments, "", "", ""];

    static FrozenDictionary<string, string> Load(Language language)
    {
        var name = $"Reporting/Messages.{language.ToString().ToLowerInvariant()}.json";
        using var stream = typeof(Messages).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        return JsonSerializer.Deserialize(stream, TextsJson.Default.DictionaryStringString)!.ToFrozenDictionary();
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
sealed partial class TextsJson : JsonSerializerContext;
