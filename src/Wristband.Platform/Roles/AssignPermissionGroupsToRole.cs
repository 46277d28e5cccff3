using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Roles;

/// <summary>Puts groups of permissions into a role: those whose every permission the caller has as far as the group reaches.</summary>
internal sealed class AssignPermissionGroupsToRole(PlatformDbContext database, GrantLimit limit, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Assigned<string>>> RunAsync(
        Caller caller, string id, IReadOnlyList<string>? groupIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has("permission:manage-assignments")) return Refusal.Forbidden;
        if (IdList.Check("permissionGroupIds", groupIds) is { } refusal) return refusal;
        var found = await RoleChange.FindAsync(database, caller, "permission:manage-assignments", id, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var role = found.Result;
        var chosen = await ChooseAsync(caller, role, groupIds!, cancellationToken);
        var there = await database.RolePermissionGroups.Where(g => g.RoleId == id).Select(g => g.PermissionGroupId)
            .ToListAsync(cancellationToken);
        var added = chosen.Items.Except(there).ToList();
        if (added.Count == 0) return chosen;
        database.AddRange(added.Select(groupId => new RolePermissionGroup
        {
            RoleId = id,
            PermissionGroupId = groupId,
            ApplicationId = role.ApplicationId,
            TenantId = role.TenantId,
        }));
        role.UpdatedAt = time.GetUtcNow();
        role.Touch();
        audit.Changed(caller, "role.permission_groups_assigned", new AuditSubject("role", id, role.TenantId), before: null,
            new { PermissionGroupIds = added });
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? chosen : Refusal.Changed;
    }

    private async Task<Assigned<string>> ChooseAsync(
        Caller caller, Role role, IReadOnlyList<string> groupIds, CancellationToken cancellationToken)
    {
        // An application's role may be anybody's, so what a tenant put together has no place in it.
        var usable = role.TenantId is { } tenantId
            ? database.UsableBy<PermissionGroup>(role.ApplicationId, tenantId)
            : database.PermissionGroups.Where(g => g.ApplicationId == role.ApplicationId && g.TenantId == null);
        var known = await usable.Where(g => groupIds.Contains(g.Id)).Select(g => g.Id).ToListAsync(cancellationToken);
        var items = new List<string>();
        var failures = new List<Failed>();
        for (var i = 0; i < groupIds.Count; i++)
        {
            var groupId = groupIds[i];
            if (!known.Contains(groupId) && PredefinedGroups.Find(groupId) is null)
                failures.Add(new Failed(i, groupId, Refusal.Missing("permission group", groupId)));
            else if (!await limit.AllowsGroupAsync(caller, groupId, role.TenantId, cancellationToken))
                failures.Add(new Failed(i, groupId, GrantLimit.Exceeded));
            else if (!items.Contains(groupId)) items.Add(groupId);
        }
        return new Assigned<string>(items, failures);
    }
}
