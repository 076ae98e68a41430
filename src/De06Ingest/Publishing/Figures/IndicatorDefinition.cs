using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace De06Ingest.Publishing.Figures;

/// <summary>Which records a period counts: those of its days, all up to its end, or those of its newest day.</summary>
enum FigureCounting { InPeriod, ToDate, Latest }

/// <summary>How numerator and denominator become a value: 100 n / d, n, n, n, or n / d.</summary>
enum FigureForm { Percent, Number, Money, Rank, Days }

/// <summary>When an item (a service, a procedure) counts in the numerator: any of its records does, more than half, or
/// all.</summary>
enum ItemRule { None, Some, Majority, All }

/// <summary>A figure: a file of <c>deploy/indicators</c> and a statement of <c>sql/publishing/indicators</c>, its own
/// or shared, which gives its records one by one.</summary>
sealed record IndicatorDefinition
{
    static readonly ConditionalWeakTable<IndicatorDefinition, string> Hashes = [];

    const int KeptWeeks = 13;

    readonly string? statement;

    public string Code { get; init; } = "";
    public string Title { get; init; } = "";
    public string TitleEn { get; init; } = "";

    /// <summary>One of the five nhóm tiện ích of Đề án 06.</summary>
    public string Utility { get; init; } = "";

    /// <summary>Who answers for the figure.</summary>
    public string Owner { get; init; } = "";

    /// <summary>computed (from persons, dossiers, events), summed (from tallies), carried (from outside), or
    /// target-only.</summary>
    public string Class { get; init; } = "computed";
    public FigureForm Shows { get; init; }
    public string Numerator { get; init; } = "";
    public string Denominator { get; init; } = "";

    /// <summary>The denominator in English; empty when there is none.</summary>
    public string DenominatorEn { get; init; } = "";
    public string Basis { get; init; } = "";
    public FigureCounting Counts { get; init; }
    public IReadOnlyList<PeriodKind> Periods { get; init; } =
        [PeriodKind.Month, PeriodKind.Quarter, PeriodKind.HalfYear, PeriodKind.NineMonths, PeriodKind.Year];

    /// <summary>Only the province has a cell.</summary>
    public bool OnlyProvince { get; init; }
    public bool Truncates { get; init; }
    public int Decimals { get; init; } = 2;
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }

    /// <summary>Code of the figure that it is a part of ("trong đó").</summary>
    public string? Within { get; init; }

    /// <summary>Code of a figure whose numerator its own may not exceed.</summary>
    public string? NotAbove { get; init; }

    /// <summary>previous-year, previous-period or same-period-last-year.</summary>
    public string CompareWith { get; init; } = "previous-period";
    public bool LowerIsBetter { get; init; }

    /// <summary>Why a record holds the figure down, or is not counted: code to Vietnamese text.</summary>
    public IReadOnlyDictionary<string, string> Causes { get; init; } = new Dictionary<string, string>();

    /// <summary>The same in English. Nothing is counted by it, so that other words make no other definition.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> CausesEn { get; init; } = new Dictionary<string, string>();
    public ItemRule ItemCounts { get; init; }

    /// <summary>Items without any record in the period count in the denominator too.</summary>
    public bool ListedItems { get; init; }

    /// <summary>Items are of persons, such as households: who asks for records sees them masked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MasksItems { get; init; }

    /// <summary>One row per record, with columns unit, record, day, numerator, denominator, and where they are needed
    /// reached, item, cause.</summary>
    public string Statement
    {
        get => statement ?? FigureStatement.Text(Code);
        init => statement = value;
    }

    /// <summary>What is divided by nobody knows what is compared with nothing.</summary>
    [JsonIgnore]
    public bool IsCompared => Basis != "not-stated";

    /// <inheritdoc cref="FigureStatement.Feeds"/>
    public IReadOnlyList<string> Feeds => FigureStatement.Of(Statement).Feeds;

    /// <inheritdoc cref="FigureStatement.RecordFeeds"/>
    [JsonIgnore]
    public IReadOnlyList<string> RecordFeeds => FigureStatement.Of(Statement).RecordFeeds;

    /// <inheritdoc cref="FigureStatement.SingleRows"/>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> SingleRows => FigureStatement.Of(Statement).SingleRows;

    /// <inheritdoc cref="FigureStatement.ReadsLedger"/>
    public bool ReadsLedger => FigureStatement.Of(Statement).ReadsLedger;

    /// <inheritdoc cref="FigureStatement.Columns"/>
    public IReadOnlySet<string> Columns => FigureStatement.Of(Statement).Columns;

    /// <inheritdoc cref="FigureStatement.Reads"/>
    public bool Reads(string column) => FigureStatement.Of(Statement).Reads(column);

    /// <summary>Whether it counts mismatches of one of these kinds.</summary>
    public bool CountsKind(IEnumerable<string> kinds) =>
        ReadsLedger && kinds.Any(kind => Statement.Contains($"'{kind}'", StringComparison.Ordinal));

    /// <summary>The value as the definition says: rounded half away from zero or cut off; null when there is nothing to
    /// divide by.</summary>
    public decimal? Value(long numerator, long denominator) =>
        (Shows == FigureForm.Rank && denominator == 0 ? null : Exact(numerator, denominator)) is { } exact
            ? Math.Round(exact, Decimals, Truncates ? MidpointRounding.ToZero : MidpointRounding.AwayFromZero)
            : null;

    /// <summary>The value before it is rounded.</summary>
    public decimal? Exact(long numerator, long denominator) => Shows switch
    {
        FigureForm.Percent => denominator == 0 ? null : 100m * numerator / denominator,
        FigureForm.Days => denominator == 0 ? null : (decimal)numerator / denominator,
        _ => numerator,
    };

    public decimal? Value(FigureCell cell) =>
        cell.State == "value" ? Value(cell.Numerator, cell.Denominator) : null;

    /// <summary>Whether an item with these counts counts in the numerator; <see cref="PassesSql"/> says the
    /// same.</summary>
    public bool Passes(long numerator, long denominator) => ItemCounts switch
    {
        ItemRule.Some => numerator > 0,
        ItemRule.Majority => 2 * numerator > denominator,
        ItemRule.All => denominator > 0 && numerator == denominator,
        _ => false,
    };

    /// <summary>The same of columns n and d.</summary>
    public string PassesSql() => ItemCounts switch
    {
        ItemRule.Some => "n > 0",
        ItemRule.Majority => "2 * n > d",
        ItemRule.All => "d > 0 and n = d",
        _ => "false",
    };

    /// <summary>How the value is shown, as it leaves the program: percent, number, money, rank, days.</summary>
    public string ShownAs() => Shows.ToString().ToLowerInvariant();

    /// <summary>Periods for which values are kept: three years, of weeks a quarter, and what holds to date.</summary>
    public IReadOnlyList<FigurePeriod> Kept(DateOnly asOf)
    {
        var first = FirstKept(asOf);
        return
        [
            .. Periods.SelectMany(kind => FigurePeriod.Between(
                kind, kind == PeriodKind.Week ? asOf.AddDays(-7 * KeptWeeks) : first, asOf)).Where(IsInForce),
            .. Counts == FigureCounting.InPeriod ? Array.Empty<FigurePeriod>() : [FigurePeriod.All],
        ];
    }

    /// <summary>Whether it belongs in a list of all figures of a period: values of periods as short are kept, which
    /// a month, a week and a day are to each other.</summary>
    public bool IsToldOf(FigurePeriod period) => period.Kind == PeriodKind.ToDate
        ? Counts != FigureCounting.InPeriod
        : Periods.Any(kind => kind <= (period.Kind < PeriodKind.RegimeMonth ? PeriodKind.RegimeMonth : period.Kind));

    /// <summary>Kept periods whose values move when the data goes on from one day to another and records of certain
    /// days change.</summary>
    /// <param name="before">Day of the data before.</param>
    /// <param name="until">Day of the data now.</param>
    /// <param name="days">Days of the changed records, as counts tell them.</param>
    public IReadOnlyList<FigurePeriod> Moved(DateOnly before, DateOnly until, IReadOnlySet<DateOnly> days)
    {
        var known = Kept(before).ToHashSet();
        return
        [
            .. Kept(until).Where(period => !known.Contains(period)
                || Counts == FigureCounting.ToDate && period.Until(before) != period.Until(until)
                || days.Any(day => Counts == FigureCounting.ToDate
                    ? day <= period.Until(until).Last : period.Holds(day))),
        ];
    }

    public static DateOnly FirstKept(DateOnly asOf) => new(asOf.Year - 2, 1, 1);

    public bool IsInForce(FigurePeriod period) =>
        (ValidFrom is not { } from || period.Last >= from) && (ValidTo is not { } to || period.First <= to);

    /// <summary>Whether the figure has a value of such a period. One without periods is a state of now only, and so of
    /// the period in which the data is: what its rows were earlier nobody has kept.</summary>
    /// <param name="period">Period.</param>
    /// <param name="until">Day of the data.</param>
    public bool Tells(FigurePeriod period, DateOnly until) =>
        IsInForce(period) && (Periods.Count > 0 || period.Holds(until));

    /// <summary>Tells one definition, its statement included, from another.</summary>
    public string Hash() => Hashes.GetValue(
        this, static d => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(d.ToJson()))));

    /// <summary>All of the definition with its statement, for the history of definitions.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DefinitionJson.Default.IndicatorDefinition);

    public static IndicatorDefinition FromJson(string json) =>
        JsonSerializer.Deserialize<IndicatorDefinition>(json)!;
}

/// <summary>Writes a definition without finding out at every start how: a publish asks for hashes of many.</summary>
/// <remarks>Only writes; read so, properties that an older text lacks would be null.</remarks>
[JsonSerializable(typeof(IndicatorDefinition), GenerationMode = JsonSourceGenerationMode.Serialization)]
sealed partial class DefinitionJson : JsonSerializerContext;
