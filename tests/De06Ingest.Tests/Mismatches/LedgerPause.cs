using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests.Mismatches;

/// <summary>Holds a publishing transaction at a temporary table of the ledger, so that a person can act then.</summary>
sealed class LedgerPause : IAsyncDisposable
{
    readonly Flow flow;
    readonly NpgsqlConnection holder;

    LedgerPause(Flow flow, NpgsqlConnection holder) => (this.flow, this.holder) = (flow, holder);

    /// <param name="flow">Whose runs are held.</param>
    /// <param name="table">Temporary table that is about to be made.</param>
    public static async Task<LedgerPause> Before(Flow flow, string table)
    {
        await flow.Do(
            $"""
            create function pause() returns event_trigger language plpgsql as $$ begin
              if current_query() like '%create temporary table {table} %' then
                perform set_config('lock_timeout', '60s', true);
                perform pg_advisory_xact_lock_shared(8606);
                perform set_config('lock_timeout', '3s', true);
              end if;
            end $$;
            create event trigger pause on ddl_command_start when tag in ('CREATE TABLE AS') execute function pause()
            """);
        var holder = await flow.Source.OpenConnectionAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_lock(8606)", holder);
        await take.ExecuteNonQueryAsync();
        return new LedgerPause(flow, holder);
    }

    /// <summary>Waits until the run stands there.</summary>
    public async Task Reached(Task running)
    {
        while (await flow.One<int>("select count(*) from pg_locks where locktype = 'advisory' and not granted "
            + "and database = (select oid from pg_database where datname = current_database())") == 0)
        {
            Assert.False(running.IsCompleted, "the run ended without coming by");
            await Task.Delay(10);
        }
    }

    public async Task End()
    {
        await using var give = new NpgsqlCommand("select pg_advisory_unlock(8606)", holder);
        await give.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => holder.DisposeAsync();
}
