using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace De06Ingest.Tests.Support;

/// <summary>A way to the server that breaks once, at the worst moment: the commit after a certain statement arrives,
/// and its answer does not.</summary>
sealed class LossyConnections : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ended = new();
    readonly NpgsqlConnectionStringBuilder server;
    readonly string after;

    LossyConnections(string connectionString, string after)
    {
        (server, this.after) = (new(connectionString), after);
        listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        }.ConnectionString;
        _ = Accept();
    }

    public string ConnectionString { get; }

    public bool HasLost { get; private set; }

    public static LossyConnections To(string connectionString, string after) => new(connectionString, after);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Dispose();
        ended.Dispose();
    }

    async Task Accept()
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                _ = Carry(await listener.AcceptTcpClientAsync(ended.Token));
            }
            catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task Carry(TcpClient client)
    {
        using var near = client.Client;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await far.ConnectAsync(server.Host!, server.Port);
        var (hasCome, isLosing) = (false, false);
        var asking = Copy(near, far, said =>
        {
            hasCome |= said.Contains(after, StringComparison.Ordinal);
            isLosing |= !HasLost && hasCome && said.Contains("COMMIT", StringComparison.Ordinal);
            return true;
        });
        await Task.WhenAny(asking, Copy(far, near, _ =>
        {
            // The server has answered the commit: now the line breaks.
            HasLost |= isLosing;
            return !isLosing;
        }));
    }

    /// <summary>Carries bytes until one side ends, or until <paramref name="mayPass"/> says no.</summary>
    static async Task Copy(Socket from, Socket to, Func<string, bool> mayPass)
    {
        var buffer = new byte[1 << 16];
        while (await from.ReceiveAsync(buffer) is var read and > 0
            && mayPass(Encoding.Latin1.GetString(buffer, 0, read)))
        {
            for (var sent = 0; sent < read;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
    }
}
