using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Applications;

/// <summary>
/// Where a form of a hosted page may lead once its redirects are followed: the Login Endpoint, the tenant's host and the
/// client's redirect addresses (G-07).
/// </summary>
internal sealed class SignInTargets(PlatformDbContext database)
{
    private const int MostClients = 20;

    /// <summary>The origins and schemes; fewer when the client is known.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(Caller caller, string? clientId, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        var applicationId = host.RequiredApplication.Id;
        var clients = database.OAuthClients.Where(c => c.ApplicationId == applicationId && c.Enabled);
        if (clientId is not null) clients = clients.Where(c => c.Id == clientId);
        var known = await clients.OrderBy(c => c.Id).Take(MostClients).Select(c => new { c.LoginUrl, c.RedirectUris })
            .ToListAsync(cancellationToken);
        var loginUrl = await database.Applications.Where(a => a.Id == applicationId).Select(a => a.LoginUrl).SingleAsync(cancellationToken);

        var registered = known.SelectMany(c => c.RedirectUris.Append(c.LoginUrl)).Append(loginUrl).OfType<string>();
        return
        [
            .. registered.Select(url => SourceOf(RegisteredUrl.Of(url, host.Tenant?.Name ?? "*").Value)).OfType<string>(),
            host.Tenant is null ? TenantHosts(host) : host.TenantBase,
        ];
    }

    // "*" is not a host, so the origin is cut out of the text rather than parsed.
    private static string? SourceOf(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return url.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? url[..(colon + 1)] : null;
        if (!url.StartsWith("http", StringComparison.Ordinal)) return url[..(scheme + 1)];
        var end = url.IndexOfAny(['/', '?', '#'], scheme + 3);
        return end < 0 ? url : url[..end];
    }

    // Which tenant it will be is the question that the page asks. All their vanity hosts are siblings, or children, of this host.
    private static string TenantHosts(HostContext host)
    {
        var name = host.RequiredApplication.HostName;
        return host.Origin.At("*." + name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
    }
}
