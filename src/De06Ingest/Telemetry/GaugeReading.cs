using De06Ingest.Reporting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace De06Ingest.Telemetry;

/// <summary>Reads open mismatches and the age of feeds from the database every half minute, for the gauges.</summary>
/// <remarks>A scrape must be quick and must answer while the database is away, so it does not ask by itself.</remarks>
sealed class GaugeReading(IPublished published, TimeProvider clock, ILogger<GaugeReading> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var feeds = await published.FeedHealth(stoppingToken);
                var open = await published.OpenMismatches(stoppingToken);
                Meters.Show(feeds, open, clock);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Log.GaugesNotRead(log, problem.GetType().Name);
            }

            await Task.Delay(Every, clock, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
