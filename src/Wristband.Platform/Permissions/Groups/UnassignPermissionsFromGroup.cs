using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions.Groups;

/// <summary>Takes permissions out of a group. What is not in it is no mistake.</summary>
internal sealed class UnassignPermissionsFromGroup(PlatformDbContext database, OwnerLoss loss, AuditLog audit, TimeProvider time)
{
    private const string Needed = "permission:manage-assignments";

    public async Task<Refusal?> RunAsync(
        Caller caller, string id, IReadOnlyList<string>? permissionIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        if (IdList.Check("permissionIds", permissionIds) is { } refusal) return refusal;
        var group = await database.OwnedFor<PermissionGroup>(caller, Needed).SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (group is null) return Refusal.Missing("permission group", id);
        return await loss.PreventAsync(group.TenantId, async () =>
        {
            var removed = await database.PermissionGroupPermissions
                .Where(p => p.PermissionGroupId == id && permissionIds!.Contains(p.PermissionId)).ToListAsync(cancellationToken);
            if (removed.Count == 0) return;
            database.RemoveRange(removed);
            group.UpdatedAt = time.GetUtcNow();
            group.Touch();
            audit.Changed(caller, "permission_group.permissions_unassigned", new AuditSubject("permission group", id, group.TenantId),
                new { PermissionIds = removed.Select(p => p.PermissionId) }, after: null);
        }, cancellationToken);
    }
}
