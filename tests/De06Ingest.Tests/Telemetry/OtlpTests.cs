using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using De06Ingest.Tests.Support;
using Npgsql;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Telemetry;

/// <summary>Traces and metrics that the real program sends to a collector, or tries to.</summary>
public sealed class OtlpTests(PostgresServer server)
{
    const int Person = 424_242;
    const string Name = "Nguyễn Thị Hiếm Gặp";

    /// <summary>Longer than a run of a few rows takes with the start of the process; the patience with a collector of
    /// the library alone is ten seconds for each of traces and metrics.</summary>
    static readonly TimeSpan Seconds = TimeSpan.FromSeconds(10);

    static readonly string[] Steps = ["pull", "compare-extract", "reference", "state", "stream", "publish"];
    static readonly string[] Again = ["reference", "stream", "publish"];

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_run_by_hand_is_told_to_a_collector_with_its_steps_and_nothing_of_a_person(string protocol)
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await using var collector = await OtlpCollector.Start(protocol == "grpc");
        await flow.Run("population", PopulationHeader + Citizen(Person, name: Name), "2026-01-01");
        await flow.Run("accounts", AccountsHeader + Account(Person, name: Name), "2026-01-01");
        var file = flow.Write("a.csv", AccountsHeader + Account(Person, "0399887766", name: Name));

        // The program has a match model, and the flow above had none: published rows are compared again first.
        var (code, said) = await Run(flow, file, collector.Url, protocol);

        Assert.True(code == 0, said);
        Assert.Equal(1, await flow.One<int>("select count(*) from core.mismatch where kind = 'phone-differs'"));
        var spans = collector.Spans;
        var runs = spans.Where(s => s.Name == "run accounts").ToList();
        Assert.All(runs, run => Assert.Equal("", run.Parent));
        Assert.Equal([Steps, Again], runs.Select(run => Steps.Where(step => spans.Exists(
            s => s.Name == step && s.Parent == run.Id && s.Trace == run.Trace)))
            .OrderByDescending(steps => steps.Count()));
        var metrics = Encoding.UTF8.GetString(collector.Messages("metric"));
        Assert.All(["de06.runs", "de06.rows", "de06.step", "accounts"],
            word => Assert.Contains(word, metrics, StringComparison.Ordinal));
        var password = new NpgsqlConnectionStringBuilder(flow.ConnectionString).Password!;
        AssertHoldsNothingOfThePerson(collector, "0399887766", "399887766", password);
    }

    [Fact]
    public async Task What_the_server_quotes_of_a_row_in_an_error_is_not_sent()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await using var collector = await OtlpCollector.Start(grpc: false);
        await flow.Run("population", PopulationHeader + Citizen(Person, name: Name), "2026-01-01");
        await flow.Do(
            """
            create function quote_row() returns trigger language plpgsql as
              $$ begin raise exception 'not this row: %', new; end $$;
            create trigger quote_row before insert on core.mismatch for each row execute function quote_row();
            """);
        var file = flow.Write("a.csv", AccountsHeader + Account(Person, "0399887766", name: Name));

        var (code, said) = await Run(flow, file, collector.Url, "http/protobuf");

        Assert.True(code == 70, said);
        Assert.Contains("P0001", said, StringComparison.Ordinal);
        Assert.Contains(collector.Spans, s => s.Name == "run accounts");
        AssertHoldsNothingOfThePerson(collector, "0399887766", "399887766");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_collector_that_does_not_answer_keeps_no_run_from_its_end(bool hangs)
    {
        await using var flow = await Flow.Start(server, Accounts());
        await using var collector = await OtlpCollector.Start(grpc: false, hangs: true);
        var file = flow.Write("a.csv", AccountsHeader + Account(1));
        var since = Stopwatch.GetTimestamp();

        var (code, said) = await Run(flow, file, hangs ? collector.Url : Unreachable(), "http/protobuf");

        Assert.True(code == 0, said);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Seconds);
        Assert.Equal(hangs, collector.Requests > 0);
        Assert.Equal("published", await flow.One<string>("select state from core.run"));
    }

    [Fact]
    public async Task A_collector_that_does_not_answer_keeps_no_worker_from_stopping()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await using var collector = await OtlpCollector.Start(grpc: false, hangs: true);
        using var worker = new WorkerProcess(
            flow, "node-1", ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "200"));
        // The requests are traced themselves, so something is on its way.
        while (!await worker.IsReady() || collector.Requests == 0)
        {
            Assert.False(worker.HasExited, "the worker ended");
            await Task.Delay(50);
        }

        var since = Stopwatch.GetTimestamp();
        worker.Signal(ProgramProcess.Terminate);
        var (code, said) = await worker.End();

        Assert.True(code == 0, said);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Seconds);
    }

    static async Task<(int Code, string Said)> Run(Flow flow, string file, string url, string protocol)
    {
        var settings = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        };
        using var program = new ProgramProcess(
            flow, settings, "run", "accounts", "--file", file, "--source-time", "2026-01-02");
        return await program.End();
    }

    static void AssertHoldsNothingOfThePerson(OtlpCollector collector, params string[] further)
    {
        byte[] sent = [.. collector.Messages("trace"), .. collector.Messages("metric")];
        string[] secrets = [Id(Person), Phone(Person), Phone(Person)[1..], Name, "Hiếm Gặp", .. further];
        Assert.All(secrets, secret => Assert.True(
            sent.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, "sent: " + secret));
    }

    /// <summary>An address at which nobody listens.</summary>
    static string Unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
