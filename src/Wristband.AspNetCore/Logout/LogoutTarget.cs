using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Logout;

/// <summary>
/// Where a logout continues: at the tenant's own host, found through the session first and checked parameters second (S-74), else at
/// the application's login page, else at home. It is never an error (S-76).
/// </summary>
internal sealed class LogoutTarget(
    WristbandOptions options,
    SettingsSource source,
    TenantResolution tenants,
    TenantUrls urls,
    LastTenant lastTenant,
    ReturnUrls returnUrls)
{
    public async Task GoAsync(HttpContext context, ClaimsPrincipal? user)
    {
        lastTenant.Forget(context);
        if (await source.GetAsync(context.RequestAborted) is not { } settings)
        {
            await Redirects.ToReturnUrlAsync(context, returnUrls.Default(context.Request));
            return;
        }
        var tenant = OfSession(user);
        if (!tenant.IsResolved) tenant = await tenants.AskedForAsync(context.Request, settings, context.RequestAborted);
        if (!tenant.IsResolved)
        {
            await Redirects.ToConfiguredAsync(context, urls.ApplicationLogin(settings, state: null));
            return;
        }
        var host = urls.HostOf(tenant, settings);
        await Redirects.ToHostAsync(context, urls.Logout(host, Query(context.Request)), host);
    }

    private static TenantTarget OfSession(ClaimsPrincipal? user) =>
        new(TenantName.Parse(user?.GetTenantName()), HostName.TryParse(user?.GetTenantCustomDomain(), out var domain) ? domain : null);

    private IEnumerable<KeyValuePair<string, string>> Query(HttpRequest request)
    {
        yield return new("client_id", options.ClientId);
        // The platform follows it only when the application registered it.
        if (request.Parameter("redirect_url") is { Length: <= 2000 } redirect) yield return new("redirect_url", redirect);
        if (request.Parameter("state") is { } state) yield return new("state", state);
    }
}
