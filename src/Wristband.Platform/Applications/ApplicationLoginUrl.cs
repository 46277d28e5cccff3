using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Applications;

/// <summary>
/// The address in the application where every journey of the platform ends: the client's login URL, else the application's.
/// There the SDK starts an authorize request, and the session made here completes it without another question.
/// </summary>
internal sealed class ApplicationLoginUrl(PlatformDbContext database)
{
    /// <summary>
    /// The Login Endpoint for a tenant, or without one. A client id of another application is as good as none.
    /// </summary>
    public async Task<RegisteredUrl> FindAsync(
        string applicationId, string? tenantName, string? clientId, CancellationToken cancellationToken)
    {
        var url = await (
            from application in database.Applications
            where application.Id == applicationId
            select database.OAuthClients.Where(c => c.Id == clientId && c.ApplicationId == applicationId).Select(c => c.LoginUrl)
                .FirstOrDefault()
                ?? application.LoginUrl).SingleAsync(cancellationToken);
        if (tenantName is null) return RegisteredUrl.WithoutTenant(url);
        var customDomain = await (
            from tenant in database.Tenants
            join host in database.HostNames on tenant.Id equals host.TenantId
            where tenant.ApplicationId == applicationId && tenant.Name == tenantName && host.IsCustomDomain
            select host.Name).FirstOrDefaultAsync(cancellationToken);

        // Both spellings: applications on older SDKs read tenant_domain.
        return RegisteredUrl.Of(url, tenantName)
            .With("tenant_name", tenantName)
            .With("tenant_domain", tenantName)
            .With("tenant_custom_domain", customDomain);
    }
}
