using Wristband.Platform.Audit;
using Wristband.Platform.Security;

namespace Wristband.Platform.Tenants;

/// <summary>A tenant as the audit log shows it. What is restricted there is shown as having changed, and no more.</summary>
internal static class TenantAudit
{
    public static AuditSubject Subject(Tenant tenant) => new("tenant", tenant.Id, tenant.Id);

    public static object Fields(Tenant tenant) => new
    {
        tenant.Name,
        tenant.DisplayName,
        tenant.Description,
        tenant.LogoUrl,
        Status = tenant.Status.ToString(),
        tenant.SignupEnabled,
        tenant.DiscoveryEmailDomains,
        tenant.AllowedSignupEmailDomains,
        tenant.PublicMetadata,
        RestrictedMetadata = tenant.RestrictedMetadata is { } restricted ? SecretToken.Hash(restricted) : null,
    };
}
