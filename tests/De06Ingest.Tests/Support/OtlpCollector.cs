using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace De06Ingest.Tests.Support;

/// <summary>A span as it came to the collector; the parent is empty for the first of a trace.</summary>
readonly record struct SentSpan(string Name, string Trace, string Id, string Parent);

/// <summary>A collector of telemetry on loopback, over HTTP or gRPC: it keeps the messages that come.</summary>
sealed class OtlpCollector : IAsyncDisposable
{
    readonly WebApplication app;
    readonly CancellationTokenSource ended = new();
    readonly List<(string Path, byte[] Message)> received = [];

    OtlpCollector(WebApplication app) => this.app = app;

    public string Url { get; private set; } = "";

    /// <summary>Every message of traces or of metrics, one after the other.</summary>
    /// <param name="kind">As it stands in the paths of both protocols: trace, metric.</param>
    public byte[] Messages(string kind)
    {
        lock (received)
        {
            return [.. received.Where(r => r.Path.Contains(kind, StringComparison.Ordinal)).SelectMany(r => r.Message)];
        }
    }

    public int Requests
    {
        get
        {
            lock (received)
            {
                return received.Count;
            }
        }
    }

    public List<SentSpan> Spans => [.. Inside(Inside(Inside([Messages("trace")], 1), 2), 2).Select(SpanOf)];

    /// <param name="grpc">OTLP over gRPC; over HTTP with protobuf otherwise.</param>
    /// <param name="hangs">Takes what comes and never answers.</param>
    public static async Task<OtlpCollector> Start(bool grpc, bool hangs = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(
            IPAddress.Loopback, 0, l => l.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var web = builder.Build();
        var self = new OtlpCollector(web);
        web.Run(context => self.Take(context, grpc, hangs));
        await web.StartAsync();
        var server = web.Services.GetRequiredService<IServer>();
        self.Url = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return self;
    }

    async Task Take(HttpContext context, bool grpc, bool hangs)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (received)
        {
            // gRPC puts a flag and a length before the message.
            received.Add((context.Request.Path.Value!.ToLowerInvariant(), body.ToArray()[(grpc ? 5 : 0)..]));
        }

        if (hangs)
        {
            await Task.Delay(Timeout.Infinite, ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        context.Response.ContentType = grpc ? "application/grpc" : "application/x-protobuf";
        if (grpc)
        {
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await app.DisposeAsync();
        ended.Dispose();
    }

    static SentSpan SpanOf(byte[] span)
    {
        string Hex(int field) => Convert.ToHexStringLower(Inside([span], field).FirstOrDefault() ?? []);
        return new SentSpan(Encoding.UTF8.GetString(Inside([span], 5).Single()), Hex(1), Hex(2), Hex(4));
    }

    /// <summary>What stands in a field of protobuf messages that has a length: texts, bytes, messages.</summary>
    static IEnumerable<byte[]> Inside(IEnumerable<byte[]> messages, int field)
    {
        foreach (var message in messages)
        {
            for (var at = 0; at < message.Length;)
            {
                var tag = Number(message, ref at);
                var length = (tag & 7) switch { 0 => 0, 1 => 8, 5 => 4, _ => -1 };
                if (length == 0)
                {
                    Number(message, ref at);
                }

                length = length < 0 ? (int)Number(message, ref at) : length;
                if (tag >> 3 == (ulong)field && (tag & 7) == 2)
                {
                    yield return message[at..(at + length)];
                }

                at += length;
            }
        }
    }

    static ulong Number(byte[] message, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }
}
