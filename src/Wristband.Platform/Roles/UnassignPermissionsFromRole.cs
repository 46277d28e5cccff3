using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Takes permissions out of a role. What is not in it is no mistake.</summary>
internal sealed class UnassignPermissionsFromRole(PlatformDbContext database, OwnerLoss loss, AuditLog audit, TimeProvider time)
{
    public async Task<Refusal?> RunAsync(
        Caller caller, string id, IReadOnlyList<string>? permissionIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has("permission:manage-assignments")) return Refusal.Forbidden;
        if (IdList.Check("permissionIds", permissionIds) is { } refusal) return refusal;
        var found = await RoleChange.FindAsync(database, caller, "permission:manage-assignments", id, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var role = found.Result;
        return await loss.PreventAsync(role.TenantId, async () =>
        {
            var removed = await database.RolePermissions.Where(p => p.RoleId == id && permissionIds!.Contains(p.PermissionId))
                .ToListAsync(cancellationToken);
            if (removed.Count == 0) return;
            database.RemoveRange(removed);
            role.UpdatedAt = time.GetUtcNow();
            role.Touch();
            audit.Changed(caller, "role.permissions_unassigned", new AuditSubject("role", id, role.TenantId),
                new { PermissionIds = removed.Select(p => p.PermissionId) }, after: null);
        }, cancellationToken);
    }
}
