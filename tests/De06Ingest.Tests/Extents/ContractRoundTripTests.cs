using System.Text.Json;
using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Synthetic;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Extents;

/// <summary>The contracts that are delivered do what they say, and a drafted one reads its own sample.</summary>
public sealed class ContractRoundTripTests(PostgresServer server)
{
    public static TheoryData<string> Deployed =>
    [
        .. Directory.GetFiles(FeedBench.Deployed("feeds"), "*.yaml")
            .Select(f => Path.GetFileNameWithoutExtension(f)!),
    ];

    [Theory]
    [MemberData(nameof(Deployed))]
    public void Every_example_of_a_delivered_contract_holds(string feed)
    {
        var contract = FeedCatalog.LoadFile(Path.Combine(FeedBench.Deployed("feeds"), feed + ".yaml"));

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        var differences = ContractExamples.Check(contract, (c, row) => ExampleRow.Run(c, row, today));

        Assert.NotEmpty(contract.Examples);
        Assert.Equal([], differences.Select(d => d.ToString()));
    }

    [Theory]
    [InlineData("population")]
    [InlineData("eid-accounts")]
    [InlineData("pension-payments")]
    [InlineData("service-dossiers")]
    [InlineData("portal-dossiers")]
    public async Task A_drafted_contract_loads_checks_and_reads_its_own_sample(string source)
    {
        using var folder = new TempFolder();
        var answers = ProvinceGenerator.Generate(new ProvinceOptions(2000, 11, Days: 1, Systems: false), folder.Path);
        var sample = Directory.GetFiles(Path.Combine(folder.Path, "day1", source))
            .Order(StringComparer.Ordinal)
            .First();
        var answer = answers.Days[0].Deliveries.Single(d => Path.GetFileName(d.File) == Path.GetFileName(sample));
        await using var bench = await FeedBench.Start(server, FeedBench.People);

        var draft = await bench.Command("feeds", "infer", sample, "--name", "drafted");
        Assert.Equal(0, draft.Code);
        bench.SetContract(draft.Output);
        var check = await bench.Command("feeds", "check");
        Assert.True(check.Code == 0, check.Output + draft.Output);
        var run = await bench.Command("run", "drafted", "--file", sample, "--json");

        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.True(report.GetProperty("state").GetString() == "published", run.Output + draft.Output);
        Assert.Equal(answer.Rows, report.GetProperty("rows_in").GetInt64());
        Assert.True(report.GetProperty("refused").GetInt64() <= answer.Refused.Values.Sum(), run.Output + draft.Output);
    }
}
