using De06Ingest.Commands.Conversion;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Mismatches;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Commands;

/// <summary>
/// The real parts behind the verbs, each made when first asked for. The one place where they are joined.
/// </summary>
sealed class Wiring : IParts
{
    readonly Lazy<NpgsqlDataSource> _database;
    readonly Lazy<IReadOnlyList<FeedContract>> _contracts;
    readonly Lazy<ReferenceTable> _references;

    public Wiring(Settings settings)
    {
        Settings = settings;
        _database = new(() => NpgsqlDataSource.Create(settings.ConnectionString));
        _contracts = new(() => FeedCatalog.Load(settings.Feeds));
        _references = new(() => new ReferenceTable(Database, Contracts(), settings.Spool));
    }

    public Settings Settings { get; }

    public NpgsqlDataSource Database => _database.Value;

    public IFeedRuns Runs => new FeedRuns(new FlowParts(
        Database,
        Contracts(),
        IndicatorDefinition.Load(Settings.Indicators),
        _references.Value,
        new Sources(Database, new Spool(Settings.Spool), Settings.Inbox, Settings.TrustedCa, TimeProvider.System).Fetch));

    public IMigrations Migrations => new Migrations(Database, Settings.Units);

    public IPublished Published => new PublishedViews(Database);

    public IMismatchDecisions Decisions => new MismatchDecisions(Database);

    public IReadOnlyList<FeedContract> Contracts() => _contracts.Value;

    public IReadOnlyList<ContractCheck> CheckContracts(string? folder)
    {
        var reading = FeedCatalog.Read(folder ?? Settings.Feeds);
        var broken = reading.Problems.Select(p => new ContractCheck(Path.GetFileName(p.File), p.File, p.Line, p.Problem, 0));
        return [.. reading.Feeds.SelectMany(Examples), .. broken];
    }

    public string InferContract(string sample, string? feed)
    {
        using var file = File.OpenRead(sample);
        var bytes = new byte[(int)Math.Min(file.Length, ContractDraft.SampleBytes)];
        file.ReadExactly(bytes);
        return ContractDraft.Of(Path.GetFileName(sample), bytes, feed).Yaml;
    }

    public long ConvertSheet(string workbook, string sheet, Stream csv, CancellationToken stop) =>
        Workbook.ToCsv(workbook, sheet, csv, stop).Lines;

    public async ValueTask DisposeAsync()
    {
        if (_references.IsValueCreated)
        {
            _references.Value.Dispose();
        }

        if (_database.IsValueCreated)
        {
            await _database.Value.DisposeAsync();
        }
    }

    static IEnumerable<ContractCheck> Examples(FeedContract contract)
    {
        var differences = ContractExamples.Check(contract, ExampleRow.Run);
        return differences.Count == 0
            ? [new(contract.Feed, contract.File, 0, null, contract.Examples.Count)]
            : differences.Select(d => new ContractCheck(contract.Feed, d.File, d.Line, d.Text, contract.Examples.Count));
    }
}
