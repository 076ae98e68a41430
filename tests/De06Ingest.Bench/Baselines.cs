using System.Diagnostics;
using Npgsql;

namespace De06Ingest.Bench;

/// <summary>
/// What the program is held against: R, the bare <c>\copy</c> of the same rows into an unlogged text table, and sql,
/// the whole work as set-based statements.
/// </summary>
sealed class Baselines(string connection, Dataset data, string work)
{
    static readonly string Sql = Path.Combine(AppContext.BaseDirectory, "sql");

    string WellFormed => Path.Combine(work, "well_formed.csv");

    string Malformed => Path.Combine(work, "malformed.txt");

    /// <summary>Counts by kind that the last sql run found, in the program's codes; empty before.</summary>
    public IReadOnlyDictionary<string, long> Found { get; private set; } = new Dictionary<string, long>();

    /// <summary>Splits off the lines that COPY cannot read and loads the reference; not timed.</summary>
    public async Task Prepare(CancellationToken stop)
    {
        WellFormedLines.Split(data.Full.File, WellFormed, Malformed);
        if (HasSql)
        {
            await Output(Psql("-v", "reference=" + data.Reference.File, "-f", Script("baseline_setup")), stop);
        }
    }

    public Measured Copy()
    {
        var columns = File.ReadLines(WellFormed).First().Split(',').Length;
        var table = string.Join(", ", Enumerable.Range(1, columns).Select(n => $"c{n} text"));
        return new Measured(
            "R",
            stop => Execute(
                $"drop table if exists bench_copy; create unlogged table bench_copy ({table}); checkpoint", stop),
            () => Psql("-c", $"\\copy bench_copy from '{WellFormed}' (format csv, header)"));
    }

    /// <summary>The statements know the generator's columns; a synthetic province has its answer sheet
    /// instead.</summary>
    bool HasSql => data.Expected is null;

    public IEnumerable<Measured> SetBased() => !HasSql ? [] :
    [
        new(
            "sql",
            stop => Execute("checkpoint", stop),
            () => Psql("-v", "feed=" + WellFormed, "-v", "refused=" + Malformed, "-f", Script("baseline")),
            Check: async (_, stop) =>
                Found = Counts.Parse(await Output(Psql("-At", "-f", Script("baseline_counts")), stop))),
    ];

    /// <summary>Until no autovacuum works on what was written before; half a minute at most.</summary>
    public async Task WaitForVacuum(CancellationToken stop)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(stop);
        for (var second = 0; second < 30; second++)
        {
            await using var command = new NpgsqlCommand(
                "select count(*) from pg_stat_activity where backend_type = 'autovacuum worker'", open);
            if ((long)(await command.ExecuteScalarAsync(stop))! == 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), stop);
        }
    }

    async Task Execute(string statements, CancellationToken stop)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(stop);
        foreach (var statement in statements.Split(';'))
        {
            await using var command = new NpgsqlCommand(statement, open);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    static async Task<string> Output(ProcessStartInfo info, CancellationToken stop) =>
        (await new Measured("psql", _ => Task.CompletedTask, () => info).Run(stop)).Output.Trim();

    static string Script(string name) => Path.Combine(Sql, name + ".sql");

    /// <remarks>The password goes by environment: a command line is for everyone to read.</remarks>
    ProcessStartInfo Psql(params IEnumerable<string> arguments)
    {
        var target = new NpgsqlConnectionStringBuilder(connection);
        var info = new ProcessStartInfo("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", .. arguments])
        {
            UseShellExecute = false,
        };
        info.Environment["PGHOST"] = target.Host;
        info.Environment["PGPORT"] = target.Port.ToString();
        info.Environment["PGUSER"] = target.Username;
        info.Environment["PGPASSWORD"] = target.Password;
        info.Environment["PGDATABASE"] = target.Database;
        info.Environment["PGCLIENTENCODING"] = "UTF8";
        return info;
    }
}
