using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>The tenant that a login or logout is for: by name, by its own confirmed domain, or both. Neither means unresolved.</summary>
internal sealed record TenantTarget(TenantName? Name, HostName? CustomDomain)
{
    public bool IsResolved => Name is not null || CustomDomain is not null;

    /// <summary>A domain was named, nothing else was, and nobody can tell now whether it belongs to a tenant.</summary>
    public bool IsUndecided { get; init; }
}
