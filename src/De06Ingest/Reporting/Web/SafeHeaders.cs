using Microsoft.AspNetCore.Http;

namespace De06Ingest.Reporting.Web;

/// <summary>Sends with every answer what keeps a browser from running, framing, guessing or storing anything.</summary>
sealed class SafeHeaders(RequestDelegate next)
{
    const string Policy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
