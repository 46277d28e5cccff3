using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.TestSupport;

/// <summary>Authorize requests that wait for somebody to sign in, without going through authorize.</summary>
public static class Transactions
{
    /// <summary>Begins one at the tenant in this browser and returns the value of "req".</summary>
    public static async Task<string> BeginTransactionAsync(
        this PlatformHost platform, Browser browser, SomeTenant tenant, string? loginHint = null)
    {
        var context = new DefaultHttpContext();
        var application = new ApplicationInfo(
            tenant.Application.Id, tenant.Application.Name, tenant.Application.Name, tenant.Application.HostName, true);
        var info = new TenantInfo(tenant.Id, tenant.Name, tenant.Name, tenant.HostName, null, null, false);
        context.Features.Set(new HostContext(HostKind.Tenant, new PublicOrigin("http", 6002), application, info));
        var url = new Uri(tenant.Base);
        context.Request.Headers.Cookie = browser.Cookies.Header(url);
        await using var unit = platform.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterTenant(tenant.Id, tenant.Application.Id);
        var begun = await unit.ServiceProvider.GetRequiredService<WaitingRequests>().BeginAsync(
            context.GetCaller(), new AskedAuthorization(tenant.Application.ClientId, "?client_id=x", loginHint), CancellationToken.None);
        context.Keep(begun.Keep);
        browser.Cookies.Store(url, context.Response.Headers.SetCookie.OfType<string>());
        return begun.Handle;
    }
}
