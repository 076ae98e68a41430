using De06Ingest.Commands;
using De06Ingest.Commands.Demo.Scenarios;
using De06Ingest.Reporting;
using De06Ingest.Synthetic.Scenarios;
using De06Ingest.Tests.Support;
using Microsoft.Extensions.Configuration;
using ScenarioSheet = De06Ingest.Commands.Demo.Scenarios.ScenarioSheet;

namespace De06Ingest.Tests.Province;

/// <summary>The articles whose numbers do not depend on the size of the province, through the whole pipeline with few
/// people. `deploy/demo.sh --scenario NAME` runs all five in full size.</summary>
public sealed class ScenarioRunTests(PostgresServer server)
{
    const double Small = 0.02;

    [Theory]
    [InlineData("quang-nam-2023-9m", 42)]
    [InlineData("quang-ngai-2023-h1", 7)]
    [InlineData("quang-ngai-2023-11", 2026)]
    public async Task Published_figures_come_out(string name, int seed)
    {
        await using var run = await ScenarioBench.Start(server, name, seed, Small);

        var outcomes = await run.Compare();

        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, o => Assert.True(
            o.IsEqual, $"{o.Row.Figure} {o.Row.Unit} {o.Row.Period} {o.Row.Aspect}: "
                + $"{o.Row.Published.Text} published, {o.Computed} computed"));
    }

    [Fact]
    public async Task A_figure_that_is_another_one_is_told()
    {
        await using var run = await ScenarioBench.Start(server, "quang-nam-2023-9m", 42, Small);
        var row = run.Expected.Rows.Single(r => r is { Figure: "tasks-done", Aspect: Aspect.Value });

        var outcome = await run.Compare(row with { Published = new PublishedText("75.00%") });

        Assert.Equal((false, "74.41%"), (outcome.IsEqual, outcome.Computed));
        Assert.False((await run.Compare(row with { Class = "carried" })).IsEqual);
        Assert.False((await run.Compare(row with { Figure = "tasks-undone" })).IsEqual);
        Assert.False((await run.Compare(row with { Period = "2021-9M" })).IsEqual);
        Assert.False((await run.Compare(row with { Aspect = Aspect.OverTarget })).IsEqual);
        Assert.False((await run.Compare(row with { Aspect = Aspect.Above })).IsEqual);
        Assert.False((await run.Compare(row with { Aspect = Aspect.Above, Than = "connections-done" })).IsEqual);
    }

    /// <summary>A scenario on disk and in a database of its own.</summary>
    sealed class ScenarioBench : IAsyncDisposable
    {
        readonly TempFolder folder = new();
        readonly PostgresDatabase database;
        readonly Wiring parts;
        readonly ScenarioFlow flow;

        ScenarioBench(PostgresDatabase database, string name, int seed, double scale)
        {
            this.database = database;
            ScenarioGenerator.Generate(ScenarioGenerator.Named(name), folder.Path, (ulong)seed, scale);
            var sheet = ScenarioSheet.Read(folder.Path);
            parts = new Wiring(Settings(), ScenarioFlow.Clock(sheet));
            flow = new ScenarioFlow(parts, sheet, folder.Path);
            Expected = ExpectationFile.Load(Path.Combine(Repository.Folder("deploy/scenarios"), name + ".yaml"));
        }

        public ScenarioExpectations Expected { get; }

        public static async Task<ScenarioBench> Start(PostgresServer server, string name, int seed, double scale)
        {
            var database = new PostgresDatabase(server);
            await database.InitializeAsync();
            var bench = new ScenarioBench(database, name, seed, scale);
            await bench.parts.Migrations.Apply(CancellationToken.None);
            var reports = await bench.flow.Deliver(null, CancellationToken.None);
            Assert.All(reports, r => Assert.True(r.State == "published", $"{r.Feed} {r.State} {r.Cause} {r.Detail}"));
            return bench;
        }

        public Task<IReadOnlyList<ScenarioOutcome>> Compare() => Compare(Expected);

        public async Task<ScenarioOutcome> Compare(Expectation row) =>
            Assert.Single(await Compare(Expected with { Rows = [row] }));

        public async ValueTask DisposeAsync()
        {
            await parts.DisposeAsync();
            await database.DisposeAsync();
            folder.Dispose();
        }

        Task<IReadOnlyList<ScenarioOutcome>> Compare(ScenarioExpectations expected) =>
            flow.Compare(expected, Messages.For(Language.Vi), CancellationToken.None);

        Settings Settings() => new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:De06"] = database.ConnectionString,
            ["De06:Feeds"] = Repository.Folder("deploy/feeds"),
            ["De06:Indicators"] = Repository.Folder("deploy/indicators"),
            ["De06:Units"] = Repository.Folder("deploy/units"),
            ["De06:Spool"] = Path.Combine(folder.Path, "spool"),
        }).Build());
    }
}
