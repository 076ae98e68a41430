using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using De06Ingest.Commands;
using De06Ingest.Reporting;
using De06Ingest.Telemetry;
using De06Ingest.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace De06Ingest.Tests.Commands;

public sealed class WorkerHostTests : IAsyncLifetime
{
    readonly FakeParts _parts = new();
    readonly HttpClient _client = new();
    WebApplication? _worker;

    public async ValueTask InitializeAsync()
    {
        _client.BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}/");
        _parts.Environment["De06:Listen"] = _client.BaseAddress.ToString();
        _worker = WorkerHost.Build(_parts, TimeProvider.System, scheduled: false);
        await _worker.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _worker!.StopAsync();
        await _worker.DisposeAsync();
    }

    [Fact]
    public async Task Is_live_even_when_the_database_is_away()
    {
        _parts.Reachable = false;

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("health/live")).StatusCode);
    }

    [Theory]
    [InlineData(true, true, true, HttpStatusCode.OK)]
    [InlineData(false, true, true, HttpStatusCode.ServiceUnavailable)]
    [InlineData(true, false, true, HttpStatusCode.ServiceUnavailable)]
    public async Task Is_ready_when_nothing_is_lacking(bool reachable, bool current, bool feeds, HttpStatusCode status)
    {
        _parts.Reachable = reachable;
        _parts.Current = current;

        var answer = await _client.GetAsync("health/ready");

        Assert.Equal(status, answer.StatusCode);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(reachable, json.GetProperty("database").GetBoolean());
        Assert.Equal(reachable && current, json.GetProperty("schema").GetBoolean());
        Assert.Equal(feeds, json.GetProperty("feeds").GetBoolean());
    }

    [Fact]
    public async Task Serves_the_page_and_its_stylesheet_with_safe_headers()
    {
        _parts.HealthRows.Add(new FeedHealthRow { Feed = "a", Title = "Lương hưu <b>", State = "fresh" });

        var page = await _client.GetAsync("");
        var style = await _client.GetAsync("style.css");

        Assert.Contains("Lương hưu &lt;b&gt;", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
        foreach (var answer in new[] { page, style })
        {
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; style-src 'self'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Serves_a_calm_page_without_details_when_the_database_fails()
    {
        _parts.Trouble = new NpgsqlException("secret detail");

        var page = await _client.GetAsync("");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("Chưa đọc được cơ sở dữ liệu", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serves_metrics_as_prometheus_text()
    {
        Meters.RunEnded(new RunReport { RunId = 1, Feed = "before-scrape", State = "held" });

        var answer = await _client.GetAsync("metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains(
            "de06_runs_total{feed=\"before-scrape\",state=\"held\"} ",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_no_foreign_host_name_and_no_write()
    {
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "");
        foreign.Headers.Host = "evil.example";
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync(foreign)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _client.PostAsync("", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("nothing")).StatusCode);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
