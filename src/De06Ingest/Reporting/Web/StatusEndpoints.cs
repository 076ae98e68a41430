using De06Ingest.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace De06Ingest.Reporting.Web;

/// <summary>Whether the page shows made-up data.</summary>
sealed record PageKind(bool IsDemo);

/// <summary>Serves the page, its stylesheet and <c>/metrics</c>. All of it reads, nothing writes.</summary>
static class StatusEndpoints
{
    const int RunsOnPage = 20;

    static readonly string Style = ReadStyle();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Page);
        routes.MapGet("/style.css", () => Results.Text(Style, "text/css; charset=utf-8"));
        routes.MapGet("/metrics", (Observability telemetry) =>
            Results.Text(telemetry.Prometheus.Read(), PrometheusText.ContentType));
    }

    static async Task<IResult> Page(
        IPublished published, TimeProvider clock, PageKind kind, ILogger<StatusData> log, CancellationToken stop)
    {
        try
        {
            var data = new StatusData(
                clock.GetUtcNow(),
                kind.IsDemo,
                await published.FeedHealth(stop),
                await published.OpenMismatches(stop),
                await published.ProvinceFigures(stop),
                await published.Runs(null, RunsOnPage, stop));
            return Results.Text(StatusPage.Render(data), "text/html; charset=utf-8");
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Log.PageNotRead(log, problem.GetType().Name);
            return Results.Text(StatusPage.RenderAway(), "text/html; charset=utf-8", statusCode: 503);
        }
    }

    static string ReadStyle()
    {
        using var stream = typeof(StatusEndpoints).Assembly.GetManifestResourceStream("Reporting/Web/style.css")
            ?? throw new InvalidOperationException("The program was built without its stylesheet.");
        return new StreamReader(stream).ReadToEnd();
    }
}
