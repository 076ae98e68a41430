using System.Text;
using De06Ingest.Commands;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace De06Ingest.Tests.Support;

/// <summary>A whole program on a database and folders of its own: contracts from text, files from text, runs through
/// the real wiring, and what readers see afterwards as text that two benches can be compared by.</summary>
sealed class FeedBench : IAsyncDisposable
{
    /// <summary>A small reference: <see cref="Person"/> writes its rows.</summary>
    public const string People = """
        feed: people
        title: Dân cư thử
        owner: Công an
        role: reference
        extent: full
        key: [personalId]
        fields:
          personalId: { from: [Số ĐDCN] }
          name: { from: [Họ và tên] }
          birthDate: { from: [Ngày sinh] }
          sex: { from: [Giới tính], codes: { Nam: male, Nữ: female } }
          phone: { from: [SĐT] }
          homeUnit: { from: [Mã xã] }
          status: { from: [Tình trạng], codes: { Thường trú: alive, Đã chết: dead } }
        """;

    readonly PostgresDatabase database;
    readonly Dictionary<string, string?> settings;
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("de06-bench-");
    readonly List<Wiring> wired = [];

    FeedBench(PostgresDatabase database)
    {
        this.database = database;
        foreach (var name in new[] { "feeds", "files", "inbox", "spool" })
        {
            folder.CreateSubdirectory(name);
        }

        settings = new()
        {
            ["ConnectionStrings:De06"] = database.ConnectionString,
            ["De06:Feeds"] = Path.Combine(folder.FullName, "feeds"),
            ["De06:Spool"] = Path.Combine(folder.FullName, "spool"),
            ["De06:Inbox"] = Path.Combine(folder.FullName, "inbox"),
            ["De06:Indicators"] = Deployed("indicators"),
            ["De06:Units"] = Deployed("units"),
        };
        Wire();
    }

    public string Inbox => settings["De06:Inbox"]!;

    public string Spool => settings["De06:Spool"]!;

    /// <param name="server">The test run's server; the test is skipped where PostgreSQL is missing.</param>
    /// <param name="contracts">YAML texts.</param>
    public static async Task<FeedBench> Start(PostgresServer server, params string[] contracts)
    {
        var database = new PostgresDatabase(server);
        await database.InitializeAsync();
        var bench = new FeedBench(database);
        foreach (var contract in contracts)
        {
            bench.SetContract(contract);
        }

        return bench;
    }

    /// <summary>A folder of <c>deploy</c>.</summary>
    public static string Deployed(string name) => Repository.Folder(Path.Combine("deploy", name));

    public static string DeployedContract(string feed) =>
        File.ReadAllText(Path.Combine(Deployed("feeds"), feed + ".yaml"));

    /// <summary>A row of the reference <see cref="People"/>.</summary>
    public static string Person(
        string id, string name, string phone = "", string unit = "21025", string status = "Thường trú") =>
        $"{id},{name},01/02/1980,{(id[3] is '0' or '2' ? "Nam" : "Nữ")},{phone},{unit},{status}";

    public Task<RunReport> RunPeople(params string[] people) => Run("people", "people.csv",
        Lines("Số ĐDCN,Họ và tên,Ngày sinh,Giới tính,SĐT,Mã xã,Tình trạng", people));

    public static string Lines(string header, params string[] rows) =>
        string.Concat(rows.Prepend(header).Select(r => r + "\n"));

    /// <summary>Adds or replaces a contract, or writes a text that is none.</summary>
    public void SetContract(string yaml, string? name = null)
    {
        name ??= yaml.Split('\n').First(l => l.StartsWith("feed:", StringComparison.Ordinal))["feed:".Length..].Trim();
        File.WriteAllText(Path.Combine(settings["De06:Feeds"]!, name + ".yaml"), yaml);
        Wire();
    }

    public void Set(string name, string value)
    {
        settings[name] = value;
        Wire();
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, "files", name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Puts a file into the inbox, as old as the sender says.</summary>
    public void Deliver(string name, string text, DateTime? written = null)
    {
        var path = Path.Combine(Inbox, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, written ?? DateTime.UtcNow.AddHours(-1));
    }

    public Task<RunReport> Run(string feed, string name, string text) => RunFiles(feed, Write(name, text));

    public Task<RunReport> RunFiles(string feed, params string[] files) =>
        Run(feed, new RunOptions { Files = files });

    public async Task<RunReport> Run(string feed, RunOptions? options = null)
    {
        var report = await Parts.Runs.Run(
            Contract(feed), options ?? new RunOptions(), TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await TallyCheck.Check(connection);
        return report;
    }

    public FeedContract Contract(string feed) => Parts.Contracts().Single(c => c.Feed == feed);

    /// <summary>Runs one command line, as a process would.</summary>
    public async Task<(int Code, string Output, string Error)> Command(params string[] arguments)
    {
        var wiring = Wire();
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.Run(arguments, wiring, output, error, terminal: null);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>The rows of a query, a line each, cells joined by " | ".</summary>
    public async Task<string> Text(string sql)
    {
        await using var connection = await database.Open();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var text = new StringBuilder();
        while (await reader.ReadAsync())
        {
            text.AppendJoin(
                " | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : Cell(reader[i])));
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The clean rows that readers see, less what tells how they came.</summary>
    public Task<string> Clean(string feed, params string[] except)
    {
        var contract = Contract(feed);
        var table = new CleanTable(contract);
        var columns = CleanTable.ColumnNames(contract)
            .Except(["generation", "run_id", "line_no", "citizen_ref", .. except]);
        return Text($"""
            select {string.Join(", ", columns)} from {table.Name}
            where generation = (select generation from core.feed_current where feed = '{feed}') order by record_id
            """);
    }

    /// <summary>The ledger of a feed.</summary>
    public Task<string> Ledger(string feed) => Text($"""
        select subject_id, kind, state, sector_value, reference_value, unit, record_count, newest_record
        from core.mismatch where feed = '{feed}' order by subject_id, kind
        """);

    public Task<string> Tally(string feed) => Text($"select * from core.tally where feed = '{feed}' order by unit");

    /// <summary>Figures: code, unit, period, value, state, numerator, denominator.</summary>
    public Task<string> Figures(string where = "true") => Text($"""
        select code, unit, period, value, state, numerator, denominator from core.indicator_value
        where {where} order by code, unit, period
        """);

    /// <summary>All that readers can see of a feed, to show that a bad extract changed nothing.</summary>
    public async Task<string> Published(string feed) => string.Join("\n--\n",
        await Clean(feed), await Ledger(feed), await Tally(feed), await Figures(),
        await Text($"select feed, publish_id, generation, rows from core.feed_current where feed = '{feed}'"),
        await Text($"select * from core.slice where feed = '{feed}' order by slice"));

    /// <summary>Works on a feed as another process would, until disposed.</summary>
    public async Task<IAsyncDisposable> HoldLease(string feed)
    {
        var source = NpgsqlDataSource.Create(database.ConnectionString);
        var lease = await FeedLease.Take(source, Contract(feed), TestContext.Current.CancellationToken);
        return lease!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var wiring in wired)
        {
            await wiring.DisposeAsync();
        }

        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    Wiring Parts => wired[^1];

    /// <summary>A program started anew: it reads contracts and settings again.</summary>
    Wiring Wire()
    {
        wired.Add(new Wiring(new Settings(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())));
        return Parts;
    }

    static string Cell(object value) => value switch
    {
        string[] texts => string.Join(",", texts),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
