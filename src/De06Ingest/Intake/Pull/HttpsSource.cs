using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Read;

namespace De06Ingest.Intake.Pull;

/// <summary>An extract behind https: one answer, or pages of JSON until one comes back short.</summary>
/// <remarks>
/// The certificate is always verified; a private authority is added by its file. Redirects are not followed, for the
/// token would go with them. .NET takes a cut answer without Content-Length for a whole one, so the proof is that of
/// the contract. Pages are archived as they came, one after another.
/// </remarks>
/// <param name="http">Made over <see cref="Handler"/>, without a timeout of its own.</param>
/// <param name="spool">Where extracts are archived.</param>
/// <param name="secrets">Bearer tokens by name.</param>
/// <param name="time">For deadlines and waiting.</param>
sealed class HttpsSource(HttpClient http, Spool spool, ISecrets secrets, TimeProvider time) : ISource
{
    const int MostTries = 5;
    const int MostPages = 100_000;
    const int PageBytes = 64 << 20;

    static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <summary>A handler that trusts the system's authorities and the one in the file (PEM), if any.</summary>
    /// <param name="trustedCa">Path from the setting <c>De06:TrustedCa</c>, or null.</param>
    public static SocketsHttpHandler Handler(string? trustedCa)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(30),
        };
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        if (!string.IsNullOrEmpty(trustedCa))
        {
            handler.SslOptions.CertificateChainPolicy = Trusting(trustedCa);
        }

        return handler;
    }

    public async Task<Extract?> Fetch(FeedContract contract, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(contract.Pull.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            var url = Url(contract);
            return contract.Pull.PageParameter is null
                ? await FetchOne(contract, url, either.Token)
                : await FetchPages(contract, url, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SourceUnavailable("http-timeout", contract.Pull.Timeout.ToString());
        }
    }

    static Uri Url(FeedContract contract) =>
        Uri.TryCreate(contract.Pull.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            ? url
            : throw new SourceUnavailable("url-not-https", Shown(contract.Pull.Url));

    // The query may hold what is nobody's business.
    static string Shown(string? url) => url?.Split('?')[0] ?? "";

    static X509ChainPolicy Trusting(string trustedCa)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        policy.CustomTrustStore.ImportFromPemFile(trustedCa);
        return policy;
    }

    Task<Extract?> FetchOne(FeedContract contract, Uri url, CancellationToken stop) =>
        Try<Extract?>(async () =>
        {
            using var response = await Get(contract, url, stop);
            var promised = response.Content.Headers.ContentLength;
            if (contract.Pull.Proof == PullProof.Length && promised is null)
            {
                throw new SourceUnavailable("length-missing", Shown(url.OriginalString));
            }

            await using var body = await response.Content.ReadAsStreamAsync(stop);
            var name = Name(response, url);
            var file = await spool.Take(contract, name, body, promised ?? 0, stop);
            if (promised is not null && file.File.Bytes != promised)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded);
            }

            var manifests = await Manifests(contract, url, file.File, stop);
            var at = response.Content.Headers.LastModified ?? time.GetUtcNow();
            return Delivery.Of(contract, [file], name, at, Proof(contract, promised), manifests);
        }, stop);

    static string Proof(FeedContract contract, long? promised) => contract.Pull.Proof switch
    {
        PullProof.Manifest => "manifest",
        _ => promised is not null ? "length" : "none",
    };

    static string Name(HttpResponseMessage response, Uri url)
    {
        var given = response.Content.Headers.ContentDisposition is { } disposition
            ? disposition.FileNameStar ?? disposition.FileName?.Trim('"')
            : null;
        return Path.GetFileName(given) is { Length: > 0 } name ? name : Shown(url.OriginalString);
    }

    async Task<IReadOnlyList<Manifest>> Manifests(
        FeedContract contract, Uri url, ExtractFile file, CancellationToken stop)
    {
        if (contract.Pull.Proof != PullProof.Manifest)
        {
            return [];
        }

        var at = new UriBuilder(url) { Path = url.AbsolutePath + ".manifest" }.Uri;
        using var response = await Get(contract, at, stop);
        var manifest = Manifest.Parse(await response.Content.ReadAsByteArrayAsync(stop));
        manifest.Check(file);
        return [manifest];
    }

    async Task<Extract?> FetchPages(FeedContract contract, Uri url, CancellationToken stop)
    {
        await using var part = spool.Begin(contract);
        byte[] body = [];
        for (var page = 1; page <= MostPages; page++)
        {
            var number = page;
            body = await Try(() => Page(contract, url, number, stop), stop);
            var rows = Rows(contract, body);
            if (rows > 0 || page == 1)
            {
                await part.Write(body.AsMemory());
                await part.Write("\n"u8.ToArray());
            }

            if (rows < contract.Pull.PageSize)
            {
                var name = Shown(url.OriginalString);
                return Delivery.Of(contract, [await part.Complete(name)], name, time.GetUtcNow(), "none", []);
            }
        }

        throw new ExtractRefused("extract-too-large", $"> {MostPages}");
    }

    async Task<byte[]> Page(FeedContract contract, Uri url, int number, CancellationToken stop)
    {
        var separator = url.Query.Length > 0 ? "&" : "?";
        var at = new Uri($"{url.OriginalString}{separator}{contract.Pull.PageParameter}={number}"
            + $"&{contract.Pull.PageSizeParameter}={contract.Pull.PageSize}");
        using var response = await Get(contract, at, stop);
        await response.Content.LoadIntoBufferAsync(PageBytes, stop);
        return await response.Content.ReadAsByteArrayAsync(stop);
    }

    static int Rows(FeedContract contract, byte[] page)
    {
        var text = new DecodedText(new MemoryStream(page), TextEncoding.Utf8);
        using IJsonRecords records = contract.Read.Format == ReadFormat.Ndjson
            ? new JsonLines(text, PageBytes)
            : new JsonArray(text, contract.Read.Rows, several: false, PageBytes);
        var rows = 0;
        while (records.Next())
        {
            rows++;
        }

        return rows;
    }

    async Task<HttpResponseMessage> Get(FeedContract contract, Uri url, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (contract.Pull.Secret is { } secret)
        {
            var token = secrets.Get(secret) ?? throw new SourceUnavailable("secret-missing", secret);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        try
        {
            Check(response);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    void Check(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is 429 or 408 or >= 500)
        {
            throw new TryAgain(status, RetryAfter(response));
        }

        if (status is 204 or 206)
        {
            throw new ExtractRefused($"http-{status}");
        }

        if (status != 200)
        {
            throw new SourceUnavailable($"http-{status}");
        }

        if (response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
        {
            throw new ExtractRefused("is-html");
        }
    }

    TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    // A network fault or a busy server: wait longer each time, by chance between nothing and the whole step, so that
    // feeds which failed together do not come again together.
    async Task<T> Try<T>(Func<Task<T>> act, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            Exception failure;
            TimeSpan? wait = null;
            try
            {
                return await act();
            }
            catch (TryAgain again)
            {
                (failure, wait) = (new SourceUnavailable($"http-{again.Status}"), again.After);
            }
            catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
            {
                throw new SourceUnavailable("tls-untrusted", "", e);
            }
            catch (Exception e) when (e is HttpRequestException or (IOException and not SpoolFull))
            {
                failure = new SourceUnavailable("http-broken", "", e);
            }

            if (tries == MostTries || wait > LongestRetryAfter)
            {
                throw failure;
            }

            await Task.Delay(wait is { Ticks: > 0 } ? wait.Value : Backoff(tries), time, stop);
        }
    }

    // Chance only spreads requests over time; nothing is decided or hidden by it.
#pragma warning disable CA5394
    static TimeSpan Backoff(int tries) => TimeSpan.FromSeconds(Random.Shared.NextDouble() * (1 << tries));
#pragma warning restore CA5394

    sealed class TryAgain(int status, TimeSpan? after) : Exception
    {
        public int Status => status;
        public TimeSpan? After => after;
    }
}
