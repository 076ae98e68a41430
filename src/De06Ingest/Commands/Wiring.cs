using De06Ingest.Commands.Conversion;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Mismatches;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Commands;

/// <summary>
/// The real parts behind the verbs, each made when first asked for. The one place where they are joined.
/// </summary>
sealed class Wiring : IParts
{
    readonly Lazy<NpgsqlDataSource> _database;
    readonly Lazy<NpgsqlDataSource> _flow;
    readonly Lazy<IReadOnlyList<FeedContract>> _contracts;
    readonly Lazy<ReferenceTable> _references;
    readonly TimeProvider _clock;

    /// <param name="settings">Settings.</param>
    /// <param name="clock">Says what day it is; the system's when null. The statements have their own, see
    /// <c>api.clock_shift</c>.</param>
    public Wiring(Settings settings, TimeProvider? clock = null)
    {
        (Settings, _clock) = (settings, clock ?? TimeProvider.System);
        _database = new(() => NpgsqlDataSource.Create(ForProvince(settings.ConnectionString, settings.Province)));
        _flow = new(() => NpgsqlDataSource.Create(
            ForRuns(ForProvince(settings.ConnectionString, settings.Province))));
        _contracts = new(() => FeedCatalog.Load(settings.Feeds));
        _references = new(() => new ReferenceTable(_flow.Value, Contracts(), settings.Spool));
    }

    public Settings Settings { get; }

    public NpgsqlDataSource Database => _database.Value;

    public IFeedRuns Runs => new FeedRuns(Flow);

    public IRowExplanations Explanations => new RowExplanations(Flow);

    public IModelPreview ModelPreview => new ModelPreview(Flow);

    FlowParts Flow => new(
        _flow.Value,
        Contracts(),
        IndicatorFiles.Load(Settings.Indicators),
        _references.Value,
        new Sources(
            _flow.Value, new Spool(Settings.Spool), Settings.Inbox, Settings.TrustedCa, TimeProvider.System).Fetch)
    {
        Province = Settings.Province,
        Clock = _clock,
        StateFolder = Path.Combine(Settings.Spool, "state"),
        MatchModel = Linkage.LinkageFiles.ModelFile(Settings.MatchModel),
    };

    public IMigrations Migrations => new Migrations(_flow.Value, Settings.Units, Settings.Holidays);

    public IPublished Published => new PublishedViews(Database);

    public IReports Reports => new PublishedReports(Database, _contracts);

    public IWeeklyLists WeeklyLists => new WeeklyLists(
        _flow.Value, Reports, () => new Outbox(Settings.Outbox),
        Messages.For(Messages.LanguageOf(Settings.Configuration["DE06_LANG"]) ?? Language.Vi), _clock);

    public IAdminUnits Units => new AdminUnits(
        _flow.Value, Indicators, _contracts, Settings.Province, Today);

    public IFigureExplanations Figures =>
        new FigureExplanations(_flow.Value, Indicators, _contracts, Settings.Province, Today);

    public IFigureFreezes Freezes => new FigureFreezes(_flow.Value, Units);

    Lazy<IReadOnlyList<IndicatorDefinition>> Indicators => new(() => IndicatorFiles.Load(Settings.Indicators));

    /// <summary>The day in Vietnam.</summary>
    DateOnly Today => VietnamTime.DayOf(_clock.GetUtcNow());

    public IMismatchDecisions Decisions => new MismatchDecisions(Database);

    public IReviewDecisions Reviews => new ReviewDecisions(Database);

    public IRetention Retention =>
        new Retention(_flow.Value, Contracts(), Settings.Spool, Settings.Retention, TimeProvider.System);

    public IReadOnlyList<FeedContract> Contracts() => _contracts.Value;

    public IEnumerable<string> FigureCodes() => Indicators.Value.Select(i => i.Code);

    public IReadOnlyList<ContractCheck> CheckContracts(string? folder)
    {
        var reading = FeedCatalog.Read(folder ?? Settings.Feeds);
        var broken =
            reading.Problems.Select(p => new ContractCheck(Path.GetFileName(p.File), p.File, p.Line, p.Problem, 0));
        ContractCheck[] checks = [.. reading.Feeds.SelectMany(Examples), .. broken];
        return checks.Length > 0 ? checks
            : throw new ConfigurationProblem("feeds-folder-empty", folder ?? Settings.Feeds);
    }

    public string InferContract(string sample, string? feed)
    {
        using var file = File.OpenRead(sample);
        var bytes = new byte[(int)Math.Min(file.Length, ContractDraft.SampleBytes)];
        file.ReadExactly(bytes);
        return ContractDraft.Of(Path.GetFileName(sample), bytes, feed).Yaml;
    }

    public Stream OpenInput() => StandardStreams.Input();

    public Stream OpenOutput() => StandardStreams.Output();

    public long ConvertSheet(string workbook, string sheet, Stream csv, CancellationToken stop) =>
        Workbook.ToCsv(workbook, sheet, csv, stop).Lines;

    public async ValueTask DisposeAsync()
    {
        if (_references.IsValueCreated)
        {
            _references.Value.Dispose();
        }

        if (_flow.IsValueCreated)
        {
            await _flow.Value.DisposeAsync();
        }

        if (_database.IsValueCreated)
        {
            await _database.Value.DisposeAsync();
        }
    }

    /// <summary>A statement of a run may take minutes; a server that is gone is noticed by keep-alives
    /// instead.</summary>
    static string ForRuns(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0, KeepAlive = 10 }.ConnectionString;

    /// <summary>Tells the views which province is served, where a setting says so.</summary>
    static string ForProvince(string connectionString, string? province)
    {
        var words = new NpgsqlConnectionStringBuilder(connectionString);
        if (province is not null)
        {
            words.Options = $"{words.Options} -c de06.province={province}".Trim();
        }

        return words.ConnectionString;
    }

    static IEnumerable<ContractCheck> Examples(FeedContract contract)
    {
        var today = VietnamTime.DayOf(TimeProvider.System.GetUtcNow());
        var differences = ContractExamples.Check(contract, (c, row) => ExampleRow.Run(c, row, today));
        return differences.Count == 0
            ? [new(contract.Feed, contract.File, 0, null, contract.Examples.Count)]
            : differences.Select(d =>
                new ContractCheck(contract.Feed, d.File, d.Line, d.Problem, contract.Examples.Count));
    }
}
