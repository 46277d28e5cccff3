using System.Text.Json.Nodes;
using Wristband.Platform.Applications;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Management;

/// <summary>A tenant as the API shows it. "domainName" is the older spelling of "name"; clients read either.</summary>
internal sealed record TenantResource(
    string Id, string ApplicationId, TenantType Type, string VanityDomain, string ResolvedVanityDomain, string ResolvedVanityDomainSource,
    string DomainName, string Name, string DisplayName, string? Description, string? LogoUrl, bool SignupEnabled,
    IReadOnlyList<string> AllowedSignupEmailDomains, IReadOnlyList<string> DiscoveryEmailDomains, TenantClassifier ResolvedClassifier,
    TenantStatus Status, JsonObject PublicMetadata, JsonObject RestrictedMetadata, Metadata Metadata)
{
    public static TenantResource Of(Tenant tenant, string? customDomain, TenantClassifier classifier, PublicOrigin origin) => new(
        tenant.Id, tenant.ApplicationId, tenant.Type, origin.AuthorityOf(tenant.HostName),
        origin.AuthorityOf(customDomain ?? tenant.HostName), customDomain is null ? "DEFAULT" : "CUSTOM",
        tenant.Name, tenant.Name, tenant.DisplayName, tenant.Description, tenant.LogoUrl, tenant.SignupEnabled,
        tenant.AllowedSignupEmailDomains ?? [], tenant.DiscoveryEmailDomains ?? [], classifier,
        tenant.Status, Wire.Stored(tenant.PublicMetadata), Wire.Stored(tenant.RestrictedMetadata),
        Metadata.Of(tenant, tenant.CreatedAt, tenant.UpdatedAt, tenant.ActivatedAt, tenant.DeactivatedAt));
}
