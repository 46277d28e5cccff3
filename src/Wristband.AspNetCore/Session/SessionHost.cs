using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// The host that a session belongs to. Where tenants have subdomains, a session counts at the subdomain where its login ended and nowhere
/// else; a browser would send its cookie nowhere else either (X-A8). Elsewhere one application may answer under several names.
/// </summary>
internal static class SessionHost
{
    public const string Key = "wb.host";

    public static void Bind(AuthenticationProperties properties, HostString host) => properties.Items[Key] = host.Host.ToLowerInvariant();

    public static bool Fits(AuthenticationProperties properties, HostString host) =>
        !properties.Items.TryGetValue(Key, out var bound) || host.Host.Equals(bound, StringComparison.OrdinalIgnoreCase);
}
