using System.Text.Json;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>What goes wrong when readers see a run already does not make it one that failed.</summary>
public sealed class AfterPublishTests(PostgresServer server)
{
    const string CutSessions =
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
        """;

    static readonly string Accounted = Many(AccountsHeader, 9, n => Account(n, n == 2 ? "0912999999" : null));

    [Fact]
    public async Task A_state_folder_that_is_a_file_is_told_and_the_next_run_reads_the_table()
    {
        await using var flow = await Ready();
        Directory.Delete(flow.State, recursive: true);
        await File.WriteAllTextAsync(flow.State, "", TestContext.Current.CancellationToken);

        var report = await flow.Run("accounts", Accounted, "2026-01-01");

        Assert.Equal("published", report.State);
        Assert.Equal([new StepFailure("keep-state", "io")], report.Undone);
        Assert.Equal(new MismatchMovement("phone-differs", 1, 0, 0, 0, 1), Assert.Single(report.Mismatches));
        Assert.Equal("unchanged", (await flow.Run("accounts", Accounted + "\n", "2026-01-02")).State);
        var next = await flow.Run("accounts", Accounted + Account(10), "2026-01-03");
        Assert.Equal(("published", 1), (next.State, next.Changed));
    }

    [Fact]
    public async Task The_program_ends_well_and_names_what_is_left_undone()
    {
        await using var flow = await Ready();
        Directory.Delete(flow.State, recursive: true);
        await File.WriteAllTextAsync(flow.State, "", TestContext.Current.CancellationToken);
        using var program = new ProgramProcess(
            flow, "run", "accounts", "--file", flow.Write("a.csv", Accounted), "--source-time", "2026-01-01", "--json");

        var (code, said) = await program.End();

        Assert.True(code == 0, said);
        var undone = JsonDocument.Parse(program.Printed).RootElement.GetProperty("undone");
        Assert.Equal("keep-state io", string.Join(
            ' ', undone[0].GetProperty("step").GetString(), undone[0].GetProperty("cause").GetString()));
    }

    [Fact]
    public async Task A_database_that_drops_the_sessions_after_the_commit_takes_no_publish_back()
    {
        await using var flow = await Ready();
        var report = await flow.Run("accounts", Accounted, "2026-01-01", CutAt(flow, "keep-state"));

        Assert.Equal("published", report.State);
        Assert.Equal(["movements"], report.Undone.Select(s => s.Step));
        Assert.Equal(
            ("published", report.PublishId), await flow.One<(string, Guid?)>(
                "select state, publish_id from core.run where run_id = @RunId", new { report.RunId }));
        Assert.Equal([$"{Id(2)} phone-differs open"], await flow.Ledger("accounts"));
        Assert.True(await flow.One<int>(
            "select count(*) from core.run_step where run_id = @RunId", new { report.RunId }) > 3);
        Assert.Equal("unchanged", (await flow.Run("accounts", Accounted, "2026-01-02")).State);
    }

    [Fact]
    public async Task A_reference_that_cannot_be_put_into_memory_is_published_all_the_same()
    {
        await using var flow = await Ready();
        Directory.Delete(Path.Combine(flow.Spool, "reference"), recursive: true);
        await File.WriteAllTextAsync(
            Path.Combine(flow.Spool, "reference"), "", TestContext.Current.CancellationToken);

        var report = await flow.Run("population", Citizens(10), "2026-01-02");

        Assert.Equal("published", report.State);
        Assert.Equal([new StepFailure("index", "io")], report.Undone);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_counts_when_the_database_has_it()
    {
        await using var flow = await Ready();
        await using var cut = LossyConnections.To(flow.ConnectionString, after: "insert into core.feed_current");
        await using var source = Npgsql.NpgsqlDataSource.Create(cut.ConnectionString);

        var report = await new FeedRuns(flow.Parts with { Database = source }).Run(
            flow.Contract("accounts"), new RunOptions
            {
                Files = [flow.Write("accounts.csv", Accounted)],
                SourceTime = Flow.Day("2026-01-01"),
            }, TestContext.Current.CancellationToken);

        Assert.True(cut.HasLost, "no answer was lost");
        Assert.Equal("published", report.State);
        Assert.Equal([$"{Id(2)} phone-differs open"], await flow.Ledger("accounts"));
        Assert.Equal(["published"], await flow.All<string>("select state from core.run where feed = 'accounts'"));
    }

    [Fact]
    public async Task What_is_saved_of_a_run_later_does_not_take_its_publish_back()
    {
        await using var flow = await Ready();
        var report = await flow.Run("accounts", Accounted, "2026-01-01");
        await using var connection = await flow.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        await RunTable.Save(connection, report.RunId, new RunFacts { State = "failed", Cause = "io" });

        Assert.Equal(("published", 9, report.PublishId), await flow.One<(string, int, Guid?)>(
            "select state, accepted::integer, publish_id from core.run where run_id = @RunId and cause is null",
            new { report.RunId }));
    }

    static RunOptions CutAt(Flow flow, string step) => new()
    {
        Progress = at =>
        {
            if (at.Step == step)
            {
                Task.Run(() => flow.Do(CutSessions)).GetAwaiter().GetResult();
            }
        },
    };

    async Task<Flow> Ready()
    {
        var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(9), "2026-01-01");
        return flow;
    }
}
