using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Puts permissions into a role: those that the caller has as far as the role reaches.</summary>
internal sealed class AssignPermissionsToRole(PlatformDbContext database, PermissionChoice choice, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Assigned<KnownPermission>>> RunAsync(
        Caller caller, string id, IReadOnlyList<string>? permissionIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has("permission:manage-assignments")) return Refusal.Forbidden;
        if (IdList.Check("permissionIds", permissionIds) is { } refusal) return refusal;
        // The boundary must not change between the look at how far it reaches and the giving.
        await using var transaction = await database.BeginExclusiveAsync(GrantLimit.Subject(caller.Application.Id), cancellationToken);
        var found = await RoleChange.FindAsync(database, caller, "permission:manage-assignments", id, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var role = found.Result;
        var chosen = await choice.ReadAsync(caller, role, role.PermissionBoundaryId, permissionIds!, cancellationToken);
        var there = await database.RolePermissions.Where(p => p.RoleId == id).Select(p => p.PermissionId).ToListAsync(cancellationToken);
        var added = chosen.Items.Where(p => !there.Contains(p.Id)).ToList();
        if (added.Count == 0) return chosen;
        database.AddRange(added.Select(permission => new RolePermission
        {
            RoleId = id,
            PermissionId = permission.Id,
            ApplicationId = role.ApplicationId,
            TenantId = role.TenantId,
        }));
        role.UpdatedAt = time.GetUtcNow();
        role.Touch();
        audit.Changed(caller, "role.permissions_assigned", new AuditSubject("role", id, role.TenantId), before: null,
            new { Permissions = added.Select(p => p.Value) });
        if (await database.TrySaveAsync(cancellationToken) != Saved.Yes) return Refusal.Changed;
        await transaction.CommitAsync(cancellationToken);
        return chosen;
    }
}
