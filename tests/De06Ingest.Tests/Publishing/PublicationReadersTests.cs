using System.Collections.Concurrent;
using De06Ingest.Tests.Support;
using Npgsql;
using static De06Ingest.Tests.Support.FlowContracts;

namespace De06Ingest.Tests.Publishing;

/// <summary>Readers during a publish: they see all of a run or none, and wait for nothing.</summary>
public sealed class PublicationReadersTests(PostgresServer server)
{
    const int Readers = 20;
    const int People = 4000;

    /// <summary>Every row of day d carries level d, so one statement shows whether pointer, rows and ledger belong
    /// together.</summary>
    const string Look =
        """
        select (select publish_id from api.feed_health where feed = 'accounts'), count(*), count(distinct t.phone),
               count(distinct t.run_id) filter (where t.line_no > 2), min(t.level), max(t.level),
               (select count(*) from api.mismatch where feed = 'accounts' and state = 'open'),
               (select sum(mismatched) from api.tally where feed = 'accounts')
        from api_full.clean_accounts t
        """;

    [Fact]
    public async Task Twenty_readers_never_see_a_mixed_state_and_never_wait_for_a_lock()
    {
        await using var flow = await Flow.Start(server, Population, Accounts());
        await flow.Run("population", Citizens(People), "2026-01-01");
        await Publish(flow, 1);
        var seen = new ConcurrentDictionary<(Guid Publish, string State), int>();
        var published = new ConcurrentDictionary<Guid, string>();
        published[await Current(flow)] = Expected(1);
        using var stop = new CancellationTokenSource();
        var waits = Task.Run(() => LongestLockWait(flow.ConnectionString, stop.Token));
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => Read(flow, seen, stop.Token))).ToArray();
        for (var day = 2; day <= 7; day++)
        {
            await Publish(flow, day);
            published[await Current(flow)] = Expected(day);
            await Task.Delay(150);
        }

        await stop.CancelAsync();
        var slowest = (await Task.WhenAll(readers)).Max();
        var waited = await waits;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{seen.Values.Sum()} reads; longest lock wait of a reader {waited.TotalMilliseconds:0} ms; "
            + $"slowest read {slowest.TotalMilliseconds:0} ms");

        Assert.True(seen.Keys.Select(s => s.Publish).Distinct().Count() >= 5, "the readers saw too few publishes");
        Assert.All(seen.Keys, s => Assert.Equal(published[s.Publish], s.State));
        Assert.True(waited < TimeSpan.FromMilliseconds(200), $"a reader waited {waited} for a lock");
        Assert.True(await flow.One<int>("select count(distinct way) from core.run where feed = 'accounts'") == 2);
    }

    /// <summary>Odd days change every row, even days only the first fiftieth.</summary>
    static Task Publish(Flow flow, int day) => flow.Run("accounts",
        Many(AccountsHeader, Rows(day),
            n => Account(n, n <= 10 * day ? "0912999999" : null, Level(day, n))),
        $"2026-01-0{day}");

    static int Rows(int day) => People - day;

    static string Level(int day, int n) => n <= People / 50 ? $"{day}" : $"{(day + 1) / 2 * 2 - 1}";

    static string Expected(int day)
    {
        var (low, high) = (Math.Min(day, ((day + 1) / 2 * 2) - 1), day);
        return $"{Rows(day)}|{Rows(day) - (10 * day) + 1}|{low}|{high}|{10 * day}|{10 * day}";
    }

    static Task<Guid> Current(Flow flow) =>
        flow.One<Guid>("select publish_id from core.feed_current where feed = 'accounts'");

    static async Task<TimeSpan> Read(
        Flow flow, ConcurrentDictionary<(Guid, string), int> seen, CancellationToken stop)
    {
        var builder = new NpgsqlConnectionStringBuilder(flow.ConnectionString)
        {
            ApplicationName = "reader",
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        var slowest = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await using var command = new NpgsqlCommand(Look, connection);
            await using (var row = await command.ExecuteReaderAsync(CancellationToken.None))
            {
                await row.ReadAsync(CancellationToken.None);
                var state = $"{row[1]}|{row[2]}|{row[4]}|{row[5]}|{row[6]}|{row[7]}";
                seen.AddOrUpdate((row.GetGuid(0), state), 1, (_, n) => n + 1);
            }

            var took = System.Diagnostics.Stopwatch.GetElapsedTime(start);
            slowest = took > slowest ? took : slowest;
        }

        return slowest;
    }

    /// <summary>Longest time that any reader stood in a lock queue, sampled.</summary>
    static async Task<TimeSpan> LongestLockWait(string connectionString, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        var longest = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(
                """
                select coalesce(max(clock_timestamp() - l.waitstart), '0'::interval) from pg_locks l
                join pg_stat_activity a using (pid) where not l.granted and a.application_name = 'reader'
                """, connection);
            var wait = (TimeSpan)(await command.ExecuteScalarAsync(CancellationToken.None))!;
            longest = wait > longest ? wait : longest;
            await Task.Delay(10, CancellationToken.None);
        }

        return longest;
    }
}
