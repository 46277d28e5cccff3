using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Wristband.TestSupport;

/// <summary>
/// Real sockets, but only to this machine: names below .localhost are dialled on loopback (RFC 6761), as its own address is, and every
/// other one is refused.
/// </summary>
internal static class LoopbackNetwork
{
    public static SocketsHttpHandler Handler(X509Certificate2? trusted = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var host = context.DnsEndPoint.Host;
                var isHere = host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)
                    || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
                if (!isHere)
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
        // A name that the certificate does not cover stays an error: that is what a browser and the SDKs would see.
        if (trusted is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, errors) =>
                presented?.GetCertHashString() == trusted.GetCertHashString()
                    && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        }
        return handler;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
