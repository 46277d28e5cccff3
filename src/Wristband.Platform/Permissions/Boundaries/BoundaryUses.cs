using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Permissions.Boundaries;

/// <summary>What reaches as far as a boundary says.</summary>
internal sealed class BoundaryUses(PlatformDbContext database)
{
    public async Task<bool> AnyAsync(string boundaryId, CancellationToken cancellationToken) =>
        await database.Roles.AnyAsync(r => r.PermissionBoundaryId == boundaryId, cancellationToken)
        || await database.PermissionGroups.AnyAsync(g => g.PermissionBoundaryId == boundaryId, cancellationToken);

    /// <summary>Whether the caller has everything that has this boundary, as far as it would reach with this list (P-48).</summary>
    public async Task<bool> AllowAsync(
        Caller caller, PermissionBoundary boundary, IReadOnlyList<string> resources, CancellationToken cancellationToken)
    {
        var direct =
            from role in database.Roles
            join held in database.RolePermissions on role.Id equals held.RoleId
            where role.PermissionBoundaryId == boundary.Id
            select held.PermissionId;
        var grouped =
            from kept in database.PermissionGroups
            join held in database.PermissionGroupPermissions on kept.Id equals held.PermissionGroupId
            where kept.PermissionBoundaryId == boundary.Id
            select held.PermissionId;
        var ids = await direct.Union(grouped).ToListAsync(cancellationToken);
        var known = await KnownPermission.FindAsync(database.Permissions, ids, cancellationToken);
        var reach = boundary.Type == PermissionBoundaryType.TenantExclusionList ? Reach.AllExcept(resources) : Reach.Of(resources);
        return known.Values.All(p => caller.Permissions.Include(p.Value, reach, PredefinedPermissions.IsTaken(p.Value)));
    }
}
