using System.Net;
using System.Net.Sockets;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>
/// Connects names under .localhost to this machine, as RFC 6761 6.3 wants and browsers do; the resolver of a plain Linux
/// does not know them.
/// </summary>
internal static class LoopbackDialer
{
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        // The stream that is returned owns the socket; on failure it is disposed below.
#pragma warning disable CA2000
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            if (LoopbackNames.IsLocalhostName(target.Host))
                await socket.ConnectAsync([IPAddress.Loopback, IPAddress.IPv6Loopback], target.Port, cancellationToken);
            else
                await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
