using De06Ingest.Database;
using De06Ingest.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace De06Ingest.Reporting.Web;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the database answers, its schema is ours, and
/// contracts are loaded; 503 and what is lacking otherwise.
/// </summary>
static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        routes.MapGet("/health/ready", Ready);
    }

    static async Task<IResult> Ready(IMigrations migrations, FeedsOfNode feeds, CancellationToken stop)
    {
        var database = await migrations.CanReach(stop);
        var schema = database && await IsCurrent(migrations, stop);
        var loaded = feeds.Contracts.Count > 0;
        var ready = database && schema && loaded;
        return Results.Json(
            new { status = ready ? "ready" : "not-ready", database, schema, feeds = loaded },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>A server that goes away between the two questions is not ready, and not an error of ours.</summary>
    static async Task<bool> IsCurrent(IMigrations migrations, CancellationToken stop)
    {
        try
        {
            return await migrations.IsCurrent(stop);
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }
}
