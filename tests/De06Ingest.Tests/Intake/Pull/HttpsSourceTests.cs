using System.Security.Cryptography;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace De06Ingest.Tests.Intake.Pull;

public sealed class HttpsSourceTests : IDisposable
{
    static readonly byte[] Body = Encoding.UTF8.GetBytes("a,b\n1,2\n");

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Pulls_over_a_verified_connection_with_the_token_of_the_contract()
    {
        var token = "";
        await using var server = await SectorServer.Start(folder, context =>
        {
            token = context.Request.Headers.Authorization.ToString();
            return Send(context, Body);
        });

        var extract =
            await Fetch(server, new PullSpec { Proof = PullProof.Length, Secret = "SECTOR_TOKEN" }, "/x.csv?key=1");

        Assert.Equal("Bearer t0ken", token);
        Assert.Equal(("length", Body.Length, server.Url + "/x.csv"),
            (extract.Proof, (int)extract.Bytes, extract.SourceName));
        Assert.Equal(Body, await File.ReadAllBytesAsync(extract.Files[0].Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Body)), extract.Sha256);
    }

    [Fact]
    public async Task Refuses_a_certificate_that_nobody_vouches_for()
    {
        await using var server = await SectorServer.Start(folder, context => Send(context, Body));

        var refused =
            await Assert.ThrowsAsync<SourceUnavailable>(() => Fetch(server, new PullSpec(), isTrusted: false));

        Assert.Equal("tls-untrusted", refused.Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Refuses_a_certificate_for_another_host()
    {
        await using var server =
            await SectorServer.Start(folder, context => Send(context, Body), host: "elsewhere.example");

        Assert.Equal("tls-untrusted",
            (await Assert.ThrowsAsync<SourceUnavailable>(() => Fetch(server, new PullSpec()))).Code);
    }

    [Fact]
    public async Task Refuses_an_address_without_tls()
    {
        var contract = Some.Contract("a", "b") with { Pull = new PullSpec { Url = "http://127.0.0.1/x?token=1" } };
        using var http = new HttpClient(HttpsSource.Handler(null));

        var refused = await Assert.ThrowsAsync<SourceUnavailable>(() => Source(http).Fetch(contract, default));

        Assert.Equal(("url-not-https", "http://127.0.0.1/x"), (refused.Code, refused.Detail));
    }

    [Theory]
    [InlineData(204, "", "http-204")]
    [InlineData(206, "text/csv", "http-206")]
    [InlineData(200, "text/html", "is-html")]
    public async Task Refuses_an_answer_that_is_no_extract(int status, string type, string code)
    {
        await using var server = await SectorServer.Start(folder, context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            return status == 204 ? Task.CompletedTask : context.Response.Body.WriteAsync(Body).AsTask();
        });

        Assert.Equal(code, (await Assert.ThrowsAsync<ExtractRefused>(() => Fetch(server, new PullSpec()))).Code);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Does_not_try_again_when_that_cannot_help(int status)
    {
        await using var server = await SectorServer.Start(folder, context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://127.0.0.1:1/";
            return Task.CompletedTask;
        });

        var failed = await Assert.ThrowsAsync<SourceUnavailable>(() => Fetch(server, new PullSpec()));

        Assert.Equal(($"http-{status}", 1), (failed.Code, server.Requests.Count));
    }

    [Fact]
    public async Task Tries_a_busy_server_again_after_the_time_that_it_asks_for()
    {
        var time = new HastyTime();
        var answers = new Queue<int>([503, 429, 500, 200]);
        await using var server = await SectorServer.Start(folder, context =>
        {
            context.Response.StatusCode = answers.Dequeue();
            context.Response.Headers.RetryAfter =
                context.Response.StatusCode switch { 503 => "120", 429 => "45", _ => default };
            return context.Response.StatusCode == 200 ? Send(context, Body) : Task.CompletedTask;
        });

        var extract = await Fetch(server, new PullSpec(), time: time);

        Assert.Equal(Body.Length, extract.Bytes);
        Assert.Equal([TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(45)], time.Waits.Take(2));
        Assert.InRange(time.Waits[2], TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Gives_up_after_five_tries()
    {
        await using var server = await SectorServer.Start(folder, context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        var failed =
            await Assert.ThrowsAsync<SourceUnavailable>(() => Fetch(server, new PullSpec(), time: new HastyTime()));

        Assert.Equal(("http-503", 5), (failed.Code, server.Requests.Count));
    }

    [Fact]
    public async Task Never_takes_a_cut_answer_for_a_whole_one()
    {
        await using var server = await SectorServer.Start(folder, async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(Body);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        var failed =
            await Assert.ThrowsAsync<SourceUnavailable>(() => Fetch(server, new PullSpec(), time: new HastyTime()));

        Assert.Equal("http-broken", failed.Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "spool"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Wants_a_length_when_the_length_is_the_proof()
    {
        await using var server = await SectorServer.Start(folder, async context =>
        {
            await context.Response.Body.WriteAsync(Body);
            await context.Response.Body.FlushAsync();
        });

        var failed = await Assert.ThrowsAsync<SourceUnavailable>(
            () => Fetch(server, new PullSpec { Proof = PullProof.Length }));

        Assert.Equal("length-missing", failed.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_manifest_proves_the_download(bool isRight)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(isRight ? Body : [1]));
        await using var server = await SectorServer.Start(folder, context => Send(context,
            context.Request.Path == "/x.csv.manifest"
                ? Encoding.UTF8.GetBytes($$"""{"rows":1,"sha256":"{{sha}}","asOf":"2026-07-01T00:00:00Z"}""")
                : Body));
        var pull = new PullSpec { Proof = PullProof.Manifest };

        if (!isRight)
        {
            Assert.Equal(
                "manifest-mismatch", (await Assert.ThrowsAsync<SourceUnavailable>(() => Fetch(server, pull))).Code);
            return;
        }

        var contract =
            Some.Contract("a", "b") with { SourceTime = new SourceTimeSpec { From = SourceTimeFrom.Manifest } };
        var extract = await Fetch(server, pull, contract: contract);
        Assert.Equal(("manifest", 1L, "2026-07-01T00:00:00.0000000+00:00"),
            (extract.Proof, extract.PromisedRows, extract.AsOf!.Value.ToString("o")));
    }

    [Fact]
    public async Task Ends_when_the_time_is_up()
    {
        await using var server = await SectorServer.Start(
            folder, context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted));

        var failed = await Assert.ThrowsAsync<SourceUnavailable>(
            () => Fetch(server, new PullSpec { Timeout = TimeSpan.FromMilliseconds(300) }));

        Assert.Equal("http-timeout", failed.Code);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(4, 3)]
    [InlineData(0, 1)]
    public async Task Pages_of_json_become_one_extract(int items, int requests)
    {
        await using var server = await SectorServer.Start(folder, context =>
        {
            var page = int.Parse(context.Request.Query["p"]!, null);
            var size = int.Parse(context.Request.Query["n"]!, null);
            var here = Enumerable.Range(0, items).Skip((page - 1) * size).Take(size)
                .Select(i => $"{{\"a\":{i},\"b\":\"x\"}}");
            return Send(context, Encoding.UTF8.GetBytes($"{{\"data\":{{\"items\":[{string.Join(',', here)}]}}}}"));
        });
        var contract = Some.Contract("a", "b") with
        {
            Read = new ReadSpec { Format = ReadFormat.Json, Rows = "data.items" },
            Extent = new ExtentSpec { IsDelta = true },
        };

        var pull = new PullSpec { PageParameter = "p", PageSizeParameter = "n", PageSize = 2 };
        var extract = await Fetch(server, pull, "/items?kind=1", contract: contract);

        Assert.Equal(requests, server.Requests.Count);
        Assert.Equal("/items?kind=1&p=1&n=2", server.Requests[0]);
        using var reader = RowReaders.Open(contract with { Pull = pull }, extract.Files[0]);
        var read = 0;
        while (reader.Read())
        {
            Assert.Equal($"{read++}", Encoding.UTF8.GetString(reader.Cell(0)));
        }

        Assert.Equal(items, read);
    }

    static async Task Send(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }

    HttpsSource Source(HttpClient http, TimeProvider? time = null) =>
        new(http, new Spool(Path.Combine(folder.Path, "spool")), new OneSecret(), time ?? TimeProvider.System);

    async Task<Extract> Fetch(
        SectorServer server,
        PullSpec pull,
        string path = "/x.csv",
        bool isTrusted = true,
        TimeProvider? time = null,
        FeedContract? contract = null)
    {
        using var http = new HttpClient(HttpsSource.Handler(isTrusted ? server.CaFile : null))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var feed = (contract ?? Some.Contract("a", "b")) with { Pull = pull with { Url = server.Url + path } };
        var extract = (await Source(http, time).Fetch(feed, TestContext.Current.CancellationToken))!;
        await extract.Durable;
        return extract;
    }

    sealed class OneSecret : ISecrets
    {
        public string? Get(string name) => name == "SECTOR_TOKEN" ? "t0ken" : null;
    }

    /// <summary>A clock on which waiting takes no time; deadlines of minutes never come.</summary>
    sealed class HastyTime : TimeProvider
    {
        static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Deadline || dueTime == Timeout.InfiniteTimeSpan)
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
