using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Tenants;

/// <summary>
/// Finds a tenant for somebody who needs a permission for it. What is out of its reach looks like what does not exist (P-46).
/// </summary>
internal static class TenantLookup
{
    public static async Task<Outcome<Tenant>> FindTenantAsync(
        this PlatformDbContext database, Caller caller, string permission, string id, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(permission)) return Refusal.Forbidden;
        var tenant = await database.TenantsFor(caller, permission).SingleOrDefaultAsync(t => t.Id == id, cancellationToken);
        return tenant is null ? Refusal.Missing("tenant", id) : tenant;
    }

    /// <summary>Whether a permission reaches a tenant; one that reaches the caller alone reaches the caller's own.</summary>
    public static bool ReachesTenant(this Caller caller, string permission, string tenantId)
    {
        var reach = caller.Permissions.ReachOf(permission);
        return reach.Covers(tenantId) || (reach.IsSelf && caller.HomeTenantId == tenantId);
    }
}
