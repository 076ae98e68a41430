using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting.Web;
using De06Ingest.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace De06Ingest.Commands;

/// <summary>Puts the worker together: scheduler, page, health, metrics, logs and the service manager.</summary>
static class WorkerHost
{
    /// <summary>Within this a stop must be done; the unit file allows a little more.</summary>
    static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(25);

    /// <summary>How often a node says that it lives, how much later it counts as dead, and how often an idle one looks
    /// for what others left. A living one that counts as dead does no harm: the lease keeps its run to it.</summary>
    static readonly TimeSpan Takeover = TimeSpan.FromSeconds(5);

    /// <param name="scheduled">False is the demo: nothing runs by itself, and the page says that its data are made
    /// up.</param>
    /// <exception cref="ConfigurationProblem">A setting is missing or unsafe.</exception>
    /// <exception cref="ContractException">A contract cannot be used.</exception>
    public static WebApplication Build(IParts parts, TimeProvider clock, bool scheduled)
    {
        var listen = parts.Settings.Listen;
        var contracts = parts.Contracts();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen);
        });
        // Beside a scheduler nobody looks on; without one somebody does, and is told of trouble only.
        AddLogs(builder.Logging, scheduled ? LogLevel.Information : LogLevel.Warning);
        AddShared(builder.Services, parts, contracts, clock);
        builder.Services.AddSingleton(new PageKind(IsDemo: !scheduled));
        AddHostNames(builder.Services, listen);
        if (scheduled)
        {
            builder.Services.AddSingleton(_ => parts.WeeklyLists);
            AddSchedule(builder.Services, parts.Settings, contracts, clock);
        }

        var worker = builder.Build();
        worker.UseHostFiltering();
        worker.UseMiddleware<SafeHeaders>();
        Health.Map(worker);
        StatusEndpoints.Map(worker);
        // Made now and not at the first scrape: what happens before must be counted too.
        worker.Services.GetRequiredService<Observability>();
        TellLife(worker, contracts.Count);
        return worker;
    }

    /// <summary>One line of JSON for each event, in UTC. What libraries tell at length is left out.</summary>
    static void AddLogs(ILoggingBuilder logging, LogLevel least)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(least);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        // Npgsql logs statements, and an error of the server can quote a row.
        logging.AddFilter("Npgsql", LogLevel.None);
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            json.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }

    static void AddShared(
        IServiceCollection services, IParts parts, IReadOnlyList<FeedContract> contracts, TimeProvider clock)
    {
        services.AddSingleton(clock);
        services.AddSingleton(new FeedsOfNode(contracts));
        services.AddSingleton(_ => parts.Runs);
        services.AddSingleton(_ => parts.Retention);
        services.AddSingleton(_ => parts.Migrations);
        services.AddSingleton(_ => parts.Published);
        services.AddSingleton(_ => new Observability(parts.Settings.Otlp));
        services.AddHostedService<GaugeReading>();
        services.AddHostedService(provider => new ServiceNotify(
            parts.Settings.Configuration["NOTIFY_SOCKET"],
            ServiceNotify.Period(parts.Settings.Configuration["WATCHDOG_USEC"]),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            clock,
            provider.GetRequiredService<ILogger<ServiceNotify>>()));
    }

    /// <summary>On loopback only these names are answered, so that a web page elsewhere cannot read ours by a name
    /// that it points to this machine.</summary>
    static void AddHostNames(IServiceCollection services, IPEndPoint listen) =>
        services.Configure<HostFilteringOptions>(o => o.AllowedHosts = IPAddress.IsLoopback(listen.Address)
            ? ["localhost", "127.0.0.1", "[::1]"]
            : ["*"]);

    static void AddSchedule(
        IServiceCollection services, Settings settings, IReadOnlyList<FeedContract> contracts, TimeProvider clock)
    {
        var connectionString = settings.ConnectionString;
        var lists = settings.WeeklyLists;
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddSingleton(provider => new FeedSchedule(
            provider.GetRequiredService<NpgsqlDataSource>(), lists, clock,
            provider.GetRequiredService<ILogger<FeedSchedule>>()));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "de06";
                options.GenerateInstanceId = true;
                options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                options.IdleWaitTime = Takeover;
            });
            quartz.UseTimeProvider(clock);
            // A feed that only another node knows is left to it; "_" are the jobs that are no feed.
            quartz.ServeExecutionGroups([.. contracts.Select(c => c.Feed), "_"]);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, connectionString);
                store.UseClustering(cluster =>
                    (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (Takeover, Takeover));
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = QuartzSchema.TablePrefix;
                    options.RecoverFiringsCancelledByShutdown = true;
                });
            });
        });
        services.AddHostedService<SpoolKeeping>();
        // Not Quartz' own hosted service: that one fails the whole worker when the database is away at start.
        services.AddHostedService<Scheduling>();
    }

    static void TellLife(WebApplication worker, int feeds)
    {
        var log = worker.Services.GetRequiredService<ILoggerFactory>().CreateLogger("De06Ingest.Worker");
        worker.Lifetime.ApplicationStarted.Register(() => Log.WorkerReady(log, string.Join(' ', worker.Urls), feeds));
        worker.Lifetime.ApplicationStopping.Register(() => Log.WorkerStopping(log));
    }
}
