using Wristband.Platform.Applications;
using Wristband.Platform.Web;

namespace Wristband.Platform.Login;

/// <summary>Where a found tenant leads: the Login Endpoint, with everything that the application wants to hear again.</summary>
internal sealed class DiscoveryTarget(LoginEndpoint loginEndpoint)
{
    public async Task<RegisteredUrl> FindAsync(
        HttpContext context, DiscoveredTenant tenant, DiscoveryWish wish, string? loginHint, CancellationToken cancellationToken)
    {
        var url = await loginEndpoint.FindAsync(context.GetHost().RequiredApplication.Id, tenant.Name, wish.ClientId, cancellationToken);
        return url.With("login_hint", loginHint).With("return_url", wish.State);
    }
}
