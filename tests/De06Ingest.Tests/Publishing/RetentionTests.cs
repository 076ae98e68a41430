using De06Ingest.Publishing;
using De06Ingest.Tests.Support;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Publishing;

/// <summary>What is kept for long enough goes, and what readers see stays.</summary>
public sealed class RetentionTests(PostgresServer server)
{
    const string Wrong = "0912999999";

    [Fact]
    public async Task Removes_what_is_due_and_nothing_that_readers_see()
    {
        await using var flow = await Flow.Start(server, Population, Accounts(end: "retain: 20d"));
        var held = await Fill(flow);
        var seen = await Seen(flow);

        Assert.Empty(await Purge(flow, days: 0));
        Assert.Equal(["accounts archives 3"], await Purge(flow, days: 8, "accounts"));
        Assert.Equal(seen, await Seen(flow));
        Assert.True(File.Exists(await flow.One<string>(
            "select e.files -> 0 ->> 'Path' from core.run r join core.extract e using (extract_id) "
            + "where run_id = @held", new { held })));

        string[] due = ["accounts history 1", "accounts generations 1", "accounts refusals 1", "accounts archives 1"];
        var fingerprint = await flow.Fingerprint();
        Assert.Equal(due, await Purge(flow, days: 21, "accounts", dryRun: true));
        Assert.Equal(fingerprint, await flow.Fingerprint());
        Assert.Equal(due, await Purge(flow, days: 21, "accounts"));
        Assert.Empty(await Purge(flow, days: 21, "accounts"));
        Assert.Equal(seen, await Seen(flow));
        Assert.Equal(0, await flow.One<int>("select count(*) from clean.accounts_history"));
        Assert.Equal(["accounts_g2"], await flow.All<string>(
            "select relname::text from pg_class where relname ~ '^accounts_g\\d+$'"));

        Assert.Equal(["accounts mismatches 1"], await Purge(flow, days: 366, "accounts"));
        Assert.Equal([$"{Id(1)} phone-differs open", $"{Id(3)} phone-differs ignored"], await flow.Ledger("accounts"));

        // The feed goes on from where it was.
        Assert.Equal("unchanged", (await flow.Run("accounts", Last, "2026-01-09")).State);
        Assert.Equal("published", (await flow.Run("accounts", Last + Account(3002), "2026-01-10")).State);
    }

    [Fact]
    public async Task Leaves_a_feed_that_is_running_for_the_next_time()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)), "2026-01-01");
        await using (await FeedLease.Take(flow.Source, flow.Contract("accounts"), default))
        {
            Assert.Equal(["accounts in-use 1"], await Purge(flow, days: 400));
        }

        Assert.Equal(["accounts archives 1"], await Purge(flow, days: 400));
    }

    [Fact]
    public async Task A_reader_of_an_old_generation_is_not_disturbed_and_it_goes_the_next_time()
    {
        await using var flow = await Flow.Start(server, Accounts(end: "retain: 20d"));
        await flow.Run("accounts", Many(AccountsHeader, 2000, n => Account(n)), "2026-01-01");
        await flow.Run("accounts", Many(AccountsHeader, 2000, n => Account(n, level: "1")), "2026-01-02");
        await using (var reader = await flow.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var reading = await reader.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var command = new Npgsql.NpgsqlCommand("select count(*) from clean.accounts", reader, reading);
            Assert.Equal(4000L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
            Assert.Equal(["accounts archives 2"], await Purge(flow, days: 21));
            Assert.Equal(2000, await flow.One<int>("select count(*) from api.clean_accounts"));
        }

        Assert.Equal(["accounts generations 1"], await Purge(flow, days: 21));
        Assert.Equal(2000, await flow.One<int>("select count(*) from clean.accounts"));
    }

    [Fact]
    public async Task A_node_removes_what_is_due_from_its_own_spool_and_nothing_else()
    {
        await using var flow = await Flow.Start(server, Accounts());
        await flow.Run("accounts", Many(AccountsHeader, 3, n => Account(n)) + "x,A,,21025,2\n", "2026-01-01");
        var other = flow.Folder("other");
        var archived = Path.Combine(Directory.CreateDirectory(Path.Combine(other, "accounts")).FullName, "0a1b");
        await File.WriteAllTextAsync(archived, "an extract", TestContext.Current.CancellationToken);
        var fingerprint = await flow.Fingerprint();
        Task<IReadOnlyList<Purged>> PurgeSpool(int days) => new Retention(
            flow.Source, flow.Parts.Contracts, other, RetentionLimits.Usual, new LaterClock(days))
            .PurgeSpool(TestContext.Current.CancellationToken);

        Assert.Empty(await PurgeSpool(6));
        Assert.Equal(fingerprint, await flow.Fingerprint());
        await using (await FeedLease.Take(flow.Source, flow.Contract("accounts"), default))
        {
            Assert.Empty(await PurgeSpool(400));
        }

        Assert.Equal([new Purged("accounts", "archives", 1)], await PurgeSpool(400));
        Assert.False(File.Exists(archived));
        Assert.Equal(1, await flow.One<int>("select count(*) from core.refusal"));
        Assert.True(File.Exists(await flow.One<string>("select files -> 0 ->> 'Path' from core.extract")));
    }

    static string Last => Many(AccountsHeader, 3000, n => Account(n, n is 1 or 3 ? Wrong : null, n < 1500 ? "1" : "2"));

    /// <summary>Two generations, replaced rows, a refusal, three mismatches of which one is closed and one ignored, and
    /// a held extract.</summary>
    /// <returns>The held run.</returns>
    static async Task<long> Fill(Flow flow)
    {
        await flow.Run("population", Citizens(3003), "2026-01-01");
        string Day(string level) => Many(AccountsHeader, 3000, n => Account(n, n <= 3 ? Wrong : null, level));
        await flow.Run("accounts", Day("2"), "2026-01-01");
        await flow.Run("accounts",
            Day("2").Replace(Account(2999), Account(2999, level: "7"), StringComparison.Ordinal) + "x,A,,21025,2\n",
            "2026-01-02");
        await flow.Run("accounts", Last, "2026-01-03");
        await new De06Ingest.Mismatches.MismatchDecisions(flow.Source).Ignore(
            new("accounts", Id(3), "phone-differs"), "Lan", "số của con", default);
        return (await flow.Run("accounts", AccountsHeader + Account(1), "2026-01-04")).RunId;
    }

    static async Task<string> Seen(Flow flow) => string.Join('\n',
        await flow.One<string>(
            "select md5(string_agg(t::text, '~' order by record_id)) from api_full.clean_accounts t"),
        await flow.One<string>(
            "select string_agg(m::text, '~' order by mismatch_no) from api_full.mismatch m where state <> 'resolved'"),
        await flow.One<string>("select string_agg(r::text, '~' order by run_id) from api.run r"));

    static async Task<List<string>> Purge(Flow flow, int days, string? feed = null, bool dryRun = false)
    {
        var retention = new Retention(
            flow.Source, flow.Parts.Contracts, flow.Spool, RetentionLimits.Usual, new LaterClock(days));
        return [.. (await retention.Purge(dryRun, TestContext.Current.CancellationToken))
            .Where(p => feed is null || p.Feed == feed).Select(p => $"{p.Feed} {p.What} {p.Number}")];
    }

    sealed class LaterClock(int days) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddDays(days);
    }
}
