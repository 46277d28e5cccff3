using System.Net;
using System.Net.Sockets;

namespace Wristband.AppHost;

/// <summary>The fixed ports. A busy one is told before anything starts, because the stack trace of a server would not help.</summary>
internal static class Ports
{
    public const int Demo = 6001;
    public const int Platform = 6002;
    public const int PlatformTls = 6443;

    public static void RequireFree(params int[] ports)
    {
        foreach (var port in ports)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            }
            catch (SocketException)
            {
                throw new StartException(
                    $"WB3002: Port {port} is in use. Stop what runs there, perhaps another 'make run', and try again.");
            }
        }
    }
}
