using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace De06Ingest.Telemetry;

/// <summary>
/// Tells systemd (Type=notify) when the worker is ready and when it stops, and feeds its watchdog. Silent when
/// <c>NOTIFY_SOCKET</c> is not set.
/// </summary>
/// <remarks>
/// Own, because the package for it is not at hand; the protocol is one datagram of text, sd_notify(3).
/// </remarks>
sealed class ServiceNotify(
    string? socketPath, TimeSpan? watchdog, IHostApplicationLifetime lifetime, TimeProvider clock,
    ILogger<ServiceNotify> log) : BackgroundService
{
    /// <summary>The watchdog's period from <c>WATCHDOG_USEC</c>, or null when there is none.</summary>
    public static TimeSpan? Period(string? microseconds) =>
        long.TryParse(microseconds, CultureInfo.InvariantCulture, out var number) && number > 0
            ? TimeSpan.FromMicroseconds(number)
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (string.IsNullOrEmpty(socketPath))
        {
            return;
        }

        using var ready = lifetime.ApplicationStarted.Register(() => Send("READY=1"));
        using var stopping = lifetime.ApplicationStopping.Register(() => Send("STOPPING=1"));
        try
        {
            // Twice per period, as sd_watchdog_enabled(3) advises.
            using var timer = new PeriodicTimer(watchdog is { } period ? period / 2 : TimeSpan.FromDays(1), clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Send("WATCHDOG=1");
            }
        }
        catch (OperationCanceledException)
        {
            // The worker stops; systemd has been told.
        }
    }

    void Send(string state)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // A leading @ stands for the zero byte of Linux' abstract sockets.
            var path = socketPath![0] == '@' ? '\0' + socketPath[1..] : socketPath;
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException problem)
        {
            Log.NotifyFailed(log, problem.SocketErrorCode.ToString());
        }
    }
}
