using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>
/// Where a logout sends the browser: the listed redirect URL, else the client's Login Endpoint, else the application's (protocol 2.6).
/// </summary>
internal sealed class LogoutTargets(PlatformDbContext database, ApplicationLoginUrl loginEndpoint)
{
    public async Task<RegisteredUrl> FindAsync(Caller caller, LogoutRequest request, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        var tenant = host.RequiredTenant.Name;
        var url = await ListedAsync(request.RedirectUrl, host.RequiredApplication.Id, tenant, cancellationToken)
            ?? await loginEndpoint.FindAsync(host.RequiredApplication.Id, tenant, request.ClientId, cancellationToken);
        return url.With("state", request.State);
    }

    // SDKs send the URL as it is registered or already filled in; both name the same one. Anything else is as good as none (P-19).
    private async Task<RegisteredUrl?> ListedAsync(
        string? redirectUrl, string applicationId, string tenantName, CancellationToken cancellationToken)
    {
        if (redirectUrl is null) return null;
        var listed = await database.Applications.Where(a => a.Id == applicationId).Select(a => a.LogoutUrls).SingleAsync(cancellationToken);
        return listed.Where(url => url == redirectUrl || RegisteredUrl.Of(url, tenantName).Value == redirectUrl)
            .Select(url => RegisteredUrl.Of(url, tenantName)).FirstOrDefault();
    }
}
