using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions.Groups;

/// <summary>Puts permissions into a group: those that the caller has as far as the group reaches.</summary>
internal sealed class AssignPermissionsToGroup(PlatformDbContext database, PermissionChoice choice, AuditLog audit, TimeProvider time)
{
    private const string Needed = "permission:manage-assignments";

    public async Task<Outcome<Assigned<KnownPermission>>> RunAsync(
        Caller caller, string id, IReadOnlyList<string>? permissionIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        if (IdList.Check("permissionIds", permissionIds) is { } refusal) return refusal;
        // The boundary must not change between the look at how far it reaches and the giving.
        await using var transaction = await database.BeginExclusiveAsync(GrantLimit.Subject(caller.Application.Id), cancellationToken);
        var group = await database.OwnedFor<PermissionGroup>(caller, Needed).SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (group is null) return Refusal.Missing("permission group", id);
        var chosen = await choice.ReadAsync(caller, group, group.PermissionBoundaryId, permissionIds!, cancellationToken);
        var there = await database.PermissionGroupPermissions.Where(p => p.PermissionGroupId == id).Select(p => p.PermissionId)
            .ToListAsync(cancellationToken);
        var added = chosen.Items.Where(p => !there.Contains(p.Id)).ToList();
        if (added.Count == 0) return chosen;
        foreach (var permission in added)
        {
            database.PermissionGroupPermissions.Add(new PermissionGroupPermission
            {
                PermissionGroupId = id,
                PermissionId = permission.Id,
                ApplicationId = group.ApplicationId,
                TenantId = group.TenantId,
            });
        }
        group.UpdatedAt = time.GetUtcNow();
        group.Touch();
        audit.Changed(caller, "permission_group.permissions_assigned", new AuditSubject("permission group", id, group.TenantId),
            before: null, new { Permissions = added.Select(p => p.Value) });
        if (await database.TrySaveAsync(cancellationToken) != Saved.Yes) return Refusal.Changed;
        await transaction.CommitAsync(cancellationToken);
        return chosen;
    }
}
