using Wristband.Platform.Applications;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.Login;

/// <summary>
/// Where a found tenant leads: the Login Endpoint, with everything that the application wants to hear again, or the request that waits.
/// </summary>
internal sealed class DiscoveryTarget(ApplicationLoginUrl loginEndpoint, WaitingRequests requests)
{
    public async Task<RegisteredUrl> FindAsync(
        Caller caller, DiscoveredTenant tenant, DiscoveryWish wish, string? loginHint, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        if (await requests.FindAsync(caller, wish.Handle, cancellationToken) is { Query.Length: > 0 })
        {
            var resumed = RegisteredUrl.OfHost(host.Origin, tenant.HostName, WaitingRequests.ResumePath(wish.Handle!));
            return resumed.With("login_hint", loginHint);
        }
        var url = await loginEndpoint.FindAsync(host.RequiredApplication.Id, tenant.Name, wish.ClientId, cancellationToken);
        return url.With("login_hint", loginHint).With("return_url", wish.State);
    }
}
