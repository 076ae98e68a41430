using Dapper;
using De06Ingest.Commands.Demo;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Matching;
using De06Ingest.Publishing;
using De06Ingest.Publishing.Figures;
using De06Ingest.Reporting;
using Npgsql;

namespace De06Ingest.Tests.Support;

/// <summary>The whole data flow on a database and a spool of its own, for tests that send extracts as text and ask
/// what became of them.</summary>
sealed class Flow : IAsyncDisposable
{
    readonly PostgresDatabase database;
    readonly DirectoryInfo folder;
    readonly IReadOnlyList<IndicatorDefinition> indicators;
    FlowParts parts = null!;

    Flow(PostgresDatabase database, IReadOnlyList<IndicatorDefinition> indicators)
    {
        this.database = database;
        this.indicators = indicators;
        folder = Directory.CreateTempSubdirectory("de06-flow-");
        Source = NpgsqlDataSource.Create(database.ConnectionString);
    }

    public NpgsqlDataSource Source { get; }
    public string ConnectionString => database.ConnectionString;
    public string Spool => Path.Combine(folder.FullName, "spool");

    /// <summary>Folder of the row states; emptied, the next run reads the table.</summary>
    public string State => Path.Combine(Spool, "state");

    /// <summary>Folder with the contracts as files, for the program as a process.</summary>
    public string Feeds => Path.Combine(folder.FullName, "feeds");

    /// <summary>Day that decides which map of units is in force; today when null.</summary>
    public DateOnly? Today { get; set; }

    public FlowParts Parts => Today is { } day ? parts with { Clock = DemoClock.OfMorning(day) } : parts;

    /// <summary>Model by which rows are linked whose personal id leads to nobody; holds from the next
    /// <see cref="Use"/> on. None unless a test is about that.</summary>
    public MatchModelFile? MatchModel { get; set; }

    public static async Task<Flow> Start(PostgresServer server, params string[] contracts)
    {
        var database = new PostgresDatabase(server);
        await database.InitializeAsync();
        var flow = new Flow(database, []);
        flow.Use(contracts);
        return flow;
    }

    /// <summary>Puts these contracts in the place of the present ones.</summary>
    public void Use(params string[] contracts)
    {
        parts?.References.Dispose();
        Directory.CreateDirectory(Feeds);
        Array.ForEach(Directory.GetFiles(Feeds), File.Delete);
        var read = contracts.Select(yaml => FeedCatalog.Parse("test.yaml", yaml))
            .OrderByDescending(c => c.Role == FeedRole.Reference).ToList();
        foreach (var (contract, yaml) in contracts.Select(yaml => (FeedCatalog.Parse("test.yaml", yaml), yaml)))
        {
            File.WriteAllText(Path.Combine(Feeds, contract.Feed + ".yaml"), yaml);
        }

        var sources = new Sources(Source, new Spool(Spool), folder.FullName, null, TimeProvider.System);
        parts = new FlowParts(Source, read, indicators, new ReferenceTable(Source, read, Spool), sources.Fetch)
        {
            StateFolder = State,
            MatchModel = MatchModel,
        };
    }

    /// <summary>Runs a feed over this text.</summary>
    /// <param name="feed">Name of the feed.</param>
    /// <param name="csv">The extract.</param>
    /// <param name="asOf">Day that it describes, yyyy-MM-dd.</param>
    /// <param name="options">What else the caller decides; file and as-of are set here.</param>
    /// <param name="name">File name, when it says something.</param>
    public async Task<RunReport> Run(
        string feed, string csv, string asOf, RunOptions? options = null, string? name = null)
    {
        options = (options ?? new RunOptions()) with
        {
            Files = [Write(name ?? feed + ".csv", csv)],
            SourceTime = Day(asOf),
        };
        var report = await new FeedRuns(Parts).Run(Contract(feed), options, TestContext.Current.CancellationToken);
        await CheckTally();
        return report;
    }

    public async Task<IReadOnlyList<RunReport>> Recheck()
    {
        var reports = await new FeedRuns(Parts).RecheckAfterReference(default);
        await CheckTally();
        return reports;
    }

    async Task CheckTally()
    {
        await using var connection = await Source.OpenConnectionAsync();
        await TallyCheck.Check(connection);
    }

    /// <summary>Settles what is due across the set, as a moved reference makes it.</summary>
    public Task Settle() => Recheck();

    /// <summary>Lets the runs from here on work with other parts.</summary>
    public void Change(Func<FlowParts, FlowParts> change) => parts = change(parts);

    /// <summary>Works on a feed as another process would, until disposed.</summary>
    public async Task<IAsyncDisposable> Hold(string feed) =>
        (await FeedLease.Take(Source, Contract(feed), TestContext.Current.CancellationToken))!;

    public FeedContract Contract(string feed) => parts.Contracts.First(c => c.Feed == feed);

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public static DateTimeOffset Day(string day) =>
        DateTimeOffset.Parse(day + "T00:00:00+07:00", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A folder of this name, where folder feeds find their files below it.</summary>
    public string Folder(string name) => folder.CreateSubdirectory(name).FullName;

    public async Task<T> One<T>(string sql, object? values = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.QuerySingleAsync<T>(sql, values, commandTimeout: 120))!;
    }

    public async Task<List<T>> All<T>(string sql, object? values = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, values, commandTimeout: 120)).AsList();
    }

    public async Task Do(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>The mismatches of a feed as "subject kind state", in order.</summary>
    public Task<List<string>> Ledger(string feed) => All<string>(
        """
        select subject_id || ' ' || kind || ' ' || state from core.mismatch where feed = @feed
        order by subject_id, kind
        """, new { feed });

    /// <summary>How the feed was published last, into which generation, and how many rows readers see.</summary>
    public Task<(string Way, int Generation, int Rows)> Pointer(string feed) => One<(string, int, int)>(
        $"""
        select r.way, c.generation, c.rows::integer from core.feed_current c join core.run r using (run_id)
        where c.feed = @feed and c.rows = (select count(*) from clean.{feed} t where t.generation = c.generation)
        """, new { feed });

    /// <summary>What readers see of a feed, without the ids of runs, as one text per row.</summary>
    public async Task<List<string>> Rows(string feed)
    {
        var table = new CleanTable(Contract(feed));
        return await All<string>(
            $"""
            select (to_jsonb(t) - 'run_id' - 'generation' - 'line_no')::text from {table.Name} t
            where generation = (select generation from core.feed_current where feed = @feed) order by record_id
            """, new { feed });
    }

    /// <summary>Everything that must be equal however often a run was disturbed: rows, ledger, tally and
    /// pointer.</summary>
    public async Task<string> Outcome(string feed)
    {
        var rows = string.Join('\n', await Rows(feed));
        var ledger = await All<string>(
            """
            select concat_ws('|', subject_id, kind, state, sector_value, reference_value, unit, citizen_ref,
              record_count, newest_record, first_seen, reopened, how, last_seen) from core.mismatch where feed = @feed
            order by subject_id, kind
            """, new { feed });
        var tally = await All<string>("select t::text from core.tally t where feed = @feed order by 1", new { feed });
        var pointer = await One<string>(
            "select concat_ws('|', contract_hash, as_of, rows) from core.feed_current where feed = @feed",
            new { feed });
        return string.Join('\n', [rows, .. ledger, .. tally, pointer]);
    }

    /// <summary>Count and hash of every table outside the catalogue, by name.</summary>
    public async Task<Dictionary<string, string>> Fingerprint()
    {
        var tables = await All<string>(
            """
            select quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1
            """);
        var prints = new Dictionary<string, string>();
        foreach (var table in tables)
        {
            prints[table] = await One<string>(
                $"select count(*) || ' ' || coalesce(md5(string_agg(t::text, '~' order by t::text)), '') "
                + $"from {table} t");
        }

        return prints;
    }

    /// <summary>Tables left in schema stage.</summary>
    public Task<List<string>> Staged() =>
        All<string>("select relname::text from pg_class where relnamespace = 'stage'::regnamespace and relkind = 'r'");

    public async ValueTask DisposeAsync()
    {
        parts.References.Dispose();
        await Source.DisposeAsync();
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
