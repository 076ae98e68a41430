using Dapper;
using De06Ingest.Commands.Demo;
using De06Ingest.Tests.Support;
using De06Ingest.Values;
using Npgsql;

namespace De06Ingest.Tests.Commands.Demo;

public sealed class DemoClockTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    static readonly DateOnly Day = new(2026, 8, 6);

    [Fact]
    public void Begins_in_the_morning_and_runs_on()
    {
        var clock = DemoClock.OfMorning(Day);
        var seven = new DateTimeOffset(2026, 8, 6, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(Day, VietnamTime.DayOf(clock.GetUtcNow()));
        Assert.InRange(clock.GetUtcNow() - seven, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Is_the_clock_of_the_statements_too()
    {
        var words = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Options = DemoClock.OfMorning(Day).SqlOption,
            Pooling = false,
        };

        Assert.Equal(TimeSpan.Zero, await Shift(database.ConnectionString));
        var moment = DateTimeOffset.UtcNow + await Shift(words.ConnectionString);
        Assert.Equal(Day, VietnamTime.DayOf(moment));
    }

    [Fact]
    public async Task Says_how_old_a_feed_is_and_when_a_run_began()
    {
        var words = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Options = DemoClock.OfMorning(Day).SqlOption,
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(words.ConnectionString);
        await connection.ExecuteAsync(
            """
            insert into core.feed
              (feed, title, owner, role, fresh_within, subject_is_key, sliced, retain, contract_hash)
            values ('clock', '', '', 'sector', interval '36 hours', true, false, interval '1 day', '');
            insert into core.run (feed, fence, trigger, state, contract_hash, code_epoch, as_of, publish_id)
            values ('clock', 0, 'demo', 'published', '', 1, '2026-08-04 17:00+00', gen_random_uuid());
            insert into core.feed_current
              (feed, run_id, publish_id, generation, contract_hash, code_epoch, as_of, rows)
            select feed, run_id, publish_id, 1, '', 1, as_of, 0 from core.run where feed = 'clock'
            """);

        const string state = "select state from api.feed_health where feed = 'clock'";
        Assert.Equal("fresh", await connection.ExecuteScalarAsync<string>(state));
        Assert.Equal("2026-08-06", await connection.ExecuteScalarAsync<string>(
            "select ((started_at at time zone 'Asia/Ho_Chi_Minh')::date)::text from api.run where feed = 'clock'"));
        await using var today = new NpgsqlConnection(database.ConnectionString);
        Assert.Equal("stale", await today.ExecuteScalarAsync<string>(state));
    }

    static async Task<TimeSpan> Shift(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return await connection.ExecuteScalarAsync<TimeSpan>("select api.clock_shift()");
    }
}
