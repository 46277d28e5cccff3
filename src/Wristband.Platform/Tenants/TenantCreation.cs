using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Tenants;

/// <summary>Adds a tenant and its host to the unit of work; the caller saves, together with whatever belongs to the same step.</summary>
internal sealed class TenantCreation(PlatformDbContext database, TimeProvider time)
{
    public Tenant Add(Application application, TenantName name, string displayName, TenantStatus status, string? signupKey = null)
    {
        var tenant = new Tenant
        {
            Id = Ids.New(),
            ApplicationId = application.Id,
            Name = name.Value,
            DisplayName = displayName,
            HostName = $"{name.Value}{Separator(application)}{application.HostName}",
            Status = status,
            SignupKey = signupKey,
            CreatedAt = time.GetUtcNow(),
        };
        database.Tenants.Add(tenant);
        database.HostNames.Add(new HostName { Name = tenant.HostName, ApplicationId = application.Id, TenantId = tenant.Id });
        return tenant;
    }

    /// <summary>What follows a tenant's name in its address, port included.</summary>
    public static string HostNameEnding(Application application, PublicOrigin origin) =>
        Separator(application) + origin.AuthorityOf(application.HostName);

    private static string Separator(Application application) => application.IsCustomDomainActive ? "." : "-";
}
