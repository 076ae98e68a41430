using De06Ingest.Commands;
using De06Ingest.Commands.Demo;
using De06Ingest.Reporting;
using De06Ingest.Synthetic;
using De06Ingest.Tests.Support;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace De06Ingest.Tests.Province;

/// <summary>A synthetic province on disk, and the program's own parts on a database for it.</summary>
sealed class ProvinceRun : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("de06-run-").FullName;
    readonly Wiring wiring;

    public ProvinceRun(PostgresDatabase database, ProvinceOptions options, string? feeds = null)
    {
        ProvinceGenerator.Generate(options, Data);
        Answers = ProvinceAnswers.Read(Data);
        wiring = Join(
            database.ConnectionString, feeds ?? Repository.Folder("deploy/feeds"), Path.Combine(folder, "spool"));
    }

    public string Data => Path.Combine(folder, "data");

    public ProvinceAnswers Answers { get; }

    public NpgsqlDataSource Database => wiring.Database;

    public IAdminUnits Units => wiring.Units;

    public Task<DayRuns> Run(AnswerDay day) =>
        new ProvinceDays(wiring.Runs, wiring.Contracts(), Data).Run(day, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await wiring.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    static Wiring Join(string connectionString, string feeds, string spool) =>
        new(new Settings(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:De06"] = connectionString,
            ["De06:Feeds"] = feeds,
            ["De06:Indicators"] = Repository.Folder("deploy/indicators"),
            ["De06:Spool"] = spool,
        }).Build()));
}
