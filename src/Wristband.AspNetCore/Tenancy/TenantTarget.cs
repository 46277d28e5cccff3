using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>The tenant that a login or logout is for: by name, by its own confirmed domain, or both. Neither means unresolved.</summary>
internal sealed record TenantTarget(TenantName? Name, HostName? CustomDomain)
{
    public static readonly TenantTarget Unresolved = new(null, null);

    public bool IsResolved => Name is not null || CustomDomain is not null;
}
