using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Takes groups of permissions out of a role. What is not in it is no mistake.</summary>
internal sealed class UnassignPermissionGroupsFromRole(PlatformDbContext database, OwnerLoss loss, AuditLog audit, TimeProvider time)
{
    public async Task<Refusal?> RunAsync(
        Caller caller, string id, IReadOnlyList<string>? groupIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has("permission:manage-assignments")) return Refusal.Forbidden;
        if (IdList.Check("permissionGroupIds", groupIds) is { } refusal) return refusal;
        var found = await RoleChange.FindAsync(database, caller, "permission:manage-assignments", id, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var role = found.Result;
        return await loss.PreventAsync(role.TenantId, async () =>
        {
            var removed = await database.RolePermissionGroups.Where(g => g.RoleId == id && groupIds!.Contains(g.PermissionGroupId))
                .ToListAsync(cancellationToken);
            if (removed.Count == 0) return;
            database.RemoveRange(removed);
            role.UpdatedAt = time.GetUtcNow();
            role.Touch();
            audit.Changed(caller, "role.permission_groups_unassigned", new AuditSubject("role", id, role.TenantId),
                new { PermissionGroupIds = removed.Select(g => g.PermissionGroupId) }, after: null);
        }, cancellationToken);
    }
}
