using System.Text;
using De06Ingest.Commands;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using Microsoft.Extensions.Configuration;

namespace De06Ingest.Tests.Support;

/// <summary>Parts that answer from memory, so that verbs, page and health run without a database.</summary>
sealed class FakeParts : IParts, IFeedRuns, IMigrations, IPublished, IMismatchDecisions, IReviewDecisions,
    IRowExplanations, IModelPreview, IRetention
{
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Units, for a test that has some.</summary>
    public IAdminUnits? Lists { get; set; }

    /// <summary>Units that the lists know.</summary>
    public List<string> UnitCodes { get; } = ["21034", "51"];

    public List<string> Codes { get; } = ["eid-activated", "wrong-phone-rate"];

    public List<string> MapNames { get; } = ["2025-07"];

    public IFigureExplanations Figures { get; set; } = null!;

    public IAdminUnits Units => Lists ?? new EveryUnit();

    /// <summary>Weekly lists, for a test that has some.</summary>
    public IWeeklyLists? Weekly { get; set; }

    public IWeeklyLists WeeklyLists => Weekly ?? throw new NotSupportedException("no lists here");

    public List<(FeedContract Contract, RunOptions Options)> Ran { get; } = [];

    public List<(string What, MismatchKey Key, string By, string Reason)> Decided { get; } = [];

    public List<(string What, HeldDecision Said)> DecidedRuns { get; } = [];

    public List<MismatchFilter> Asked { get; } = [];

    public List<(ReviewChoice Choice, ReviewAct Act, string By, string Reason)> DecidedPairs { get; } = [];

    public List<ReviewFilter> AskedReviews { get; } = [];

    public List<ReviewRow> ReviewRows { get; } = [];

    public List<ReviewProfileRow> ProfileRows { get; } = [];

    public int Rechecks { get; private set; }

    public Func<RunReport> Report { get; set; } =
        () => new RunReport { RunId = 7, Feed = "pensions", State = "published" };

    public bool Reachable { get; set; } = true;

    public bool Current { get; set; } = true;

    public Exception? Trouble { get; set; }

    public List<FeedContract> Known { get; } =
        [FakeContract.Of("pensions"), FakeContract.Of("population", FeedRole.Reference)];

    public List<ContractCheck> Checks { get; } = [];

    public List<RunRow> RunRows { get; } = [];

    public List<FeedHealthRow> HealthRows { get; } = [];

    public List<MismatchRow> MismatchRows { get; } = [];

    public List<SuggestionRow> SuggestionRows { get; } = [];

    public List<SuggestionFilter> AskedSuggestions { get; } = [];

    public IReports Reports { get; set; } = null!;

    public List<MismatchCountRow> OpenRows { get; } = [];

    public List<IndicatorRow> IndicatorRows { get; } = [];

    public List<RefusalRow> RefusalRows { get; } = [];

    public Settings Settings => new(new ConfigurationBuilder().AddInMemoryCollection(Environment).Build());

    public IFeedRuns Runs => this;

    public IMigrations Migrations => this;

    public IPublished Published => this;

    public IMismatchDecisions Decisions => this;

    public IReviewDecisions Reviews => this;

    public IRowExplanations Explanations => this;

    public IModelPreview ModelPreview => this;

    public Task<(long Rows, IReadOnlyList<ChangedLink> Changes)> Preview(
        FeedContract contract, MatchModelFile model, bool clear, CancellationToken stop) =>
        Task.FromResult<(long, IReadOnlyList<ChangedLink>)>(
            (5, [new ChangedLink("new", "51••01", "051••••••50", 0.995, "none", "auto")]));

    public RowExplanation? Explanation { get; set; }

    public Task<RowExplanation?> Explain(
        FeedContract contract, string record, string? citizen, bool clear, CancellationToken stop) =>
        Task.FromResult(Explanation);

    public IRetention Retention => this;

    public IReadOnlyList<FeedContract> Contracts() => Known;

    public Task<IReadOnlyList<Purged>> PurgeSpool(CancellationToken stop) => Answer<Purged>([]);

    public Task<IReadOnlyList<Purged>> Purge(bool dryRun, CancellationToken stop) =>
        Answer<Purged>([new("pensions", dryRun ? "archives" : "history", 3)]);

    public IReadOnlyList<ContractCheck> CheckContracts(string? folder) => Checks;

    public string InferContract(string sample, string? feed) => $"feed: {feed ?? "draft"}";

    /// <summary>What the next command reads from standard input.</summary>
    public byte[] Typed { get; set; } = [];

    /// <summary>What commands wrote as bytes.</summary>
    public MemoryStream Written { get; } = new();

    public Stream OpenInput() => new MemoryStream(Typed);

    public Stream OpenOutput() => Written;

    public long ConvertSheet(string workbook, string sheet, Stream csv, CancellationToken stop)
    {
        csv.Write(Encoding.UTF8.GetBytes($"{workbook},{sheet}\n"));
        return 1;
    }

    public Task<RunReport> Run(FeedContract contract, RunOptions options, CancellationToken stop)
    {
        Ran.Add((contract, options));
        return Trouble is null ? Task.FromResult(Report()) : Task.FromException<RunReport>(Trouble);
    }

    public Task<RunReport> Release(HeldDecision said, Action<RunProgress>? progress, CancellationToken stop)
    {
        DecidedRuns.Add(("release", said));
        return Trouble is null ? Task.FromResult(Report()) : Task.FromException<RunReport>(Trouble);
    }

    public Task Discard(HeldDecision said, CancellationToken stop)
    {
        DecidedRuns.Add(("discard", said));
        return Trouble is null ? Task.CompletedTask : Task.FromException(Trouble);
    }

    public Task<RunReport?> CatchUp(FeedContract contract, CancellationToken stop) =>
        Task.FromResult<RunReport?>(Report());

    Task<IReadOnlyList<ReviewRow>> IPublished.Reviews(ReviewFilter filter, CancellationToken stop)
    {
        AskedReviews.Add(filter);
        return Answer(ReviewRows);
    }

    public Task<IReadOnlyList<ReviewProfileRow>> ReviewProfiles(string? feed, CancellationToken stop) =>
        Answer(ProfileRows);

    public Task<IReadOnlyDictionary<string, int>> Decide(
        ReviewChoice choice, ReviewAct act, string by, string reason, CancellationToken stop)
    {
        DecidedPairs.Add((choice, act, by, reason));
        return Task.FromResult<IReadOnlyDictionary<string, int>>(
            choice.No == 404 ? new Dictionary<string, int>() : new Dictionary<string, int> { ["pensions"] = 1 });
    }

    public Task<IReadOnlyList<RunReport>> RecheckAfterReference(CancellationToken stop)
    {
        Rechecks++;
        return Task.FromResult<IReadOnlyList<RunReport>>([]);
    }

    public Task<IReadOnlyList<string>> Apply(CancellationToken stop) => Answer<string>(["0001_core"]);

    public Task<bool> CanReach(CancellationToken stop) => Task.FromResult(Reachable);

    public Task<bool> IsCurrent(CancellationToken stop) => Task.FromResult(Current);

    Task<IReadOnlyList<RunRow>> IPublished.Runs(string? feed, int limit, CancellationToken stop) => Answer(RunRows);

    Task<IReadOnlyList<string>> IPublished.Known(string filter, string name, CancellationToken stop) =>
        Answer<string>(filter switch
        {
            "feed" => ["pensions"],
            "code" => Codes,
            "unit" => UnitCodes,
            "map" => MapNames,
            "run" => name is "42" or "7" ? [name] : ["42"],
            _ => [],
        });

    public Task<IReadOnlyList<FeedHealthRow>> FeedHealth(CancellationToken stop) => Answer(HealthRows);

    public Task<IReadOnlyList<MismatchRow>> Mismatches(MismatchFilter filter, CancellationToken stop)
    {
        Asked.Add(filter);
        return Answer(MismatchRows);
    }

    public Task<IReadOnlyList<SuggestionRow>> Suggestions(SuggestionFilter filter, CancellationToken stop)
    {
        AskedSuggestions.Add(filter);
        return Answer(SuggestionRows);
    }

    public Task<IReadOnlyList<MismatchCountRow>> OpenMismatches(CancellationToken stop) => Answer(OpenRows);

    public Task<IReadOnlyList<IndicatorRow>> ProvinceFigures(CancellationToken stop) => Answer(IndicatorRows);

    public Task<IReadOnlyList<IndicatorRow>> Indicators(IndicatorFilter filter, CancellationToken stop) =>
        Answer(IndicatorRows);

    public Task<IReadOnlyList<RefusalRow>> Refusals(long runId, bool clear, int limit, CancellationToken stop) =>
        Answer(RefusalRows);

    public Task<bool> Ignore(MismatchKey key, string by, string reason, CancellationToken stop) =>
        Decide("ignore", key, by, reason);

    public Task<bool> Reopen(MismatchKey key, string by, string reason, CancellationToken stop) =>
        Decide("reopen", key, by, reason);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    Task<bool> Decide(string what, MismatchKey key, string by, string reason)
    {
        Decided.Add((what, key, by, reason));
        return Task.FromResult(key.Subject != "unknown");
    }

    Task<IReadOnlyList<T>> Answer<T>(IReadOnlyList<T> rows) =>
        Trouble is null ? Task.FromResult(rows) : Task.FromException<IReadOnlyList<T>>(Trouble);
}

/// <summary>A map that has every unit, and no figure of any.</summary>
sealed class EveryUnit : IAdminUnits
{
    public Task<IReadOnlyList<UnitRow>> List(string? map, string? parent, string? level, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<UnitRow>>([]);

    public Task<IReadOnlyList<UnitRow>> Show(string code, string? map, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<UnitRow>>([]);

    public Task<UnitImport> Import(string file, string? map, string? earlier, CancellationToken stop) =>
        throw new NotSupportedException("no lists here");

    public Task<IReadOnlyList<IndicatorRow>> Figures(string? map, IndicatorFilter filter, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<IndicatorRow>>([]);

    public Task MustHave(string unit, string? code, string? map, CancellationToken stop) => Task.CompletedTask;

    public Task<FigureUnknown?> WhyNone(IndicatorFilter filter, CancellationToken stop) =>
        Task.FromResult<FigureUnknown?>(null);
}

/// <summary>A contract that is good enough where only its name, role and schedule matter.</summary>
static class FakeContract
{
    public static FeedContract Of(string feed, FeedRole role = FeedRole.Sector, string? schedule = null) => new()
    {
        Feed = feed,
        Title = "Nguồn " + feed,
        Owner = "Cơ quan thử",
        Role = role,
        Schedule = schedule,
        Key = ["recordNo"],
        Subject = ["recordNo"],
        Columns = [new ColumnSpec("recordNo", ColumnKind.Key, ["So"])],
        Hash = "00",
    };
}
