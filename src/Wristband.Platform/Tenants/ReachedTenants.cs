using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Tenants;

/// <summary>The tenants that a permission of the caller reaches. One's own is oneself, where a permission is about that (P-46).</summary>
internal static class ReachedTenants
{
    public static IQueryable<Tenant> TenantsFor(this PlatformDbContext database, Caller caller, string permission)
    {
        var applicationId = caller.Application.Id;
        var home = caller.HomeTenantId;
        return database.Tenants.Where(t => t.ApplicationId == applicationId)
            .Within(caller.Permissions.ReachOf(permission), t => t.Id, t => t.Id == home);
    }
}
