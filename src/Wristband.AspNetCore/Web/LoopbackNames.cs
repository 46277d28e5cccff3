using System.Net;

namespace Wristband.AspNetCore.Web;

/// <summary>Host names that never leave this machine (RFC 6761): the only ones for which http is ever acceptable.</summary>
internal static class LoopbackNames
{
    public static bool Contains(string host) =>
        IsLocalhostName(host) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    public static bool IsLocalhostName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
