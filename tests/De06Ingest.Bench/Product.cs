using System.Diagnostics;
using System.Text.Json;
using De06Ingest.Database;
using Npgsql;

namespace De06Ingest.Bench;

/// <summary>The program itself, <c>de06 run</c> as a process: a full load, the same extract again, and the next day's
/// extract of which one row in a hundred changed.</summary>
/// <remarks>Seconds count from the begin of the run to its publish, as the run reports them; the start of the process
/// stands beside them.</remarks>
sealed class Product(string connection, Dataset data, string work)
{
    const string Loaded = "bench_reference_loaded";
    const string Used = "bench_product";
    static readonly string Program = Repository.Path("src/De06Ingest/bin/Release/net10.0/de06");

    bool isFilled;

    /// <summary>Open mismatches by kind after the last full load.</summary>
    public IReadOnlyDictionary<string, long> Found { get; private set; } = new Dictionary<string, long>();

    /// <summary>Makes a database that has the reference and nothing else; not timed.</summary>
    public async Task Prepare(CancellationToken stop)
    {
        await Create(Loaded, template: null, stop);
        await Migrations.Apply(To(Loaded), Repository.Path("deploy/units"), stop);
        await Run(Loaded, data.Reference.Feed, data.Reference.File, "2026-08-01", stop);
    }

    public Measured Full() =>
        new("full", Fresh, () => Command(Used, data.Full.Feed, data.Full.File, "2026-08-04"), Seconds, Note);

    public Measured Same() =>
        new("same", Filled, () => Command(Used, data.Full.Feed, data.Full.File, "2026-08-04"), Seconds);

    public Measured Delta() =>
        new("delta", Filled, () => Command(Used, data.Full.Feed, data.Delta, "2026-08-05"), Seconds, Leave);

    /// <summary>The full load where rows whose personal id leads to nobody are looked for by evidence: 50,000 of a
    /// million in the data of the shared generator.</summary>
    public IEnumerable<Measured> Searched()
    {
        if (data.Searched is { } feed)
        {
            yield return new("searched", Fresh, () => Command(Used, feed, data.Full.File, "2026-08-04"), Seconds);
        }
    }

    /// <summary>A database with the reference alone; nothing of the feed in the spool.</summary>
    async Task Fresh(CancellationToken stop)
    {
        isFilled = false;
        await Create(Used, Loaded, stop);
        foreach (var feed in new[] { data.Full.Feed, data.Searched }.OfType<string>())
        {
            var archived = Path.Combine(work, "spool", feed);
            if (Directory.Exists(archived))
            {
                Directory.Delete(archived, recursive: true);
            }
        }

        await Execute("checkpoint", stop);
    }

    /// <summary>The state after the full load, as the run before left it, or made now.</summary>
    async Task Filled(CancellationToken stop)
    {
        if (!isFilled)
        {
            await Fresh(stop);
            await Note(await Run(Used, data.Full.Feed, data.Full.File, "2026-08-04", stop), stop);
        }

        await Execute("checkpoint", stop);
    }

    Task Note(string output, CancellationToken stop)
    {
        isFilled = true;
        using var report = JsonDocument.Parse(output);
        Found = report.RootElement.GetProperty("mismatches").EnumerateArray()
            .ToDictionary(m => m.GetProperty("kind").GetString()!, m => m.GetProperty("open").GetInt64());
        return Task.CompletedTask;
    }

    /// <summary>The state after the full load is no more.</summary>
    Task Leave(string output, CancellationToken stop)
    {
        isFilled = false;
        return Task.CompletedTask;
    }

    static double Seconds(string output)
    {
        using var report = JsonDocument.Parse(output);
        return report.RootElement.GetProperty("seconds").GetDouble();
    }

    async Task<string> Run(string database, string feed, string file, string asOf, CancellationToken stop) =>
        (await new Measured(feed, _ => Task.CompletedTask, () => Command(database, feed, file, asOf)).Run(stop)).Output;

    ProcessStartInfo Command(string database, string feed, string file, string asOf)
    {
        var info = new ProcessStartInfo(Program, ["run", feed, "--file", file, "--source-time", asOf, "--json"]);
        info.Environment["ConnectionStrings__De06"] = To(database);
        info.Environment["De06__Feeds"] = data.Feeds;
        info.Environment["De06__Indicators"] = Repository.Path("deploy/indicators");
        info.Environment["De06__Spool"] = Path.Combine(work, "spool");
        return info;
    }

    string To(string database) =>
        new NpgsqlConnectionStringBuilder(connection) { Database = database, Pooling = false }.ConnectionString;

    async Task Create(string database, string? template, CancellationToken stop)
    {
        await Execute($"drop database if exists {database} with (force)", stop);
        await Execute($"create database {database}" + (template is null ? "" : $" template {template}"), stop);
    }

    async Task Execute(string statement, CancellationToken stop)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(stop);
        await using var command = new NpgsqlCommand(statement, open) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(stop);
    }
}
