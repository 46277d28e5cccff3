using Wristband.Platform.Applications;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.OAuth.Keys;

namespace Wristband.Platform.Management.Settings;

/// <summary>An application as the API shows it. "domainName" is the older spelling of "name"; clients read either.</summary>
internal sealed record ApplicationResource(
    string Id, string Name, string DomainName, string DisplayName, string VanityDomain, bool IsMultiTenant,
    TenantClassifier TenantClassifier, EnvironmentType EnvironmentType, string LoginUrl, IReadOnlyList<string> LogoutUrls,
    bool SignupEnabled, string? LogoUrl, IReadOnlyList<string> AllowedOrigins, string? CustomApplicationLoginPageUrl,
    bool ApplicationAuthorizationRequestsEnabled, bool DiscoveryByMailOnly, SigningAlgorithm SigningAlgorithm, Metadata Metadata)
{
    public static ApplicationResource Of(Application application, PublicOrigin origin) => new(
        application.Id, application.Name, application.Name, application.DisplayName, origin.AuthorityOf(application.HostName),
        IsMultiTenant: true, application.TenantClassifier, application.EnvironmentType, application.LoginUrl, application.LogoutUrls,
        application.SignupEnabled, application.LogoUrl, application.AllowedOrigins, application.CustomLoginPageUrl,
        application.AuthorizationRequestsEnabled, application.DiscoveryByMailOnly, application.SigningAlgorithm,
        Metadata.Of(application, application.CreatedAt, application.UpdatedAt));
}
