using De06Ingest.Intake.Pull;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests;

/// <summary>What a person may do with an extract that was held.</summary>
public sealed class HeldRunTests(PostgresServer server)
{
    [Fact]
    public async Task A_released_extract_is_published_from_the_archive_and_remembers_who_and_why()
    {
        await using var flow = await Ready();
        var held = await flow.Run("accounts", AccountsHeader + Account(1, "0912999999"), "2026-01-02");
        Assert.Equal(("held", "row-drop"), (held.State, held.Cause));
        File.Delete(flow.Write("accounts.csv", ""));

        var report = await new FeedRuns(flow.Parts).Release(new(held.RunId, "Lan", "xã đã nhập"), null, default);

        Assert.Equal(("published", 1, 8), (report.State, report.RowsIn, report.Vanished));
        Assert.Equal(Flow.Day("2026-01-02"), report.AsOf);
        Assert.Equal([$"{Id(1)} phone-differs open"], await flow.Ledger("accounts"));
        Assert.Equal($"{report.RunId} release {held.RunId}", await flow.One<string>(
            "select run_id || ' ' || trigger || ' ' || released_run from api.run where state = 'published' "
            + "order by run_id desc limit 1"));
        Assert.Equal(("held", "release", "Lan", "xã đã nhập", report.RunId), await flow.One<(
            string, string, string, string, long)>(
            "select r.state, d.decision, d.decided_by, d.decision_reason, d.released_by_run "
            + "from api_full.run_decision d join core.run r using (run_id)"));
        Assert.Equal("fresh or stale", await flow.One<string>(
            "select case when state in ('fresh', 'stale') then 'fresh or stale' else state end from api.feed_health "
            + "where feed = 'accounts'"));
        await Refuses(
            "run-not-held", new FeedRuns(flow.Parts).Release(new(held.RunId, "Lan", "lần nữa"), null, default));
    }

    [Fact]
    public async Task A_discarded_extract_leaves_the_published_state_and_cannot_be_released()
    {
        await using var flow = await Ready();
        var held = await flow.Run("accounts", AccountsHeader + Account(1), "2026-01-02");
        var before = await flow.Outcome("accounts");

        await new FeedRuns(flow.Parts).Discard(new(held.RunId, "Lan", "nhầm kỳ"), default);

        Assert.Equal(before, await flow.Outcome("accounts"));
        Assert.Equal(("discarded", "row-drop", "discard", "Lan"), await flow.One<(string, string, string, string)>(
            "select state, cause, decision, decided_by from core.run where run_id = @RunId", new { held.RunId }));
        await Refuses("run-not-held", new FeedRuns(flow.Parts).Release(new(held.RunId, "Lan", "đổi ý"), null, default));
        await Refuses("run-not-held", new FeedRuns(flow.Parts).Discard(new(held.RunId, "Lan", "lần nữa"), default));
    }

    [Fact]
    public async Task A_release_after_newer_data_is_superseded()
    {
        await using var flow = await Ready();
        var held = await flow.Run("accounts", AccountsHeader + Account(1), "2026-01-02");
        await flow.Run("accounts", Many(AccountsHeader, 9, n => Account(n, level: "1")), "2026-01-03");
        var before = await flow.Outcome("accounts");

        var report = await new FeedRuns(flow.Parts).Release(new(held.RunId, "Lan", "muộn"), null, default);

        Assert.Equal("superseded", report.State);
        Assert.Equal(before, await flow.Outcome("accounts"));
    }

    [Fact]
    public async Task A_missing_column_and_other_runs_cannot_be_released()
    {
        await using var flow = await Ready();
        var column = await flow.Run("accounts", "id,phone,unit,level\n051090000001,,21025,2\n", "2026-01-02");
        Assert.Equal(("held", "column-missing"), (column.State, column.Cause));
        var runs = new FeedRuns(flow.Parts);

        await Refuses("run-not-releasable", runs.Release(new(column.RunId, "Lan", "x"), null, default));
        await Refuses("run-not-held", runs.Release(new(column.RunId - 1, "Lan", "x"), null, default));
        await Refuses("run-unknown", runs.Release(new(column.RunId + 1, "Lan", "x"), null, default));
        await runs.Discard(new(column.RunId, "Lan", "gửi lại"), default);

        var held = await flow.Run("accounts", AccountsHeader + Account(1), "2026-01-02");
        Directory.Delete(Path.Combine(flow.Spool, "accounts"), recursive: true);
        await Refuses("archive-missing", runs.Release(new(held.RunId, "Lan", "x"), null, default));
    }

    [Theory]
    [InlineData("held", "id,name,phone,unit,level\n051090000001,Trần Văn Nam,0912000001,21040,2\n")]
    [InlineData("held", "id,phone,unit,level\n051090000001,,21025,2\n")]
    [InlineData("refused", "id,name,phone,unit,level\n")]
    public async Task A_run_rests_once_its_archive_is_safe(string state, string csv)
    {
        await using var flow = await Ready();
        var archived = new TaskCompletionSource();
        var slow = new FeedRuns(flow.Parts with
        {
            Pull = async (contract, options, stop) => (await flow.Parts.Pull(contract, options, stop))! with
            {
                Keeping = new Lazy<Task>(archived.Task),
            },
        });
        var running = slow.Run(flow.Contract("accounts"), new RunOptions
        {
            Files = [flow.Write("accounts.csv", csv)],
            SourceTime = Flow.Day("2026-01-02"),
        }, TestContext.Current.CancellationToken);
        await Task.WhenAny(running, Task.Delay(1500, TestContext.Current.CancellationToken));

        Assert.Equal(["pulled or streamed"], await flow.All<string>(
            "select case when state in ('pulled', 'streamed') then 'pulled or streamed' else state end from core.run "
            + "order by run_id desc limit 1"));
        archived.SetResult();
        Assert.Equal(state, (await running).State);
    }

    [Fact]
    public async Task A_file_that_changed_while_it_was_read_is_neither_held_nor_released()
    {
        await using var flow = await Ready();
        var file = flow.Write("accounts.csv", AccountsHeader + Account(1));
        var edited = await Assert.ThrowsAsync<SourceUnavailable>(() => new FeedRuns(flow.Parts).Run(
            flow.Contract("accounts"), new RunOptions
            {
                Files = [file],
                SourceTime = Flow.Day("2026-01-02"),
                Progress = at =>
                {
                    if (at.Step == "stream")
                    {
                        // As long as before, so that nothing but its time tells.
                        File.WriteAllText(file, AccountsHeader + Account(2));
                        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(2));
                    }
                },
            }, TestContext.Current.CancellationToken));

        Assert.Equal("file-changed", edited.Code);
        Assert.Equal(("failed", "file-changed"), await flow.One<(string, string)>(
            "select state, cause from core.run order by run_id desc limit 1"));
        var bytes = new FileInfo(file).Length;
        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(flow.Spool, "accounts")), kept => new FileInfo(kept).Length == bytes);
    }

    static async Task Refuses(string code, Task deciding) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<DecisionRefused>(() => deciding)).Code);

    async Task<Flow> Ready()
    {
        var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(9), "2026-01-01");
        await flow.Run("accounts", Many(AccountsHeader, 9, n => Account(n)), "2026-01-01");
        return flow;
    }
}
