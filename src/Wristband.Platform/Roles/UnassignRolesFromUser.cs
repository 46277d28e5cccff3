using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Takes roles from a person. Those that they do not have are no mistake.</summary>
internal sealed class UnassignRolesFromUser(PlatformDbContext database, OwnerLoss loss, AuditLog audit)
{
    public async Task<Refusal?> RunAsync(
        Caller caller, string userId, IReadOnlyList<string>? roleIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(AssignRolesToUser.Needed)) return Refusal.Forbidden;
        if (IdList.Check("roleIds", roleIds) is { } refusal) return refusal;
        if (await AssignRolesToUser.FindAsync(database, caller, userId, cancellationToken) is not { } user)
            return Refusal.Missing("user", userId);
        return await loss.PreventAsync(user.TenantId, async () =>
        {
            var removed = await database.UserRoles
                .Where(r => r.TenantId == user.TenantId && r.UserId == userId && roleIds!.Contains(r.RoleId))
                .ToListAsync(cancellationToken);
            if (removed.Count == 0) return;
            database.RemoveRange(removed);
            audit.Changed(caller, "user.roles_unassigned", new AuditSubject("user", userId, user.TenantId),
                new { RoleIds = removed.Select(r => r.RoleId) }, after: null);
        }, cancellationToken);
    }
}
