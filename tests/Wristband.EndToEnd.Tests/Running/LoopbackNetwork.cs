using System.Net;
using System.Net.Sockets;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>Real sockets, but only to this machine: every name below .localhost is dialled on loopback (RFC 6761), every other one refused.</summary>
internal static class LoopbackNetwork
{
    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var host = context.DnsEndPoint.Host;
            if (host != "localhost" && !host.EndsWith(".localhost", StringComparison.Ordinal))
                throw new InvalidOperationException($"A test tried to reach {host}.");
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
