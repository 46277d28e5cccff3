using System.Linq.Expressions;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>What a permission of the caller reaches of what applications and tenants own (P-46).</summary>
internal static class OwnedRows
{
    /// <summary>What the caller may change: what those own whom the permission reaches.</summary>
    public static IQueryable<T> OwnedFor<T>(this PlatformDbContext database, Caller caller, string permission)
        where T : class, IApplicationOwned
    {
        var applicationId = caller.Application.Id;
        return database.Set<T>().Where(row => row.ApplicationId == applicationId)
            .Within(caller.Permissions.ReachOf(permission), row => row.TenantId);
    }

    /// <summary>What the caller may read: the same, and what the application shows to the tenant that the caller belongs to.</summary>
    public static IQueryable<T> SeenFor<T>(this PlatformDbContext database, Caller caller, string permission)
        where T : class, ITenantVisible
    {
        var reach = caller.Permissions.ReachOf(permission);
        var applicationId = caller.Application.Id;
        var rows = database.Set<T>().Where(row => row.ApplicationId == applicationId);
        if (reach.IsNothing) return rows.Where(row => false);
        return rows.Within(reach, row => row.TenantId, Shown<T>(caller.HomeTenantId), always: true);
    }

    /// <summary>What this tenant may use: its own, and what the application shows to it.</summary>
    public static IQueryable<T> UsableBy<T>(this PlatformDbContext database, string applicationId, string tenantId)
        where T : class, ITenantVisible
    {
        var shown = Shown<T>(tenantId);
        return database.Set<T>().Where(row => row.ApplicationId == applicationId)
            .Within(Reach.Of([tenantId]), row => row.TenantId, shown, always: true);
    }

    // Lists are compared by the database; whoever belongs to no tenant is on none.
    private static Expression<Func<T, bool>> Shown<T>(string? tenantId) where T : class, ITenantVisible => row => row.TenantId == null
        && (row.TenantVisibility == TenantVisibility.All
            || (row.TenantVisibility == TenantVisibility.InclusionList && tenantId != null
                && row.TenantVisibilityList!.Contains(tenantId))
            || (row.TenantVisibility == TenantVisibility.ExclusionList && tenantId != null
                && !row.TenantVisibilityList!.Contains(tenantId)));
}
