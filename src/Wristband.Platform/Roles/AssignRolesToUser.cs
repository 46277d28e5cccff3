using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Users;

namespace Wristband.Platform.Roles;

/// <summary>Gives roles to a person, beside those that they have.</summary>
internal sealed class AssignRolesToUser(PlatformDbContext database, RoleChoice choice, AuditLog audit)
{
    public const string Needed = "role:manage-assignments";

    public async Task<Outcome<Assigned<Role>>> RunAsync(
        Caller caller, string userId, IReadOnlyList<string>? roleIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        if (IdList.Check("roleIds", roleIds) is { } refusal) return refusal;
        if (await FindAsync(database, caller, userId, cancellationToken) is not { } user) return Refusal.Missing("user", userId);
        var chosen = await choice.ReadAsync(
            caller, choice.For(user.ApplicationId, user.TenantId), Holder.In(user.TenantId), roleIds!, cancellationToken);
        var there = await database.UserRoles.Where(r => r.TenantId == user.TenantId && r.UserId == userId).Select(r => r.RoleId)
            .ToListAsync(cancellationToken);
        var added = chosen.Items.Where(role => !there.Contains(role.Id)).ToList();
        if (added.Count == 0) return chosen;
        database.AddRange(added.Select(role => Row(user, role.Id)));
        audit.Changed(caller, "user.roles_assigned", new AuditSubject("user", userId, user.TenantId), before: null,
            new { Roles = added.Select(role => role.Name) });
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? chosen : Refusal.Changed;
    }

    /// <summary>The person whose roles the caller may change. Nobody changes their own by a permission about themselves.</summary>
    public static Task<User?> FindAsync(PlatformDbContext database, Caller caller, string userId, CancellationToken cancellationToken)
    {
        var applicationId = caller.Application.Id;
        return database.Users.AsNoTracking().Where(u => u.ApplicationId == applicationId && u.Id == userId)
            .Within(caller.Permissions.ReachOf(Needed), u => u.TenantId).SingleOrDefaultAsync(cancellationToken);
    }

    public static UserRole Row(User user, string roleId) =>
        new() { TenantId = user.TenantId, ApplicationId = user.ApplicationId, UserId = user.Id, RoleId = roleId };
}
