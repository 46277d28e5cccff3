using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Gives a person exactly these roles, or changes nothing.</summary>
internal sealed class ReplaceRolesOfUser(PlatformDbContext database, RoleChoice choice, OwnerLoss loss, AuditLog audit)
{
    public async Task<Refusal?> RunAsync(
        Caller caller, string userId, IReadOnlyList<string>? roleIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(AssignRolesToUser.Needed)) return Refusal.Forbidden;
        if (IdList.Check("roleIds", roleIds) is { } refusal) return refusal;
        if (await AssignRolesToUser.FindAsync(database, caller, userId, cancellationToken) is not { } user)
            return Refusal.Missing("user", userId);
        var there = await database.UserRoles.Where(r => r.TenantId == user.TenantId && r.UserId == userId).ToListAsync(cancellationToken);
        var wanted = roleIds!.Distinct().ToList();
        var added = wanted.Except(there.Select(r => r.RoleId)).ToList();
        // What somebody has already is not given to them now.
        var chosen = await choice.ReadAsync(
            caller, choice.For(user.ApplicationId, user.TenantId), Holder.In(user.TenantId), added, cancellationToken);
        if (chosen.Failures is [var first, ..]) return first.Why;
        var removed = there.Where(r => !wanted.Contains(r.RoleId)).ToList();
        if (added.Count == 0 && removed.Count == 0) return null;
        return await loss.PreventAsync(user.TenantId, () =>
        {
            database.RemoveRange(removed);
            database.AddRange(added.Select(roleId => AssignRolesToUser.Row(user, roleId)));
            audit.Changed(caller, "user.roles_replaced", new AuditSubject("user", userId, user.TenantId),
                new { RoleIds = there.Select(r => r.RoleId).Order() }, new { RoleIds = wanted.Order() });
            return Task.CompletedTask;
        }, cancellationToken);
    }
}
