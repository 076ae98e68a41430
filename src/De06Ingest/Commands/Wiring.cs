using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Commands;

/// <summary>The real parts behind the verbs, each made when first asked for. The one place where they are joined.</summary>
sealed class Wiring : IParts
{
    readonly Lazy<NpgsqlDataSource> _database;
    readonly Lazy<IPublished> _published;

    public Wiring(Settings settings)
    {
        Settings = settings;
        _database = new(() => NpgsqlDataSource.Create(settings.ConnectionString));
        _published = new(() => new PublishedViews(_database.Value));
    }

    public Settings Settings { get; }

    public IFeedRuns Runs => throw NotJoined(nameof(IFeedRuns));

    public IMigrations Migrations => throw NotJoined(nameof(IMigrations));

    public IPublished Published => _published.Value;

    public IMismatchDecisions Decisions => throw NotJoined(nameof(IMismatchDecisions));

    public IReadOnlyList<FeedContract> Contracts() => throw NotJoined("FeedCatalog");

    public IReadOnlyList<ContractCheck> CheckContracts(string? folder) => throw NotJoined("FeedCatalog");

    public string InferContract(string sample, string? feed) => throw NotJoined("ContractDraft");

    public long ConvertSheet(string workbook, string sheet, TextWriter csv, CancellationToken stop) =>
        throw NotJoined("Workbook");

    public async ValueTask DisposeAsync()
    {
        if (_database.IsValueCreated)
        {
            await _database.Value.DisposeAsync();
        }
    }

    static ConfigurationProblem NotJoined(string part) => new("part-missing", part);
}
