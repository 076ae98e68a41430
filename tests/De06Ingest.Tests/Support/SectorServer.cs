using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace De06Ingest.Tests.Support;

/// <summary>A sector system behind https on loopback, with a certificate of an authority of its own.</summary>
sealed class SectorServer : IAsyncDisposable
{
    readonly WebApplication app;

    SectorServer(WebApplication app, string caFile)
    {
        this.app = app;
        CaFile = caFile;
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>Root of its addresses, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>The authority's certificate, PEM.</summary>
    public string CaFile { get; }

    /// <summary>Requests so far: path and query.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<SectorServer> Start(TempFolder folder, RequestDelegate answer, string host = "127.0.0.1")
    {
        var (server, ca) = Certificates(host);
        var caFile = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(caFile, ca.ExportCertificatePem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(server)));
        var web = builder.Build();
        SectorServer? self = null;
        web.Run(context =>
        {
            lock (self!.Requests)
            {
                self.Requests.Add(context.Request.Path + context.Request.QueryString);
            }

            return answer(context);
        });
        await web.StartAsync();
        return self = new SectorServer(web, caFile);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static (X509Certificate2 Server, X509Certificate2 Ca) Certificates(string host)
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var caRequest =
            new CertificateRequest($"CN=Test authority {Guid.NewGuid():N}", caKey, HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        caRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        var ca = caRequest.CreateSelfSigned(from, to);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=sector", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(ca, from, to.AddDays(-1), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return (X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null), ca);
    }
}
