using System.Net.Sockets;
using System.Text;
using De06Ingest.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace De06Ingest.Tests.Telemetry;

public sealed class ServiceNotifyTests
{
    [Theory]
    [InlineData("30000000", 30)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Reads_the_watchdog_period(string? text, int? seconds) =>
        Assert.Equal(seconds, (int?)ServiceNotify.Period(text)?.TotalSeconds);

    [Fact]
    public async Task Tells_ready_watchdog_and_stopping_over_the_socket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"de06-{Guid.NewGuid():N}.sock");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(path));
        manager.ReceiveTimeout = 5_000;
        using var life = new Life();
        try
        {
            using var notify = new ServiceNotify(
                path, TimeSpan.FromMilliseconds(40), life, TimeProvider.System, NullLogger<ServiceNotify>.Instance);
            await notify.StartAsync(CancellationToken.None);
            await life.Started.CancelAsync();
            Assert.Contains("READY=1", Until(manager, "READY=1"), StringComparison.Ordinal);
            Assert.Contains("WATCHDOG=1", Until(manager, "WATCHDOG=1"), StringComparison.Ordinal);
            await life.Stopping.CancelAsync();
            Assert.Contains("STOPPING=1", Until(manager, "STOPPING=1"), StringComparison.Ordinal);
            await notify.StopAsync(CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    static string Until(Socket manager, string state)
    {
        var buffer = new byte[64];
        for (var i = 0; i < 20; i++)
        {
            var text = Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer));
            if (text == state)
            {
                return text;
            }
        }

        return "";
    }

    sealed class Life : IHostApplicationLifetime, IDisposable
    {
        public CancellationTokenSource Started { get; } = new();

        public CancellationTokenSource Stopping { get; } = new();

        public CancellationToken ApplicationStarted => Started.Token;

        public CancellationToken ApplicationStopping => Stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => Stopping.Cancel();

        public void Dispose()
        {
            Started.Dispose();
            Stopping.Dispose();
        }
    }
}
